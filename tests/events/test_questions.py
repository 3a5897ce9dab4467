"""How the relation model is asked about a candidate."""

from __future__ import annotations

from tasks.events.marking import Candidate, Chars
from tasks.events.questions import question
from tasks.events.resolved import Resolved
from tasks.records import Party

TEXT = "He said his army had bombed Lima and told them so."
START = 100  # of the sentence in its article


def resolved(word: str, name: str, label: str = "PRONOUN") -> Resolved:
    start = START + TEXT.index(word)
    party = Party(name=name, kind="state", country="UGA", sectors=("GOV",))
    return Resolved(party, start, start + len(word), word, label, "text")


def ask(actors: list[Resolved], recipients: list[Resolved]) -> Candidate:
    trigger = TEXT.index("bombed")
    return question(TEXT, START, (trigger, trigger + 6), actors, recipients)


def words(asked: Candidate, spans: tuple[Chars, ...]) -> list[str]:
    return [asked.text[start:end] for start, end in spans]


def test_a_name_stays_as_it_is() -> None:
    asked = ask([resolved("army", "army", "DESCRIPTION")], [resolved("Lima", "Peru", "GPE")])
    assert asked.text == TEXT
    assert words(asked, asked.actors) == ["army"]
    assert words(asked, asked.recipients) == ["Lima"]


def test_a_pronoun_gives_way_to_the_name_and_spans_move_along() -> None:
    asked = ask([resolved("He", "Kampala")], [resolved("Lima", "Peru", "GPE")])
    assert asked.text == "Kampala said his army had bombed Lima and told them so."
    assert words(asked, asked.actors) == ["Kampala"]
    assert words(asked, asked.recipients) == ["Lima"]
    assert asked.trigger
    assert words(asked, (asked.trigger,)) == ["bombed"]


def test_a_possessive_keeps_its_case() -> None:
    asked = ask([resolved("his", "Kampala")], [])
    assert asked.text.startswith("He said Kampala's army had")


def test_a_pronoun_for_several_parties_stays() -> None:
    asked = ask([], [resolved("them", "Peru"), resolved("them", "Chile")])
    assert asked.text == TEXT
    assert words(asked, asked.recipients) == ["them"]


def test_a_party_of_another_sentence_is_left_out() -> None:
    party = Party(name="Mali", kind="state", country="MLI", sectors=("GOV",))
    assert ask([Resolved(party, 10, 14, "Mali", "GPE", "inferred")], []).actors == ()


def test_spans_within_spans_are_marked_as_they_stand() -> None:
    whole = resolved("his army", "army", "DESCRIPTION")
    asked = ask([whole], [resolved("his", "Kampala")])
    assert asked.text == TEXT
    assert words(asked, asked.actors) == ["his army"]
