"""The confidence of a report and the weights behind it."""

from __future__ import annotations

import json
import math
from itertools import chain

import pytest

from tasks.events.coding import drafts
from tasks.events.confidence import WEIGHTS, confidence_of, features
from tasks.events.decision import Draft
from tasks.plover.ontology import ontology
from tasks.plover.triggers import Trigger, triggers
from tests.events.reading import article

EMPTY = Draft(
    lemma="meet",
    event_type="CONSULT",
    modes=(),
    actors=(),
    recipients=(),
    realis="actual",
    place=None,
)
ENTRIES = list(chain.from_iterable(triggers().values()))


def test_weights_belong_to_features_that_exist() -> None:
    weights = json.loads(WEIGHTS.read_text(encoding="utf-8"))["weights"]
    types = [f"type={name}" for name in ontology().event_types]
    assert set(weights) <= {*features(EMPTY, ENTRIES[0]), *types}
    assert all(math.isfinite(weight) for weight in weights.values())
    assert "intercept" in weights


def test_every_event_type_has_a_weight() -> None:
    weights = json.loads(WEIGHTS.read_text(encoding="utf-8"))["weights"]
    assert {f"type={name}" for name in ontology().event_types} <= set(weights)


def test_the_fit_beats_its_baseline() -> None:
    fit = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    assert fit["log_loss"] < fit["log_loss_baseline"]


@pytest.mark.parametrize("event_type", list(ontology().event_types))
def test_confidence_is_a_probability(event_type: str) -> None:
    entries: list[Trigger] = [t for t in ENTRIES if t.event_type == event_type][:5]
    assert entries
    for entry in entries:
        draft = Draft(
            lemma=entry.lemma,
            event_type=event_type,
            modes=entry.modes,
            actors=(),
            recipients=(),
            realis="hypothetical",
            place=None,
        )
        assert 0 < confidence_of(draft, entry) < 1


def test_a_known_recipient_raises_confidence() -> None:
    ((both, trigger, _),) = drafts(article("Hungary criticised Romania."))
    ((one, same, _),) = drafts(article("Hungary criticised the weather."))
    assert trigger == same
    assert confidence_of(both, trigger) > confidence_of(one, same)
