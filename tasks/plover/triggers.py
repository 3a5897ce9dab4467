"""The trigger lexicon in memory: which words evoke which event, under which conditions.

What belongs here: reading `lexicon/triggers.csv`, refusing lines that cannot work, and the order
in which entries are tried. What does not: looking at a parse (tasks.events.predicates) and who
stands where in it (tasks.events.arguments).

The columns:
- `lemma`, `pos`: the trigger's head word; pos is verb, noun or adj.
- `needs`: conditions that must all hold, blank-separated: `prt:out`, `prep:with`, `mod:hunger`
  (a compound or adjective before the noun), `xcomp`, `ccomp`, `passive`, `active`, `noobject`,
  `plural`. `prep:on|against` and `xcomp|ccomp` mean either; such a line makes one entry for each.
- `object`: lemmas of which the direct object (with `prep:…`, that preposition's object) must be
  one, `xcomp:LEMMA` for the verb of a clausal complement, or `@party` or `@nonparty`.
- `type`, `modes`: PLOVER's, or NONE for a blocking entry, where the word means something else.
- `actor`, `recipient`: places to look, first to last; an empty cell leaves it to the matcher's
  defaults, recipient `none` says that there is never one.
- `example`: a sentence of ours in which the entry fires.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from pathlib import Path
from types import MappingProxyType

from tasks.plover.ontology import ontology
from tasks.plover.tables import FOLDER, Row, read_table

NONE = "NONE"
UNKNOWN = "UNKNOWN"  # the type of an entry made up for a word that the lexicon lacks
POS = ("verb", "noun", "adj")
COLUMNS = "lemma,pos,needs,object,type,modes,actor,recipient,example".split(",")
WORD = re.compile(r"[a-zà-ÿ]+(-[a-z]+)*")
PREPOSITIONS = frozenset(
    "about across against along among around as at between by for from in into like near of off "
    "on out outside over through to toward towards under upon with".split()
)
PARTICLES = frozenset("aside away back down in off out over up".split())
WORD_NEEDS = frozenset({"prt", "prep", "mod"})
BARE_NEEDS = frozenset({"xcomp", "ccomp", "passive", "active", "noobject", "plural"})
VERB_NEEDS = frozenset({"prt", "ccomp", "passive", "active", "noobject"})
NOUN_NEEDS = frozenset({"mod", "plural"})
PARTY_TESTS = frozenset({"@party", "@nonparty"})
PLACES = PREPOSITIONS | {"subject", "object", "poss", "adj", "dative"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """One entry: a word, its conditions, the event it evokes and where its parties stand."""

    line: int  # of triggers.csv
    lemma: str
    pos: str  # one of POS
    needs: tuple[str, ...]  # all must hold
    objects: tuple[str, ...]  # one must hold; empty means anything
    event_type: str  # PLOVER's, or NONE
    modes: tuple[str, ...]
    actor: tuple[str, ...]  # places, first to last; empty means the matcher's defaults
    recipient: tuple[str, ...]  # as actor; ("none",) means never
    example: str

    @property
    def id(self) -> str:
        """The entry's name in explanations."""
        return f"triggers.csv:{self.line}" if self.line else "no entry"

    @property
    def in_detail(self) -> bool:
        """Whether it names other words that must stand with its own: "called … to discuss"."""
        return bool(self.needs and self.objects) and not PARTY_TESTS.intersection(self.objects)

    @property
    def rank(self) -> tuple[int, bool, int]:
        """The order of trial: the most specific first.

        Each need counts one, `@party` or `@nonparty` one, what names content words (`mod:…` and
        objects listed by lemma) two; of two equally specific entries a blocking one comes first,
        then the one on the earlier line.
        """
        named = [need for need in self.needs if need.startswith("mod:")]
        if self.objects and not PARTY_TESTS.intersection(self.objects):
            named.append("object")
        points = len(self.needs) + bool(self.objects) + len(named)
        return -points, self.event_type != NONE, self.line


Lexicon = Mapping[tuple[str, str], tuple[Trigger, ...]]  # (lemma, pos) → entries in rank order


@lru_cache(maxsize=1)
def triggers() -> Lexicon:
    """Return the lexicon that ships with this package, read once; raises as `load` does."""
    return load(FOLDER / "lexicon")


def load(folder: Path) -> Lexicon:
    """Read `triggers.csv` of one folder; entries of each word most specific first (`rank`).

    Raises TableError, starting with `file:line:`, for the first line that is wrong.
    """
    groups: dict[tuple[str, str], list[Trigger]] = defaultdict(list)
    seen: dict[object, int] = {}
    for row in read_table(folder / "triggers.csv", COLUMNS):
        for trigger in _entries(row):
            same = (trigger.lemma, trigger.pos, frozenset(trigger.needs))
            for thing in trigger.objects or ("",):
                if seen.setdefault((same, thing), row.line) != row.line:
                    said = thing or "the same conditions"
                    first = seen[same, thing]
                    raise row.error(f"line {first} has {said!r} for this word and these needs.")
            groups[trigger.lemma, trigger.pos].append(trigger)
    ordered = {word: tuple(sorted(group, key=_rank)) for word, group in groups.items()}
    return MappingProxyType(ordered)


def _rank(trigger: Trigger) -> tuple[int, bool, int]:
    return trigger.rank


def _entries(row: Row) -> Iterator[Trigger]:
    """Yield one entry for each combination of the line's alternative conditions."""
    pos = row.one_of("pos", POS)
    if not WORD.fullmatch(row["lemma"]):
        raise row.error(f"lemma {row['lemma']!r} is not one lower-case word.")
    event_type, modes = _event(row)
    objects = _objects(row)
    actor, recipient = _places(row, "actor"), _places(row, "recipient")
    if event_type == NONE and (actor or recipient):
        raise row.error("a NONE entry has no actor or recipient.")
    _check_example(row)
    for needs in product(*_needs(row, pos)):
        yield Trigger(
            line=row.line,
            lemma=row["lemma"],
            pos=pos,
            needs=needs,
            objects=objects,
            event_type=event_type,
            modes=modes,
            actor=actor,
            recipient=recipient,
            example=row["example"],
        )


def _event(row: Row) -> tuple[str, tuple[str, ...]]:
    types = ontology().event_types
    event_type = row.one_of("type", (*types, NONE))
    modes = row.several("modes")
    known = types[event_type].modes if event_type != NONE else {}
    for mode in modes:
        if mode not in known:
            there = ", ".join(known) or "none"
            raise row.error(f"{event_type} has no mode {mode!r}; there is {there}.")
    return event_type, modes


def _needs(row: Row, pos: str) -> Iterator[list[str]]:
    """Yield the alternatives of each condition."""
    for cell in row["needs"].split():
        kind, colon, words = cell.partition(":")
        needs = [f"{kind}:{word}" for word in words.split("|")] if colon else cell.split("|")
        for need in needs:
            _check_need(row, need, pos)
        yield needs


def _check_need(row: Row, need: str, pos: str) -> None:
    kind, colon, word = need.partition(":")
    allowed = {"prt": PARTICLES, "prep": PREPOSITIONS}.get(kind, {word})
    known = kind in WORD_NEEDS and word in allowed if colon else kind in BARE_NEEDS
    if not known or (colon and not WORD.fullmatch(word)):
        raise row.error(f"need {need!r} is unknown; see the docstring of triggers.py.")
    if kind in (NOUN_NEEDS if pos == "verb" else VERB_NEEDS):
        raise row.error(f"need {need!r} does not go with pos {pos}.")


def _objects(row: Row) -> tuple[str, ...]:
    objects = row.several("object")
    if len(set(objects)) < len(objects):
        raise row.error("object lists a word twice.")
    for thing in objects:
        if thing not in PARTY_TESTS and not WORD.fullmatch(thing.removeprefix("xcomp:")):
            raise row.error(f"object {thing!r} is no lemma, xcomp:LEMMA, @party or @nonparty.")
    if len({_kind(thing) for thing in objects}) > 1:
        raise row.error("object mixes lemmas, xcomp:LEMMA or @party; write one line for each.")
    if objects and ":" in objects[0] and "comp" not in row["needs"]:
        raise row.error("object xcomp:LEMMA goes with the need xcomp or ccomp.")
    return objects


def _kind(thing: str) -> str:
    return thing if thing in PARTY_TESTS else thing.partition(":")[1]


def _places(row: Row, column: str) -> tuple[str, ...]:
    places = row.several(column)
    if column == "recipient" and places == ("none",):
        return places
    for place in places:
        under, dot, inner = place.partition(".")
        if (inner if dot else under) not in PLACES or (dot and under not in {"object", "xcomp"}):
            raise row.error(f"{column} {place!r} is no place to look.")
    return places


def _check_example(row: Row) -> None:
    """Refuse an example in which no word looks like a form of the lemma.

    Compared by the first two letters with vowels after the first left out, so that irregular
    forms pass: meet and met, hold and held, strike and struck.
    """
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", row["example"].lower())
    stem = _skeleton(row["lemma"])[:2]
    if not any(_skeleton(word).startswith(stem) for word in words):
        raise row.error(f"the example has no form of {row['lemma']!r}.")


def _skeleton(word: str) -> str:
    return word[0] + re.sub("[aeiouy]", "", word[1:])
