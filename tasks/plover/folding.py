"""What two spellings of one name or phrase share: the keys of the lexicons.

What belongs here: folding text, and indexing and finding by what is left. What does not: any word
of a lexicon.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import TypeVar

from tasks.plover.tables import Row

Entry = TypeVar("Entry")
MARKS = str.maketrans({"-": " ", "‐": " ", "‑": " ", "–": " ", "’": "'", "ʼ": "'", "ʻ": "'"})


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Return text without case, accents, hyphens, doubled blanks and a leading "the"."""
    if text.isascii():  # most names: nothing to decompose
        words = text.replace("-", " ").casefold().split()
    else:
        plain = (c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
        words = "".join(plain).translate(MARKS).casefold().split()
    return " ".join(words).replace(" '", "'").removeprefix("the ")


def name_key(text: str) -> str:
    """Return the key of a name: folded, but capitals of up to three letters stay ("US", "WHO")."""
    bare = text.removeprefix("the ").removeprefix("The ").strip()
    return bare if len(bare) <= 3 and bare.isalpha() and bare.isupper() else fold(bare)


def form_key(form: str) -> str:
    """Return the key of an honorific: that of a name, dots left out."""
    return name_key(form.replace(".", ""))


@lru_cache(maxsize=65_536)
def role_key(phrase: str) -> str:
    """Return the key that a phrase as printed shares with its lemmas: folded, no plural "s".

    Blunt on purpose: "news" becomes "new" on both sides. An irregular plural needs its lemma.
    """
    return " ".join(_singular(word) for word in fold(phrase).split())


def find(entries: Mapping[str, Entry], text: str) -> Entry | None:
    """Return the entry of this name, as printed; a text without any capital names nothing."""
    return None if text == text.lower() else entries.get(name_key(text))


def index(
    entries: Iterable[tuple[Row, Iterable[str], Entry]], key: Callable[[str], str]
) -> Mapping[str, Entry]:
    """Return entries by the keys of their names.

    Raises TableError when a key is there twice.
    """
    entries_by_key: dict[str, Entry] = {}
    lines: dict[str, int] = {}
    for row, names, entry in entries:
        for name in names:
            if key(name) in entries_by_key:
                raise row.error(f"{name!r} is there twice, first in line {lines[key(name)]}.")
            entries_by_key[key(name)], lines[key(name)] = entry, row.line
    return MappingProxyType(entries_by_key)


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
