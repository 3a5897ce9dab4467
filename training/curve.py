"""How the relation model grows with the corpus: `python -m training.curve GOLD.jsonl`.

What belongs here: training on parts of the corpus, one table. What does not: training itself
(`learning`), the score (tasks.evaluation.relations).

The parts are nested: a smaller one is within the larger. GOLD.jsonl has the lines of
`communique evaluate relations`; it is only measured on.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from tasks.evaluation.gold import EvaluationError
from tasks.evaluation.relations import (
    GivenRelation,
    RelationScores,
    decided,
    read_relations,
    score_relations,
)
from tasks.events.marking import Candidate
from tasks.events.relations import NONE, softmax
from training.examples import TYPES, Example
from training.learning import Settings, said_of, train
from training.lessons import Material, material, split
from training.network import BaseModelError, Network
from training.sentences import CORPUS, CorpusError, Sentence, read

PARTS = (0.125, 0.25, 0.5, 1.0)
SEED = 1


def parts(sentences: Sequence[Sentence], shares: Sequence[float]) -> Iterator[list[Sentence]]:
    """Yield the first share of the sentences in an order by chance, for each share."""
    order = Random(SEED).sample(sentences, len(sentences))
    for share in shares:
        yield order[: round(share * len(order))]


def scored(network: Network, gold: Sequence[GivenRelation]) -> RelationScores:
    """Return how well a network types given relations."""
    asked = [
        Example(
            candidate=Candidate(text=one.text, actors=(one.actor,), recipients=(one.recipient,)),
            types={NONE: 1.0},
        )
        for one in gold
    ]
    chances = softmax(said_of(network, asked).types)
    said = [decided(dict(zip(TYPES, line.tolist(), strict=True)))[0] for line in chances]
    return score_relations(gold, said)


def line(count: int, scores: RelationScores) -> str:
    """Return one line of the table: sentences, macro-F1 of types and quads, F1 by type."""
    of_types = " ".join(f"{name} {one.f1:.2f}" for name, one in scores.by_type.items())
    return f"{count:6} {scores.types.value:.3f} {scores.quads.value:.3f}  {of_types}"


def main(given: Sequence[str] | None = None) -> int:
    """Print the table; the exit status is 2 when something needed is not there."""
    parser = argparse.ArgumentParser(description="Score against corpus size.")
    parser.add_argument("gold", type=Path, help="lines of `communique evaluate relations`")
    parser.add_argument("corpus", nargs="?", type=Path, default=CORPUS, help="folder of .jsonl")
    options = parser.parse_args(given)
    try:
        gold = read_relations(options.gold)
        learnt, _held = split(read(options.corpus))
        known = material(learnt).bystanders
        for some in parts(learnt, PARTS):
            network = train(Material(some, known), Settings())
            print(line(len(some), scored(network, gold)), flush=True)
    except (CorpusError, BaseModelError, EvaluationError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
