"""What lexicon and model make of a candidate together; what the model says is made up here."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from tasks.events.decision import Draft
from tasks.events.judgement import ENTRY, NONE_KNOWN, NONE_UNKNOWN, judge, judged
from tasks.events.relations import NONE, Relation
from tasks.plover.ontology import ontology
from tasks.plover.triggers import UNKNOWN
from tasks.records import Realis

TYPES = (NONE, *ontology().event_types)
KNOWN = Draft(
    lemma="hit",
    event_type="ASSAULT",
    modes=("aerial",),
    actors=(),
    recipients=(),
    realis="actual",
    place=None,
    rules=("triggers.csv:1",),
)
NEW = replace(KNOWN, event_type=UNKNOWN, modes=(), rules=("no entry",))


def relation(realis: Realis = "actual", certainty: float = 1.0, **chances: float) -> Relation:
    """Return what a model says: these types, the rest shared by the others."""
    rest = (1 - sum(chances.values())) / (len(TYPES) - len(chances))
    shares: dict[Realis, float] = {"actual": 0.0, "future": 0.0}
    shares[realis] = certainty
    modes = {
        name: {mode: 0.9 if mode == "firearms" else 0.1 for mode in kind.modes}
        for name, kind in ontology().event_types.items()
    }
    return Relation(
        types={name: chances.get(name, rest) for name in TYPES}, modes=modes, realis=shares
    )


def test_chances_add_up_to_one() -> None:
    assert sum(judge(KNOWN, relation(ASSAULT=0.7)).chances.values()) == pytest.approx(1)


def test_the_entry_gains_odds_for_its_type() -> None:
    said = relation(ASSAULT=0.4, COERCE=0.4)
    chances = judge(KNOWN, said).chances
    assert chances["ASSAULT"] / chances["COERCE"] == pytest.approx(math.exp(ENTRY))


def test_no_event_gains_odds_where_the_lexicon_lacks_the_word() -> None:
    said = relation(ASSAULT=0.4, NONE=0.4)
    known, new = judge(KNOWN, said).chances, judge(NEW, said).chances
    assert known[NONE] / known["ASSAULT"] == pytest.approx(math.exp(NONE_KNOWN - ENTRY))
    assert new[NONE] / new["ASSAULT"] == pytest.approx(math.exp(NONE_UNKNOWN))


def test_a_model_that_is_sure_outweighs_the_entry() -> None:
    verdict = judge(KNOWN, relation(MOBILIZE=0.97))
    assert verdict.event_type == "MOBILIZE"
    assert verdict.is_event()
    entry, path = judged(KNOWN, verdict).rules
    assert entry == "triggers.csv:1"
    assert path.startswith("model against lexicon: MOBILIZE 0.9")


def test_what_is_likely_no_event_is_not_reported() -> None:
    verdict = judge(KNOWN, relation(NONE=0.95))
    assert not verdict.is_event()
    assert verdict.ranked[0][0] == NONE


def test_modes_are_the_entrys_where_it_has_the_type_else_the_models() -> None:
    assert judge(KNOWN, relation(ASSAULT=0.9)).modes == ("aerial",)
    assert judge(replace(KNOWN, modes=()), relation(ASSAULT=0.9)).modes == ("firearms",)
    assert judge(KNOWN, relation(COERCE=0.99)).modes == ()


@pytest.mark.parametrize(
    ("realis", "certainty", "expected"),
    [("actual", 0.99, None), ("future", 0.95, "future"), ("future", 0.55, None)],
)
def test_another_realis_takes_certainty(
    realis: Realis, certainty: float, expected: Realis | None
) -> None:
    assert judge(KNOWN, relation(realis, certainty, ASSAULT=0.9)).realis == expected


def test_a_judged_draft_carries_its_chance_and_path() -> None:
    verdict = judge(NEW, relation(AID=0.99))
    draft = judged(NEW, verdict)
    assert draft.event_type == "AID"
    assert draft.rules[1].startswith("model: AID 0.9")
    assert draft.chance == verdict.chances["AID"]


def test_the_runners_up_are_told() -> None:
    told = judge(KNOWN, relation(ASSAULT=0.6, COERCE=0.3, NONE=0.05)).told.split(", ")
    assert [answer.rsplit(" ", 1)[0] for answer in told] == ["ASSAULT", "COERCE", "no event"]


def test_an_act_to_come_and_its_announcement_count_together() -> None:
    verdict = judge(replace(NEW, event_type="SANCTION"), relation(SANCTION=0.25, THREATEN=0.6))
    assert not verdict.is_event()
    assert verdict.is_event(to_come=True)
