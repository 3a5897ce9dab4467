"""Is this text English, and text at all?

What belongs here: cheap, documented tests. What does not: naming the other language.

The test: in English news a third or more of the words are function words ("the", "of", "said");
in other languages that use the Latin script the same list finds a few percent (Dutch "is", "was",
"in"). Below an eighth the text is not English. Text of fewer than twelve words cannot be judged
and passes.
"""

from __future__ import annotations

import re

from tasks.news.text import words

_WORD = re.compile(r"[^\W\d_]+")
_MARKUP = re.compile(r"<[^<>]{1,200}>|&#?\w{2,8};")  # left over in texts that others extracted
_FEWEST = 12  # words
_SHARE = 0.125
_SHORT = 100  # characters
_WORDLIKE = 0.5
_UNKNOWN = frozenset({"und", "mul", "zxx", "mis", "x"})
_FUNCTION_WORDS = words(
    "the of and to that with for was were has have had by from at said which this his their it"
    " its as be been are is an on in a after not but will would who he she they or about more"
    " than between over during into under against also there"
)


def is_english(text: str) -> bool:
    """Tell whether text can be English, by its share of function words."""
    found = _WORD.findall(_MARKUP.sub(" ", text).casefold())
    if len(found) < _FEWEST:
        return True
    return sum(word in _FUNCTION_WORDS for word in found) >= _SHARE * len(found)


def is_prose(text: str) -> bool:
    """Tell whether at least half of the characters are letters, digits or blanks.

    What is not would keep the parser busy for minutes. Under a hundred characters all passes.
    """
    wordlike = sum(char.isalnum() or char.isspace() for char in text)
    return len(text) < _SHORT or wordlike >= _WORDLIKE * len(text)


def base_language(declared: str | None) -> str | None:
    """Return the ISO 639 code of a declared tag ("en-GB" gives "en"); None when it says nothing."""
    base = re.split(r"[-_]", (declared or "").strip().lower())[0]
    if base == "english":
        return "en"
    return base if re.fullmatch(r"[a-z]{2,3}", base) and base not in _UNKNOWN else None
