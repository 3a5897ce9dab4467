"""Which reports are one event by exact keys, and what the event says."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

import pytest

from tasks.merging.exact import DATED, UNDATED, Told, merge_reports
from tasks.records import Basis, Event, Place, Report
from tests.builders import article, party, report

ASA, BO = party(), party(name="Bo", country="NOR")
FIRST, SECOND = article(url="u1"), article(url="u2")
UNKNOWN: dict[str, Any] = {"event_date": None, "date_precision": "unknown", "date_basis": None}


def merged(*reports: Report) -> tuple[Event, ...]:
    return merge_reports(Told(one, "Example") for one in reports)


def test_same_type_parties_and_day_are_one_event_with_that_reason() -> None:
    pair = [report(of=of, actors=(ASA,), recipients=(BO,)) for of in (FIRST, SECOND)]
    (event,) = merged(*pair)
    assert event.n_reports == event.n_articles == 2
    assert {reason for _, reason in event.reports} == {DATED}


@pytest.mark.parametrize(
    "other",
    [
        {"event_date": date(2023, 3, 5)},
        {"date_precision": "month"},
        {"event_type": "AGREE"},
        {"realis": "future"},
        {"recipients": ()},
    ],
)
def test_any_other_key_is_another_event(other: dict[str, object]) -> None:
    one = report(of=FIRST, actors=(ASA,), recipients=(BO,))
    fields: dict[str, object] = {"actors": (ASA,), "recipients": (BO,)}
    two = report(of=SECOND, **(fields | other))  # type: ignore[arg-type]
    assert len(merged(one, two)) == 2


@pytest.mark.parametrize(("event_type", "count"), [("CONSULT", 1), ("SUPPORT", 2)])
def test_sides_may_be_swapped_only_where_the_type_is_mutual(event_type: str, count: int) -> None:
    one = report(of=FIRST, actors=(ASA,), recipients=(BO,), event_type=event_type)
    two = report(of=SECOND, actors=(BO,), recipients=(ASA,), event_type=event_type)
    assert len(merged(one, two)) == count


def test_undated_reports_are_one_event_only_within_one_article() -> None:
    one = report(of=FIRST, actors=(ASA,), recipients=(BO,), **UNKNOWN)
    two = report(of=FIRST, actors=(ASA,), recipients=(BO,), trigger=(34, 41), **UNKNOWN)
    three = report(of=SECOND, actors=(ASA,), recipients=(BO,), **UNKNOWN)
    found = merged(one, two, three)
    assert sorted(event.n_reports for event in found) == [1, 2]
    assert {r for event in found if event.n_reports == 2 for _, r in event.reports} == {UNDATED}


@pytest.mark.parametrize(
    ("realis", "count"),
    [("actual", 1), ("historical", 1), ("future", 1), ("negated", 0), ("hypothetical", 0)],
)
def test_what_did_not_happen_makes_no_event(realis: str, count: int) -> None:
    one = report(of=FIRST, actors=(ASA,), recipients=(BO,), realis=realis)
    assert [event.realis for event in merged(one)] == [realis] * count


def test_an_event_is_as_sure_as_its_surest_report() -> None:
    pair = [
        report(of=of, actors=(ASA,), recipients=(BO,), confidence=c)
        for of, c in ((FIRST, 0.3), (SECOND, 0.8))
    ]
    (event,) = merged(*pair)
    assert event.confidence == 0.8


def test_the_place_told_most_often_wins_whatever_it_rests_on() -> None:
    places = sorted((Place(name=n, country="NOR") for n in ("A", "B")), key=lambda p: p.id)
    told = [(places[1], "text"), (places[1], "text"), (places[1], "dateline")]
    told += [(places[0], "text"), (places[0], "text")]
    reports = [
        report(
            of=article(url=f"u{number}"),
            actors=(ASA,),
            recipients=(BO,),
            place=place,
            place_basis=basis,
        )
        for number, (place, basis) in enumerate(told)
    ]
    (event,) = merged(*reports)
    assert (event.place_id, event.place_basis) == (places[1].id, "text")


def test_a_party_named_twice_in_a_role_takes_part_once() -> None:
    (event,) = merged(report(of=FIRST, actors=(ASA, ASA), recipients=(BO,)))
    assert [(p.role, p.position) for p in event.participants] == [("actor", 0), ("recipient", 0)]


def test_an_event_unites_modes_and_takes_roles_from_a_report_with_a_recipient() -> None:
    one = report(of=FIRST, actors=(ASA, BO), modes=("visit",), confidence=0.9)
    two = report(of=SECOND, actors=(BO,), recipients=(ASA,), modes=("third-party",), confidence=0.2)
    (event,) = merged(one, two)
    assert event.modes == ("third-party", "visit")
    assert [(p.role, p.party_id) for p in event.participants] == [
        ("actor", BO.id),
        ("recipient", ASA.id),
    ]


def test_a_date_that_one_report_states_rests_on_the_text() -> None:
    bases: tuple[Basis, ...] = ("publication", "publication", "text")
    reports = [
        report(of=article(url=f"u{n}"), actors=(ASA,), recipients=(BO,), date_basis=basis)
        for n, basis in enumerate(bases)
    ]
    (event,) = merged(*reports)
    assert event.date_basis == "text"


def test_reports_and_articles_and_outlets_are_counted_apart() -> None:
    twice = [
        report(of=FIRST, actors=(ASA,), recipients=(BO,), trigger=t) for t in ((13, 16), (0, 8))
    ]
    other = report(of=SECOND, actors=(ASA,), recipients=(BO,))
    told = [*(Told(one, "Example") for one in twice), Told(other, "Example")]
    (event,) = merge_reports(told)
    assert (event.n_reports, event.n_articles, event.n_outlets) == (3, 2, 1)


@pytest.mark.parametrize("seed", range(20))
def test_the_order_of_reports_does_not_matter(seed: int) -> None:
    random = Random(seed)
    told = [
        Told(
            report(
                of=article(url=f"u{number}"),
                actors=random.choice([(ASA,), (BO,), (ASA, BO)]),
                recipients=random.choice([(), (ASA,), (BO,)]),
                modes=random.choice([(), ("visit",)]),
                confidence=random.choice([0.2, 0.8]),
                date_basis=random.choice(["text", "publication"]),
                place=random.choice([None, *(Place(name=n, country="NOR") for n in "AB")]),
                place_basis=random.choice(["text", "dateline"]),
            ),
            f"Outlet {random.randrange(3)}",
        )
        for number in range(12)
    ]
    assert merge_reports(random.sample(told, k=len(told))) == merge_reports(told)
