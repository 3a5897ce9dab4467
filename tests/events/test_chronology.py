"""What a report without a time of its own may inherit, and from which."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tasks.events.chronology import Told, settle_dates
from tasks.records import Report, ReportParty, Role
from tests.events.reading import WEDNESDAY

FRIDAY = date(2024, 5, 10)


def party(role: Role, country: str) -> ReportParty:
    return ReportParty(
        role=role,
        position=0,
        party_id=f"id-{country}",
        start=0,
        end=1,
        text="x",
        country=country,
        sectors=("GOV",),
        basis="text",
    )


UNDATED_REPORT = Report(
    article_id="a",
    start=0,
    end=9,
    trigger_start=2,
    trigger_end=5,
    event_type="CONSULT",
    modes=(),
    realis="actual",
    parties=(party("actor", "PER"), party("recipient", "CHL")),
    event_date=None,
    date_precision="unknown",
    date_basis=None,
    place=None,
    place_basis=None,
    confidence=0.5,
    coder="test",
)
ON_FRIDAY = replace(UNDATED_REPORT, event_date=FRIDAY, date_precision="day", date_basis="text")
PRAISE = replace(UNDATED_REPORT, event_type="SUPPORT")


def told(report: Report, *, has_time: bool = False, is_news: bool = True) -> Told:
    return Told(report, has_time, is_news)


def last(*items: Told, published: date | None = WEDNESDAY) -> tuple[date | None, str, str | None]:
    found = settle_dates(items, published)[-1]
    return found.event_date, found.date_precision, found.date_basis


def test_a_report_with_its_own_day_keeps_it() -> None:
    assert last(told(ON_FRIDAY, has_time=True)) == (FRIDAY, "day", "text")


def test_the_same_happening_gives_its_day() -> None:
    assert last(told(ON_FRIDAY), told(UNDATED_REPORT)) == (FRIDAY, "day", "inferred")


def test_the_same_happening_may_be_told_later() -> None:
    first, _ = settle_dates([told(UNDATED_REPORT), told(ON_FRIDAY)], WEDNESDAY)
    assert (first.event_date, first.date_basis) == (FRIDAY, "inferred")


def test_a_scene_gives_its_day_to_what_follows_in_it() -> None:
    assert last(told(ON_FRIDAY), told(PRAISE)) == (FRIDAY, "day", "inferred")


def test_a_scene_of_other_countries_gives_nothing() -> None:
    elsewhere = replace(PRAISE, parties=(party("actor", "PER"), party("recipient", "BOL")))
    assert last(told(ON_FRIDAY), told(elsewhere)) == (WEDNESDAY, "day", "publication")


def test_news_without_a_time_is_of_the_publication_day() -> None:
    assert last(told(UNDATED_REPORT)) == (WEDNESDAY, "day", "publication")


def test_a_time_that_could_not_be_read_is_not_replaced() -> None:
    assert last(told(UNDATED_REPORT, has_time=True)) == (None, "unknown", None)


def test_an_event_only_named_takes_the_day_of_its_happening_alone() -> None:
    named = told(UNDATED_REPORT, is_news=False)
    assert last(named) == (None, "unknown", None)
    assert last(told(ON_FRIDAY), named) == (FRIDAY, "day", "inferred")
    assert last(told(ON_FRIDAY), told(PRAISE, is_news=False)) == (None, "unknown", None)


def test_what_did_not_happen_takes_no_day() -> None:
    denied = replace(UNDATED_REPORT, realis="negated")
    assert last(told(ON_FRIDAY), told(denied)) == (None, "unknown", None)


def test_without_a_publication_day_nothing_is_inherited() -> None:
    assert last(told(ON_FRIDAY), told(UNDATED_REPORT), published=None) == (None, "unknown", None)


def test_no_report_gives_no_report() -> None:
    assert settle_dates([], WEDNESDAY) == ()
