"""Offices, whatever an article calls them.

What belongs here: which titles are one office, and which offices one person holds at a time. What
does not: who holds one.

A line of `roles.csv` names posts of one kind. Two phrases of it are one office when both are of
one ministry, or when neither says which ministry; "minister of defense" is read as "defence
minister", and a "defence chief" is the minister when the sectors say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from tasks.plover.folding import fold, role_key
from tasks.plover.leaders import HEADS
from tasks.plover.lexicons import LEXICON
from tasks.plover.tables import read_table

WORDS = {"defense": "defence", "labor": "labour", "external": "foreign", "internal": "interior",
         "home": "interior", "transportation": "transport"}  # fmt: skip
TURNED = re.compile(r"(minister|secretary) (?:of|for) (?:the )?(?!state\b)(.+)")
FILLING = re.compile(r"\b(?:national|affairs|relations)\b ?")
# Before "minister" these name no ministry, or no minister.
LESSER = frozenset(
    "deputy vice assistant junior cabinet government senior chief first under permanent former "
    "state parliamentary associate".split()
)


@dataclass(frozen=True, slots=True)
class Office:
    """What a title says that somebody is."""

    name: str  # one for all titles of the office: the first of them in the table
    post: bool  # an office, not a rank
    single: bool  # held by one person of a country at a time


def ministry(title: str) -> str | None:
    """Return e.g. "defence minister" for any title of that minister; None for other titles."""
    words = " ".join(WORDS.get(word, word) for word in fold(title).split())
    if turned := TURNED.fullmatch(words):
        words = f"{turned[2]} {turned[1]}"
    topic, _, post = words.rpartition(" ")
    if post not in {"minister", "secretary"} or not topic or LESSER.intersection(topic.split()):
        return None
    bare = FILLING.sub("", topic).strip()
    return f"{bare or topic} minister"


@lru_cache(maxsize=4_096)
def office_of(title: str) -> Office:
    """Return the office of a title as an article tells it."""
    known = _table().get(role_key(title))
    if known is not None:
        return known
    of = ministry(title)
    if of is None:
        return Office(title.casefold(), post=True, single=False)
    return _table().get(role_key(of)) or Office(of, post=True, single=True)


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Office]:
    """Return role key → office, of all titles in the table."""
    first: dict[tuple[str, tuple[str, ...]], str] = {}
    found: dict[str, Office] = {}
    rows = [
        (row.several("phrase"), row["kind"], row.several("sectors"))
        for row in read_table(LEXICON / "roles.csv", ("phrase", "kind", "sectors", "example"))
    ]
    ministers = {(ministry(p), sectors) for phrases, _, sectors in rows for p in phrases}
    for phrases, kind, sectors in rows:
        for phrase, group in _grouped(phrases):
            of = f"{fold(phrase).removesuffix(' chief')} minister"
            of = " ".join(WORDS.get(word, word) for word in of.split())
            group = of if phrase.endswith(" chief") and (of, sectors) in ministers else group
            name = first.setdefault((group, sectors), phrase)
            one = ministry(name) is not None or name in HEADS
            one = one or (sectors == ("MIL",) and name.endswith(" chief"))
            found.setdefault(role_key(phrase), Office(name, kind != "rank", one and kind != "rank"))
    return MappingProxyType(found)


def _grouped(phrases: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield each phrase of a line with what stands for its office."""
    lead = ministry(phrases[0]) or phrases[0]
    for phrase in phrases:
        lesser = LESSER.intersection(phrase.replace("-", " ").split())
        apart = lesser - {*lead.replace("-", " ").split()}
        yield phrase, ministry(phrase) or (phrase if apart else lead)
