"""Bytes to text by what they declare: byte order mark, transport, `<meta charset>`, UTF-8.

What belongs here: declarations and the checks that tell text from other bytes. What does not:
guessing a charset nobody declared, which `pages` does as the last resort.
"""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it starts with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_META_WITHIN = 4096  # bytes
# Charsets of text; Python knows others, such as punycode, that no page is written in.
_TEXT_CODEC = re.compile(
    r"utf-(?:8|16|32).*|cp\d+|iso8859-\d+|koi8.*|mac-.*|gb.*|big5.*|euc_.*|shift.*"
)
# What says Latin-1 or ASCII is Windows-1252 on the web.
_LATIN = frozenset({"iso8859-1", "ascii", "cp1252"})
_SIGNATURES = (
    b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b", b"BZh",
    b"RIFF", b"\x7fELF", b"OggS", b"ID3", b"7z\xbc\xaf", b"Rar!", b"\xd0\xcf\x11\xe0", b"MZ\x90",
)  # fmt: skip


def bom(body: bytes) -> str | None:
    """Return the charset that a byte order mark declares, or None."""
    return next((name for mark, name in _BOMS if body.startswith(mark)), None)


def is_binary(body: bytes, declared: str | None = None) -> bool:
    """Tell whether bytes are no text: a file signature, or NUL outside UTF-16 and -32."""
    if body.startswith(_SIGNATURES):
        return True
    wide = (bom(body) or (declared or "").lower()).startswith(("utf-16", "utf-32", "utf16"))
    return not wide and b"\0" in body


def decode_strictly(body: bytes) -> str:
    """Decode UTF-8, or UTF-8, -16 or -32 with a byte order mark; raises UnicodeDecodeError."""
    return body.decode(bom(body) or "utf-8").lstrip("\ufeff")


def decode_declared(body: bytes, declared: str | None) -> str | None:
    """Decode by byte order mark, declared charset, `<meta charset>`, then UTF-8; None if none fits.

    Bytes that are valid UTF-8 beyond ASCII are UTF-8 even where a Western charset is declared: no
    Western text looks like that.
    """
    meta = _META.search(body, 0, _META_WITHIN)
    labels = [bom(body), declared, meta[1].decode("ascii", "ignore") if meta else None]
    names = [name for name in map(_codec, labels) if name]
    if names and names[0] in _LATIN:
        names.insert(0, "utf-8")
    for name in [*names, "utf-8"]:
        text = _try(body, name)
        if text is not None:
            return text.lstrip("\ufeff")
    return _mend(body) if not names or "utf-8" in names else None


def _codec(label: str | None) -> str | None:
    try:
        name = codecs.lookup((label or "").strip("\"' ")).name
    except (LookupError, ValueError):
        return None
    if name in _LATIN:
        return "cp1252"
    return name if _TEXT_CODEC.fullmatch(name) else None


def _try(body: bytes, name: str) -> str | None:
    try:
        return body.decode(name)
    except UnicodeDecodeError:
        return None


def _mend(body: bytes) -> str | None:
    """Decode UTF-8 with a few broken bytes, each replaced by U+FFFD; None when there are many."""
    text = body.decode("utf-8", "replace")
    beyond_ascii = sum(char > "\x7f" for char in text)
    broken = text.count("\ufffd")
    return text if broken * 10 <= beyond_ascii else None
