"""Find sentences of the corpus that say nothing new: copies and templates with other names.

What belongs here: likeness of sentences. What does not: anything about events.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from training.sentences import Sentence

WORD = re.compile(r"\w+(?:['’.-]\w+)*")
RUN = 8  # as many words in a row are taken over, not written
SHINGLE = 3
LIKENESS = 0.5  # Jaccard of the two sets of shingles, names and figures masked


def duplicates(sentences: Sequence[Sentence]) -> list[str]:
    """Return a complaint for each later sentence that is like an earlier one, in order."""
    reasons: dict[int, str] = {}
    for later, reason in (*_copies(sentences), *_shared_runs(sentences), *_templates(sentences)):
        reasons.setdefault(later, reason)
    return [f"{sentences[later].where}: {reasons[later]}" for later in sorted(reasons)]


def words(text: str) -> list[str]:
    """Return the words in lower case, punctuation left out."""
    return [word.lower() for word in WORD.findall(text)]


def masked(text: str) -> list[str]:
    """Return the words with names as `*` and figures as `0`, so that swapping them is no change.

    A word with a capital letter counts as a name, a run of them as one; so does the first word of
    the sentence, which costs little.
    """
    kept: list[str] = []
    for word in WORD.findall(text):
        shown = "0" if word[0].isdigit() else "*" if word[0].isupper() else word.lower()
        if shown != "*" or kept[-1:] != ["*"]:
            kept.append(shown)
    return kept


def _grams(tokens: Sequence[str], length: int) -> set[tuple[str, ...]]:
    return {tuple(tokens[i : i + length]) for i in range(len(tokens) - length + 1)}


def _copies(sentences: Sequence[Sentence]) -> Iterator[tuple[int, str]]:
    seen: dict[tuple[str, ...], int] = {}
    for index, sentence in enumerate(sentences):
        first = seen.setdefault(tuple(words(sentence.text)), index)
        if first != index:
            yield index, f"the same sentence as {sentences[first].where}."


def _shared_runs(sentences: Sequence[Sentence]) -> Iterator[tuple[int, str]]:
    seen: dict[tuple[str, ...], int] = {}
    for index, sentence in enumerate(sentences):
        for gram in sorted(_grams(words(sentence.text), RUN)):
            first = seen.setdefault(gram, index)
            if first != index:
                shared = " ".join(gram)
                yield index, f"shares “{shared}” with {sentences[first].where}."


def _templates(sentences: Sequence[Sentence]) -> Iterator[tuple[int, str]]:
    """Compare each sentence only with those that share a shingle with it."""
    holders: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    sizes: list[int] = []
    for index, sentence in enumerate(sentences):
        grams = _grams(masked(sentence.text), SHINGLE)
        sizes.append(len(grams))
        common = Counter(other for gram in grams for other in holders[gram])
        for other, shared in sorted(common.items()):
            likeness = shared / (len(grams) + sizes[other] - shared)
            if likeness >= LIKENESS:
                where = sentences[other].where
                yield index, f"likeness {likeness:.2f} to {where} but for names and figures."
        for gram in grams:
            holders[gram].append(index)
