"""Addresses of hosts: looked up once, and every one of them checked before any is asked.

What belongs here: names to numbers, and which numbers are the open internet's. What does not:
connecting to them.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

from tasks.news.answers import FetchError
from tasks.settings import settings

_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address
_Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class AddressBook:
    """The checked addresses of one batch's hosts: a name that changes them meanwhile gains nothing.

    A host:port that settings allow may have any address.
    """

    def __init__(self) -> None:
        self._found: dict[str, tuple[str, ...]] = {}
        self._looking: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._threads = ThreadPoolExecutor(max_workers=8)

    async def addresses(self, name: bytes, where: str) -> tuple[str, ...]:
        """Return the addresses of a host by its ASCII name; `where` is its host:port.

        Raises OSError for a name that is not found, FetchError (refused_address).
        """
        async with self._looking[where]:
            if where not in self._found:
                loop = asyncio.get_running_loop()
                found = await loop.run_in_executor(self._threads, _look_up, name)
                if where not in settings().allow_hosts:
                    check_addresses(found, where)
                self._found[where] = found
        return self._found[where]

    def close(self) -> None:
        """Forget about names still being looked up."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def _look_up(name: bytes) -> tuple[str, ...]:
    found = socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(one[4][0]) for one in found))


def check_addresses(addresses: Iterable[str], where: str) -> None:
    """Raise FetchError (refused_address) if one of a host:port's addresses is not open to all."""
    for address in addresses:
        if not is_open(address):
            what = f"is at a private address ({address}); if it is yours, put {where}"
            raise FetchError("refused_address", f"{what} in COMMUNIQUE_ALLOW_HOSTS")


def is_open(address: str) -> bool:
    """Tell whether an address, or the IPv4 address packed in it, is neither private nor special.

    Raises ValueError for what is no IP address.
    """
    number = _unpacked(ipaddress.ip_address(address.split("%")[0]))
    special = number.is_multicast or number.is_reserved or getattr(number, "is_site_local", False)
    return number.is_global and not special


def _unpacked(number: _Address) -> _Address:
    """Return the IPv4 address that a gateway would send an IPv6 address's packets to, if any."""
    if isinstance(number, ipaddress.IPv4Address):
        return number
    if number in _NAT64:
        return ipaddress.IPv4Address(int(number) & 0xFFFFFFFF)
    return number.ipv4_mapped or number.sixtofour or number
