"""What the words in a body's name tell: "Grain Board" is the state's, "Blue Mines" a firm.

What belongs here: reading `lexicon/bodies.csv`, and looking a name up. What does not: bodies that
`organisations.csv` knows by name, finding names in a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from tasks.plover.folding import fold
from tasks.plover.lexicons import LEXICON
from tasks.plover.ontology import ontology
from tasks.plover.tables import read_table

_LINKS = re.compile(r"\b(?:of|for|against|in|on)\b")


@lru_cache(maxsize=4)
def body_words(folder: Path = LEXICON) -> Mapping[str, tuple[str, ...]]:
    """Return folded words → PLOVER sectors, primary first.

    Raises TableError, starting with `file:line:`, for the first thing that is wrong.
    """
    found: dict[str, tuple[str, ...]] = {}
    for row in read_table(folder / "bodies.csv", ("words", "sectors", "example")):
        sectors = row.several("sectors")
        if unknown := [sector for sector in sectors if sector not in ontology().sectors]:
            raise row.error(f"sector {unknown[0]!r} is not in sectors.csv.")
        words = [fold(words) for words in row.several("words")]
        if not any(word in fold(row["example"]) for word in words):
            raise row.error("the example contains none of the words.")
        for word in words:
            if word in found:
                raise row.error(f"{word!r} is there twice.")
            found[word] = sectors
    return MappingProxyType(found)


def sectors_of_body(name: str) -> tuple[str, ...]:
    """Return the sectors that the last words of a name tell, those before "of" or "for" first.

    "Front for National Dignity" goes by "Front", "Okavi Liberation Front" by its last two words,
    "Delta Chamber of Commerce" by its last three.
    Empty when none is known.
    """
    folded = fold(name)
    for linked, sectors in body_words().items():
        if _LINKS.search(linked) and linked in folded:
            return sectors
    for part in _LINKS.split(folded):
        words = part.split()
        for start in range(max(0, len(words) - 3), len(words)):
            if told := body_words().get(" ".join(words[start:])):
                return told
    return ()
