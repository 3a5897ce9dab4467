"""Fetching, against a loopback server that behaves well, badly and not at all."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tasks import bodies
from tasks.fetch import Fetched, fetch
from tasks.news import addresses, answers
from tasks.news.robots import user_agent
from tasks.news.turns import Turns
from tasks.records import Kept, Page, Target
from tasks.settings import settings

DAY, LATER = "Sat, 01 Mar 2025 12:00:00 GMT", "Sun, 02 Mar 2025 12:00:00 GMT"
HTML = "<html><body><p>A page about a port.</p></body></html>"


class Handler(BaseHTTPRequestHandler):
    seen: list[tuple[str, str]] = []  # noqa: RUF012  the server makes a handler for each request

    hosts: list[str] = []  # noqa: RUF012
    asked: list[dict[str, str]] = []  # noqa: RUF012  validators and cookies
    tag = '"1"'
    rules, rules_status, hops = b"", 200, 0

    def do_GET(self) -> None:
        self.seen.append((self.path, self.headers["User-Agent"]))
        self.hosts.append(self.headers["Host"])
        told = ("If-None-Match", "If-Modified-Since", "Cookie")
        self.asked.append({name: self.headers[name] for name in told if self.headers[name]})
        if "robots" in self.path:
            self.send_robots()
            return
        name = self.path.strip("/").partition("/")[0]
        getattr(self, f"send_{name}", self.send_missing)()

    def answer(self, body: bytes, media: str = "text/html; charset=utf-8", **headers: str) -> None:
        self.send_response(200)
        if media:
            self.send_header("Content-Type", media)
        for header, value in headers.items():
            self.send_header(header.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def redirect(self, location: str) -> None:
        self.send_response(302)
        self.send_header("Location", location)
        self.end_headers()

    def send_robots(self) -> None:
        hop = int(self.path.partition("?")[2] or 0)
        if hop < self.hops:
            self.redirect(f"/robots.txt?{hop + 1}")
        else:
            self.send_response(self.rules_status)
            self.end_headers()
            self.wfile.write(self.rules)

    def send_page(self) -> None:
        self.answer(HTML.encode())

    def send_latin(self) -> None:
        self.answer("café".encode("latin-1"), "text/html; charset=ISO-8859-1")

    def send_plain(self) -> None:
        self.answer(b"Plain words.", "text/plain")

    def send_feed(self) -> None:
        self.answer(b"<rss></rss>", "application/rss+xml")

    def send_pdf(self) -> None:
        self.answer(b"%PDF-1.7", "application/pdf")

    def send_liar(self) -> None:
        self.answer(b"\x89PNG\r\n\x1a\n\0\0", "text/html")

    def send_empty(self) -> None:
        self.answer(b"  ")

    def send_bomb(self) -> None:
        self.answer(gzip.compress(b"a" * 300_000), Content_Encoding="gzip")

    def send_short(self) -> None:
        self.answer(b"<p>half", Content_Length="1000")

    def send_dated(self) -> None:
        if self.headers["If-None-Match"] == self.tag:
            self.send_response(304)
            self.send_header("Last-Modified", LATER)
            self.end_headers()
        else:
            self.answer(HTML.encode(), ETag=self.tag, Last_Modified=DAY)

    def send_todated(self) -> None:
        self.redirect("/dated")

    def send_odd(self) -> None:
        self.answer(HTML.encode(), ETag="*", Last_Modified="now")

    def send_unasked(self) -> None:
        self.send_response(304)
        self.end_headers()

    def send_refresh(self) -> None:
        self.answer(b'<html><meta http-equiv="refresh" content="0; url=/page"></html>')

    def send_reload(self) -> None:
        self.answer(b'<html><meta http-equiv="refresh" content="5"><p>Live.</p></html>')

    def send_round(self) -> None:
        self.answer(b'<html><meta http-equiv="refresh" content="0; url=/round/1">x</html>')

    def send_door(self) -> None:
        if "seen=1" in self.headers.get("Cookie", ""):
            self.send_page()
            return
        self.send_response(302)
        self.send_header("Location", "/door")
        self.send_header("Set-Cookie", "seen=1")
        self.end_headers()

    def send_moved(self) -> None:
        self.redirect("/page?utm_source=x#end")

    def send_loop(self) -> None:
        self.redirect("/loop")

    def send_inside(self) -> None:
        self.redirect("http://127.0.0.1:9/secret")

    def send_file(self) -> None:
        self.redirect("file:///etc/hostname")

    def send_drip(self) -> None:
        self.answer(b"")
        self.drip()

    def send_headdrip(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        self.drip()

    def drip(self) -> None:
        try:
            for _ in range(200):
                self.wfile.write(b"a")
                self.wfile.flush()
                time.sleep(0.05)
        except OSError:  # the client hung up, as it should
            pass

    def send_missing(self) -> None:
        self.send_response(404)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The base URL of the server, allowed in the settings."""
    Handler.seen.clear()
    Handler.hosts.clear()
    Handler.asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
    port = server.server_address[1]
    monkeypatch.setenv("COMMUNIQUE_ALLOW_HOSTS", f"127.0.0.1:{port}")
    monkeypatch.setenv("COMMUNIQUE_MAX_BYTES", "100000")
    monkeypatch.setenv("COMMUNIQUE_HOME", str(tmp_path))
    settings.cache_clear()
    yield f"http://127.0.0.1:{port}"
    settings.cache_clear()
    server.shutdown()
    server.server_close()


def one(url: str) -> Fetched:
    """Fetch one URL and check that it has one outcome, and a rejection exactly if it was lost."""
    result = fetch.fn([Target(url=url)])
    assert [outcome.url for outcome in result.outcomes] == [url]
    assert len(result.pages) + len(result.rejections) == 1
    assert bool(result.rejections) == (result.outcomes[0].outcome == "rejected")
    assert all(loss.subject == url and loss.stage == "fetch" for loss in result.rejections)
    assert all(loss.reason == result.outcomes[0].reason for loss in result.rejections)
    return result


def test_a_page_comes_with_what_its_target_and_its_server_say(site: str) -> None:
    target = Target(url=f"{site}/page", outlet="Gulf Desk", title="T", published="2023-03-04")
    result = fetch.fn([target])
    page, outcome = result.pages[0], result.outcomes[0]
    assert (page.body, page.media_type, page.charset) == (HTML.encode(), "text/html", "utf-8")
    assert (page.outlet, page.title, page.published) == ("Gulf Desk", "T", "2023-03-04")
    assert (outcome.outcome, outcome.status, outcome.n_bytes) == ("fetched", 200, len(HTML))


def test_we_say_who_we_are(site: str) -> None:
    one(f"{site}/page")
    assert Handler.seen == [("/robots.txt", user_agent()), ("/page", user_agent())]
    assert user_agent().startswith("communique/")
    assert user_agent().endswith("(+news research)")


@pytest.mark.parametrize(
    ("path", "media_type", "charset"),
    [
        ("latin", "text/html", "ISO-8859-1"),
        ("plain", "text/plain", None),
        ("feed", "application/rss+xml", None),
    ],
)
def test_media_type_and_charset_are_the_servers(
    site: str, path: str, media_type: str, charset: str | None
) -> None:
    page = one(f"{site}/{path}").pages[0]
    assert page.media_type == media_type
    assert (page.charset or "").lower() == (charset or "").lower()


def test_a_redirect_is_followed_and_gives_the_address(site: str) -> None:
    assert one(f"{site}/moved").pages[0].url == f"{site}/page"


@pytest.mark.parametrize(
    ("path", "reason", "says"),
    [
        ("nothing-here", "http_404", "check the address"),
        ("pdf", "not_html", "application/pdf"),
        ("liar", "not_html", "is not"),
        ("empty", "empty_page", "empty"),
        ("bomb", "too_large", "COMMUNIQUE_MAX_BYTES"),
        ("short", "truncated", "broke off"),
        ("loop", "too_many_redirects", "10 times"),
        ("inside", "refused_address", "COMMUNIQUE_ALLOW_HOSTS"),
        ("file", "refused_address", "file:///"),
    ],
)
def test_what_is_lost_has_a_reason_and_says_what_to_do(
    site: str, path: str, reason: str, says: str
) -> None:
    loss = one(f"{site}/{path}").rejections[0]
    assert loss.reason == reason
    assert says in loss.detail
    assert loss.detail.startswith(f"{site}/{path} ")
    assert "\n" not in loss.detail


def test_ten_redirects_are_the_most(site: str) -> None:
    one(f"{site}/loop")
    assert [path for path, _ in Handler.seen] == ["/robots.txt", *["/loop"] * 11]


@pytest.mark.parametrize("path", ["drip", "headdrip"])
def test_a_slow_drip_ends_at_the_deadline(
    site: str, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMUNIQUE_FETCH_DEADLINE", "0.3")
    settings.cache_clear()
    loss = one(f"{site}/{path}").rejections[0]
    assert loss.reason == "timeout"
    assert "COMMUNIQUE_FETCH_DEADLINE" in loss.detail


def test_a_closed_port_is_unreachable(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    monkeypatch.setenv("COMMUNIQUE_ALLOW_HOSTS", f"127.0.0.1:{port}")
    settings.cache_clear()
    loss = one(f"http://127.0.0.1:{port}/").rejections[0]
    settings.cache_clear()
    assert loss.reason == "unreachable"
    assert "check the address" in loss.detail


def test_a_name_that_does_not_resolve_is_unreachable() -> None:
    assert one("http://no-such-host.invalid/").rejections[0].reason == "unreachable"


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "10.1.2.3", "169.254.169.254", "[::1]", "[::ffff:10.0.0.1]"]
)
def test_a_private_address_is_refused(host: str) -> None:
    assert one(f"http://{host}:9/").rejections[0].reason == "refused_address"


def test_one_lost_target_costs_no_other(site: str) -> None:
    paths = ["page", "pdf", "plain"]
    result = fetch.fn([Target(url=f"{site}/{path}") for path in paths])
    assert [page.url for page in result.pages] == [f"{site}/page", f"{site}/plain"]
    assert [outcome.outcome for outcome in result.outcomes] == ["fetched", "rejected", "fetched"]


def test_a_name_is_looked_up_once_and_its_address_asked_in_its_name(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = site.replace("http://127.0.0.1", "bay.example")
    monkeypatch.setenv("COMMUNIQUE_ALLOW_HOSTS", where)
    settings.cache_clear()
    asked: list[object] = []

    def look_up(name: object, *_: object, **__: object) -> list[tuple[object, ...]]:
        asked.append(name)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 0))]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    result = fetch.fn([Target(url=f"http://{where}/{path}") for path in ("page", "moved")])
    assert [page.url for page in result.pages] == [f"http://{where}/page"] * 2
    assert asked == [b"bay.example"]
    assert set(Handler.hosts) == {where}


def test_a_server_without_tls_is_not_asked_over_it(site: str) -> None:
    assert one(site.replace("http:", "https:") + "/page").rejections[0].reason == "bad_tls"
    assert Handler.seen == []


def test_robots_are_read_once_and_obeyed_also_after_a_redirect(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Handler, "rules", b"User-agent: *\nDisallow: /page\n")
    result = fetch.fn([Target(url=f"{site}/{path}") for path in ("page", "plain", "moved")])
    assert [outcome.reason for outcome in result.outcomes] == ["robots", None, "robots"]
    assert sorted(path for path, _ in Handler.seen) == ["/moved", "/plain", "/robots.txt"]


@pytest.mark.parametrize(("hops", "reason"), [(5, "robots"), (6, None)])
def test_robots_may_be_five_redirects_away(
    site: str, monkeypatch: pytest.MonkeyPatch, hops: int, reason: str | None
) -> None:
    monkeypatch.setattr(Handler, "rules", b"User-agent: *\nDisallow: /page\n")
    monkeypatch.setattr(Handler, "hops", hops)
    assert one(f"{site}/page").outcomes[0].reason == reason


def test_robots_that_fail_close_the_site(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "BACKOFF", 0.001)
    monkeypatch.setattr(Handler, "rules_status", 500)
    assert one(f"{site}/page").outcomes[0].reason == "robots"
    assert [path for path, _ in Handler.seen] == ["/robots.txt"] * answers.TRIES


@pytest.mark.parametrize(
    ("status", "rules", "reason"),
    [
        (404, b"User-agent: *\nDisallow: /", None),
        (403, b"", None),
        (429, b"", None),
        (503, b"", "robots"),
        (200, b"<!doctype html><pre>\nUser-agent: *\nDisallow: /\n</pre>", None),
        (200, b"\xef\xbb\xbfUser-agent: *\nDisallow: /", "robots"),
        (200, b"USER-AGENT: Communique\nDISALLOW: /*age$", "robots"),
        (200, b"User-agent: *\nDisallow: /\nAllow: /pa", None),
        (200, b"User-agent: *\nDisallow: /%70age", "robots"),
        (200, b"User-agent: *\nDisallow: /" + b"\n# filling" * 60_000, "robots"),
        (200, b"# filling\n" * 60_000 + b"User-agent: *\nDisallow: /", None),
    ],
)
def test_what_robots_say_and_how_they_are_sent_decides(
    site: str, monkeypatch: pytest.MonkeyPatch, status: int, rules: bytes, reason: str | None
) -> None:
    monkeypatch.setattr(answers, "BACKOFF", 0.001)
    monkeypatch.setattr(Handler, "rules_status", status)
    monkeypatch.setattr(Handler, "rules", rules)
    assert one(f"{site}/page").outcomes[0].reason == reason


def test_nothing_is_printed(site: str, capfd: pytest.CaptureFixture[str]) -> None:
    one(f"{site}/page")
    one(f"{site}/pdf")
    assert capfd.readouterr() == ("", "")


def kept(page: Page) -> dict[str, Kept]:
    """Keep a page as the store stage does."""
    digest = bodies.keep(settings().home / "pages", page.body)
    known = Kept(
        url=page.url,
        body_hash=digest,
        media_type=page.media_type,
        charset=page.charset,
        etag=page.etag,
        last_modified=page.last_modified,
    )
    return {page.url: known}


def test_validators_come_with_the_page_and_the_outcome_says_where_it_was(site: str) -> None:
    result = one(f"{site}/todated")
    page, outcome = result.pages[0], result.outcomes[0]
    assert (page.etag, page.last_modified, page.published_by) == ('"1"', DAY, "metadata")
    assert (outcome.url, outcome.final_url) == (f"{site}/todated", f"{site}/dated")
    odd = one(f"{site}/odd").pages[0]
    assert (odd.etag, odd.last_modified) == (None, None)


@pytest.mark.parametrize("path", ["dated", "todated"])
def test_what_did_not_change_comes_from_the_store(site: str, path: str) -> None:
    first = one(f"{site}/dated").pages[0]
    Handler.asked.clear()
    target = Target(url=f"{site}/{path}", outlet="Gulf Desk", published="2023-03-04")
    result = fetch.fn([target], kept(first))
    page, outcome = result.pages[0], result.outcomes[0]
    assert Handler.asked[-1] == {"If-None-Match": '"1"', "If-Modified-Since": DAY}
    assert not any(Handler.asked[:-1])  # neither robots.txt nor the redirect has a validator
    assert (outcome.outcome, outcome.status, outcome.n_bytes) == ("unchanged", 304, 0)
    assert outcome.final_url == page.url == f"{site}/dated"
    assert (page.body, page.media_type, page.charset) == (HTML.encode(), "text/html", "utf-8")
    assert (page.outlet, page.published, page.published_by) == ("Gulf Desk", "2023-03-04", "feed")
    assert (page.etag, page.last_modified) == ('"1"', LATER)  # 304 may bring new ones


def test_what_changed_is_fetched(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    known = kept(one(f"{site}/dated").pages[0])
    monkeypatch.setattr(Handler, "tag", '"2"')
    result = fetch.fn([Target(url=f"{site}/dated")], known)
    assert (result.outcomes[0].outcome, result.pages[0].etag) == ("fetched", '"2"')


@pytest.mark.parametrize("harm", ["missing", "damaged"])
def test_nothing_is_asked_about_a_body_that_we_no_longer_have(site: str, harm: str) -> None:
    known = kept(one(f"{site}/dated").pages[0])
    file = next((settings().home / "pages").rglob("*.zst"))
    file.unlink() if harm == "missing" else file.write_bytes(file.read_bytes()[:-4])
    result = fetch.fn([Target(url=f"{site}/dated")], known)
    assert (result.outcomes[0].outcome, result.pages[0].body) == ("fetched", HTML.encode())
    assert Handler.asked[-1] == {}


def test_304_that_nobody_asked_for_is_no_page(site: str) -> None:
    loss = one(f"{site}/unasked")
    assert (loss.outcomes[0].reason, loss.outcomes[0].status) == ("http_304", 304)


def test_a_lost_page_says_where_its_server_answered(site: str) -> None:
    assert one(f"{site}/gone").outcomes[0].final_url == f"{site}/gone"
    assert one("http://no-such-host.invalid/").outcomes[0].final_url is None


def test_a_refresh_is_a_redirect_and_a_reload_is_not(site: str) -> None:
    assert one(f"{site}/refresh").pages[0].url == f"{site}/page"
    assert one(f"{site}/reload").pages[0].url == f"{site}/reload"
    assert one(f"{site}/round").pages[0].url == f"{site}/round/1"


def test_robots_are_obeyed_where_a_refresh_leads(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Handler, "rules", b"User-agent: *\nDisallow: /page\n")
    assert one(f"{site}/refresh").outcomes[0].reason == "robots"


def test_a_cookie_lasts_for_the_redirects_of_one_url(site: str) -> None:
    paths = ["door", "page"]
    result = fetch.fn([Target(url=f"{site}/{path}") for path in paths])
    assert [page.url for page in result.pages] == [f"{site}/{path}" for path in paths]
    assert [told for told in Handler.asked if told] == [{"Cookie": "seen=1"}]


def test_a_pause_that_robots_ask_for_is_kept_unless_the_host_is_our_own(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Handler, "rules", b"User-agent: *\nCrawl-delay: 7\n")
    assert pauses(site, monkeypatch) == [0.0, 0.0]
    monkeypatch.setattr(addresses, "is_open", lambda address: True)
    monkeypatch.setenv("COMMUNIQUE_ALLOW_HOSTS", "")
    settings.cache_clear()
    assert pauses(site, monkeypatch) == [1.0, 7.0]


def pauses(site: str, monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return the pause taken with each request for one page, without waiting."""
    taken: list[float] = []

    @asynccontextmanager
    async def turn(turns: Turns, host: str, delay: float) -> AsyncIterator[None]:
        taken.append(delay)
        yield

    monkeypatch.setattr(Turns, "turn", turn)
    one(f"{site}/page")
    return taken
