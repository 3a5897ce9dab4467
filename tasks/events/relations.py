"""What the relation model says of a candidate: type or none, modes, realis, each with how likely.

What belongs here: the model's files, its tokeniser, batches in and probabilities out; the only
door to onnxruntime and tokenizers. What does not: which candidates there are, and what is made of
the answer (`decision`). `training.relations` makes the files.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from tasks.events.marking import Candidate, Row, batch, row
from tasks.records import Realis

__all__ = [
    "FOLDER",
    "NONE",
    "Candidate",
    "Labels",
    "Relation",
    "RelationModel",
    "RelationModelError",
    "load",
]

FOLDER = Path(__file__).parent / "model"
CARD, WEIGHTS, TOKENIZER = "relations.json", "relations.onnx", "relations.tokenizer.json"
NONE = "NONE"
BATCH = 4  # rows of like length; more cost more in padding than they save
SHORT = 8  # digits of a hash that name a version
THREADS = 1  # the workers are what runs in parallel

Floats = NDArray[np.float64]


class RelationModelError(Exception):
    """The relation model's files are missing, or not those that its card describes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """What the model's outputs stand for, in their order, and how to read them."""

    types: tuple[str, ...]  # NONE first
    modes: tuple[str, ...]  # "CONSULT:visit"
    realis: tuple[Realis, ...]
    temperature: float  # what the logits of the types are divided by


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """What the model says of one candidate; probabilities 0 to 1."""

    types: Mapping[str, float]  # of the sixteen and NONE, adding up to 1
    modes: Mapping[str, Mapping[str, float]]  # by type; each for itself, given the type
    realis: Mapping[Realis, float]  # given that there is an event, adding up to 1

    @property
    def event_type(self) -> str:
        """The likeliest of the sixteen, whatever NONE may have."""
        return self.ranked[0][0]

    @property
    def ranked(self) -> list[tuple[str, float]]:
        """The sixteen types with their probabilities, the likeliest first."""
        return ranked({name: chance for name, chance in self.types.items() if name != NONE})


def ranked(chances: Mapping[str, float]) -> list[tuple[str, float]]:
    """Return names with their chances, the likeliest first."""
    return sorted(chances.items(), key=lambda pair: (-pair[1], pair[0]))


class RelationModel:
    """The model in memory; `load` keeps one per process."""

    def __init__(
        self,
        session: onnxruntime.InferenceSession,
        tokenizer: Tokenizer,
        labels: Labels,
        *,
        version: str = "",
        evokes: Iterable[str] = (),
    ):
        self.labels = labels
        self.version = version  # the first digits of the weights' hash
        self.evokes = frozenset(evokes)  # words worth asking about: "raid/noun", "raid/verb"
        self._session = session
        self._tokenizer = tokenizer

    def read(self, candidates: Sequence[Candidate]) -> list[Relation]:
        """Return what the model says of each candidate, in their order."""
        rows = self._rows(candidates)
        said: list[Relation | None] = [None] * len(rows)
        by_length = sorted(range(len(rows)), key=lambda number: len(rows[number].tokens))
        for start in range(0, len(rows), BATCH):
            numbers = by_length[start : start + BATCH]
            outputs = self._session.run(None, dict(batch([rows[number] for number in numbers])))
            for number, relation in zip(numbers, relations(outputs, self.labels), strict=True):
                said[number] = relation
        return [relation for relation in said if relation is not None]

    def _rows(self, candidates: Sequence[Candidate]) -> list[Row]:
        texts = dict.fromkeys(candidate.text for candidate in candidates)
        read = {text: self._tokenizer.encode(text, add_special_tokens=False) for text in texts}
        return [row(one, read[one.text].ids, read[one.text].offsets) for one in candidates]


def relations(outputs: Sequence[Any], labels: Labels) -> Iterator[Relation]:
    """Yield what a batch of the model's outputs means: logits of types, modes and realis."""
    types, modes, realis = (np.asarray(logits, dtype=np.float64) for logits in outputs)
    by_line = zip(softmax(types / labels.temperature), sigmoid(modes), softmax(realis), strict=True)
    for of_types, of_modes, of_realis in by_line:
        yield Relation(
            types=dict(zip(labels.types, of_types.tolist(), strict=True)),
            modes=_by_type(labels.modes, of_modes.tolist()),
            realis=dict(zip(labels.realis, of_realis.tolist(), strict=True)),
        )


def softmax(logits: Floats) -> Floats:
    """Return each line as probabilities that add up to 1."""
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), dtype=np.float64)


def sigmoid(logits: Floats) -> Floats:
    """Return each number as a probability of its own."""
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -40, 40))), dtype=np.float64)


def _by_type(names: Sequence[str], chances: Sequence[float]) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for name, chance in zip(names, chances, strict=True):
        event_type, _, mode = name.partition(":")
        found.setdefault(event_type, {})[mode] = chance
    return found


def tokenizer_of(file: Path) -> Tokenizer:
    """Return the tokeniser of a file, which is to cut and pad nothing."""
    tokenizer = Tokenizer.from_file(str(file))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


@lru_cache(maxsize=2)
def load(folder: Path = FOLDER) -> RelationModel:
    """Return the model of a folder, loaded once per process. Raises RelationModelError."""
    card = _card(folder / CARD)
    for name, digest in card["sha256"].items():
        _check(folder / name, digest)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = THREADS
    session = onnxruntime.InferenceSession(
        str(folder / WEIGHTS), options, providers=["CPUExecutionProvider"]
    )
    return RelationModel(
        session,
        tokenizer_of(folder / TOKENIZER),
        labels_of(card),
        version=version(folder),
        evokes=card.get("evokes", ()),
    )


def version(folder: Path = FOLDER) -> str:
    """Return the version of a folder's model without loading it. Raises RelationModelError."""
    return str(_card(folder / CARD)["sha256"][WEIGHTS])[:SHORT]


def labels_of(card: Mapping[str, Any]) -> Labels:
    """Return the labels that a model's card gives."""
    return Labels(
        types=tuple(card["types"]),
        modes=tuple(card["modes"]),
        realis=tuple(card["realis"]),
        temperature=float(card["temperature"]),
    )


def _card(file: Path) -> Mapping[str, Any]:
    if not file.is_file():
        raise RelationModelError(f"{file} is missing; run `make train`, or install again.")
    card: Mapping[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return card


def _check(file: Path, digest: str) -> None:
    if not file.is_file():
        raise RelationModelError(f"{file} is missing; run `make train`, or install again.")
    if hashlib.sha256(file.read_bytes()).hexdigest() != digest:
        raise RelationModelError(f"{file.name} is not the file that {CARD} names; install again.")
