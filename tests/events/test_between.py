"""What a sentence tells of two given parties."""

from __future__ import annotations

import pytest

from tasks.events.between import Pair, between
from tasks.plover.ontology import ontology

TEXT = "After talks in Vienna, Hungary harshly criticised Romania over a canal."


def pair(text: str, actor: str, recipient: str) -> Pair:
    def span(words: str) -> tuple[int, int]:
        return text.index(words), text.index(words) + len(words)

    return Pair(text, span(actor), span(recipient))


def test_every_type_has_a_chance_and_they_add_up() -> None:
    (chances,) = between([pair(TEXT, "Hungary", "Romania")])
    assert set(chances) == set(ontology().event_types)
    assert sum(chances.values()) == pytest.approx(1)


def test_the_deed_between_the_two_is_the_likeliest() -> None:
    (chances,) = between([pair(TEXT, "Hungary", "Romania")])
    assert max(chances, key=lambda name: chances[name]) == "ACCUSE"


def test_pairs_are_answered_in_their_order() -> None:
    other = pair("Chad arrested two Libyan smugglers.", "Chad", "two Libyan smugglers")
    first = pair(TEXT, "Hungary", "Romania")
    together, apart = between([first, other]), [*between([first]), *between([other])]
    assert [pytest.approx(chances, abs=0.02) for chances in apart] == together


def test_a_span_of_blanks_is_no_error() -> None:
    (chances,) = between([Pair("Chad   met Mali.", (4, 6), (11, 15))])
    assert sum(chances.values()) == pytest.approx(1)


@pytest.mark.parametrize(
    ("text", "actor", "recipient", "expected"),
    [
        ("Kenya and Uganda failed to reach an agreement on fish.", "Kenya", "Uganda", "REJECT"),
        ("The Kenyan army will attack the Ugandan rebels.", "The Kenyan army",
         "the Ugandan rebels", "THREATEN"),
        ("Kenya will send doctors to Uganda.", "Kenya", "Uganda", "AGREE"),
    ],
)  # fmt: skip
def test_what_is_to_come_or_did_not_come_about_is_what_the_codebook_says(
    text: str, actor: str, recipient: str, expected: str
) -> None:
    (chances,) = between([pair(text, actor, recipient)])
    assert max(chances, key=lambda name: chances[name]) == expected
