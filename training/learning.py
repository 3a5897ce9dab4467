"""How the relation model learns: the loop over epochs and batches, the learning rate's course.

What belongs here: training, and asking a trained network. What does not: its layers (`network`),
what an epoch shows (`lessons`), judging what was learnt (`judging`).

The settings are those that did best in our trials (DESIGN.md, section 5): all six layers, batches
of 16, AdamW, the square root of a type's rarity as its weight. Seeds are fixed; two runs on one
machine with one number of threads give the same weights, others nearly the same figures.
"""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.optim import AdamW
from torch.optim.lr_scheduler import LambdaLR

from tasks.events.marking import Candidate, Row, batch, row
from tasks.events.relations import tokenizer_of
from training.examples import MODES, REALIS, TYPES, Example
from training.judging import Said
from training.lessons import Material, batches, shown
from training.network import Network, answers, base_folder, loss

ROWS = 32  # read at once when nothing is learnt


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How to train."""

    epochs: int = 3
    batch: int = 16
    body_rate: float = 1.2e-4
    head_rate: float = 2e-3
    warm_up: float = 0.1  # of all steps
    decay: float = 0.01
    seed: int = 0
    threads: int = 1


class Reader:
    """Turns candidates into rows with the base model's tokeniser."""

    def __init__(self) -> None:
        self.tokenizer: Tokenizer = tokenizer_of(base_folder() / "tokenizer.json")

    def row(self, candidate: Candidate) -> Row:
        """Return the row of a candidate."""
        read = self.tokenizer.encode(candidate.text, add_special_tokens=False)
        return row(candidate, read.ids, read.offsets)

    def tensors(self, rows: Sequence[Row]) -> tuple[Tensor, Tensor]:
        """Return the tokens and parts of a batch."""
        table = batch(rows)
        return torch.from_numpy(table["tokens"]), torch.from_numpy(table["parts"])


def class_weights(found: Sequence[Example]) -> dict[str, Tensor]:
    """Return the weights of types and realis: the root of how rare they are, 1 in the mean."""
    types: Counter[str] = Counter()
    for example in found:
        types.update(example.types.keys())
    realis = Counter(example.realis for example in found if example.realis)
    return {
        "types": _rooted([types[name] for name in TYPES]),
        "realis": _rooted([realis[name] for name in REALIS]),
    }


def _rooted(counts: Sequence[int]) -> Tensor:
    weights = torch.tensor([1 / math.sqrt(count) if count else 0.0 for count in counts])
    return weights / weights[weights > 0].mean()


def train(given: Material, settings: Settings) -> Network:
    """Return the network trained on this; a line an epoch says how it goes."""
    random = Random(settings.seed)
    torch.manual_seed(settings.seed)
    torch.set_num_threads(settings.threads)
    network, reader = Network(), Reader()
    optimizer = AdamW(
        network.groups(settings.body_rate, settings.head_rate), weight_decay=settings.decay
    )
    epochs = [shown(given, random) for _ in range(settings.epochs)]
    course = _course(optimizer, epochs, settings)
    weights = class_weights(epochs[0])
    for number, epoch in enumerate(epochs, 1):
        began = time.monotonic()
        mean = _epoch(network, reader, epoch, weights, optimizer, course, settings, random)
        spent = time.monotonic() - began
        print(f"epoch {number}: {len(epoch)} examples, loss {mean:.3f}, {spent:.0f} s", flush=True)
    network.eval()
    return network


def _course(optimizer: AdamW, epochs: Sequence[Sequence[Example]], settings: Settings) -> LambdaLR:
    """Return the learning rate's course: up during the warm-up, then down to nothing."""
    steps = sum(math.ceil(len(epoch) / settings.batch) for epoch in epochs)

    def factor(step: int) -> float:
        return min((step + 1) / (settings.warm_up * steps), (steps - step) / steps)

    return LambdaLR(optimizer, factor)


def _epoch(
    network: Network,
    reader: Reader,
    found: Sequence[Example],
    weights: Mapping[str, Tensor],
    optimizer: AdamW,
    course: LambdaLR,
    settings: Settings,
    random: Random,
) -> float:
    network.train()
    rows = [reader.row(example.candidate) for example in found]
    total, count = 0.0, 0
    for numbers in batches(rows, settings.batch, random):
        tensors = reader.tensors([rows[number] for number in numbers])
        # Half precision in the body: twice as fast where the processor has it, as good everywhere.
        with torch.autocast("cpu", dtype=torch.bfloat16):
            said = network(*tensors)
        logits = tuple(one.float() for one in said)
        wrong = loss(logits, answers([found[number] for number in numbers]), weights)
        optimizer.zero_grad()
        wrong.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        course.step()
        total, count = total + float(wrong.detach()), count + 1
    return total / count


def said_of(network: Network, shown: Sequence[Example]) -> Said:
    """Return what a network says of examples, in their order."""
    reader = Reader()
    rows = [reader.row(example.candidate) for example in shown]
    order = sorted(range(len(rows)), key=lambda number: len(rows[number].tokens))
    widths = (len(TYPES), len(MODES), len(REALIS))
    found = [np.zeros((len(rows), width)) for width in widths]
    network.eval()
    for start in range(0, len(order), ROWS):
        numbers = order[start : start + ROWS]
        with torch.no_grad():
            outputs = network(*reader.tensors([rows[number] for number in numbers]))
        for table, output in zip(found, outputs, strict=True):
            table[numbers] = output.numpy()
    return Said(*found)
