"""What follows from likenesses for all of them, and what an operator's word does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import combinations, pairwise, permutations

import pytest

from tasks.components import components
from tasks.identity.decisions import NONE, Decisions
from tasks.identity.grouping import ITSELF, LARGE, Fit, Identity, identities
from tasks.identity.likeness import WEAK, likeness
from tasks.identity.telling import Same, Telling
from tests.identity.people import body, held, person

MINISTER = "defence minister"


def settled(some: Sequence[Telling], decisions: Decisions = NONE) -> tuple[Identity, ...]:
    """Return whom each is, all pairs compared."""
    alike, fits = [], []
    for one, other in combinations(some, 2):
        found = likeness(one, other)
        if isinstance(found, Same) and found.level < WEAK:
            alike.append((one.id, other.id))
        elif isinstance(found, Same):
            guest, host = (one, other) if one.little else (other, one)
            fits.append(Fit(guest.id, host.id, host.name, found.reason, host.id))
    return identities(some, alike, fits, decisions)


def groups(*some: Telling, decisions: Decisions = NONE) -> list[list[str]]:
    """Return the names that are one, whatever the order they are told in."""
    found = settled(some, decisions)
    if len(some) < 6:
        for order in permutations(some):
            assert settled(order, decisions) == found
    names = {one.id: one.name for one in some}
    parties: dict[str, list[str]] = {}
    for one in found:
        parties.setdefault(one.same_as, []).append(names[one.party_id])
    return sorted(sorted(party) for party in parties.values())


def test_spellings_and_shorter_forms_are_one_party() -> None:
    some = [person(name) for name in ("Oleg Petrovich Zimin", "Oleg Zimin", "Oleg Zymin")]
    assert len(groups(*some)) == 1


def test_a_short_form_that_fits_two_people_joins_neither() -> None:
    some = [person(name) for name in ("Oleg Petrovich Zimin", "Oleg Ivanovich Zimin", "Oleg Zimin")]
    assert len(groups(*some)) == 3


def test_a_short_form_that_fits_two_people_keeps_nobody_else_apart() -> None:
    names = ["Oleg Zimin", "Oleg Ivanovich Zimin", "Oleg Petrovich Zimin"]
    some = [person(name) for name in (*names, "Oleg Petrovich Boris Zimin")]
    assert ["Oleg Petrovich Boris Zimin", "Oleg Petrovich Zimin"] in groups(*some)
    assert len(groups(*some)) == 3


def test_what_is_surer_counts_first() -> None:
    some = [
        person(name)
        for name in ("Oleg Petrovich Zimin", "Oleg Petrovich Zymin", "Oleg Ivanovich Zimin")
    ]
    assert groups(*some) == [
        ["Oleg Ivanovich Zimin"],
        ["Oleg Petrovich Zimin", "Oleg Petrovich Zymin"],
    ]


def test_a_surname_joins_the_only_one_it_fits() -> None:
    some = [person("Oleg Zimin", MINISTER), person("Oleg Zymin", MINISTER), person("Zimin")]
    assert len(groups(*some)) == 1
    assert len(groups(*some, person("Anton Zimin"))) == 3


def test_a_name_without_country_joins_the_only_one_it_fits() -> None:
    stateless = person("Oleg Zimin", country=None)
    here, there = person("Oleg Zymin"), person("Oleg Zimin", country="KGZ")
    assert groups(here, stateless) == [["Oleg Zimin", "Oleg Zymin"]]
    assert len(groups(here, there, stateless)) == 3


def test_people_of_one_name_and_different_offices_stay_two() -> None:
    one = person("Oleg Zimin", held("president", date(2021, 1, 1)))
    other = person("Oleg Zymin", held("prime minister", date(2021, 2, 1)))
    assert len(groups(one, other)) == 2


def test_the_fullest_name_told_most_often_stands_for_all() -> None:
    bare = person("Zimin", MINISTER, articles=9)
    often = person("Oleg Zimin", MINISTER, articles=3)
    full = person("Oleg Petrovich Zimin", MINISTER, articles=2)
    found = {one.party_id: one for one in settled([bare, often, full])}
    assert {one.same_as for one in found.values()} == {often.id}
    assert found[often.id].reason == ITSELF
    assert found[bare.id].reason == "surname alone, defence minister too: Oleg Zimin"
    assert found[full.id].reason == (
        'same name without "Petrovich", defence minister too: Oleg Zimin'
    )


def test_of_names_told_equally_often_the_one_of_most_words_stands_for_all() -> None:
    some = [person("Oleg Zimin"), person("Oleg Petrovich Zimin")]
    assert {one.same_as for one in settled(some)} == {some[1].id}


def test_an_operator_joins_what_nothing_connects() -> None:
    one, other = person("Oleg Zimin"), person("Anton Beck", country="DEU")
    decided = Decisions(merged=((one.id, other.id, "changed his name"),))
    assert groups(one, other, decisions=decided) == [["Anton Beck", "Oleg Zimin"]]
    reasons = {found.reason for found in settled([one, other], decided)}
    assert "an operator's decision: changed his name: Anton Beck" in reasons or (
        "an operator's decision: changed his name: Oleg Zimin" in reasons
    )


def test_what_is_alike_follows_an_operators_merge() -> None:
    one, other, third = person("Oleg Zimin"), person("Anton Becker"), person("Anton Beker")
    decided = Decisions(merged=((one.id, other.id, None),))
    assert len(groups(one, other, third, decisions=decided)) == 1


def test_an_operator_parts_what_the_rules_join() -> None:
    one, other = person("Oleg Zimin"), person("Oleg Zymin")
    parted = Decisions(parted=frozenset({frozenset((one.id, other.id))}))
    assert len(groups(one, other, decisions=parted)) == 2
    third = person("Oleh Zimin")
    assert len(groups(one, other, third, decisions=Decisions(alone=frozenset({one.id})))) >= 2


def test_a_third_that_is_like_both_of_two_that_an_operator_parted_joins_neither() -> None:
    some = [person(name) for name in ("Oleg Zimin", "Oleg Zymin", "Oleg Ziimin")]
    parted = Decisions(parted=frozenset({frozenset((some[0].id, some[1].id))}))
    assert len(groups(*some, decisions=parted)) == 3


def test_an_operator_keeps_a_surname_from_its_only_bearer() -> None:
    full, bare = person("Oleg Zimin", MINISTER), person("Zimin", MINISTER)
    assert len(groups(full, bare)) == 1
    parted = Decisions(parted=frozenset({frozenset((full.id, bare.id))}))
    assert len(groups(full, bare, decisions=parted)) == 2
    assert len(groups(full, bare, decisions=Decisions(alone=frozenset({full.id})))) == 2


def test_a_surname_kept_from_one_spelling_is_kept_from_the_party() -> None:
    some = [person("Oleg Zimin", MINISTER), person("Oleg Zymin", MINISTER), person("Zimin")]
    parted = Decisions(parted=frozenset({frozenset((some[0].id, some[2].id))}))
    assert groups(*some, decisions=parted) == [["Oleg Zimin", "Oleg Zymin"], ["Zimin"]]


def test_the_last_word_counts() -> None:
    one, other, third = (person(name) for name in ("Oleg Zimin", "Anton Beck", "Karl Moor"))
    merged = ((one.id, other.id, None), (other.id, third.id, None))
    parted = frozenset({frozenset((one.id, third.id))})
    found = groups(one, other, third, decisions=Decisions(merged=merged, parted=parted))
    assert found == [["Anton Beck", "Oleg Zimin"], ["Karl Moor"]]


def test_a_crowd_is_left_alone() -> None:
    some = [body(f"Front {number}", wikidata_id="Q1") for number in range(LARGE + 1)]
    chain = [(one.id, other.id) for one, other in pairwise(some)]
    assert len({one.same_as for one in identities(some[:-1], chain[:-1])}) == 1
    assert len({one.same_as for one in identities(some, chain)}) == LARGE + 1


@pytest.mark.parametrize("size", [1, 5_000])
def test_components_are_what_pairs_connect(size: int) -> None:
    pairs = [("a", "b"), ("c", "d"), ("b", "e")]
    assert [sorted(group) for group in components("abcdef", pairs)] == [
        ["a", "b", "e"], ["c", "d"], ["f"]]  # fmt: skip
    chain = [(number, number + 1) for number in range(size)]
    assert [len(group) for group in components([0], chain)] == [size + 1]
