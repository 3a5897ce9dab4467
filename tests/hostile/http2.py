"""A small HTTP/2 server, which answers every request alike and counts its connections."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import RequestReceived

BODY = b"<html><body><p>Ferries run to the island again.</p></body></html>"


class Http2(asyncio.Protocol):
    connections: list[asyncio.Transport] = []  # noqa: RUF012  one a protocol, made by asyncio

    def __init__(self) -> None:
        self.h2 = H2Connection(H2Configuration(client_side=False))

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        Http2.connections.append(transport)
        self.transport = transport
        self.h2.initiate_connection()
        self.flush()

    def data_received(self, data: bytes) -> None:
        for event in self.h2.receive_data(data):
            if isinstance(event, RequestReceived) and event.stream_id is not None:
                head = [(":status", "200"), ("content-type", "text/html")]
                self.h2.send_headers(event.stream_id, head)
                self.h2.send_data(event.stream_id, BODY, end_stream=True)
        self.flush()

    def flush(self) -> None:
        self.transport.write(self.h2.data_to_send())


@contextmanager
def http2(context: ssl.SSLContext) -> Iterator[str]:
    """Run the server on a free port of loopback; yield its base URL."""
    Http2.connections.clear()
    loop = asyncio.new_event_loop()
    serving = loop.run_until_complete(loop.create_server(Http2, "127.0.0.1", 0, ssl=context))
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield f"https://127.0.0.1:{serving.sockets[0].getsockname()[1]}"
    finally:
        asyncio.run_coroutine_threadsafe(_hang_up(serving), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _hang_up(serving: asyncio.Server) -> None:
    serving.close()
    for connection in Http2.connections:
        connection.abort()
    await asyncio.sleep(0.01)  # until the sockets are closed
