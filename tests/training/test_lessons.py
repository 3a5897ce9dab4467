"""What is held out and what an epoch shows."""

from __future__ import annotations

from random import Random

from tasks.events.marking import Candidate, Row
from tasks.events.relations import NONE
from tests.training.telling import sentence
from training.bystanders import bystanders
from training.examples import Example
from training.lessons import Material, batches, shown, split

MARKS = "<1a.FJI|Suva> <1!ACCUSE|blamed> <1r.WSM|Apia>."


def test_whole_briefs_are_held_out_about_a_tenth_of_the_sentences() -> None:
    corpus = [sentence(MARKS, brief=f"brief {n // 4}") for n in range(200)]
    learnt, held = split(corpus)
    assert not {one.brief for one in learnt} & {one.brief for one in held}
    assert 20 <= len(held) < 24
    assert len(learnt) + len(held) == 200
    assert split(corpus[::-1])[1] == held[::-1]


def test_new_sentences_of_other_briefs_leave_the_split_of_old_ones_nearly_alone() -> None:
    corpus = [sentence(MARKS, brief=f"brief {n // 4}") for n in range(400)]
    old = {one.brief for one in split(corpus[:360])[1]}
    new = {one.brief for one in split(corpus)[1]}
    assert len(old & new) >= 8


def test_an_epoch_shows_events_and_bystanders_the_same_for_the_same_seed() -> None:
    told = sentence(MARKS)
    idle = [Example(candidate=Candidate(text=told.text, actors=((n, n + 1),)), types={NONE: 1.0})
            for n in range(3)]  # fmt: skip
    given = Material([told], {told.text: idle})
    found = shown(given, Random(2), rename=0.0)
    assert sum(one in idle for one in found) == 1
    assert any("ACCUSE" in one.types for one in found)
    assert found == shown(given, Random(2), rename=0.0)


def test_batches_hold_every_row_once_and_rows_of_like_length() -> None:
    rows = [Row((1,) * (1 + n % 40), (0,) * (1 + n % 40)) for n in range(333)]
    made = list(batches(rows, 16, Random(0)))
    assert sorted(n for one in made for n in one) == list(range(333))
    spread = [max(n % 40 for n in one) - min(n % 40 for n in one) for one in made]
    assert max(spread) <= 3
    assert made != list(batches(rows, 16, Random(1)))


def test_who_says_something_does_nothing() -> None:
    told = sentence(
        "The Fijian minister said on Monday that <1a.WSM|Samoan police> <1!COERCE:arrest|arrested> "
        "<1r.TON|two Tongan sailors>."
    )
    found = bystanders(told)
    asked = [one.candidate for one in found]
    said = [one.text[slice(*one.trigger)] for one in asked if one.trigger]
    assert said == ["said"]
    assert all(one.types == {NONE: 1.0} for one in found)
    start, end = asked[0].actors[0]
    assert told.text[start:end] == "Fijian minister"


def test_the_verb_that_carries_a_trigger_is_no_bystander() -> None:
    told = sentence(
        "<1a.FJI|Fijian ministers> held <1!CONSULT|talks> with <1a.WSM|Samoan officials> in Apia."
    )
    assert bystanders(told) == []
