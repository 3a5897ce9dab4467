"""Bytes beyond an answer."""

from __future__ import annotations

import pytest

from tasks.news.leftovers import Tally

HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n"
TOLD = {"content-length": "4"}


def tally(*pieces: bytes) -> Tally:
    found = Tally()
    found.asked()
    for piece in pieces:
        found.came(piece)
    return found


@pytest.mark.parametrize(
    ("pieces", "left"),
    [
        ([HEAD + b"abcd"], 0),
        ([HEAD, b"ab", b"cd"], 0),
        ([HEAD[:-1], HEAD[-1:] + b"abcd"], 0),
        ([HEAD[:-3], b"\n\r", b"\nabcd"], 0),
        ([HEAD.replace(b"\r\n", b"\n") + b"abcd"], 0),
        ([bytes([byte]) for byte in HEAD + b"abcd"], 0),
        ([HEAD + b"abcd\r\n"], 2),
        ([HEAD + b"abcd" + HEAD], len(HEAD)),
        ([HEAD + b"\r\n\r\nand so on"], 9),
        ([b"HTTP/1.1 103 Early Hints\r\n\r\n" + HEAD + b"abcd"], None),
        ([b"no head yet"], None),
    ],
)
def test_what_came_beyond_the_told_length_is_counted(pieces: list[bytes], left: int | None) -> None:
    assert tally(*pieces).left(TOLD) == left


@pytest.mark.parametrize(
    "headers", [{}, {"content-length": "x"}, TOLD | {"transfer-encoding": "chunked"}]
)
def test_without_a_told_length_nothing_is_known(headers: dict[str, str]) -> None:
    assert tally(HEAD + b"abcd").left(headers) is None


def test_each_request_is_counted_anew() -> None:
    found = tally(HEAD + b"abcd")
    found.asked()
    assert not found.is_stray
    found.came(b"HTT")
    assert not found.is_stray
    found.came((HEAD + b"abcd")[3:])
    assert not found.is_stray
    assert found.left(TOLD) == 0


def test_what_does_not_begin_as_an_answer_is_stray_except_at_first() -> None:
    assert not tally(b"SSH-2.0").is_stray
    found = tally(HEAD + b"abcd")
    found.asked()
    found.came(b"<p>more</p>")
    assert found.is_stray


def test_a_request_in_two_writes_is_one() -> None:
    found = Tally()
    found.asked()
    found.asked()
    assert found.requests == 1
