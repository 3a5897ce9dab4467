"""What the lexicon and the relation model together make of a candidate: which type, or no event.

What belongs here: weighing the two, and the modes and realis that follow. What does not: the
model (`relations`), the codebook's rules (`decision`), how sure we are in the end (`confidence`).

The chances of the seventeen answers, NONE and the sixteen types, are those of the model, pooled
with what the lexicon says as in a log-linear opinion pool (Genest and Zidek, Combining
Probability Distributions, 1986): the type of the entry gains ENTRY, and NONE gains what the
kind of candidate speaks for it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from tasks.events.decision import TO_COME, Draft
from tasks.events.relations import NONE, Relation, ranked
from tasks.plover.triggers import UNKNOWN
from tasks.records import Realis

# Natural logarithms of odds; chosen on the gold articles of this project and the development set.
ENTRY = 1.0  # for the type that the lexicon's entry has
ENTRY_IN_DETAIL = 3.0  # where the entry names the words that must stand with its own
NONE_KNOWN = 1.0  # for no event, where the lexicon knows the word
NONE_UNKNOWN = 3.0  # where it does not
LIKELY = 0.6  # how likely a type must be to be reported, and a mode to be given
CERTAIN = 0.8  # how likely the model must find another realis than the grammar's "actual"
LEAST = 1e-6
TOLD, WORTH_TELLING = 3, 0.01  # answers named in explanations, and how likely they must be


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How a candidate was judged."""

    chances: Mapping[str, float]  # of the sixteen types and NONE, adding up to 1
    event_type: str  # the likeliest of the sixteen
    modes: tuple[str, ...]
    realis: Realis | None  # where the model is certain that it is not actual

    def is_event(self, *, to_come: bool = False) -> bool:
        """Whether the type is likely enough to be reported.

        Of an act still to come, told as its announcement is told, both chances count.
        """
        announced = TO_COME.get(self.event_type) if to_come else None
        besides = self.chances[announced] if announced is not None else 0.0
        return self.chances[self.event_type] + besides >= LIKELY

    @property
    def ranked(self) -> list[tuple[str, float]]:
        """All seventeen with their chances, the likeliest first."""
        return ranked(self.chances)

    @property
    def told(self) -> str:
        """The likeliest answers in words: "CONSULT 0.97, AGREE 0.02"."""
        return ", ".join(
            f"{'no event' if name == NONE else name} {chance:.2f}"
            for name, chance in self.ranked[:TOLD]
            if chance >= WORTH_TELLING
        )


def judge(draft: Draft, said: Relation) -> Verdict:
    """Return what becomes of a draft, its type that of its entry or UNKNOWN."""
    known = draft.event_type != UNKNOWN
    gains = {NONE: NONE_KNOWN if known else NONE_UNKNOWN}
    if known:
        gains[draft.event_type] = weight_of_entry(draft.in_detail)
    chances = pooled(said.types, gains)
    best = max((name for name in chances if name != NONE), key=lambda name: (chances[name], name))
    return Verdict(
        chances=chances, event_type=best, modes=_modes(draft, said, best), realis=_realis(said)
    )


def judged(draft: Draft, verdict: Verdict) -> Draft:
    """Return the draft with the type and modes of its verdict, which its rules then name."""
    path = "model" if draft.event_type == UNKNOWN else "lexicon and model"
    if draft.event_type not in {UNKNOWN, verdict.event_type}:
        path = "model against lexicon"
    return replace(
        draft,
        event_type=verdict.event_type,
        modes=verdict.modes,
        entry=draft.event_type,
        chance=verdict.chances[verdict.event_type],
        rules=(*draft.rules, f"{path}: {verdict.told}"),
    )


def weight_of_entry(in_detail: bool) -> float:
    """Return what an entry adds to the log-odds of its type."""
    return ENTRY_IN_DETAIL if in_detail else ENTRY


def pooled(chances: Mapping[str, float], gains: Mapping[str, float]) -> dict[str, float]:
    """Return chances that add up to 1, those named in `gains` with so much more log-odds."""
    scores = {
        name: math.log(max(chance, LEAST)) + gains.get(name, 0.0)
        for name, chance in chances.items()
    }
    most = max(scores.values())
    powers = {name: math.exp(score - most) for name, score in scores.items()}
    total = sum(powers.values())
    return {name: power / total for name, power in powers.items()}


def _modes(draft: Draft, said: Relation, event_type: str) -> tuple[str, ...]:
    """Return the entry's modes where it has the type, else those that the model finds likely."""
    if draft.event_type == event_type and draft.modes:
        return draft.modes
    likely = said.modes.get(event_type, {})
    return tuple(mode for mode, chance in likely.items() if chance >= LIKELY)


def _realis(said: Relation) -> Realis | None:
    best = max(said.realis, key=lambda name: said.realis[name])
    return best if best != "actual" and said.realis[best] >= CERTAIN else None
