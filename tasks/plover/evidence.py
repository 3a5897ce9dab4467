"""The evidence lexicon in memory: which words tell that an article is about which context.

What belongs here: reading `lexicon/evidence.csv`, refusing lines that cannot work, and the index
by first word. What does not: finding the words in a parse, and how much evidence is enough
(tasks.events.contexts).

The columns:
- `context`: one of contexts.csv, or NONE for phrases that are evidence of nothing.
- `weight`: strong (hardly ever said of anything else), weak (supports strong evidence), empty
  with NONE.
- `terms`: separated by `|`. Lower-case words, each matched as printed or as a lemma, in any case;
  hyphens and apostrophes do not matter. Abbreviations with capitals ("WHO") are matched as
  printed. `..` stands for up to GAP words: "dismiss .. minister".
- `but_not`: phrases in which words of the line's terms mean something else ("general election"
  with "general"). Such a phrase takes its words away from the terms of its line, and one of a NONE
  line from every term, unless the term has more words.
- `example`: a sentence of ours with one of the terms.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from tasks.plover.folding import fold
from tasks.plover.ontology import ontology
from tasks.plover.tables import FOLDER, Row, read_table

NONE = "NONE"
WEIGHTS = ("strong", "weak")
COLUMNS = "context,weight,terms,but_not,example".split(",")
GAP_MARK = ".."
GAP = 3  # words that `..` may stand for, at most
WORD = re.compile(r"[a-zà-ÿ0-9]+(['-][a-zà-ÿ0-9]+)*'?")
ABBREVIATION = re.compile(r"(?=(.*[A-Z]){2})[A-Za-z0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clue:
    """One term of one line, ready to be matched."""

    term: str  # as in the table
    words: tuple[str, ...]  # keys as `word_keys` gives them, or GAP_MARK
    context: str | None  # None for a phrase that only takes words away
    strong: bool
    line: int  # of evidence.csv
    everywhere: bool = False  # takes its words from the terms of every line, not its own alone

    @property
    def length(self) -> int:
        """How many words are matched, gaps left out; of two clues the longer one holds."""
        return sum(word != GAP_MARK for word in self.words)


Clues = Mapping[str, tuple[Clue, ...]]  # first word → clues


@lru_cache(maxsize=1)
def clues() -> Clues:
    """Return the lexicon that ships with this package, read once; raises as `load` does."""
    return load(FOLDER / "lexicon")


def load(folder: Path) -> Clues:
    """Read `evidence.csv` of one folder; clues by their first word.

    Raises TableError, starting with `file:line:`, for the first line that is wrong.
    """
    by_first_word: dict[str, list[Clue]] = defaultdict(list)
    seen: dict[tuple[str | None, tuple[str, ...]], int] = {}
    for row in read_table(folder / "evidence.csv", COLUMNS):
        for clue in _clues(row):
            by_first_word[clue.words[0]].append(clue)
            if clue.context or clue.everywhere:
                same = clue.context, clue.words
                if same in seen:
                    first = seen[same]
                    raise row.error(f"{clue.term!r} is there twice, first in line {first}.")
                seen[same] = row.line
    return MappingProxyType({word: tuple(found) for word, found in by_first_word.items()})


def word_keys(text: str) -> tuple[str, ...]:
    """Return the keys of a term's words; a word of the text has those of its form and lemma.

    Folded, hyphens and possessive endings left out; abbreviations as printed.
    """
    words = []
    for word in text.split():
        if word == GAP_MARK or ABBREVIATION.fullmatch(word):
            words.append(word)
        else:
            words += [part.split("'")[0] for part in fold(word).split()]
    return tuple(words)


def _clues(row: Row) -> Iterator[Clue]:
    context = row.one_of("context", (*ontology().contexts, NONE))
    if context == NONE and (row["weight"] or row["but_not"]):
        raise row.error("a NONE line has no weight and no but_not.")
    strong = context != NONE and row.one_of("weight", WEIGHTS) == "strong"
    terms, others = _words(row, "terms"), _words(row, "but_not")
    if not terms:
        raise row.error("terms is empty.")
    _check_others(row, terms, others)
    _check_example(row, terms)
    about = None if context == NONE else context
    for term, words in terms.items():
        yield Clue(
            term=term,
            words=words,
            context=about,
            strong=strong,
            line=row.line,
            everywhere=about is None,
        )
    for term, words in others.items():
        yield Clue(term=term, words=words, context=None, strong=False, line=row.line)


def _words(row: Row, column: str) -> dict[str, tuple[str, ...]]:
    """Return the terms of a cell with their words."""
    found: dict[str, tuple[str, ...]] = {}
    for term in row.several(column):
        parts = term.split(" ")
        if not all(p == GAP_MARK or WORD.fullmatch(p) or ABBREVIATION.fullmatch(p) for p in parts):
            raise row.error(f"{column} {term!r} must be lower-case words or abbreviations.")
        if GAP_MARK in (parts[0], parts[-1]):
            raise row.error(f"{column} {term!r} starts or ends with a gap.")
        if term in found:
            raise row.error(f"{column} {term!r} is there twice.")
        found[term] = word_keys(term)
    return found


def _check_others(
    row: Row, terms: Mapping[str, tuple[str, ...]], others: Mapping[str, tuple[str, ...]]
) -> None:
    """Refuse a blocking phrase that has no word of the line's terms, or only a term's."""
    known = {_stem(word) for words in terms.values() for word in words}
    for phrase, words in others.items():
        if not known.intersection(_stem(word) for word in words):
            raise row.error(f"but_not {phrase!r} has no word of the line's terms.")
        if words in terms.values():
            raise row.error(f"but_not {phrase!r} is one of the line's terms.")


def _check_example(row: Row, terms: Mapping[str, tuple[str, ...]]) -> None:
    """Refuse an example in which no term has all its words, endings left aside."""
    said = {_stem(word) for word in re.findall(r"[^\W_]+", fold(row["example"]))}
    for words in terms.values():
        if all(word == GAP_MARK or _stem(word) in said for word in words):
            return
    raise row.error("the example has none of the terms.")


def _stem(word: str) -> str:
    return word.lower()[:4]
