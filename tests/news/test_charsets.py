"""Bytes to text, by declaration."""

from __future__ import annotations

import codecs

import pytest

from tasks.news.articles import CleanError
from tasks.news.charsets import decode, decode_declared, decode_strictly, is_binary

TEXT = "“Café” – naïve"


@pytest.mark.parametrize(
    ("body", "declared"),
    [
        (TEXT.encode(), None),
        (TEXT.encode("utf-8-sig"), "latin-1"),
        (TEXT.encode("utf-16"), None),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-8"),
        (TEXT.encode("cp1252"), "iso-8859-1"),
        (TEXT.encode(), "iso-8859-1"),  # the server's default, and wrong
        (TEXT.encode(), "no-such-charset"),
        (TEXT.encode(), "punycode"),
    ],
)
def test_declared_text_is_read(body: bytes, declared: str | None) -> None:
    assert decode_declared(body, declared) == TEXT


def test_the_transport_outranks_the_page() -> None:
    body = b'<meta charset="koi8-r">' + "é".encode("cp1250")
    assert (decode_declared(body, "cp1250") or "")[-1] == "é"


def test_the_page_declares_its_charset() -> None:
    body = '<meta charset="windows-1251">Москва'.encode("cp1251")
    assert (decode_declared(body, None) or "").endswith("Москва")


def test_a_broken_byte_in_utf_8_costs_one_character() -> None:
    body = (TEXT * 10).encode() + b"\xe2"
    assert decode_declared(body, None) == TEXT * 10 + "\ufffd"


def test_what_nobody_declares_is_left_to_detection() -> None:
    assert decode_declared("Österreich grüßt".encode("cp1252"), None) is None


ARABIC = "<p>اجتمع الوزيران يوم الاثنين في البلدة وتحدثا عن السد وعن ثمن بنائه. " * 20
ENGLISH = (
    "The two ministers met on Monday at the café and spoke of “the dam” – and its price. " * 20
)


@pytest.mark.parametrize(
    ("text", "codec", "declared"),
    [
        (ENGLISH, "cp1252", "utf-8"),  # the declaration is wrong
        (ENGLISH, "utf-16-le", None),
        (ENGLISH, "utf-16-be", "utf-16"),
        (ENGLISH, "utf-16", "iso-8859-1"),
        (ENGLISH, "utf-8", "utf-16"),
        (ARABIC, "cp1256", "windows-1256"),
        (ARABIC, "cp1256", "iso-8859-1"),
        (ARABIC, "cp1256", "utf-8"),
        (ARABIC, "cp1256", None),
        ("简体中文，以及㐀字。" * 20, "gb18030", "gb2312"),
    ],
)
def test_text_is_never_garbled(text: str, codec: str, declared: str | None) -> None:
    assert decode(text.encode(codec), declared) == text


def test_a_page_in_utf_16_cannot_say_so_in_ascii() -> None:
    body = f'<meta charset="utf-16">{TEXT}'.encode()
    assert decode(body, None).endswith(TEXT)


def test_bytes_in_no_charset_are_refused() -> None:
    with pytest.raises(CleanError) as error:
        decode(b"\xff\x00\x81\x8d" * 50, None)
    assert error.value.reason == "wrong_encoding"


def test_strict_decoding_takes_utf_8_or_a_mark() -> None:
    assert decode_strictly(TEXT.encode("utf-8-sig")) == TEXT
    assert decode_strictly(TEXT.encode("utf-16")) == TEXT
    with pytest.raises(UnicodeDecodeError):
        decode_strictly(TEXT.encode("cp1252"))


@pytest.mark.parametrize(
    ("body", "binary"),
    [
        (b"%PDF-1.7 words", True),
        (b"words\0words", True),
        (b"words", False),
        ("words".encode("utf-16"), False),
        (("words of a page " * 9).encode("utf-16-le"), False),
    ],
)
def test_signatures_and_nul_bytes_are_binary(body: bytes, binary: bool) -> None:
    assert is_binary(body) is binary
