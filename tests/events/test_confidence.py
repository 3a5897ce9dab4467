"""The confidence of a report and the weights behind it."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from itertools import chain

import pytest

from tasks.events.coding import consider
from tasks.events.confidence import FAR, WEIGHTS, confidence_of, features
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
    sides = ("type", "recipient", "no_recipient")
    by_type = [f"{side}={name}" for side in sides for name in ontology().event_types]
    assert set(weights) <= {*features(EMPTY, ENTRIES[0]), *by_type}
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


def confidence(text: str) -> float:
    (found,) = [one.report for one in consider(article(text)) if one.report]
    return found.confidence


def test_a_known_recipient_raises_confidence() -> None:
    assert confidence("Hungary criticised Romania.") > confidence("Hungary criticised the weather.")


def test_confidence_grows_with_the_chance_of_the_type() -> None:
    doubtful, sure = (replace(EMPTY, chance=chance) for chance in (0.5, 0.99))
    assert confidence_of(doubtful, ENTRIES[0]) < confidence_of(sure, ENTRIES[0])


def test_a_certain_chance_is_no_infinite_feature() -> None:
    assert features(replace(EMPTY, chance=1.0), ENTRIES[0])["log_odds"] == FAR
