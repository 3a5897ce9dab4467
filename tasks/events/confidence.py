"""How sure we are that a report is right: a logistic model over how it was found.

What belongs here: the features and the formula. What does not: the weights, which
`make train` fits on our own corpus and writes to `model/confidence.json`.
"""

from __future__ import annotations

import json
import math
from functools import lru_cache
from pathlib import Path

from tasks.events.decision import Draft
from tasks.plover.triggers import UNKNOWN, Trigger

FAR = 6.0
WEIGHTS = Path(__file__).parent / "model" / "confidence.json"


def features(draft: Draft, trigger: Trigger) -> dict[str, float]:
    """Return the named features of a report: 0 or 1, but for the intercept and `log_odds`.

    `log_odds` is the natural logarithm of the odds of its type, as it was judged, at most FAR.
    """
    parties = (*draft.actors, *draft.recipients)
    told = "recipient" if draft.recipients else "no_recipient"
    return {
        "intercept": 1.0,
        "log_odds": _log_odds(draft.chance),
        f"type={draft.event_type}": 1.0,
        f"{told}={draft.event_type}": 1.0,
        "noun_trigger": float(trigger.pos == "noun"),
        "unknown_word": float(trigger.event_type == UNKNOWN),
        "against_lexicon": float(trigger.event_type not in {UNKNOWN, draft.event_type}),
        "conditions_met": float(bool(trigger.needs or trigger.objects)),
        "all_countries_known": float(all(r.party.country for r in parties)),
        "some_party_inferred": float(any(r.basis != "text" for r in parties)),
        "several_parties": float(len(parties) > 2),
        "realis_not_actual": float(draft.realis != "actual"),
    }


def _log_odds(chance: float) -> float:
    odds = math.log(max(chance, 1e-9) / max(1 - chance, 1e-9))
    return max(-FAR, min(FAR, odds))


@lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    weights: dict[str, float] = json.loads(WEIGHTS.read_text(encoding="utf-8"))["weights"]
    return weights


def confidence_of(draft: Draft, trigger: Trigger) -> float:
    """Return the probability, 0 to 1, that the report's type and parties are right."""
    weights = _weights()
    score = sum(weights.get(name, 0.0) * value for name, value in features(draft, trigger).items())
    return round(1 / (1 + math.exp(-score)), 3)
