"""A page's bytes to an article. The only door to BeautifulSoup and charset_normalizer.

What belongs here: decoding, and what HTML elements say of the article. What does not: finding the
body (`body`), what the text says (`articles`), fetching, batches.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterator, Set
from itertools import chain
from typing import Any

import charset_normalizer
from bs4 import BeautifulSoup, Tag, XMLParsedAsHTMLWarning

from tasks.news import charsets, text
from tasks.news.articles import LONGEST, CleanError, Draft, compose, draft_text
from tasks.news.body import read_body
from tasks.news.bylines import clean_author
from tasks.news.dates import Moment, on_day, read_address, read_printed
from tasks.news.json_ld import name_of, read_article, text_of
from tasks.news.language import base_language
from tasks.news.markup import check_markup
from tasks.news.stubs import stands_in
from tasks.news.urls import choose_canonical
from tasks.records import Article, Page, Rejection

for _name in ("trafilatura", "htmldate", "courlan", "justext", "charset_normalizer", "bs4"):
    logging.getLogger(_name).setLevel(logging.CRITICAL + 1)

_DEEPEST = 200  # nested tags; lxml, under trafilatura, drops text beyond 255 without a word
_CAPTIONS = frozenset({"wp-caption-text", "caption-text", "image-caption", "photo-caption"})
_BESIDE = frozenset({"aside", "nav", "footer", "figure"})
_DATE_HINT = re.compile(r"\b(?:date|published|publish-date|pubdate|timestamp|time)\b", re.I)
_FIRST = re.compile(r"published", re.I)  # outranks _CHANGED: blogs say "published updated"
_CHANGED = re.compile(r"modified|updated", re.I)
_BYLINE_HINT = re.compile(r"\b(?:byline|author|author-name)\b", re.I)
_WHOLE = 1.5  # times the length of what stands on the page
_FEWEST_WORDS = 8  # of an HTML page; a given text may be shorter
_DATE_METAS = (
    "article:published_time", "article:published", "og:published_time", "datepublished", "date",
    "pubdate", "publish-date", "publishdate", "dc.date", "dc.date.issued", "dcterms.created",
    "parsely-pub-date", "sailthru.date",
)  # fmt: skip


def clean_page(
    page: Page, mirrors: Set[str] = frozenset(), *, any_language: bool = False
) -> Article | Rejection:
    """Return the article on a page, or why there is none.

    `mirrors` are host:port pairs whose pages are copies and may name any canonical URL; loopback
    always is one. `any_language` is for readers who do not code: other languages than English are
    no loss to them; "und" is one nobody has told. Reasons: no_text, not_english, too_long,
    broken_html, wrong_encoding, not_html.
    """
    try:
        if page.media_type == "text/plain":
            return compose(page, draft_text(page, decode(page)), any_language=any_language)
        if page.media_type != "text/html":
            raise CleanError("not_html", f"is {page.media_type}, neither a page nor plain text")
        draft = _draft_html(page, decode(page), mirrors)
        return _substantial(compose(page, draft, any_language=any_language))
    except CleanError as error:
        detail = f"{page.url} {error}."
        return Rejection(stage="clean", subject=page.url, reason=error.reason, detail=detail)


def _substantial(article: Article) -> Article:
    """Return the article, or raise CleanError for the few words of a "page not found"."""
    if len(article.text.split()) < _FEWEST_WORDS:
        raise CleanError("no_text", f'has no article, only "{article.text}"; open it to see why')
    return article


def decode(page: Page) -> str:
    """Return a page's text: by what it declares, else by detection; raises CleanError."""
    declared = charsets.decode_declared(page.body, page.charset)
    if declared is not None:
        return declared
    guess = charset_normalizer.from_bytes(page.body).best()
    if guess is None:
        raise CleanError("wrong_encoding", "is in no charset we know; declare it in a <meta> tag")
    return str(guess)


def _draft_html(page: Page, markup: str, mirrors: Set[str]) -> Draft:
    check_markup(markup)
    soup = _soup(markup)
    if len(soup.get_text()) > LONGEST:
        raise CleanError("too_long", f"has more than {LONGEST} characters of text")
    scripts = soup.find_all("script", type="application/ld+json")
    known, metas = read_article(script.get_text() for script in scripts), _metas(soup)
    outlet = metas.get("og:site_name") or name_of(known.get("publisher"))
    url = choose_canonical(page.url, _canonical(soup, metas), mirrors)
    title = _title(soup, known, metas, outlet)
    body = _body(markup, known)
    if found := stands_in(_headings(soup, title), " ".join(body)):
        raise CleanError("no_text", f"holds {found} in place of an article; open it to see why")
    return Draft(
        url=url,
        title=title,
        paragraphs=body,
        outlet=outlet,
        byline=_byline(soup, known, metas),
        language=base_language(_language(soup)),
        published=on_day(_published(soup, known, metas), read_address(url)),
        captions=_captions(soup),
    )


def _body(markup: str, known: dict[str, Any]) -> tuple[str, ...]:
    """Return the paragraphs of the body: as JSON-LD tells them where it goes on with what stands.

    Some pages print the start alone and fetch the rest; their description has the whole.
    """
    standing = read_body(markup)
    told = text.paragraphs(re.sub(r"<[^<>]*>", "\n\n", text_of(known, "articleBody") or ""))
    whole = " ".join(told)
    if len(whole) > _WHOLE * len(" ".join(standing)) and all(one in whole for one in standing[:3]):
        return told
    return standing


def _headings(soup: BeautifulSoup, title: str | None) -> tuple[str, ...]:
    found = (text.one_line(tag.get_text(" ")) for tag in soup.find_all(["title", "h1"], limit=4))
    return (title or "", *found)


def _soup(markup: str) -> BeautifulSoup:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        soup = BeautifulSoup(markup, "lxml")
    if soup.find(True) is None:
        raise CleanError("broken_html", "holds no HTML; open it in a browser to see what it is")
    depth = 0
    level: list[Tag] = [soup]
    while level:
        level = [child for tag in level for child in tag.children if isinstance(child, Tag)]
        depth += 1
        if depth > _DEEPEST:
            raise CleanError("broken_html", f"nests its tags more than {_DEEPEST} deep")
    return soup


def _metas(soup: BeautifulSoup) -> dict[str, str]:
    """Return the first content of each `<meta>`, by property, name or itemprops in lower case."""
    metas: dict[str, str] = {}
    for tag in soup.find_all("meta", content=True):
        content = text.one_line(str(tag["content"]))
        names = " ".join(str(tag.get(key) or "") for key in ("property", "name", "itemprop"))
        for name in names.lower().split() if content else ():
            metas.setdefault(name, content)
    return metas


def _canonical(soup: BeautifulSoup, metas: dict[str, str]) -> str | None:
    link = soup.find("link", rel="canonical", href=True)
    return str(link["href"]) if link else metas.get("og:url")


def _language(soup: BeautifulSoup) -> str | None:
    root = soup.find("html")
    return str(root.get("lang") or root.get("xml:lang") or "") if root else None


def _title(
    soup: BeautifulSoup, known: dict[str, Any], metas: dict[str, str], outlet: str | None
) -> str | None:
    if headline := text_of(known, "headline"):
        return text.one_line(headline)
    heading, title = soup.find("h1"), soup.find("title")
    for found in (
        metas.get("og:title"),
        text.one_line(heading.get_text(" ")) if heading else None,
        text.one_line(title.get_text(" ")) if title else None,
    ):
        if found:
            return re.sub(rf"\s*[|–—-]\s*{re.escape(outlet)}$", "", found) if outlet else found
    return None


def _byline(soup: BeautifulSoup, known: dict[str, Any], metas: dict[str, str]) -> str | None:
    declared = name_of(known.get("author")) or clean_author(metas.get("author", ""))
    if declared:
        return declared
    for tag in _own(soup, [*soup.find_all(rel="author"), *soup.find_all(class_=_BYLINE_HINT)]):
        name = clean_author(tag.get_text(" "))
        if name and len(name) <= 100:
            return name
    return None


def _published(soup: BeautifulSoup, known: dict[str, Any], metas: dict[str, str]) -> Moment | None:
    """Return the first declared or printed date that is one: JSON-LD, meta, time, date classes."""
    declared = [text_of(known, "datePublished"), *(metas.get(name) for name in _DATE_METAS)]
    printed = chain((one for one in declared if one), _printed_dates(soup))
    return next((moment for one in printed if (moment := read_printed(one))), None)


def _printed_dates(soup: BeautifulSoup) -> Iterator[str]:
    tags = [*soup.find_all(itemprop="datePublished"), *soup.find_all("time", pubdate=True)]
    tags += [*soup.find_all("time"), *soup.find_all(class_=_DATE_HINT)]
    for tag in _own(soup, tags):
        told = f"{tag.get('class')} {tag.get('itemprop')}"
        if _FIRST.search(told) or not _CHANGED.search(told):
            yield from (str(tag.get("datetime")), tag.get_text(" "))


def _own(soup: BeautifulSoup, tags: list[Tag]) -> Iterator[Tag]:
    """Yield the tags that are the article's own; a masthead prints today's date too."""
    framed = soup.find(["article", "main"]) is not None
    for tag in tags:
        around = {parent.name for parent in tag.parents}
        inside = not framed or not around.isdisjoint({"article", "main"})
        if inside and around.isdisjoint(_BESIDE if framed else {*_BESIDE, "header"}):
            yield tag


def _captions(soup: BeautifulSoup) -> tuple[str, ...]:
    tags = (tag for tag in soup.descendants if isinstance(tag, Tag) and _is_caption(tag))
    found = (text.one_line(tag.get_text(" ")) for tag in tags)
    return tuple(dict.fromkeys(caption for caption in found if caption))


def _is_caption(tag: Tag) -> bool:
    return tag.name == "figcaption" or not _CAPTIONS.isdisjoint(tag.get_attribute_list("class"))
