"""Parties that the rest of the sentence or article supplies."""

from __future__ import annotations

import pytest

from tests.events.reading import code, countries, report


def test_the_captor_named_in_the_sentence_frees() -> None:
    found = report("Two Kenyan nurses kidnapped by Al-Shabaab were released on Monday.", "RETREAT")
    assert countries(found, "actor") == ["SOM"]
    assert [p.basis for p in found.in_role("actor")] == ["inferred"]


def test_the_captor_named_elsewhere_in_the_article_frees() -> None:
    text = (
        "The Taliban seized two Indian engineers in March.\n\nThe engineers were freed on Monday."
    )
    freed = [r for r in code(text).reports if r.event_type == "RETREAT"]
    assert [countries(r, "actor") for r in freed] == [["AFG"]]


def test_prisoners_of_a_state_are_not_freed_by_others_captors() -> None:
    text = "The Taliban seized two Indian engineers in March.\n\nFour jailed Indians were freed."
    assert not [r for r in code(text).reports if r.event_type == "RETREAT"]


def test_police_who_tell_of_an_arrest_made_it() -> None:
    found = report("Turkish police said three suspects were arrested in Izmir.", "COERCE")
    assert countries(found, "actor") == ["TUR"]


def test_others_who_tell_of_an_arrest_did_not_make_it() -> None:
    text = "The Turkish opposition said three suspects were arrested in Izmir."
    assert not [r for r in code(text).reports if r.event_type == "COERCE"]


@pytest.mark.parametrize("word", ["attack", "shelling", "move"])
def test_who_condemns_a_deed_accuses_its_author(word: str) -> None:
    text = f"Armenian troops shelled a village in Azerbaijan.\n\nGeorgia condemned the {word}."
    found = report(text, "ACCUSE")
    assert countries(found, "recipient") == ["ARM"]


def test_a_deed_is_the_one_that_was_called_so() -> None:
    text = (
        "Armenian troops carried out an attack in Azerbaijan.\n\n"
        "Turkish police arrested a student in Izmir.\n\nGeorgia condemned the attack."
    )
    assert countries(report(text, "ACCUSE"), "recipient") == ["ARM"]


def test_a_deed_nobody_told_of_has_no_author() -> None:
    found = report("Georgia condemned the attack.", "ACCUSE")
    assert countries(found, "recipient") == []


def test_who_is_detained_without_a_name_is_of_the_place() -> None:
    found = report("Ethiopian police detained 31 in Mekelle on Friday.", "COERCE")
    assert countries(found, "recipient") == ["ETH"]
    assert [p.basis for p in found.in_role("recipient")] == ["inferred"]


def test_whom_a_state_shuts_in_is_its_own() -> None:
    found = report("Uganda imposed a curfew on three districts on Friday.", "COERCE")
    assert countries(found, "recipient") == ["UGA"]


def test_what_a_state_bombs_without_a_place_is_nobodys() -> None:
    found = report("Turkey bombed caves on Friday.", "ASSAULT")
    assert countries(found, "recipient") == []
