"""Who stands where in the grammar of a clause."""

from __future__ import annotations

import pytest

from tasks.events.arguments import (
    agent,
    arguments,
    carrier,
    direct_object,
    grammatical_subject,
    is_passive,
    patient,
    preposition,
)
from tests.events.reading import token


@pytest.mark.parametrize(
    ("text", "word", "subject"),
    [
        ("Kenya expelled the envoy.", "expelled", "Kenya"),
        ("Kenya recalled its envoy and closed the embassy.", "closed", "Kenya"),
        ("Kenya wants to expel the envoy.", "expel", "Kenya"),
        ("Kenya asked Uganda to expel the envoy.", "expel", "Uganda"),
        ("Uganda was asked to expel the envoy.", "expel", "Uganda"),
        ("The minister who expelled the envoy resigned.", "expelled", "who"),
        ("The minister expelling the envoy resigned.", "expelling", "minister"),
        ("Kenya left the talks, accusing Uganda of fraud.", "accusing", "Kenya"),
        ("After expelling the envoy, Kenya closed the border.", "expelling", "Kenya"),
        ("Kenya considers it necessary to expel the envoy.", "expel", "Kenya"),
        ("The envoy was expelled.", "expelled", "envoy"),
    ],
)
def test_a_verb_finds_its_subject(text: str, word: str, subject: str) -> None:
    found = grammatical_subject(token(text, word))
    assert found is not None
    assert found.text == subject


def test_a_command_has_no_subject() -> None:
    assert grammatical_subject(token("Expel the envoy.", "Expel")) is None


@pytest.mark.parametrize(
    ("text", "word", "acts", "suffers"),
    [
        ("Troops shelled the village.", "shelled", "Troops", "village"),
        ("The village was shelled by troops.", "shelled", "troops", "village"),
        ("The village was shelled on Monday.", "shelled", None, "village"),
        ("The village shelled by troops burned.", "shelled", "troops", "village"),
        ("The bridge was mined and shelled by troops.", "shelled", "troops", "bridge"),
        ("Troops advanced on Monday.", "advanced", "Troops", None),
    ],
)
def test_voice_tells_who_acts_and_who_suffers(
    text: str, word: str, acts: str | None, suffers: str | None
) -> None:
    verb = token(text, word)
    found = agent(verb), patient(verb)
    assert tuple(t.text if t is not None else None for t in found) == (acts, suffers)
    assert is_passive(verb) is (suffers is not None and not text.startswith("Troops"))


def test_who_is_helped_is_an_object_before_an_infinitive() -> None:
    found = direct_object(token("France will help Benin rebuild the port.", "help"))
    assert found is not None
    assert found.text == "Benin"


@pytest.mark.parametrize(
    ("text", "noun", "verb"),
    [
        ("Ghana held talks with Togo.", "talks", "held"),
        ("Ghana held a series of talks with Togo.", "talks", "held"),
        ("The envoys sat down for talks.", "talks", "sat"),
        ("Talks were held in Accra.", "Talks", "held"),
        ("The king paid a visit to Laos for talks with bankers.", "talks", "paid"),
        ("The envoy left after talks in Accra.", "talks", "left"),
    ],
)
def test_a_light_verb_carries_its_noun(text: str, noun: str, verb: str) -> None:
    found = carrier(token(text, noun))
    assert found is not None
    assert found.text == verb


@pytest.mark.parametrize("text", ["Talks resumed in Accra.", "The press mocked the talks."])
def test_other_verbs_carry_no_noun(text: str) -> None:
    assert carrier(token(text, text.strip(".").split()[0 if text.startswith("T") else -1])) is None


@pytest.mark.parametrize(
    ("text", "word", "where", "found"),
    [
        ("Ghana held talks with Togo.", "talks", "with", ["Togo"]),
        ("Ghana held talks with Togo.", "talks", "subject", ["Ghana"]),
        ("Ghana's talks with Togo ended.", "talks", "poss", ["Ghana"]),
        ("Israeli strikes on the port ended.", "strikes", "adj", ["Israeli"]),
        ("Strikes by Israel on the port ended.", "Strikes", "by", ["Israel"]),
        ("Togo signed a pact with Ghana.", "signed", "with", ["Ghana"]),
        ("Togo praised the work of the army.", "praised", "object.of", ["army"]),
        ("Togo praised Ghana's efforts.", "praised", "object.poss", ["Ghana"]),
        ("Togo promised to help Ghana.", "promised", "xcomp.object", ["Ghana"]),
        ("Togo gave him maize.", "gave", "object", ["him", "maize"]),
        ("Togo called for talks between Ghana and Mali.", "called", "object.between", ["Ghana"]),
        ("Togo expelled the envoy.", "expelled", "with", []),
        ("The attack ended.", "attack", "poss", []),
    ],
)
def test_places_of_a_trigger_are_found(text: str, word: str, where: str, found: list[str]) -> None:
    assert [t.text for t in arguments(token(text, word), where)] == found


def test_a_preposition_may_stand_behind_another() -> None:
    found = preposition(token("Togo worked together with Ghana.", "worked"), "with")
    assert found is not None
    assert found.text == "Ghana"
