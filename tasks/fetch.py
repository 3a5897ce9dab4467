"""The stage that fetches URLs, and the only door to httpx. A first version: one at a time.

What belongs here: deadline, size cap, redirects, pauses, which addresses may be asked, and why a
URL was lost. What does not: what a page or feed says.

httpx's own timeouts start anew at each read, so a watchdog ends the connection when the URL's
whole time is up.
"""

from __future__ import annotations

import logging
import math
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import httpx
from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.runtime import task_run

from tasks.news.answers import ACCEPTED, FetchError, check_body, check_head, follow
from tasks.news.text import one_line
from tasks.news.urls import host, host_port, is_public
from tasks.records import FetchOutcome, Page, Rejection, Target
from tasks.settings import settings

for _name in ("httpx", "httpcore"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)

MAX_REDIRECTS = 10

# When each host was last asked, so that batches in a row keep the pause too.
_last_request: dict[str, float] = {}


@dataclass(frozen=True, slots=True)
class Fetched:
    """The pages got, and for every target exactly one outcome; each lost one has its rejection."""

    pages: tuple[Page, ...]
    outcomes: tuple[FetchOutcome, ...]
    rejections: tuple[Rejection, ...]


def _fetch_name() -> str:
    return f"fetch {len(task_run.parameters['targets'])} urls"


@task(name="fetch", task_run_name=_fetch_name, cache_policy=NO_CACHE, persist_result=False)
def fetch(targets: Sequence[Target]) -> Fetched:
    """Fetch each target in order; what goes wrong with one is its outcome and rejection.

    A page's `url` is where its redirects ended, its media type and charset as the server says.
    """
    pages, outcomes, rejections = [], [], []
    with _client() as client:
        for target in targets:
            result, outcome = _fetch_one(client, target)
            outcomes.append(outcome)
            if isinstance(result, Page):
                pages.append(result)
            else:
                rejections.append(result)
    return Fetched(tuple(pages), tuple(outcomes), tuple(rejections))


def _client() -> httpx.Client:
    # One connection a request: the watchdog must know which socket is the URL's.
    # The environment's proxies are left aside: they would resolve names out of our sight.
    return httpx.Client(
        headers={"User-Agent": user_agent(), "Accept": ", ".join((*ACCEPTED, "*/*;q=0.1"))},
        limits=httpx.Limits(max_keepalive_connections=0),
        trust_env=False,
    )


def user_agent() -> str:
    """Return how we name ourselves to servers."""
    try:
        return f"communique/{version('communique')} (+news research)"
    except PackageNotFoundError:  # run from a checkout that is not installed
        return "communique/0 (+news research)"


def _fetch_one(client: httpx.Client, target: Target) -> tuple[Page | Rejection, FetchOutcome]:
    start = time.monotonic()
    outcome = FetchOutcome(url=target.url, outcome="rejected")
    result: Page | Rejection
    try:
        answer = _follow(client, target.url, _Deadline(settings().fetch_deadline))
        result = _page(target, answer)
        outcome = replace(outcome, outcome="fetched", status=200, n_bytes=len(answer.body))
    except FetchError as error:
        detail = f"{target.url} {error}."
        result = Rejection(stage="fetch", subject=target.url, reason=error.reason, detail=detail)
        outcome = replace(outcome, status=error.status, reason=error.reason)
    return result, replace(outcome, elapsed_ms=int((time.monotonic() - start) * 1000))


@dataclass(frozen=True, slots=True)
class _Answer:
    """A server's answer: a page's bytes, or the URL it sends us to."""

    url: str
    body: bytes = b""
    media_type: str = ""
    charset: str | None = None
    location: str | None = None


def _follow(client: httpx.Client, url: str, deadline: _Deadline) -> _Answer:
    for _ in range(MAX_REDIRECTS + 1):
        with _errors_named(deadline):
            url = str(httpx.URL(url))  # checked and asked in the same spelling
            allowed = _check_address(url)
        if not allowed:
            _pause(host(url) or "")
        with _errors_named(deadline), deadline.running():
            answer = _request(client, url, deadline)
        if answer.location is None:
            return answer
        url = answer.location
    what = f"redirects more than {MAX_REDIRECTS} times; open it in a browser and use its last URL"
    raise FetchError("too_many_redirects", what)


def _check_address(url: str) -> bool:
    """Tell whether settings allow this host:port; raise FetchError if it is private and not."""
    if host_port(url) in settings().allow_hosts:
        return True
    for family in socket.getaddrinfo(httpx.URL(url).raw_host, None, type=socket.SOCK_STREAM):
        if not is_public(str(family[4][0])):
            what = f"is at a private address ({family[4][0]}); if it is yours, put"
            what += f" {host_port(url)} in COMMUNIQUE_ALLOW_HOSTS"
            raise FetchError("refused_address", what)
    return False


def _pause(name: str) -> None:
    """Wait until the host was left alone for the delay that settings ask for."""
    ready = _last_request.get(name, -math.inf) + settings().host_delay
    if (wait := ready - time.monotonic()) > 0:
        time.sleep(wait)
    _last_request[name] = time.monotonic()


def _request(client: httpx.Client, url: str, deadline: _Deadline) -> _Answer:
    extensions = {"trace": deadline.trace}
    with client.stream("GET", url, timeout=deadline.left, extensions=extensions) as response:
        if response.has_redirect_location:
            return _Answer(url, location=follow(url, response.headers["location"]))
        status, content_type = response.status_code, response.headers.get("content-type")
        media_type = check_head(status, response.reason_phrase, content_type)
        body = _read(response, deadline)
    check_body(body, response.charset_encoding)
    return _Answer(url, body, media_type, response.charset_encoding)


def _read(response: httpx.Response, deadline: _Deadline) -> bytes:
    body = bytearray()
    limit = settings().max_bytes
    for chunk in response.iter_bytes():
        body += chunk
        if len(body) > limit:
            what = f"has more than {limit} bytes; raise COMMUNIQUE_MAX_BYTES if it is an article"
            raise FetchError("too_large", what, response.status_code)
        if deadline.is_over:
            break
    if deadline.is_over:  # a body without a length ends as if complete when we cut it
        raise deadline.error()
    return bytes(body)


def _page(target: Target, answer: _Answer) -> Page:
    return Page(
        url=answer.url,
        body=answer.body,
        media_type=answer.media_type,
        charset=answer.charset,
        outlet=target.outlet,
        title=target.title,
        language=target.language,
        published=target.published,
    )


class _Deadline:
    """The time one URL may take, pauses for politeness apart."""

    def __init__(self, seconds: float):
        self.seconds = seconds
        self.left = seconds
        self.is_over = False
        self._stream: Any = None

    @contextmanager
    def running(self) -> Iterator[None]:
        """Count the time within; when it is used up, end the connection."""
        if self.left <= 0:
            raise self.error()
        start = time.monotonic()
        timer = threading.Timer(self.left, self._cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            self.left -= time.monotonic() - start

    def trace(self, event: str, info: dict[str, Any]) -> None:
        """Remember the open connection; httpx calls this at each step."""
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            self._stream = info["return_value"]

    def error(self) -> FetchError:
        """Return the complaint, ready to raise."""
        what = f"took more than {self.seconds:g} seconds; raise COMMUNIQUE_FETCH_DEADLINE or retry"
        return FetchError("timeout", what)

    def _cut(self) -> None:
        self.is_over = True
        if self._stream is not None:
            with suppress(OSError):
                self._stream.get_extra_info("socket").shutdown(socket.SHUT_RDWR)


@contextmanager
def _errors_named(deadline: _Deadline) -> Iterator[None]:
    """Turn what httpx and the resolver raise into FetchError."""
    try:
        yield
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError, UnicodeError) as error:
        if deadline.is_over or isinstance(error, httpx.TimeoutException):
            raise deadline.error() from error
        if isinstance(error, httpx.DecodingError | httpx.RemoteProtocolError):
            what = f"sent a broken answer ({one_line(str(error))}); try again later"
            raise FetchError("broken_response", what) from error
        what = f"cannot be reached ({one_line(str(error)) or type(error).__name__});"
        what += " check the address and your network"
        raise FetchError("unreachable", what) from error
