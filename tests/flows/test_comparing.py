"""How far an answer moves with the rule of counting, from given rows."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tasks import database
from tasks.comparing import Asked, WrongQuestionError, compare
from tasks.settings import settings

Run = Callable[..., Result]
MARCH, APRIL = date(2023, 3, 1), date(2023, 4, 1)
CLASSES = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")
# rule, actor, recipient, month, by class, mean score
ROWS = [
    ("events", "KEN", "UGA", MARCH, (2, 1, 1, 0), 1.0),
    ("one a day", "KEN", "UGA", MARCH, (2, 0, 1, 0), 1.0),
    ("reports", "KEN", "UGA", MARCH, (4, 1, 3, 2), -0.5),
    ("events", "PER", "CHL", APRIL, (2, 0, 0, 0), 4.0),
    ("one a day", "PER", "CHL", APRIL, (2, 0, 0, 0), 4.0),
    ("reports", "PER", "CHL", APRIL, (2, 0, 0, 0), 4.0),
    ("events", "CHL", "PER", APRIL, (1, 0, 0, 0), 4.0),
    ("one a day", "CHL", "PER", APRIL, (1, 0, 0, 0), 4.0),
    ("reports", "CHL", "PER", APRIL, (3, 0, 0, 0), 4.0),
]


def given(rows: list[tuple[Any, ...]]) -> None:
    """Publish a snapshot whose view of rules has these rows."""
    file = settings().snapshot_file
    with database.working(file) as connection:
        columns = ", ".join(f"{name} BIGINT" for name in CLASSES)
        connection.execute(
            "CREATE TABLE dyad_month_by_rule (rule VARCHAR, actor_country VARCHAR, "
            f"recipient_country VARCHAR, month DATE, counted BIGINT, {columns}, mean_score DOUBLE)"
        )
        for *dyad, classes, score in rows:
            values = [*dyad, sum(classes), *classes, score]
            marks = ", ".join("?" * len(values))
            connection.execute(f"INSERT INTO dyad_month_by_rule VALUES ({marks})", values)


@pytest.fixture
def published(home: Path) -> None:
    given(ROWS)


def rules(asked: Asked, *names: str) -> dict[str, tuple[Any, ...]]:
    return {row["rule"]: tuple(row[name] for name in names) for row in compare(asked)["rules"]}


def test_each_number_stands_beside_how_far_it_is_from_that_of_events(published: None) -> None:
    assert rules(Asked(), "counted", "counted_moves") == {
        "events": (7, 0.0),
        "one a day": (6, -14.3),
        "reports": (15, 114.3),
    }
    assert rules(Asked(), "material_cooperation", "material_cooperation_moves") == {
        "events": (1, 0.0),
        "one a day": (0, -100.0),
        "reports": (1, 0.0),
    }
    assert rules(Asked(), "conflict_share", "conflict_share_moves") == {
        "events": (0.143, 0.0),
        "one a day": (0.167, 16.7),
        "reports": (0.333, 133.3),
    }


def test_a_mean_score_is_weighed_by_what_was_counted(published: None) -> None:
    assert rules(Asked(), "mean_score", "mean_score_moves") == {
        "events": (2.29, 0.0),  # (4 × 1 + 3 × 4) / 7
        "one a day": (2.5, 9.4),
        "reports": (1.0, -56.2),  # (10 × -0.5 + 5 × 4) / 15
    }


def test_where_events_have_none_no_per_cent_is_told(published: None) -> None:
    moves = rules(Asked(), "material_conflict", "material_conflict_moves")
    assert moves["reports"] == (2, None)


def test_dyads_are_ranked_and_the_share_that_moves_most_is_told(published: None) -> None:
    rows = {row.pop("rule"): row for row in compare(Asked())["dyads"]}
    assert rows["reports"] == {
        "dyads": 3,
        "rank_correlation": 0.5,  # 4, 2, 1 events are 10, 2, 3 reports
        "actor_country": "PER",
        "recipient_country": "CHL",
        "share": 13.3,
        "share_of_events": 28.6,
    }
    assert rows["one a day"]["rank_correlation"] == 1.0
    assert rows["one a day"]["actor_country"] == "KEN"


@pytest.mark.parametrize("tied", ["events", "reports"])
def test_equal_counts_share_their_mean_rank(home: Path, tied: str) -> None:
    counts = {
        rule: (3, 2, 2, 1) if rule == tied else (4, 3, 2, 1) for rule in ("events", "reports")
    }
    given(
        [
            (rule, actor, "UGA", MARCH, (counted, 0, 0, 0), 1.0)
            for rule, of in counts.items()
            for actor, counted in zip(("KEN", "TZA", "RWA", "BDI"), of, strict=True)
        ]
    )
    (row,) = (row for row in compare(Asked())["dyads"] if row["rule"] == "reports")
    assert row["rank_correlation"] == 0.949  # ranks 1, 2.5, 2.5, 4 and 1, 2, 3, 4


def test_only_the_dyads_with_most_events_are_ranked(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given(ROWS)
    monkeypatch.setattr("tasks.comparing.TOP", 2)
    rows = {row["rule"]: row for row in compare(Asked())["dyads"]}
    assert (rows["reports"]["dyads"], rows["reports"]["rank_correlation"]) == (2, 1.0)


def test_one_dyad_has_no_ranking(published: None) -> None:
    rows = compare(Asked(actor="KEN"))["dyads"]
    assert {row["rank_correlation"] for row in rows} == {None}


def test_months_whose_score_changes_sign_are_told(published: None) -> None:
    assert compare(Asked())["months"] == [
        {"month": MARCH, "rule": "reports", "mean_score": -0.5, "mean_score_of_events": 1.0}
    ]


@pytest.mark.parametrize(
    ("asked", "counted"),
    [
        (Asked(actor="PER"), 2),
        (Asked(recipient="PER"), 1),
        (Asked(since=APRIL), 3),
        (Asked(until=APRIL), 4),
        (Asked(since=MARCH, until=APRIL, actor="KEN", recipient="UGA"), 4),
    ],
)
def test_dyads_and_months_can_be_asked_for(published: None, asked: Asked, counted: int) -> None:
    assert rules(asked, "counted")["events"] == (counted,)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (Asked(actor="XYZ"), "'XYZ' is no country's code; give three letters"),
        (Asked(recipient="ken"), "'ken' is no country's code; write KEN"),
        (Asked(since=date(2023, 3, 2)), "name the first day of one, 2023-03-01, not 2023-03-02"),
        (Asked(since=APRIL, until=APRIL), "2023-04-01 must be later than 2023-04-01"),
    ],
)
def test_what_cannot_be_asked_is_said(published: None, asked: Asked, said: str) -> None:
    with pytest.raises(WrongQuestionError, match=said):
        compare(asked)


def test_a_body_of_no_country_can_be_asked_for(published: None) -> None:
    assert compare(Asked(actor="UNO")) == {"rules": [], "dyads": [], "months": []}


def test_the_command_tells_in_words(published: None, communique: Run) -> None:
    words = communique("compare-rules").stdout
    assert "15 (+114.3 %)" in words
    assert "2 (no events)" in words
    assert "Reports, the 3 dyads with most events: rank correlation 0.500" in words
    assert "share that moves most: PER toward CHL, 13.3 % (events: 28.6 %)" in words
    assert "2023-03: reports -0.50, events +1.00" in words


def test_the_command_tells_as_json(published: None, communique: Run) -> None:
    said = json.loads(communique("compare-rules", "--since", "2023-04", "--json").stdout)
    assert [row["counted"] for row in said["rules"]] == [3, 3, 5]
    assert said["months"] == []


def test_nothing_to_count_is_said(published: None, communique: Run) -> None:
    result = communique("compare-rules", "--actor", "FJI")
    assert result.exit_code == 0
    assert "there is nothing to count" in result.stdout


@pytest.mark.parametrize(
    "arguments", [["--actor", "Kenya"], ["--since", "2023-03-09"], ["--until", "soon"]]
)
def test_a_mistake_is_told_in_a_line(
    published: None, communique: Run, arguments: list[str]
) -> None:
    result = communique("compare-rules", *arguments)
    assert result.exit_code in (1, 2)
    assert result.stderr.splitlines()[-1].startswith("Error: ")


def test_before_the_first_run_there_is_nothing_to_compare(communique: Run) -> None:
    result = communique("compare-rules")
    assert result.exit_code == 1
    assert "There is no database" in result.stderr


def test_a_snapshot_of_before_this_view_is_said_to_be_old(home: Path, communique: Run) -> None:
    with database.working(settings().snapshot_file):
        pass
    result = communique("compare-rules")
    assert result.exit_code == 1
    assert "run `communique publish`" in result.stderr
