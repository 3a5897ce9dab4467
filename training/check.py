"""Check the corpus: `python -m training.check` prints every fault as `file:line: what`.

What belongs here: the rules of `corpus/STYLE.md` that a program can check, line by line and for
the corpus as a whole. What does not: how a line is read (`sentences`), likeness (`duplicates`).
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from tasks.plover.ontology import UnknownNameError, ontology
from tasks.plover.tables import FOLDER, read_table
from training.duplicates import duplicates
from training.sentences import (
    CORPUS,
    CorpusError,
    MarkedEvent,
    Sentence,
    files,
    lines,
    read_line,
)

COUNTRIES = FOLDER / "lexicon" / "countries.csv"
COUNTRY_COLUMNS = ("code", "name", "aliases", "demonyms", "capital", "seats")
FEWEST_WORDS, MOST_WORDS = 6, 40
NEGATIVE_SHARE = 0.3
TYPE_MINIMUM = 200
MODE_MINIMUM = 25
# What the codebook codes as another type when it is announced, so `future` cannot stand with it.
ANNOUNCED = {
    "CONSULT": "AGREE",
    "SUPPORT": "AGREE",
    "COOPERATE": "AGREE",
    "AID": "AGREE",
    "RETREAT": "CONCEDE",
}


@lru_cache(maxsize=1)
def _codes() -> frozenset[str]:
    countries = {row["code"] for row in read_table(COUNTRIES, COUNTRY_COLUMNS)}
    return frozenset(countries | ontology().nonstate.keys())


def faults(folder: Path = CORPUS) -> list[str]:
    """Return every fault of the corpus in a folder, those of single lines first.

    Raises CorpusError when the folder holds no corpus.
    """
    found, sentences = _read_all(folder)
    for sentence in sentences:
        found += [f"{sentence.where}: {fault}" for fault in sentence_faults(sentence)]
    found += duplicates(sentences)
    found += [f"{folder.name}: {fault}" for fault in balance_faults(sentences)]
    return found


def _read_all(folder: Path) -> tuple[list[str], list[Sentence]]:
    found: list[str] = []
    sentences: list[Sentence] = []
    for file in files(folder):
        for number, raw in lines(file):
            try:
                sentences.append(read_line(raw, file.name, number))
            except CorpusError as error:
                found.append(str(error))
    return found, sentences


def sentence_faults(sentence: Sentence) -> Iterator[str]:
    """Yield what is wrong with one sentence, without file and line."""
    if sentence.text != " ".join(sentence.text.split()):
        yield "text has blanks around it, two in a row, or a line break."
    words = len(sentence.text.split())
    if not FEWEST_WORDS <= words <= MOST_WORDS:
        yield f"{words} words, expected {FEWEST_WORDS} to {MOST_WORDS}."
    actual = any(event.realis == "actual" for event in sentence.events)
    if actual and sentence.kind == "negative":
        yield "a negative has an event of realis actual; call it positive."
    if not actual and sentence.kind == "positive":
        yield "a positive has no event of realis actual; call it negative."
    if len(set(sentence.events)) < len(sentence.events):
        yield "the same event is marked twice."
    for event in sentence.events:
        yield from (f"{event.event_type}: {fault}" for fault in _event_faults(event, sentence))


def _event_faults(event: MarkedEvent, sentence: Sentence) -> Iterator[str]:
    yield from _name_faults(event)
    parties = (*event.actor, *event.recipient)
    for start, end in (event.trigger, *((p.start, p.end) for p in parties)):
        yield from _span_faults(start, end, sentence.text)
    for party in parties:
        if party.country not in _codes():
            yield f"country {party.country!r} is neither alpha-3 nor a non-state code of PLOVER."
    if set(event.actor) & set(event.recipient):
        yield "a party is actor and recipient at once."
    yield from _role_faults(event)


def _name_faults(event: MarkedEvent) -> Iterator[str]:
    try:
        kind = ontology().event_type(event.event_type)
        for mode in event.modes:
            kind.mode(mode)
    except UnknownNameError as error:
        yield str(error)
    if len(set(event.modes)) < len(event.modes):
        yield "a mode is there twice."
    if event.realis not in ontology().realis:
        yield f"realis {event.realis!r} is not one of {', '.join(ontology().realis)}."


def _span_faults(start: int, end: int, text: str) -> Iterator[str]:
    if not 0 <= start < end <= len(text):
        yield f"span [{start}, {end}] is not inside the text of {len(text)} characters."
        return
    span = text[start:end]
    cut_before = start > 0 and text[start - 1].isalnum() and span[0].isalnum()
    cut_after = end < len(text) and text[end].isalnum() and span[-1].isalnum()
    if span != span.strip() or cut_before or cut_after:
        yield f"span [{start}, {end}] is {span!r}, which is not whole words."


def _role_faults(event: MarkedEvent) -> Iterator[str]:
    if not event.actor:
        yield "nobody is marked as actor; an event without one is not coded."
    kinds = ontology().event_types
    needed = event.event_type in kinds and kinds[event.event_type].requires_recipient
    # "Iran and Iraq held joint drills": each is the other's recipient.
    each_other = event.event_type == "COOPERATE" and len(event.actor) > 1
    if needed and event.realis == "actual" and not event.recipient and not each_other:
        yield "the type requires a recipient."
    if event.realis == "future" and event.event_type in ANNOUNCED:
        yield f"realis future; announced, it is {ANNOUNCED[event.event_type]}, realis actual."


def balance_faults(sentences: Sequence[Sentence]) -> Iterator[str]:
    """Yield what the corpus as a whole has too little of."""
    negatives = sum(sentence.kind == "negative" for sentence in sentences)
    if negatives < NEGATIVE_SHARE * len(sentences):
        yield f"{negatives} of {len(sentences)} are negatives, expected {NEGATIVE_SHARE:.0%}."
    types, modes = coverage(sentences)
    for name, kind in ontology().event_types.items():
        if types[name] < TYPE_MINIMUM:
            yield f"{name} is there {types[name]} times, expected {TYPE_MINIMUM}."
        for mode in kind.modes:
            if modes[name, mode] < MODE_MINIMUM:
                yield f"{name} {mode} is there {modes[name, mode]} times, expected {MODE_MINIMUM}."


def coverage(sentences: Sequence[Sentence]) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    """Count the events of realis actual by type, and by type and mode."""
    events = [event for s in sentences for event in s.events if event.realis == "actual"]
    types = Counter(event.event_type for event in events)
    return types, Counter((event.event_type, mode) for event in events for mode in event.modes)


def main() -> int:
    """Print the faults; the exit status is 1 when there are any, 2 without a corpus."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS
    try:
        found = faults(folder)
    except CorpusError as error:
        print(error, file=sys.stderr)
        return 2
    print("\n".join(found) or f"{folder.name}: fine")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
