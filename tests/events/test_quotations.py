"""Where quoted words begin and end, whatever marks stand around them."""

from __future__ import annotations

import pytest

from tasks.events.language import parse
from tasks.events.phrases import annotate
from tasks.events.quotations import quotations


def quoted(text: str) -> list[str]:
    passages = [annotate(p.doc, p.offset) for p in parse(text)]
    found = quotations(passages)
    for one in found:
        start, end = (one.passage.offset + at for at in (one.start, one.end))
        assert text[start:end] == one.text
    return [one.text for one in found]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“The pass is shut,” said Dolma.", "The pass is shut,"),
        ('"The pass is shut," said Dolma.', "The pass is shut,"),
        ("«The pass is shut», said Dolma.", "The pass is shut"),
        ("« The pass is shut », said Dolma.", "The pass is shut"),
        ("„The pass is shut“, said Dolma.", "The pass is shut"),
        ("‘The pass is shut,’ said Dolma.", "The pass is shut,"),
        ("'The pass is shut,' said Dolma.", "The pass is shut,"),
        ('Dolma said: ("The pass is shut.")', "The pass is shut."),
    ],
)
def test_every_kind_of_mark_stands_around_words(text: str, words: str) -> None:
    assert quoted(text) == [words]


@pytest.mark.parametrize(
    "text",
    [
        "The ministers' offer didn't please Samoa's farmers, who don't sell in the '90s way.",
        "The herders’ camp wasn’t moved; rock ’n’ roll played at the chiefs’ tent.",
        "They sent 'em home and told 'em to wait, 'til the river fell.",
        'The pipe was 5" wide and the gate 12" high.',
        "No mark stands here at all.",
        '"" said the screen.',
    ],
)
def test_apostrophes_and_inches_are_no_marks(text: str) -> None:
    assert quoted(text) == []


def test_an_apostrophe_within_single_marks_does_not_close_them() -> None:
    text = "‘We won’t sell the fishermen’s boats and the owners’ nets,’ she said in Apia."
    assert quoted(text) == ["We won’t sell the fishermen’s boats and the owners’ nets,"]


def test_a_clipped_word_within_single_marks_does_not_close_them() -> None:
    assert quoted("‘We were goin’ home,’ Moala said.") == ["We were goin’ home,"]


def test_an_owner_in_single_marks_is_told_from_their_end() -> None:
    assert quoted("He called the ‘rebels’ offer’ void.") == ["rebels’ offer"]
    assert quoted("He called the deal ‘dead’ and left.") == ["dead"]


def test_marks_within_marks_belong_to_the_words() -> None:
    inner = "“He said ‘leave’ and we left,” Tadesse recalled."
    assert quoted(inner) == ["He said ‘leave’ and we left,"]
    assert quoted("“A “free” port is ours,” Lo said.") == ["A “free” port is ours,"]


def test_words_interrupted_by_their_speaker_are_two_stretches() -> None:
    text = '"The well is dry," Keita said, "and the herds are gone."'
    assert quoted(text) == ["The well is dry,", "and the herds are gone."]


def test_words_over_paragraphs_are_a_stretch_each() -> None:
    text = "“One. Two.\n\n“Three.\n\n“Four,” Ba said.\n\nNobody replied."
    assert quoted(text) == ["One. Two.", "Three.", "Four,"]


def test_paragraphs_may_be_single_lines() -> None:
    assert quoted("“One.\n“Two,” Ba said.\nNobody replied.") == ["One.", "Two,"]


def test_a_mark_without_its_fellow_costs_no_other_words() -> None:
    text = "“Gone, said Rao. He had “no plan” at all.\n\nMinister Sen said: “We stay.”"
    assert quoted(text) == ["no plan", "We stay."]
    assert quoted('Rao said "no. Nobody knew why.\n\nSen stayed.') == []
    assert quoted("Rao left” and Sen stayed. “We stay,” she said.") == ["We stay,"]


def test_marks_around_no_word_are_none() -> None:
    assert quoted("The score was “2-1” and the sign “?” puzzled all.") == []
