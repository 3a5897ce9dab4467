"""What an event is, given its reports, and that their order does not matter."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

import pytest

from tasks.merging.accounts import Told
from tasks.merging.events import ALONE, DATED, UNDATED
from tasks.merging.whole import merge_reports
from tasks.records import Event, Place
from tests.merging import tellings
from tests.merging.tellings import (
    ESTONIA,
    GEORGIA,
    LINA,
    MARO,
    NARVA,
    TARTU,
    told,
)

LAND = Place(name="Estonia", country="EST", geonames_id=9, lat=59, lon=26, feature="PCLI")


def merged(*reports: Told) -> Event:
    """Return the one event that reports tell of."""
    (event,) = merge_reports(reports)
    return event


def test_reports_of_one_account_say_so() -> None:
    event = merged(told(), told(url="u2"))
    assert (event.n_reports, event.n_articles) == (2, 2)
    assert {why for _, why in event.reports} == {DATED}


def test_undated_reports_of_one_account_say_so() -> None:
    pair = [told(trigger="met", start=n, **tellings.UNDATED) for n in (0, 40)]
    two = [told(trigger="met", **tellings.UNDATED), pair[1]]
    assert {why for _, why in merged(*two).reports} == {UNDATED}


def test_one_report_alone_says_so() -> None:
    assert [why for _, why in merged(told()).reports] == [ALONE]


def test_reports_of_two_accounts_say_what_makes_them_alike() -> None:
    event = merged(told(), told(url="u2", **tellings.UNDATED))
    assert {why for _, why in event.reports} == {
        "4.5 points: same parties Lina and Maro +3.0, same word visit- +1.0, told soon after +0.5"
    }


@pytest.mark.parametrize(
    ("realis", "count"),
    [("actual", 1), ("historical", 1), ("future", 1), ("negated", 0), ("hypothetical", 0)],
)
def test_what_did_not_happen_makes_no_event(realis: str, count: int) -> None:
    assert [e.realis for e in merge_reports([told(realis=realis)])] == [realis] * count


def test_what_one_report_tells_as_news_has_happened_as_news() -> None:
    assert merged(told(realis="historical"), told(url="u2")).realis == "actual"


def test_an_event_is_as_sure_as_its_surest_report() -> None:
    assert merged(told(confidence=0.3), told(url="u2", confidence=0.8)).confidence == 0.8


def test_the_place_that_most_reports_tell_wins() -> None:
    told_at = [(TARTU, "text"), (TARTU, "text"), (TARTU, "dateline"), (NARVA, "inferred")]
    reports = [
        told(url=f"u{n}", place=place, place_basis=basis)
        for n, (place, basis) in enumerate([*told_at, (NARVA, "inferred"), (NARVA, "inferred")])
    ]
    event = merged(*reports)
    assert (event.place_id, event.place_basis) == (TARTU.id, "text")


def test_a_town_wins_over_a_country() -> None:
    reports = [told(url=f"u{n}", place=LAND, place_basis="inferred") for n in range(3)]
    assert merged(*reports).place_id == LAND.id
    with_town = [*reports, told(url="u9", place=TARTU, place_basis="inferred")]
    assert merged(*with_town).place_id == TARTU.id


def test_a_day_in_words_wins_over_what_more_reports_have_from_their_own_day() -> None:
    late: dict[str, Any] = {"date_basis": "publication", "event_date": date(2023, 3, 5)}
    reports = [told(url=f"u{n}", **late) for n in range(3)]
    event = merged(*reports, told(url="u9"))
    assert (event.event_date, event.date_basis) == (date(2023, 3, 4), "text")


def test_a_day_wins_over_a_month() -> None:
    month: dict[str, Any] = {"event_date": date(2023, 3, 1), "date_precision": "month"}
    alike: dict[str, Any] = {"words": "tower radio north garri", "names": "tallinn kura"}
    event = merged(told(**alike), *(told(url=f"u{n}", **alike, **month) for n in (2, 3)))
    assert (event.event_date, event.date_precision) == (date(2023, 3, 4), "day")


def test_a_party_named_twice_in_a_role_takes_part_once() -> None:
    event = merged(told(by=(LINA, LINA)))
    assert [(p.role, p.position) for p in event.participants] == [("actor", 0), ("recipient", 0)]


def test_who_took_part_is_as_the_report_with_most_names_tells() -> None:
    plain = told(url="u2", by=(ESTONIA,), to=(GEORGIA,), confidence=0.9, words="a1 b1 c1 d1")
    named = told(by=(LINA,), to=(MARO,), confidence=0.1, words="a1 b1 c1 d1")
    event = merged(plain, named)
    assert [p.party_id for p in event.participants] == [LINA.id, MARO.id]


def test_modes_and_contexts_are_united() -> None:
    event = merged(
        told(modes=("visit",), contexts=("military",)),
        told(url="u2", modes=("third-party",), contexts=("diplomatic",)),
    )
    assert event.modes == ("third-party", "visit")
    assert event.contexts == ("diplomatic", "military")


def test_reports_and_articles_and_outlets_are_counted_apart() -> None:
    event = merged(told(), told(start=40), told(url="u2"))
    assert (event.n_reports, event.n_articles, event.n_outlets) == (3, 2, 2)


def test_a_later_telling_leaves_the_event_its_id() -> None:
    early = told(published=date(2023, 3, 4))
    late = [told(url=f"u{n}", published=date(2023, 3, 9), trigger="met") for n in range(2, 12)]
    late += [
        told(url=f"v{n}", published=date(2023, 3, 9), place=TARTU, place_basis="text")
        for n in range(9)
    ]
    assert {merged(early, one).id for one in late} == {merged(early).id}


@pytest.mark.parametrize("seed", range(20))
def test_the_order_of_reports_does_not_matter(seed: int) -> None:
    random = Random(seed)
    reports = tellings.at_random(random, 25)
    assert merge_reports(random.sample(reports, k=len(reports))) == merge_reports(reports)
