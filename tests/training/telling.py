"""Short ways to write a sentence of the corpus, for the tests of this folder."""

from __future__ import annotations

import json
from random import Random

from training.mark import read_marked
from training.sentences import Sentence, read_line


def sentence(marks: str, brief: str = "tests") -> Sentence:
    """Return a sentence in the notation of training/mark.py."""
    return read_line(json.dumps(read_marked(marks, brief)), "tests.jsonl", 1)


class Loaded(Random):
    """Chance that always falls the same way: every `random()` gives `value`."""

    def __init__(self, value: float) -> None:
        super().__init__(0)
        self.value = value

    def random(self) -> float:
        return self.value
