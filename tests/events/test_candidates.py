"""Which words are asked about, and how the question puts it."""

from __future__ import annotations

import pytest

from tasks.events.candidates import Proposal, proposals
from tests.events.reading import read

EVOKES = frozenset({"pummel/verb"})


def asked(text: str) -> list[Proposal]:
    reading = read(text)
    return [
        proposal
        for passage in reading.passages
        for sentence in passage.doc.sents
        for proposal in proposals(passage, sentence, reading.resolver, EVOKES)
    ]


def words(text: str) -> list[str]:
    return [proposal.predicate.token.text for proposal in asked(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hungary criticised Romania.", ["criticised"]),
        ("Hungary pummelled Romania.", ["pummelled"]),  # of those the model has learnt
        ("Hungary outpaced Romania.", []),  # of neither
        ("It rained, and the crowd went home.", []),
        ("The police criticised the weather.", ["criticised"]),  # the article may say whose
        ("Lena criticised the weather.", []),  # a person of no known country
        ("Chad has the largest army.", []),
    ],
)
def test_words_with_a_party_that_may_act_are_asked_about(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_words_that_an_entry_speaks_for_are_not_asked_about_again() -> None:
    assert words("Ghana urged Togo to withdraw its troops.") == ["urged"]


def test_the_question_marks_parties_and_word_in_the_sentence() -> None:
    text = "It rained. Ghana and Mali criticised Togo."
    (proposal,) = asked(text)
    question = proposal.question

    def marked(spans: tuple[tuple[int, int], ...]) -> list[str]:
        return [question.text[start:end] for start, end in spans]

    assert question.text == "Ghana and Mali criticised Togo."
    assert marked(question.actors) == ["Ghana", "Mali"]
    assert marked(question.recipients) == ["Togo"]
    assert question.trigger
    assert marked((question.trigger,)) == ["criticised"]


def test_whether_the_lexicon_knows_the_word_is_kept() -> None:
    assert [p.by_lexicon for p in asked("Ghana criticised Togo.")] == [True]
    assert [p.by_lexicon for p in asked("Ghana pummelled Togo.")] == [False]
