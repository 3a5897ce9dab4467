"""What an epoch of training shows: sentences held out, examples drawn anew, batches.

What belongs here: drawing and ordering, all by fixed seeds. What does not: what an example is
(`examples`, `bystanders`), the network and its loop (`learning`).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random

from tasks.events.marking import Row
from training.bystanders import bystanders
from training.examples import Example, examples
from training.renaming import renamed
from training.sentences import Sentence

HELD_OUT = 0.1  # of the sentences, whole briefs
RENAMED = 0.5  # of the examples of an epoch
BYSTANDERS = 1  # shown of a sentence in an epoch; two where it tells no event
POOL = 50  # batches that are sorted by length together


@dataclass(frozen=True, slots=True)
class Material:
    """Sentences with what else can be asked about them, parsed once."""

    sentences: Sequence[Sentence]
    bystanders: Mapping[str, Sequence[Example]] = field(default_factory=dict)  # by text


def material(sentences: Sequence[Sentence]) -> Material:
    """Return the sentences with their bystanders; parsing takes a minute for ten thousand."""
    return Material(sentences, {one.text: bystanders(one) for one in sentences})


def split(sentences: Sequence[Sentence]) -> tuple[list[Sentence], list[Sentence]]:
    """Return the sentences to learn from and those held out: whole briefs, chosen by their hash."""

    def rank(brief: str) -> str:
        return hashlib.sha256(brief.encode()).hexdigest()

    sizes = Counter(sentence.brief for sentence in sentences)
    held: set[str] = set()
    for brief in sorted(sizes, key=rank):
        if sum(sizes[other] for other in held) >= HELD_OUT * len(sentences):
            break
        held.add(brief)
    kept = [sentence for sentence in sentences if sentence.brief not in held]
    return kept, [sentence for sentence in sentences if sentence.brief in held]


def shown(given: Material, random: Random, *, rename: float = RENAMED) -> list[Example]:
    """Return what one epoch shows, in the order of the corpus."""
    found: list[Example] = []
    for sentence in given.sentences:
        found += examples(sentence, random)
        idle = given.bystanders.get(sentence.text, ())
        wanted = BYSTANDERS if sentence.events else BYSTANDERS + 1
        found += random.sample(idle, min(len(idle), wanted))
    return [
        replace(one, candidate=renamed(one.candidate, random)) if random.random() < rename else one
        for one in found
    ]


def batches(rows: Sequence[Row], size: int, random: Random) -> Iterator[list[int]]:
    """Yield the numbers of rows in batches of like length, in an order by chance."""
    order = list(range(len(rows)))
    random.shuffle(order)
    made = []
    for start in range(0, len(order), POOL * size):
        pool = sorted(order[start : start + POOL * size], key=lambda n: len(rows[n].tokens))
        made += [pool[first : first + size] for first in range(0, len(pool), size)]
    random.shuffle(made)
    yield from made
