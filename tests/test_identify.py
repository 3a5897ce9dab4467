"""Parties of different articles are found to be one, in whatever order and batches they come."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tasks import database
from tasks import identify as stage
from tasks.identify import identify
from tasks.merge import merge
from tasks.summarise import summarise
from tests.builders import content, use_home
from tests.telling import DAY, Meeting, Who, ask, put, same, settle, silent, tell

MINISTER = "defence minister"
BEK = Who("Rustam Beknazar", "UZB")
QODIROV = Who("Farrukh Qodirov", title=MINISTER)
KODIROV = Who("Farrukh Kodirov", title="defense chief")
OTHER = Who("Anton Zimin", "KAZ")
Row = tuple[Any, ...]


pytestmark = pytest.mark.usefixtures("kept_open")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_home(monkeypatch, tmp_path / "home")


def events() -> list[Row]:
    """Return of each event: reports and, by role, the names, countries and sectors."""
    return ask(
        "SELECT n_reports, list((party.name, participant.country, participant.sectors) "
        "ORDER BY role, position) FROM event "
        "JOIN participant ON participant.event_id = event.id "
        "JOIN party ON party.id = participant.party_id GROUP BY event.id, n_reports ORDER BY ALL"
    )


def test_two_spellings_in_two_articles_are_one_party_in_one_event() -> None:
    assert tell(Meeting("a", QODIROV, BEK), Meeting("b", KODIROV, BEK)) == 1
    (one, other) = sorted((QODIROV, KODIROV), key=lambda who: who.party.id)
    assert same() == {other.name: one.name}
    ((reports, sides),) = events()
    assert reports == 2
    assert {name for name, _, _ in sides} == {one.name, BEK.name}


def test_the_report_keeps_the_party_that_its_article_tells() -> None:
    tell(Meeting("a", QODIROV, BEK), Meeting("b", KODIROV, BEK))
    told = {row[0] for row in ask("SELECT party_id FROM report_party")}
    assert told == {who.party.id for who in (QODIROV, KODIROV, BEK)}


def test_views_show_the_party_and_not_its_tellings() -> None:
    tell(Meeting("a", QODIROV, BEK), Meeting("b", KODIROV, BEK))
    summarise.fn()
    (first,) = {*same().values()}
    assert ask("SELECT actors FROM event_evidence") == [([first],), ([first],)]
    assert ask("SELECT party, events, reports FROM actor_month") == [(first, 1, 2)]


def test_people_of_two_countries_stay_two() -> None:
    assert tell(Meeting("a", QODIROV, BEK), Meeting("b", Who("Farrukh Kodirov", "UZB"), BEK)) == 0
    assert same() == {}


def test_a_later_article_joins_what_is_stored() -> None:
    tell(Meeting("a", QODIROV, BEK))
    assert len(events()) == 1
    tell(Meeting("b", KODIROV, BEK))
    assert [reports for reports, _ in events()] == [2]


def test_an_article_that_tells_of_nobody_any_more_undoes_what_it_joined() -> None:
    one, other = Meeting("a", QODIROV, BEK), Meeting("b", KODIROV, BEK)
    tell(one)
    before = content()
    tell(other)
    put(silent(other))
    settle()
    assert same() == {}
    after = content()
    assert {**after, **_apart} == {**before, **_apart}


_apart: dict[str, list[str]] = {
    "article": [],
    "coding": [],
    "article_version": [],
    "pending_link": [],
}


def test_a_surname_joins_until_a_second_bearer_comes() -> None:
    bare = Who("Qodirov", title=MINISTER)
    tell(Meeting("a", QODIROV, BEK), Meeting("b", bare, BEK))
    assert same() == {"Qodirov": "Farrukh Qodirov"}
    second = Who("Olim Qodirov", title=MINISTER)
    tell(Meeting("c", second, BEK, date(2023, 9, 1)))
    assert same() == {}
    put(silent(Meeting("c", second, BEK, date(2023, 9, 1))))
    settle()
    assert same() == {"Qodirov": "Farrukh Qodirov"}


def test_the_telling_that_more_articles_give_stands_for_the_party() -> None:
    tell(Meeting("a", QODIROV, BEK), Meeting("b", KODIROV, BEK), Meeting("c", KODIROV, BEK))
    assert same() == {QODIROV.name: KODIROV.name}
    tell(Meeting("d", QODIROV, BEK), Meeting("e", QODIROV, BEK))
    assert same() == {KODIROV.name: QODIROV.name}
    assert {name for _, sides in events() for name, _, _ in sides} == {QODIROV.name, BEK.name}


def test_a_surname_follows_its_party_to_the_telling_that_stands_for_it_now() -> None:
    bare = Who("Qodirov", title=MINISTER)
    tell(Meeting("a", QODIROV, BEK), Meeting("b", bare, BEK))
    fuller = Who("Farrukh Rustam Qodirov")  # in no office that the surname is told with
    tell(Meeting("c", fuller, BEK, date(2023, 9, 1)))
    assert same() == {"Qodirov": fuller.name, QODIROV.name: fuller.name}


def test_a_name_without_a_country_takes_it_from_the_party() -> None:
    nameless = Who("Farrukh Kodirov", None, ())
    tell(Meeting("a", QODIROV, BEK), Meeting("b", nameless, OTHER, date(2023, 3, 20)))
    assert same() == {"Farrukh Kodirov": "Farrukh Qodirov"}
    sides = [one for _, both in events() for one in both if one[0] == "Farrukh Qodirov"]
    assert sides == [("Farrukh Qodirov", "TJK", ["GOV"])] * 2
    summarise.fn()
    assert ask("FROM unresolved_parties") == []


def test_an_office_of_the_day_says_what_the_article_left_out() -> None:
    plain = Who("Farrukh Qodirov", sectors=())
    tell(Meeting("b", plain, OTHER, date(2023, 3, 20)))
    assert [one for _, both in events() for one in both if one[1] == "TJK"] == [
        ("Farrukh Qodirov", "TJK", [])
    ]
    tell(Meeting("a", QODIROV, BEK))
    assert ("Farrukh Qodirov", "TJK", ["GOV"]) in [one for _, both in events() for one in both]


def test_whoever_has_a_successor_is_a_former_official() -> None:
    later = date(2023, 9, 1)
    successor = Meeting("c", Who("Olim Sharifov", title="minister of defense"), OTHER, later)
    plain = Meeting("b", Who("Farrukh Qodirov", sectors=()), BEK, date(2023, 9, 20))
    tell(Meeting("a", QODIROV, BEK), plain)
    known: Row = ("Farrukh Qodirov", "TJK", [])
    assert known in [one for _, both in events() for one in both]
    tell(successor)
    assert ("Farrukh Qodirov", "TJK", ["ELI"]) in [one for _, both in events() for one in both]
    put(silent(successor))
    settle()
    assert known in [one for _, both in events() for one in both]


def test_what_the_article_tells_itself_always_wins() -> None:
    tell(
        Meeting("a", QODIROV, BEK),
        Meeting("c", Who("Olim Sharifov", title=MINISTER), OTHER, date(2023, 9, 1)),
        Meeting("b", Who("Farrukh Qodirov", sectors=("BUS",)), BEK, date(2023, 9, 20)),
    )
    assert ("Farrukh Qodirov", "TJK", ["BUS"]) in [one for _, both in events() for one in both]


def several() -> list[Meeting]:
    """Return meetings of people who are one, two, or may be one, and change offices."""
    names = [
        QODIROV, KODIROV, Who("Qodirov", title=MINISTER), Who("Farrukh Qodirov", None, ()),
        Who("Farrukh Rustam Qodirov"), Who("Farrukh Olim Qodirov"),
        Who("F. Qodirov", title="mayor"), Who("Farrukh Kodirov", None, (), MINISTER),
        Who("Olim Sharifov", title=MINISTER), Who("Olim Sharipov", sectors=()),
        Who("Oleg Zimin", "KAZ"), Who("Oleg Zymin", "KAZ", (), "mayor"), Who("Oleg Zimin", "RUS"),
        Who("Oleg Zymin", None, ()), Who("Adbolkarim Sadri", "IRN"), Who("Abdolkarim Sadri", "IRN"),
    ]  # fmt: skip
    random = Random(1)
    days = [DAY, date(2023, 4, 1), date(2023, 8, 1), None]
    found = [Meeting(f"u{n}", who, BEK, random.choice(days)) for n, who in enumerate(names)]
    both = [random.sample(names, k=2) for _ in range(12)]
    return found + [
        Meeting(f"v{n}", one, other, random.choice(days)) for n, (one, other) in enumerate(both)
    ]


@pytest.mark.parametrize("crowd", [2, 4, 200])
@pytest.mark.parametrize("seed", range(4))
def test_identities_depend_on_the_articles_and_not_on_order_or_batches(
    seed: int, crowd: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stage, "CROWD", crowd)  # also where crowds come and go
    meetings = several()
    tell(*meetings)
    whole = content()
    assert len(same()) > 0
    use_home(monkeypatch, tmp_path / "shuffled")
    random = Random(seed)
    queue = [meeting.pair() for meeting in random.sample(meetings, k=len(meetings))]
    detours = random.sample(meetings, k=6)
    queue[9:9] = [silent(meeting) for meeting in detours]
    queue += [meeting.pair() for meeting in detours]
    while queue:
        size = random.randint(1, 6)
        batch, queue = queue[:size], queue[size:]
        put(*{of.id: (of, made) for of, made in batch}.values())
        if random.random() < 0.8:
            identify.fn()
        if random.random() < 0.8:
            settle()
    settle()
    apart: dict[str, list[str]] = {"article": [], "article_version": []}
    assert content() | apart == whole | apart


def test_articles_coded_anew_leave_all_as_it_was() -> None:
    meetings = several()
    tell(*meetings)
    before = {name: rows for name, rows in content().items() if name in KEPT}
    put(*(meeting.pair(coder="test-2") for meeting in meetings))
    settle()
    assert {name: rows for name, rows in content().items() if name in KEPT} == before


KEPT = {"identity", "identity_pair", "event", "participant", "event_report", "party"}


def test_identifying_again_changes_no_row() -> None:
    tell(*several())
    before, rows = content(), _row_ids()
    assert settle() == 0
    assert content() == before
    assert _row_ids() == rows


def test_only_what_changes_is_written() -> None:
    tell(Meeting("a", QODIROV, BEK), Meeting("x", OTHER, Who("Ana Ruiz", "PER")))
    rows = _row_ids()
    tell(Meeting("b", KODIROV, Who("Leo Moreau", "FRA"), date(2023, 5, 5)))
    assert len(same()) == 1
    ((event,),) = ask("SELECT event_id FROM participant WHERE party_id = ?", [OTHER.party.id])
    others = {row: n for row, n in rows.items() if OTHER.party.id in row or event in row}
    assert len(others) == 4  # two participants, the event, the identity of one of them
    assert others.items() <= _row_ids().items()


def _row_ids() -> dict[Row, int]:
    """Return row → DuckDB's number of it, which a row that is written anew does not keep."""
    with database.working() as connection:
        return {
            (table, *map(str, row[1:])): row[0]
            for table in ("identity", "identity_pair", "event", "participant")
            for row in connection.execute(f"SELECT rowid, * FROM {table}").fetchall()
        }


def test_parties_stored_before_there_were_identities_are_found_to_be_one() -> None:
    put(Meeting("a", QODIROV, BEK).pair(), Meeting("b", KODIROV, BEK).pair())
    merge.fn()
    ask("DELETE FROM pending_identity")
    assert len(events()) == 2
    assert settle() == 1
    assert len(events()) == 1


def test_other_rules_make_all_rows_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    tell(Meeting("a", QODIROV, BEK), Meeting("b", KODIROV, BEK))
    monkeypatch.setattr(stage, "RULES", "other")
    monkeypatch.setattr(stage, "CROWD", 1)
    assert identify.fn() == 1
    assert same() == {}


def test_what_too_many_share_proposes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stage, "CROWD", 2)
    tell(Meeting("a", QODIROV, BEK), Meeting("b", KODIROV, BEK))
    assert len(same()) == 1
    tell(Meeting("c", Who("Farrukh Qodyrov"), BEK))
    assert same() == {}
    put(silent(Meeting("c", Who("Farrukh Qodyrov"), BEK)))
    settle()
    assert len(same()) == 1


def test_what_fails_leaves_all_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    tell(Meeting("a", QODIROV, BEK))
    put(Meeting("b", KODIROV, BEK).pair())
    before = content()

    def full(*_: object) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr("tasks.identify.identities", full)
        with pytest.raises(OSError, match="disk full"):
            identify.fn()
    assert content() == before
    assert settle() == 1


def test_a_merge_that_is_put_off_still_happens() -> None:
    tell(Meeting("a", QODIROV, BEK))
    put(Meeting("b", KODIROV, BEK).pair())
    identify.fn()
    identify.fn()
    merge.fn()
    assert [reports for reports, _ in events()] == [2]


def test_parties_and_pairs_are_looked_at_in_chunks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(*several())
    whole = content()
    use_home(monkeypatch, tmp_path / "chunked")
    monkeypatch.setattr(stage, "PARTIES", 2)
    monkeypatch.setattr(stage, "PAIRS", 3)
    tell(*several())
    assert content() == whole
