"""Connections: made to checked addresses only, and asked again only when nothing is left in them.

What belongs here: httpcore's view of the network. What does not: requests and answers.
"""

from __future__ import annotations

import asyncio
import select
import socket
import ssl
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

import httpcore

from tasks.news.addresses import AddressBook
from tasks.news.leftovers import Tally


class Pinned(httpcore.AsyncNetworkBackend):
    """Connects to the checked addresses of a name, one after the other until one takes it."""

    def __init__(self, book: AddressBook):
        self._book = book
        self._net = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect by name; raise FetchError if the name has an address that may not be asked."""
        where = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        addresses = await self._book.addresses(host.encode("ascii"), where)
        share = timeout / len(addresses) if timeout else None
        for address in addresses[:-1]:
            with suppress(httpcore.ConnectError, httpcore.ConnectTimeout):
                return Wire(await self._net.connect_tcp(address, port, share))
        return Wire(await self._net.connect_tcp(addresses[-1], port, share))

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)


class Wire(httpcore.AsyncNetworkStream):
    """A connection that counts what it brings; `is_spent` says that nothing is left in it."""

    _AT_ONCE = 1 << 20  # bytes; more than asyncio reads at once, so nothing waits uncounted

    def __init__(self, stream: httpcore.AsyncNetworkStream):
        self._stream = stream
        self._socket = stream.get_extra_info("socket")  # slow, and wanted often
        self.tally = Tally()
        self.is_spent = False

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Return what came, however much; b"" at the end."""
        data = await self._stream.read(max(max_bytes, self._AT_ONCE), timeout)
        self.tally.came(data)
        if self.tally.is_stray:
            raise httpcore.RemoteProtocolError("disconnected: it held no answer to us")
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send; the first bytes after an answer are the next request."""
        if buffer:
            self.is_spent = False
            self.tally.asked()
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        """Hang up."""
        await self._stream.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Return this connection under TLS. HTTP/2 needs no count: its frames tell their ends."""
        stream = await self._stream.start_tls(ssl_context, server_hostname, timeout)
        protocol = stream.get_extra_info("ssl_object").selected_alpn_protocol()
        return stream if protocol == "h2" else Wire(stream)

    def get_extra_info(self, info: str) -> Any:
        """Return what httpcore wants to know: of an idle connection, whether it holds bytes."""
        if info != "is_readable":
            return self._stream.get_extra_info(info)
        return not self.is_spent or _is_readable(self._socket)


def _is_readable(connection: socket.socket) -> bool:
    """Tell whether bytes, or the end, wait at a socket; a closed one counts."""
    if connection.fileno() < 0:
        return True
    poll = select.poll()
    poll.register(connection, select.POLLIN)
    return bool(poll.poll(0))
