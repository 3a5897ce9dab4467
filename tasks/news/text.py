"""Characters, lines and paragraphs of text that was printed as news.

What belongs here: what is true of any text. What does not: what a paragraph means.
"""

from __future__ import annotations

import re
import unicodedata

_SPACES = re.compile(r"[^\S\n]+")
_BLANK_LINES = re.compile(r"\n\s*\n")
_EMPTY_LINES = re.compile(r"\n{3,}")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")
_WRAP = 100  # characters; a file whose lines are all shorter was wrapped by hand or by an editor


def normalise(text: str) -> str:
    """Return the text in NFC with plain spaces and line feeds; quotes and dashes as printed.

    No-break and other odd blanks become spaces; soft hyphens, zero-width and control characters
    go; runs of blanks shrink to one; three or more line feeds shrink to two.
    """
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\u2028", "\n").replace("\u2029", "\n\n")
    text = _SPACES.sub(" ", text)
    if not text.replace("\n", "").isprintable():
        visible = "".join(char for char in text if char == "\n" or not _is_invisible(char))
        text = _SPACES.sub(" ", visible)
    lines = (line.strip() for line in text.split("\n"))
    return _EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip()


def _is_invisible(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cf")


def one_line(text: str) -> str:
    """Return the text normalised, on one line."""
    return normalise(text).replace("\n\n", " ").replace("\n", " ")


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a plain text, each on one line.

    Blank lines part paragraphs. Without any, each line is a paragraph, unless all lines are
    short: then they are one wrapped paragraph.
    """
    text = normalise(text)
    blocks = _BLANK_LINES.split(text)
    if len(blocks) == 1 and any(len(line) > _WRAP for line in text.split("\n")):
        blocks = text.split("\n")
    lines = (one_line(block) for block in blocks)
    return tuple(line for line in lines if line)


def ends_sentence(text: str) -> bool:
    """Tell whether the text ends as a sentence does: a full stop, then closing quotes at most."""
    return _SENTENCE_END.search(text.rstrip()) is not None


def words(listed: str) -> frozenset[str]:
    """Return the words of a list written as one string."""
    return frozenset(listed.split())
