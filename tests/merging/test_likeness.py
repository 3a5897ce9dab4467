"""What gives points, and what rules out that two accounts are of one event."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tasks.merging.likeness import ENOUGH, Alike, Apart, likeness
from tasks.records import Count
from tests.builders import party
from tests.merging.tellings import (
    BATUMI,
    ESTONIA,
    GEORGIA,
    LINA,
    MARO,
    NARVA,
    TARTU,
    UNDATED,
    alone,
)

STATES: dict[str, Any] = {"by": (ESTONIA,), "to": (GEORGIA,)}
AT_TARTU: dict[str, Any] = {"place": TARTU, "place_basis": "text"}
PEERS: dict[str, Any] = {"event_type": "SUPPORT"}


def score(one: dict[str, Any], other: dict[str, Any]) -> float:
    found = likeness(alone(**one), alone(**({"url": "u2"} | other)))
    assert isinstance(found, Alike)
    return found.score


def apart(one: dict[str, Any], other: dict[str, Any]) -> str | None:
    found = likeness(alone(**one), alone(**({"url": "u2"} | other)))
    return found.reason if isinstance(found, Apart) else None


def test_a_meeting_of_the_same_people_on_one_day_is_one() -> None:
    assert score({}, {"trigger": "greet"}) >= ENOUGH


def test_states_that_meet_on_one_day_in_other_words_are_not_yet_one() -> None:
    assert score(STATES, STATES | {"trigger": "greet"}) < ENOUGH
    assert score(STATES, STATES) >= ENOUGH


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ({}, {"event_type": "AGREE"}, "different types"),
        ({}, {"realis": "future"}, "one has happened, the other not"),
        ({}, {"event_date": date(2023, 3, 6)}, "different days"),
        ({}, {"event_date": date(2023, 3, 5)}, "different days"),
        ({}, {"event_date": date(2023, 4, 1), "date_precision": "month"}, "different days"),
        (AT_TARTU, {"place": NARVA, "place_basis": "text"}, "different places"),
        (AT_TARTU, {"place": BATUMI, "place_basis": "dateline"}, "different places"),
        ({}, {"to": (party(name="Vano", country="GEO"),)}, "parties are different people"),
        (STATES, STATES | {"to": (party(name="Togo", country="TGO", kind="state"),)},
         "parties of different countries"),
        (PEERS, PEERS | {"by": (party(name="Togo", country="TGO"),)},
         "actor of different countries"),
        (PEERS, PEERS | {"by": (party(name="Aino", country="EST"),)},
         "actor are different people"),
        ({"event_date": date(2023, 3, 9)}, UNDATED, "told before it happened"),
    ],
)  # fmt: skip
def test_what_cannot_be_one_is_apart(
    one: dict[str, Any], other: dict[str, Any], reason: str
) -> None:
    assert apart(one, other) == reason


def test_a_day_that_is_not_told_in_words_may_be_off_by_one() -> None:
    later = {"event_date": date(2023, 3, 5), "date_basis": "publication"}
    assert apart({}, later) is None
    assert apart({"date_basis": "publication"}, later) == "different days"
    assert score({}, later) < score({}, {"date_basis": "publication"})


def test_a_month_fits_its_days_and_gives_nothing() -> None:
    month = {"event_date": date(2023, 3, 1), "date_precision": "month"}
    assert score({}, month) == score({}, {}) - 2


def test_a_telling_without_a_date_is_near_the_day_or_background() -> None:
    assert score({}, UNDATED) == score({}, UNDATED | {"published": date(2023, 3, 12)}) + 0.5
    assert score({}, UNDATED | {"published": date(2023, 5, 1)}) < score({}, UNDATED) - 1.5


def test_two_undated_tellings_long_apart_are_hardly_one() -> None:
    assert score(UNDATED, UNDATED | {"published": date(2023, 3, 20)}) == score(UNDATED, UNDATED) - 3


def test_one_town_in_words_gives_points_and_a_guess_does_not() -> None:
    assert score(AT_TARTU, AT_TARTU) == score({}, {}) + 1.5
    assert score(AT_TARTU, {"place": NARVA, "place_basis": "inferred"}) == score({}, {})


def test_a_member_may_be_told_in_place_of_its_alliance() -> None:
    alliance = party(name="Pact", country="IGO", kind="organisation")
    assert apart(STATES | PEERS, STATES | PEERS | {"by": (alliance,)}) is None


def test_two_who_share_more_than_one_party_may_differ_in_a_third() -> None:
    aino, vano = party(name="Aino", country="EST"), party(name="Vano", country="EST")
    assert apart({"by": (LINA, aino)}, {"by": (LINA, vano)}) is None


def test_a_call_is_no_visit() -> None:
    visit = {"modes": ("visit",)}
    assert apart(visit, {"modes": ("phone",)}) == "a call and no call"
    assert apart(visit, {"modes": ("multilateral",)}) is None
    assert score(visit, visit) == score({}, {}) + 0.5


def test_words_names_and_counts_are_evidence() -> None:
    words = {"words": "tower radio north garri"}
    assert score(words, words) == score({}, {}) + 2.5
    assert score(words, {"words": "tower lorry winte snow"}) == score({}, {}) + 1
    names = {"names": "tallinn kura saaremaa"}
    assert score(names, names) == score({}, {}) + 3
    killed = Count(kind="killed", start=0, end=5, words="seven", least=7, most=7)
    assert score({"counts": (killed,)}, {"counts": (killed,)}) == score({}, {}) + 1


def test_within_an_article_one_day_and_one_town_say_little() -> None:
    again = {"url": "u1", "start": 40}
    assert score(AT_TARTU, AT_TARTU | again) == score(AT_TARTU, AT_TARTU) - 2.5 + 0.5


def test_one_sentence_tells_of_two_unless_the_sides_are_the_same() -> None:
    again = {"url": "u1", "start": 0}
    assert apart({}, again | {"to": ()}) == "one sentence tells of both"
    assert apart({}, again | {"modes": ("visit",)}) is None
    assert apart({}, again | {"to": (GEORGIA,)}) is None
    assert apart(PEERS, PEERS | again | {"to": (GEORGIA,)}) == "one sentence tells of both"


def test_it_says_what_it_found_the_most_first() -> None:
    found = likeness(alone(**AT_TARTU), alone(url="u2", **AT_TARTU))
    assert isinstance(found, Alike)
    assert found.reason == (
        "same parties Lina and Maro +3.0, same day +2.0, same place Tartu +1.5, "
        "same word visit- +1.0"
    )


def test_it_is_symmetrical() -> None:
    one, other = alone(**AT_TARTU), alone(url="u2", words="tower radio north", **UNDATED)
    assert likeness(one, other) == likeness(other, one)


def test_the_same_person_of_the_other_side_is_known() -> None:
    assert score({"by": (LINA,), "to": (MARO,)}, {"by": (MARO,), "to": (LINA,)}) >= ENOUGH


def test_two_bodies_of_one_country_may_act_each_for_itself() -> None:
    army, ministry = (
        party(name=name, country="EST", kind="organisation", sectors=())
        for name in ("Army", "Ministry")
    )
    state = score(STATES | PEERS, STATES | PEERS | {"by": (army,)})
    both = score(STATES | PEERS | {"by": (ministry,)}, STATES | PEERS | {"by": (army,)})
    assert both == state - 0.5


def test_words_that_are_names_of_the_story_count_as_names_alone() -> None:
    named = {"words": "tower kura- narva snow".replace("-", ""), "names": "tower kura narva"}
    plain = score(named | {"names": ""}, named | {"names": ""})
    assert score(named, named) == plain - 2.5 + 3
