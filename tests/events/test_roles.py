"""Which parties a predicate puts in which role, before any rule of the codebook."""

from __future__ import annotations

import pytest

from tasks.events.decision import Draft
from tasks.events.predicates import predicates
from tasks.events.roles import draft_of
from tests.events.reading import read, report


def draft(text: str) -> Draft:
    """Return the draft of a text's only predicate."""
    reading = read(text)
    (passage,) = reading.passages
    (found,), _ = predicates(
        list(passage.doc), lambda t: bool(reading.resolver.resolve(t, passage))
    )
    return draft_of(found, reading.resolver, passage)


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("Hungary criticised Ukraine and Romania.", ["Hungary"], ["Ukraine", "Romania"]),
        ("Romania was criticised by Hungary.", ["Hungary"], ["Romania"]),
        ("Ghana held talks with Togo.", ["Ghana"], ["Togo"]),
        ("Pakistan launched airstrikes on Afghanistan.", ["Pakistan"], ["Afghanistan"]),
        ("Airstrikes by Pakistan on Afghanistan went on.", ["Pakistan"], ["Afghanistan"]),
        ("Iran's attack on Israel went on.", ["Iran"], ["Israel"]),
        ("The visit of the Thai king to Laos ended.", ["Thai king"], ["Laos"]),
        ("Togo praised Ghana's efforts.", ["Togo"], ["Ghana"]),
        ("Togo praised the efforts by Ghana.", ["Togo"], ["Ghana"]),
        ("Togo criticised the weather.", ["Togo"], []),
        ("Togo criticised a statement by Ghana.", ["Togo"], ["Ghana"]),
        ("Togo vetoed a Ghanaian proposal.", ["Togo"], ["Ghana"]),
        ("Togo demanded that Ghana free the nurse.", ["Togo"], ["Ghana"]),
        ("Togo criticised a Ghanaian ally.", ["Togo"], []),
        (
            "Raids by Chad that left 12 Sudanese farmers dead went on.",
            ["Chad"],
            ["Sudanese farmers"],
        ),
        ("Chad's attack on the Sudanese embassy went on.", ["Chad"], ["Sudanese embassy"]),
    ],
)
def test_parties_stand_where_the_trigger_says(
    text: str, actors: list[str], recipients: list[str]
) -> None:
    found = draft(text)
    assert [r.party.name for r in found.actors] == actors
    assert [r.party.name for r in found.recipients] == recipients


def test_a_draft_names_its_entry_and_is_actual_and_nowhere() -> None:
    found = draft("Hungary criticised Romania.")
    assert (found.lemma, found.event_type, found.modes) == ("criticise", "ACCUSE", ("disapprove",))
    assert (found.realis, found.place, found.rules[0][:13]) == ("actual", None, "triggers.csv:")


def test_who_was_killed_is_the_recipient_of_the_strike() -> None:
    found = report("A Turkish airstrike on the town killed two Syrian monks.", "ASSAULT")
    assert [p.country for p in found.in_role("recipient")] == ["SYR"]
