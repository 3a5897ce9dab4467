"""Where pages send their readers."""

from __future__ import annotations

import pytest

from tasks.news.refresh import leads_to

HERE = "https://bay.example/news/1"
STORY = "<p>" + "The harbour office counted the ferries again. " * 20 + "</p>"


def refresh(content: str, body: str = "") -> bytes:
    head = f'<meta http-equiv="refresh" content="{content}">'
    return f"<html><head>{head}</head><body>{body}</body></html>".encode()


@pytest.mark.parametrize(
    ("content", "target"),
    [
        ("0; url=/news/2", "https://bay.example/news/2"),
        ("0;URL='https://port.example/a?b=1&amp;c=2'", "https://port.example/a?b=1&c=2"),
        ("0, url=2", "https://bay.example/news/2"),
        (" 0.5 ;url = 2", "https://bay.example/news/2"),
        ("3;2", "https://bay.example/news/2"),
        ("10; url=2", "https://bay.example/news/2"),
        ("0; url=file:///etc/hostname", "file:///etc/hostname"),
        ("0; url=http://[broken", "http://[broken"),
    ],
)
def test_a_refresh_is_read_as_browsers_read_it(content: str, target: str) -> None:
    assert leads_to(refresh(content), HERE) == target


@pytest.mark.parametrize(
    "content",
    [
        "", "5", "0;", "0; url=", "url=/news/2", "-1; url=/news/2", "11; url=/news/2",
        "300; url=/news/2", "0; url=/news/1", "0; url=#top", "0; url=/news/1?utm_source=self",
        "9" * 400 + "; url=/news/2",
    ],
)  # fmt: skip
def test_a_page_that_reloads_itself_or_stays_a_while_leads_nowhere(content: str) -> None:
    assert leads_to(refresh(content), HERE) is None


def test_beside_a_story_only_a_refresh_at_once_counts() -> None:
    assert leads_to(refresh("5; url=/news/2", STORY), HERE) is None
    assert leads_to(refresh("0; url=/news/2", STORY), HERE) == "https://bay.example/news/2"


@pytest.mark.parametrize(
    "tags", ["<!-- {} -->", "<noscript>{}</noscript>", "<script>'{}'</script>", "<title>{}</title>",
             "<textarea>{}", "<!-- {}", "<template>{}</template>"],
)  # fmt: skip
def test_what_readers_do_not_see_does_not_count(tags: str) -> None:
    hidden = tags.format('<meta http-equiv="refresh" content="0; url=/news/2">')
    assert leads_to(f"<html><head>{hidden}</head>".encode(), HERE) is None


def test_the_base_address_counts_and_so_does_the_first_refresh() -> None:
    body = b'<base href="/old/"><META CONTENT="0;url=2" HTTP-EQUIV=Refresh>' + refresh("0;url=3")
    assert leads_to(body, HERE) == "https://bay.example/old/2"


def test_wide_charsets_are_read_and_unknown_ones_do_no_harm() -> None:
    text = refresh("0; url=/news/2").decode()
    assert leads_to(text.encode("utf-16"), HERE) == "https://bay.example/news/2"
    assert leads_to(text.encode("utf-16-le"), HERE, "UTF-16LE") == "https://bay.example/news/2"
    assert leads_to(text.encode(), HERE, "no-such-charset") == "https://bay.example/news/2"
    assert leads_to(text.encode(), HERE, "utf-16-nonsense") == "https://bay.example/news/2"


def test_only_the_head_is_searched() -> None:
    assert leads_to(b"<p>" + b" " * 20_000 + refresh("0; url=/news/2"), HERE) is None


@pytest.mark.parametrize("junk", ["<", "<a ", "<![", "<!--", "</", "<a b='", "<script>", "&"])
def test_broken_markup_around_it_does_no_harm(junk: str) -> None:
    flood = junk.encode() * (60_000 // len(junk))
    assert leads_to(refresh("5; url=/news/2") + flood, HERE) in (None, "https://bay.example/news/2")
    assert leads_to(flood[:9_000] + refresh("0; url=/news/1") + flood, HERE) is None
