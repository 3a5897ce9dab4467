"""Train the relation model on our own corpus: `python -m training.relations`.

What belongs here: the order of the steps, and what is printed. What does not: the steps
(`lessons`, `learning`, `judging`, `export`).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

from tasks.events.relations import FOLDER
from training.evoking import evoking
from training.export import ExportError, export
from training.judging import figures, right_types, temperature
from training.learning import Settings, said_of, train
from training.lessons import Material, material, shown, split
from training.network import BaseModelError, Network
from training.sentences import CORPUS, CorpusError, read
from training.train import fingerprint

JUDGING_SEED = 7


def facts(network: Network, held: Material, corpus: Path, learnt: int) -> dict[str, Any]:
    """Return what the model's card says: the temperature, and figures on what was held out."""
    asked = shown(held, Random(JUDGING_SEED), rename=0.0)
    said = said_of(network, asked)
    divisor = temperature(said.types, right_types(asked))
    return {
        "temperature": round(divisor, 3),
        "corpus": {
            "sha256": fingerprint(corpus),
            "learnt": learnt,
            "held_out": len(held.sentences),
        },
        "held_out": _rounded(figures(said, asked, divisor)),
    }


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _rounded(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_rounded(inner) for inner in value]
    return round(value, 3) if isinstance(value, float) else value


def table(known: dict[str, Any]) -> str:
    """Return the figures on held-out sentences as a few lines for a person."""
    held = known["held_out"]
    single = (
        "event_found",
        "none_kept",
        "type_with_trigger",
        "type_without_trigger",
        "modes_exact",
    )
    lines = [f"{name.replace('_', ' '):24}{held[name]:.3f}" for name in single]
    lines += [f"{'realis ' + name:24}{share:.3f}" for name, share in held["realis"].items()]
    lines += [f"{name:24}{share:.3f}" for name, share in held["by_type"].items()]
    lines += ["confidence      n   mean  right"]
    lines += [
        f"{row['from']:.1f} to {row['to']:.1f} {row['n']:6} "
        f"{row['mean_confidence']:6.2f} {row['share_right']:6.2f}"
        for row in held["reliability"]
    ]
    return "\n".join(lines)


def main(given: Sequence[str] | None = None) -> int:
    """Train, judge, write and print; the exit status is 2 when something needed is not there."""
    options = _options(given)
    try:
        learnt, held = split(read(options.corpus))
        print(f"{len(learnt)} sentences to learn from, {len(held)} held out; parsing them …")
        network = train(material(learnt), Settings(epochs=options.epochs, threads=options.threads))
        known = facts(network, material(held), options.corpus, len(learnt))
        known["evokes"] = evoking([*learnt, *held])
        export(network, options.to, known)
    except (CorpusError, BaseModelError, ExportError) as error:
        print(error, file=sys.stderr)
        return 2
    print(table(known))
    return 0


def _options(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Train the relation model on the corpus.")
    parser.add_argument("corpus", nargs="?", type=Path, default=CORPUS, help="folder of .jsonl")
    parser.add_argument("--to", type=Path, default=FOLDER, help="folder for the model's files")
    parser.add_argument("--epochs", type=int, default=Settings().epochs)
    parser.add_argument("--threads", type=int, default=Settings().threads)
    return parser.parse_args(given)


if __name__ == "__main__":
    sys.exit(main())
