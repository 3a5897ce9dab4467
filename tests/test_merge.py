"""Events follow from the reports alone, however and whenever they were merged."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tasks import database
from tasks.merge import merge
from tasks.merging.whole import merge_reports
from tasks.records import Article, Coding, Place
from tasks.store import store
from tasks.storing.told import told_reports
from tests.builders import article, coding, content, party, report, use_home


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_home(monkeypatch, tmp_path / "home")


def told(number: int) -> tuple[Article, Coding]:
    """Return one of several tellings of one meeting, each with its own confidence and modes."""
    of = article(url=f"u{number}", outlet=f"Outlet {number % 2}")
    asa, bo = party(), party(name="Bo", country="NOR")
    modes = ("visit",) if number == 1 else ()
    sides = ((asa,), (bo,)) if number else ((bo,), (asa,))
    met = report(
        of=of, actors=sides[0], recipients=sides[1], modes=modes, confidence=0.2 + number / 10
    )
    return of, coding(of=of, reports=(met,), parties=(asa, bo))


def put(*pairs: tuple[Article, Coding]) -> None:
    store.fn("run", [of for of, _ in pairs], [made for _, made in pairs], [], [])


def events() -> list[tuple[object, ...]]:
    with database.working() as connection:
        return connection.execute("SELECT n_reports, n_outlets, modes FROM event").fetchall()


def test_two_articles_that_tell_of_one_meeting_make_one_event() -> None:
    put(told(0), told(1))
    assert merge.fn() == 1
    assert events() == [(2, 2, ["visit"])]


def test_merging_batch_by_batch_equals_merging_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pairs = [told(number) for number in range(3)]
    put(*pairs)
    merge.fn()
    whole = content()
    for number, order in enumerate(permutations(pairs)):
        use_home(monkeypatch, tmp_path / str(number))
        for pair in order:
            put(pair)
            merge.fn()
        assert content() == whole


@pytest.mark.parametrize("seed", range(4))
def test_events_depend_on_what_is_told_last_and_not_on_the_way_there(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    random = Random(seed)
    pairs = [told(number) for number in range(4)]
    silent = [(of, coding(of=of)) for of, _ in pairs]
    last = [random.choice(versions) for versions in zip(pairs, silent, strict=True)]
    put(*last)
    merge.fn()
    direct = content()
    use_home(monkeypatch, tmp_path / "detour")
    for pair in random.sample(pairs + silent, k=3):
        put(pair)
        merge.fn()
    put(*random.sample(last, k=len(last)))
    merge.fn()
    assert content() == direct


WORDS = "tower radio northern garrison lorries winter bridge harbour".split()
ASA, BO = party(), party(name="Bo", country="NOR")
STATES = tuple(
    party(name=name, country=code, kind="state", sectors=())
    for name, code in (("Sweden", "SWE"), ("Norway", "NOR"))
)
DATES: tuple[dict[str, Any], ...] = (
    {"event_date": None, "date_precision": "unknown", "date_basis": None},
    {"event_date": date(2023, 3, 1), "date_precision": "month"},
    {"event_date": date(2023, 3, 4)},
    {"event_date": date(2023, 3, 5), "date_basis": "publication"},
    {"event_date": date(2023, 3, 6)},
)


def at_random(random: Random, number: int) -> tuple[Article, Coding]:
    """Return one of many tellings in which much is alike and much differs."""
    text = f"Asa met Bo near the {' '.join(random.sample(WORDS, k=4))}. Asa thanked Bo."
    day = random.choice([None, date(2023, 3, random.randrange(4, 9))])
    basis = "metadata" if day else None
    of = article(
        url=f"u{number}",
        outlet=f"Outlet {number % 3}",
        text=text,
        published_on=day,
        published_basis=basis,
    )
    reports = []
    for end, trigger in ((text.index(".") + 1, (4, 7)), (len(text), (len(text) - 11, len(text)))):
        by, to = random.choice([(ASA, BO), (BO, ASA), STATES, STATES[::-1]])
        reports.append(
            report(
                of=of,
                actors=(by,),
                recipients=random.choice([(to,), ()]),
                sentence=(0 if trigger[0] == 4 else text.index(".") + 2, end),
                trigger=trigger,
                event_type=random.choice(["CONSULT", "ACCUSE"]),
                confidence=random.random(),
                **random.choice(DATES),
            )
        )
    return of, coding(of=of, reports=tuple(reports), parties=(ASA, BO, *STATES))


@pytest.mark.usefixtures("kept_open")
@pytest.mark.parametrize("seed", range(12))
def test_events_are_the_same_in_whatever_order_and_lots_articles_arrive(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    random = Random(seed)
    made = [at_random(random, number) for number in range(14)]
    put(*made)
    merge.fn()
    whole = content()
    with database.working() as connection:
        asked = connection.execute("SELECT id, told_on FROM report").fetchall()
        events = merge_reports(told_reports(connection, asked))
    assert events_of(whole) == sorted(repr((e.id, e.n_reports, e.event_date)) for e in events)
    assert any(event.n_reports > 2 for event in events)
    use_home(monkeypatch, tmp_path / "detour")
    arrive(random, made)
    assert settled(content()) == settled(whole)
    assert [name for name in KEPT if broken(name)] == []


KEPT = ("row_doubled", "day_differs", "telling_wrong")  # what no key of a table holds


def broken(check: str) -> bool:
    sql = (database.SQL / "checks" / f"{check}.sql").read_text(encoding="utf-8")
    with database.working() as connection:
        return bool(connection.execute(sql).fetchall())


def arrive(random: Random, made: list[tuple[Article, Coding]]) -> None:
    """Put articles in any order and lots, after some of them told something else."""
    detours = [at_random(random, number) for number in range(len(made))]
    for pair in random.sample(made + detours, k=12):
        put(pair)
        if random.random() < 0.5:
            merge.fn()
    waiting = random.sample(made, k=len(made))
    while waiting:
        put(*(waiting.pop() for _ in range(min(len(waiting), random.randrange(1, 4)))))
        merge.fn()


def settled(tables: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return tables without versions, which do tell of the detour."""
    return {k: v for k, v in tables.items() if k not in {"article", "article_version"}}


@pytest.mark.usefixtures("kept_open")
@pytest.mark.parametrize("seed", range(12, 18))
def test_crowds_may_come_and_go_on_the_way(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tasks.storing.accounts.CROWD", 3)
    random = Random(seed)
    made = [at_random(random, number) for number in range(14)]
    put(*made)
    merge.fn()
    whole = content()
    use_home(monkeypatch, tmp_path / "detour")
    arrive(random, made)
    assert settled(content()) == settled(whole)


def events_of(tables: dict[str, list[str]]) -> list[str]:
    assert tables["event"]
    with database.working() as connection:
        rows = connection.execute("SELECT id, n_reports, event_date FROM event").fetchall()
    return sorted(map(repr, rows))


@pytest.mark.usefixtures("kept_open")
def test_too_many_alike_in_a_week_propose_nothing_until_they_are_fewer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tasks.storing.accounts.CROWD", 3)
    made = [
        told_in(f"u{n}", f"{word} meeting by the {word}", date(2023, 3, 4), trigger=(0, len(word)))
        for n, word in enumerate(WORDS[:4])
    ]
    put(*made[:3])
    merge.fn()
    pairs = content()["account_pair"]
    assert len(pairs) == 3
    put(made[3])
    merge.fn()
    assert content()["account_pair"] == []
    of, _ = made[3]
    put((of, coding(of=of)))
    merge.fn()
    assert content()["account_pair"] == pairs


@pytest.mark.usefixtures("kept_open")
def test_what_many_share_in_all_but_few_in_a_week_is_proposed_but_to_those_without_a_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tasks.storing.accounts.CROWD", 3)
    weekly = [told_by_the(WORDS[n], date(2023, 3, 4 + 7 * n)) for n in range(4)]
    put(told_by_the("lake", None), *weekly[:2])
    merge.fn()
    pairs = content()["account_pair"]
    assert len(pairs) == 2  # the lake's with either
    put(*weekly[2:])
    merge.fn()
    assert content()["account_pair"] == []
    put(*((of, coding(of=of)) for of, _ in weekly[2:]))
    merge.fn()
    assert content()["account_pair"] == pairs


def told_by_the(word: str, day: date | None) -> tuple[Article, Coding]:
    """Return the telling of a meeting by something, of a day or at no time."""
    return told_in(word, f"meeting by the {word}", day, trigger=(0, len("meeting")))


def told_in(
    url: str, text: str, day: date | None, trigger: tuple[int, int]
) -> tuple[Article, Coding]:
    basis = "metadata" if day else None
    of = article(url=url, text=text, published_on=day, published_basis=basis)
    place = Place(name=url, country="SWE", geonames_id=None)
    met = report(
        of=of,
        actors=(ASA,),
        recipients=(BO,),
        sentence=(0, len(text)),
        trigger=trigger,
        place=place,
        place_basis="text",
        **({"event_date": day} if day else DATES[0]),
    )
    return of, coding(of=of, reports=(met,), parties=(ASA, BO))


def test_new_rules_make_everything_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    put(told(0), told(1))
    merge.fn()
    before = content()
    monkeypatch.setattr("tasks.storing.accounts.RULES", "other")
    assert merge.fn() == 1
    assert content()["event"] == before["event"]
    assert "other" in content()["report_account"][0]
    assert merge.fn() == 0


def test_a_store_of_before_merging_had_accounts_is_merged_anew() -> None:
    put(told(0), told(1))
    merge.fn()
    before = content()
    with database.working() as connection:
        for table in ("report_account", "account_pair", "article_story"):
            connection.execute(f"DELETE FROM {table}")
    merge.fn()
    assert content() == before


def test_an_event_loses_the_report_its_article_no_longer_gives() -> None:
    put(told(0), told(1))
    merge.fn()
    of, _ = told(1)
    put((of, coding(of=of)))
    assert merge.fn() == 1
    assert events() == [(1, 1, [])]


def test_an_event_without_reports_is_gone() -> None:
    put(told(0))
    merge.fn()
    of, _ = told(0)
    put((of, coding(of=of)))
    assert merge.fn() == 0
    assert events() == []


def test_merging_again_without_news_changes_nothing() -> None:
    put(told(0), told(1))
    merge.fn()
    before = content()
    assert merge.fn() == 0
    assert content() == before


def test_a_merge_that_fails_leaves_the_articles_pending(monkeypatch: pytest.MonkeyPatch) -> None:
    put(told(0))
    before = content()

    def full(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("tasks.merge._insert", full)
    with pytest.raises(OSError, match="disk full"):
        merge.fn()
    assert content() == before
