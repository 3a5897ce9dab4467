"""Fetching small pages against bare httpx loops over the same pages in the same run."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.connection import Connection

import httpx

from tasks.fetch import fetch
from tasks.records import Page, Target
from tasks.settings import settings
from tests.benchmarks.figure import Figure, best_seconds

PAGES = 1000
AT_ONCE = 10  # requests of the second baseline
# A page of 130 to 370 lines has 10 to 30 kB.
_LINE = "<p>Ferry number {} left the harbour at noon, its captain told the port office.</p>\n"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"  # which keeps connections
    disable_nagle_algorithm = True  # else an answer in two writes waits 40 ms
    wbufsize = -1

    def do_GET(self) -> None:
        number = self.path.removeprefix("/page")
        body = _page(int(number)) if number.isdigit() else b""  # there is no robots.txt
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


def _page(number: int) -> bytes:
    lines = "".join(_LINE.format(number) for _ in range(130 + number % 240))
    return f"<html><body>{lines}</body></html>".encode()


def _serve(ours: Connection) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    ours.send(server.server_address[1])
    server.serve_forever()


@contextmanager
def _site() -> Iterator[str]:
    """Run the pages' server in a process of its own, with politeness lifted for it."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs,), daemon=True)
    process.start()
    where = f"127.0.0.1:{ours.recv()}"
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"COMMUNIQUE_ALLOW_HOSTS": where, "COMMUNIQUE_HOME": home}
        settings.cache_clear()
        yield f"http://{where}"
    del os.environ["COMMUNIQUE_ALLOW_HOSTS"], os.environ["COMMUNIQUE_HOME"]
    settings.cache_clear()
    process.kill()
    process.join()


async def _loop(urls: list[str]) -> None:
    async with httpx.AsyncClient() as client:
        for url in urls:
            (await client.get(url)).raise_for_status()


async def _crowd(urls: list[str]) -> None:
    turns = asyncio.Semaphore(AT_ONCE)

    async def get(client: httpx.AsyncClient, url: str) -> None:
        async with turns:
            (await client.get(url)).raise_for_status()

    async with httpx.AsyncClient() as client:
        await asyncio.gather(*(get(client, url) for url in urls))


def _in_turns(works: Sequence[Callable[[], object]], repeats: int = 3) -> list[float]:
    """Return the fastest seconds of each: in turns, so that a busy minute is no one's alone."""
    runs = [[best_seconds(work, 1) for work in works] for _ in range(repeats)]
    return [min(seconds) for seconds in zip(*runs, strict=True)]


def figures() -> Iterator[Figure]:
    """Yield pages fetched a second, one host's and with politeness lifted."""
    with _site() as site:
        urls = [f"{site}/page{number}" for number in range(PAGES)]
        targets = [Target(url=url) for url in urls]
        ours, loop, crowd = _in_turns(
            (
                lambda: _all_got(fetch.fn(targets).pages),
                lambda: asyncio.run(_loop(urls)),
                lambda: asyncio.run(_crowd(urls)),
            )
        )
    yield Figure("fetch pages", "1/s", PAGES / ours, PAGES / loop, "httpx, one after the other")
    yield Figure("fetch pages", "1/s", PAGES / ours, PAGES / crowd, f"httpx, {AT_ONCE} at once")


def _all_got(pages: Sequence[Page]) -> None:
    if len(pages) != PAGES:
        raise RuntimeError(f"{PAGES - len(pages)} of {PAGES} pages were lost; see fetch's outcomes")
