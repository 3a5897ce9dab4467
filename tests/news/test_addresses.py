"""Which addresses are the open internet's."""

from __future__ import annotations

import asyncio
import socket

import pytest

from tasks.news.addresses import AddressBook, check_addresses, is_open
from tasks.news.answers import FetchError


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.9.9.9", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254",
        "100.64.0.1", "0.0.0.0", "255.255.255.255", "224.0.0.1", "240.0.0.1", "192.0.2.1",
        "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fec0::1", "ff02::1", "2001:db8::1",
        "::ffff:10.0.0.1", "::ffff:127.0.0.1", "::7f00:1", "2002:7f00:1::", "64:ff9b::10.0.0.1",
        "2001:0:7f00:1::",
    ],
)  # fmt: skip
def test_private_and_special_addresses_are_not_open(address: str) -> None:
    assert not is_open(address)


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "2002:808:808::", "64:ff9b::8.8.8.8"],
)
def test_other_addresses_are(address: str) -> None:
    assert is_open(address)


def test_one_private_address_among_many_is_refused() -> None:
    with pytest.raises(FetchError, match=r"10\.0\.0\.1.*bay\.example:80.*ALLOW_HOSTS"):
        check_addresses(["8.8.8.8", "10.0.0.1"], "bay.example:80")


def test_a_name_that_changes_its_address_is_asked_at_the_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers = iter(["8.8.8.8", "127.0.0.1"])
    asked = []

    def look_up(name: bytes, *_: object, **__: object) -> list[tuple[object, ...]]:
        asked.append(name)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), 0))]

    async def twice() -> list[tuple[str, ...]]:
        book = AddressBook()
        found = [await book.addresses(b"bay.example", "bay.example:80") for _ in range(2)]
        book.close()
        return found

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    assert asyncio.run(twice()) == [("8.8.8.8",)] * 2
    assert asked == [b"bay.example"]


@pytest.mark.parametrize(
    ("address", "public"),
    [("93.184.216.34", True), ("127.0.0.1", False), ("10.0.0.1", False), ("169.254.169.254", False),
     ("::1", False), ("::ffff:192.168.0.1", False), ("fe80::1%eth0", False), ("224.0.0.1", False),
     ("2606:4700:4700::1111", True)],
)  # fmt: skip
def test_private_addresses_are_not_public(address: str, public: bool) -> None:
    assert is_open(address) is public
