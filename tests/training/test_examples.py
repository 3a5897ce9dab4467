"""What the relation model is asked about a marked sentence, and what counts as right."""

from __future__ import annotations

from random import Random

import pytest

from tasks.events.relations import NONE
from tests.training.telling import Loaded, sentence
from training.examples import Example, ask, examples, misplaced, swapped, told

BLAME = "<1a.FJI|Suva> <1!ACCUSE:disapprove|blamed> <1r.WSM|Apia> and <1r.TON|Nukualofa>."
TALKS = "<1a.FJI|Suva> and <1a.WSM|Apia> <1!CONSULT|held talks>."
TWO = (
    "<1a.FJI,2a.FJI|Suva> <1!ACCUSE|blamed> <1r.WSM,2r.WSM|Apia> and <2!SANCTION|recalled> its "
    "envoy, <3a.TON|Tongan ministers> <3!REQUEST@negated|did not ask> <3r.NZL|Wellington> for help."
)


def words(example: Example) -> tuple[list[str], list[str], str | None]:
    asked = example.candidate
    trigger = asked.text[slice(*asked.trigger)] if asked.trigger else None
    actors, recipients = (
        [asked.text[start:end] for start, end in side] for side in (asked.actors, asked.recipients)
    )
    return actors, recipients, trigger


def test_an_event_is_asked_about_with_trigger_and_all_its_parties() -> None:
    told_of = sentence(BLAME)
    # 0.5 is no longer below the share that is asked about without trigger, or of one party each
    event = told_of.events[0]
    found = {words(ask(told_of, event, Random(n)))[2] for n in range(40)}
    assert found == {"blamed", None}
    sides = {tuple(words(ask(told_of, event, Random(n)))[1]) for n in range(80)}
    assert {("Apia", "Nukualofa"), ("Apia",), ("Nukualofa",), ()} == sides


def test_a_recipient_is_only_left_out_where_the_trigger_tells_the_event() -> None:
    told_of = sentence(BLAME)
    for n in range(200):
        _, recipients, trigger = words(ask(told_of, told_of.events[0], Random(n)))
        assert recipients or trigger


def test_modes_realis_and_type_are_those_of_the_event() -> None:
    told_of = sentence(TWO)
    found = ask(told_of, told_of.events[2], Loaded(0.1))  # with trigger
    assert (found.event_type, found.modes, found.realis) == ("REQUEST", (), "negated")
    assert found.types == {"REQUEST": 1.0}


def test_those_who_meet_may_stand_as_actor_and_recipient() -> None:
    told_of = sentence(TALKS)
    sides = {
        (tuple(actors), tuple(recipients))
        for actors, recipients, _ in (
            words(ask(told_of, told_of.events[0], Random(n))) for n in range(80)
        )
    }
    assert (("Suva", "Apia"), ()) in sides
    assert (("Suva",), ("Apia",)) in sides


def test_without_trigger_all_that_is_told_of_two_is_right_to_its_share() -> None:
    told_of = sentence(TWO)
    event = told_of.events[0]
    suva = tuple((party.start, party.end) for party in event.actor)
    apia = tuple((party.start, party.end) for party in event.recipient)
    assert told(told_of, suva, apia) == {"ACCUSE": 0.5, "SANCTION": 0.5}
    assert told(told_of, apia, suva) == {}


def test_those_who_meet_are_told_of_in_either_order() -> None:
    told_of = sentence(TALKS)
    suva, apia = ((party.start, party.end) for party in told_of.events[0].actor)
    assert told(told_of, (suva,), (apia,)) == {"CONSULT": 1.0}
    assert told(told_of, (apia,), (suva,)) == {"CONSULT": 1.0}
    assert told(told_of, (suva, apia), ()) == {"CONSULT": 1.0}


def test_roles_the_other_way_round_are_no_event() -> None:
    told_of = sentence(BLAME)
    found = swapped(told_of, told_of.events[0])
    assert words(found) == (["Apia", "Nukualofa"], ["Suva"], "blamed")
    assert (found.types, found.realis) == ({NONE: 1.0}, None)


@pytest.mark.parametrize(("marks", "expected"), [(BLAME, 1), (TALKS, 0)])
def test_only_directed_events_with_a_recipient_are_swapped(marks: str, expected: int) -> None:
    found = list(examples(sentence(marks), Loaded(0.0)))
    assert sum(NONE in one.types for one in found) == expected


def test_a_party_of_another_event_has_no_part_in_this() -> None:
    told_of = sentence(TWO)
    found = [next(misplaced(told_of, told_of.events[0], Random(n))) for n in range(60)]
    assert {one.types[NONE] for one in found} == {1.0}
    asked = {(*actors, *recipients) for actors, recipients, _ in map(words, found)}
    assert asked == {
        ("Tongan ministers", "Apia"),
        ("Wellington", "Apia"),
        ("Suva", "Tongan ministers"),
        ("Suva", "Wellington"),
    }


def test_parties_of_both_events_are_never_misplaced() -> None:
    told_of = sentence(
        "<1a.FJI,2r.FJI|Suva> <1!ACCUSE|blamed> <1r.WSM,2a.WSM|Apia>, which <2!REJECT|refused> it."
    )
    for event in told_of.events:
        assert list(misplaced(told_of, event, Random(0))) == []


def test_the_same_seed_asks_the_same() -> None:
    told_of = sentence(TWO)
    assert list(examples(told_of, Random(5))) == list(examples(told_of, Random(5)))
