"""Bytes to text: by byte order mark, transport, `<meta charset>`, UTF-8, and detection at last.

What belongs here: charsets, and the checks that tell text from other bytes. The only door to
charset_normalizer. What does not: markup.
"""

from __future__ import annotations

import codecs
import re

import charset_normalizer

from tasks.news.articles import CleanError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it starts with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_MARKUP = re.compile(r"<[^<>]*>")
_WIDE = ("utf-16", "utf-32")
_META_WITHIN = 4096  # bytes
# Charsets of text; Python knows others, such as punycode, that no page is written in.
_TEXT_CODEC = re.compile(
    r"utf-(?:8|16|32).*|cp\d+|iso8859-\d+|koi8.*|mac-.*|gb.*|big5.*|euc_.*|shift.*"
)
# What says Latin-1 or ASCII is Windows-1252 on the web.
_LATIN = frozenset({"iso8859-1", "ascii", "cp1252"})
# Names that pages give to what browsers read as its wider relative (WHATWG's Encoding Standard).
_WIDER = {
    "gb2312": "gb18030", "gbk": "gb18030", "euc_kr": "cp949", "shift_jis": "cp932",
    "big5": "big5hkscs", "iso8859-9": "cp1254", "iso8859-11": "cp874",
}  # fmt: skip
_NUL_WITHIN = 1024  # bytes, of which UTF-16 fills nearly every second with NUL
_MOSTLY = 0.02  # non-ASCII bytes of a text that is English but for quotes, dashes and names
_FOREIGN = 0.3  # non-ASCII letters that no text in a Western charset has
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
    return not wide and b"\0" in body and unmarked_utf_16(body) is None


def unmarked_utf_16(body: bytes) -> str | None:
    """Return the UTF-16 that bytes without a mark are in: told by the NULs of its markup."""
    start = body[:_NUL_WITHIN]
    even, odd = start[::2].count(0), start[1::2].count(0)
    for name, here, there in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if here > 0.3 * len(start) and there < 0.02 * len(start):
            return name
    return None


def decode(body: bytes, declared: str | None) -> str:
    """Return the text of bytes: by what they declare, else by detection; raises CleanError."""
    found = decode_declared(body, declared)
    if found is not None:
        return found
    guess = charset_normalizer.from_bytes(body).best()
    if guess is None:
        raise CleanError("wrong_encoding", "is in no charset we know; declare it in a <meta> tag")
    return str(guess)


def decode_strictly(body: bytes) -> str:
    """Decode UTF-8, or UTF-8, -16 or -32 with a byte order mark; raises UnicodeDecodeError."""
    return body.decode(bom(body) or "utf-8").lstrip("\ufeff")


def decode_declared(body: bytes, declared: str | None) -> str | None:
    """Decode by byte order mark, declared charset, `<meta charset>`, then UTF-8; None if none fits.

    Bytes that are valid UTF-8 beyond ASCII are UTF-8 even where a Western charset is declared: no
    Western text looks like that. Neither is text of mostly foreign letters Western, nor is UTF-16
    what has no NUL.
    """
    names = _names(body, declared)
    for name in [*names, "utf-8"]:
        text = _try(body, name)
        if text is not None and not (name == "cp1252" and _is_foreign(text)):
            return text.lstrip("\ufeff")
    if names and "utf-8" not in names:
        return None
    return _mend(body) or _try_western(body)


def _names(body: bytes, declared: str | None) -> list[str]:
    """Return the codecs to try, in order."""
    if wide := bom(body) or unmarked_utf_16(body):
        return [wide]
    meta = _META.search(body, 0, _META_WITHIN)
    labels = [declared, meta[1].decode("ascii", "ignore") if meta else None]
    names = [name for name in map(_codec, labels) if name and not name.startswith(_WIDE)]
    if names and names[0] == "cp1252":
        names.insert(0, "utf-8")
    return names


def _codec(label: str | None) -> str | None:
    try:
        name = codecs.lookup((label or "").strip("\"' ")).name
    except (LookupError, ValueError):
        return None
    if name in _LATIN:
        return "cp1252"
    return _WIDER.get(name, name) if _TEXT_CODEC.fullmatch(name) else None


def _try(body: bytes, name: str) -> str | None:
    try:
        return body.decode(name)
    except UnicodeDecodeError:
        return None


def _try_western(body: bytes) -> str | None:
    """Decode Windows-1252 where nearly all is ASCII: detection has too little to go by."""
    beyond_ascii = sum(byte > 0x7F for byte in body)
    return _try(body, "cp1252") if beyond_ascii <= _MOSTLY * len(body) else None


def _is_foreign(text: str) -> bool:
    if text.isascii():
        return False
    letters = [char for char in _MARKUP.sub(" ", text) if char.isalpha()]
    return sum(char > "\x7f" for char in letters) > _FOREIGN * len(letters)


def _mend(body: bytes) -> str | None:
    """Decode UTF-8 with a few broken bytes, each replaced by U+FFFD; None when there are many."""
    text = body.decode("utf-8", "replace")
    beyond_ascii = sum(char > "\x7f" for char in text)
    broken = text.count("\ufffd")
    return text if broken * 10 <= beyond_ascii else None
