"""Rows of tokens: markers around spans, parts, long sentences, padding."""

from __future__ import annotations

import pytest

from tasks.events.marking import (
    ACTOR,
    END,
    LONGEST,
    MARKERS,
    NOTHING,
    PAD,
    RECIPIENT,
    START,
    TRIGGER,
    Candidate,
    Chars,
    Row,
    batch,
    row,
)

A, R, T = MARKERS[ACTOR], MARKERS[RECIPIENT], MARKERS[TRIGGER]


def words(text: str) -> tuple[list[int], list[Chars]]:
    """A tokeniser for tests: a token a word, numbered from 1000."""
    offsets, place = [], 0
    for word in text.split():
        start = text.index(word, place)
        place = start + len(word)
        offsets.append((start, place))
    return list(range(1000, 1000 + len(offsets))), offsets


def at(text: str, word: str) -> Chars:
    start = text.index(word)
    return start, start + len(word)


def read(candidate: Candidate) -> Row:
    return row(candidate, *words(candidate.text))


TEXT = "Suva blamed the old harbour board"


def test_spans_stand_between_the_markers_of_their_part() -> None:
    made = read(
        Candidate(
            text=TEXT,
            actors=(at(TEXT, "Suva"),),
            recipients=(at(TEXT, "old harbour board"),),
            trigger=at(TEXT, "blamed"),
        )
    )
    assert made.tokens == (
        *(START, A[0], 1000, A[1], T[0], 1001, T[1], 1002),
        *(R[0], 1003, 1004, 1005, R[1], END),
    )
    assert made.parts == (
        *(NOTHING, ACTOR, ACTOR, ACTOR, TRIGGER, TRIGGER, TRIGGER, NOTHING),
        *(RECIPIENT,) * 5,
        NOTHING,
    )


def test_without_recipient_and_trigger_only_the_actor_is_marked() -> None:
    made = read(Candidate(text=TEXT, actors=(at(TEXT, "Suva"),)))
    assert set(made.parts) == {NOTHING, ACTOR}
    assert made.tokens.count(A[0]) == 1


def test_every_party_of_a_side_has_markers_of_its_own() -> None:
    text = "Suva and Apia met"
    made = read(Candidate(text=text, actors=(at(text, "Suva"), at(text, "Apia"))))
    assert made.tokens == (START, A[0], 1000, A[1], 1001, A[0], 1002, A[1], 1003, END)


def test_in_a_span_within_another_the_inner_one_counts() -> None:
    text = "the envoy to Apia left"
    made = read(
        Candidate(text=text, actors=(at(text, "envoy to Apia"),), recipients=(at(text, "Apia"),))
    )
    played = dict(zip(made.tokens, made.parts, strict=True))
    assert played[1001] == ACTOR
    assert played[1003] == RECIPIENT


def test_a_span_that_holds_no_token_is_left_out() -> None:
    text = "Suva   waits"
    assert read(Candidate(text=text, actors=((5, 6),))).tokens == (START, 1000, 1001, END)


def test_a_token_half_in_a_span_belongs_to_it() -> None:
    text = "Suva's mayor"
    assert read(Candidate(text=text, actors=((0, 4),))).parts[:4] == (NOTHING, *(ACTOR,) * 3)


@pytest.mark.parametrize("place", [0, 5, 300, 599])
def test_a_long_sentence_is_cut_around_its_spans(place: int) -> None:
    text = " ".join(f"w{number:03}" for number in range(600))
    made = read(Candidate(text=text, actors=(at(text, f"w{place:03}"),)))
    assert len(made.tokens) == LONGEST
    assert made.tokens[made.tokens.index(A[0]) + 1] == 1000 + place
    assert (made.tokens[0], made.tokens[-1]) == (START, END)


def test_spans_too_far_apart_lose_what_does_not_fit() -> None:
    text = " ".join(f"w{number:03}" for number in range(600))
    made = read(Candidate(text=text, actors=(at(text, "w000"),), recipients=(at(text, "w599"),)))
    assert len(made.tokens) <= LONGEST
    assert len(made.tokens) == len(made.parts)


def test_a_batch_is_padded_to_its_longest_row() -> None:
    table = batch([Row((START, 7, END), (0, 2, 0)), Row((START, END), (0, 0))])
    assert table["tokens"].tolist() == [[START, 7, END], [START, END, PAD]]
    assert table["parts"].tolist() == [[0, 2, 0], [0, 0, 0]]
