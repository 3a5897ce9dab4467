"""Packed bytes to plain ones, under a cap."""

from __future__ import annotations

import gzip

import pytest

from tasks.news.packed import PackedError, TooLargeError, gunzip, is_gzip

WORDS = b"The quay reopened."


def test_all_members_are_unpacked_and_what_follows_is_let_go() -> None:
    packed = gzip.compress(WORDS[:8]) + gzip.compress(WORDS[8:]) + bytes(16)
    assert is_gzip(packed)
    assert gunzip(packed, len(WORDS)) == WORDS


def test_the_cap_holds_over_all_members() -> None:
    with pytest.raises(TooLargeError):
        gunzip(gzip.compress(WORDS) * 2, 2 * len(WORDS) - 1)


@pytest.mark.parametrize(
    "packed",
    [
        b"\x1f\x8b",
        b"words",
        gzip.compress(WORDS)[:-1],
        gzip.compress(WORDS)[:-4] + b"xxxx",
        gzip.compress(WORDS) + b"\x1f\x8bwords",
        gzip.compress(b"") * 1_000,
    ],
)
def test_broken_gzip_is_an_error(packed: bytes) -> None:
    with pytest.raises(PackedError):
        gunzip(packed, 1_000)
