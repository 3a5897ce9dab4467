"""RFC 9309, in our own cases."""

from __future__ import annotations

import pytest

from tasks.news.answers import FetchError
from tasks.news.robots import MAX_BYTES, MAX_DELAY, Robots, user_agent, without

SITE = "https://harbour.example"


def allows(body: str | bytes, path: str = "/news/1") -> bool:
    raw = body.encode() if isinstance(body, str) else body
    return Robots(raw).allows(SITE + path)


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("Disallow: /news", "/news/1", False),
        ("Disallow: /news", "/newsroom", False),
        ("Disallow: /news/", "/news", True),
        ("Disallow:", "/news/1", True),
        ("Disallow: /", "/robots.txt", True),
        ("Disallow: /News", "/news/1", True),  # paths are case-sensitive
        ("Disallow: /news\nAllow: /news/open", "/news/open/1", True),  # the longest match wins
        ("Allow: /news/open\nDisallow: /news/open/not", "/news/open/not", False),
        ("Disallow: /news\nAllow: /news", "/news/1", True),  # of equals, the kinder
        ("Disallow: /*.pdf$", "/a/b.pdf", False),
        ("Disallow: /*.pdf$", "/a/b.pdf?x=1", True),
        ("Disallow: /*/print", "/news/1/print", False),
        ("Disallow: /*?", "/news?id=1", False),
        ("Disallow: /*?", "/news", True),
        ("Disallow: /caf%C3%A9", "/café", False),
        ("Disallow: /café", "/caf%c3%a9", False),
        ("disallow : /news # not these", "/news/1", False),
        ("Disallow /news", "/news/1", True),  # no rule without a colon
        ("Disallow: /a%3Cd", "/a<d", False),  # from here the RFC's own examples
        ("Disallow: /%62%61%7A", "/baz", False),
        ("Disallow: /baz", "/%62%61%7A", False),
        ("Disallow: /a%2Fb", "/a/b", True),  # a reserved character is another when encoded
        ("Disallow: /a%2fb", "/a%2Fb", False),
        ("Allow: /p\nDisallow: /", "/page", True),
        ("Allow: /folder\nDisallow: /folder", "/folder/page", True),
        ("Allow: /page\nDisallow: /*.htm", "/page.htm", False),
        ("Allow: /$\nDisallow: /", "/", True),
        ("Allow: /$\nDisallow: /", "/page.htm", False),
        ("Disallow: /*/b/*.html$", "/a/b/c.html", False),
        ("Disallow: /*/b/*.html$", "/a/b/c.html5", True),
        ("Disallow: *", "/news/1", False),
        ("Disallow: /a$b", "/a$b", False),  # a dollar within is itself
        ("Noindex: /news", "/news/1", True),
        ("Sitemap: /s.xml\nDisallow: /news", "/news/1", False),
        ("Disallow: /news#part", "/news/1", False),
    ],
)
def test_rules(rules: str, path: str, allowed: bool) -> None:
    assert allows(f"User-agent: *\n{rules}\n", path) is allowed


@pytest.mark.parametrize(
    ("agents", "allowed"),
    [
        ("User-agent: communique", False),
        ("user-AGENT:Communique/2.0 (robot)", False),
        ("User-agent: other\nUser-agent: communique", False),
        ("User-agent: other\n\n\nUser-agent: communique", False),
        ("User-agent: other\nCrawl-delay: 3\nUser-agent: communique", False),
        ("User-agent: comm", True),
        ("User-agent: communique-images", True),
        ("User-agent: news", True),  # a word of our header, not our name
        ("User-agent: other", True),
        ("# no agent at all", True),
    ],
)
def test_groups_are_for_whom_they_name(agents: str, allowed: bool) -> None:
    assert allows(f"{agents}\nDisallow: /\n") is allowed


def test_our_own_group_counts_instead_of_everyones() -> None:
    own = "User-agent: communique\nDisallow: /private\n"
    assert allows(f"User-agent: *\nDisallow: /\n\n{own}")
    assert not allows(f"User-agent: *\nDisallow: /\n\n{own}", "/private/1")


def test_two_groups_of_one_name_are_one() -> None:
    text = (
        "User-agent: *\nDisallow: /a\n\nUser-agent: x\nDisallow: /\n\nUser-agent: *\nDisallow: /b"
    )
    assert [allows(text, path) for path in ("/a", "/b", "/c")] == [False, False, True]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_and_a_byte_order_mark_are_read(end: str) -> None:
    assert not allows(b"\xef\xbb\xbf" + f"User-agent: *{end}Disallow: /{end}".encode())


def test_an_error_page_in_html_has_no_rules() -> None:
    page = "\n<!doctype html>\n<pre>\nUser-agent: *\nDisallow: /\n</pre>"
    assert allows(page)


def test_bytes_that_are_no_text_do_no_harm() -> None:
    assert allows(b"\xff\xfe\0\0" * 100)
    assert not allows(b"# \xff\nUser-agent: *\nDisallow: /\n")


def test_only_the_first_500_kib_are_read() -> None:
    filling = b"# filling\n" * (MAX_BYTES // 10)
    group = b"User-agent: *\nDisallow: /\n"
    assert allows(filling + b"#" * 20 + b"\n" + group)
    assert not allows(group + filling)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 429, 451])
def test_a_site_without_robots_txt_may_be_read(status: int) -> None:
    found = without(FetchError(f"http_{status}", "is not there", status))
    assert isinstance(found, Robots)
    assert found.allows(f"{SITE}/news/1")


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (FetchError("http_503", "answers 503", 503), "robots"),
        (FetchError("timeout", "took too long"), "robots"),
        (FetchError("refused_address", "redirects to file:"), "robots"),
        (FetchError("truncated", "broke off", 200), "robots"),
        (FetchError("unreachable", "cannot be reached"), "unreachable"),
        (FetchError("bad_tls", "has no TLS"), "bad_tls"),
    ],
)
def test_a_site_whose_robots_txt_we_cannot_know_is_left_alone(
    error: FetchError, reason: str
) -> None:
    lost = without(error)
    assert isinstance(lost, FetchError)
    assert lost.reason == reason
    assert str(error) in str(lost)


def test_what_is_forbidden_says_so() -> None:
    with pytest.raises(FetchError, match=r"robots\.txt") as caught:
        Robots(b"User-agent: *\nDisallow: /").check(f"{SITE}/news/1")
    assert caught.value.reason == "robots"


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("User-agent: *\nCrawl-delay: 5", 5),
        ("User-agent: *\nCRAWL-DELAY : 2.5 # please", 2.5),
        ("User-agent: *\nDisallow: /a\nCrawl-delay: .5", 0.5),
        ("User-agent: *\nCrawl-delay: 86400", MAX_DELAY),
        ("User-agent: *\nCrawl-delay: -5", 0),
        ("User-agent: *\nCrawl-delay: inf", 0),
        ("User-agent: *\nCrawl-delay: 1e9", 1),
        ("User-agent: other\nCrawl-delay: 5", 0),
        ("User-agent: other\nUser-agent: *\nCrawl-delay: 5", 5),
        ("User-agent: *\nCrawl-delay: 9\nDisallow:\nUser-agent: Communique\nCrawl-delay: 3", 3),
        ("User-agent: *\nCrawl-delay: 9\nDisallow:\nUser-agent: communique\nAllow: /", 0),
        ("Crawl-delay: 5", 0),
        ("<html>\nUser-agent: *\nCrawl-delay: 5", 0),
    ],
)
def test_the_pause_is_that_of_our_group_and_has_a_cap(text: str, seconds: float) -> None:
    assert Robots(text.encode()).delay == seconds


def test_a_pause_ends_no_group() -> None:
    text = "User-agent: *\nCrawl-delay: 5\nDisallow: /a\nSitemap: /s.xml\nDisallow: /b"
    assert not allows(text, "/a")
    assert not allows(text, "/b")


def test_a_pattern_made_to_keep_us_busy_is_matched_at_once() -> None:
    rule = "Disallow: /" + "*a" * 5_000 + "$"
    assert allows(f"User-agent: *\n{rule}\n" * 40, "/" + "a" * 4_000 + "b")


def test_we_say_our_name() -> None:
    assert user_agent().startswith("communique/")
