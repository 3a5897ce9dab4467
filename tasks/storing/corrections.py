"""When an article is a new version, why, and which page addresses it was read from.

What belongs here: comparing what was read with what is stored. What does not: SQL, removals by
status (`sql/statements/mark_gone.sql`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any, Literal

from tasks.records import Article, ReadFrom
from tasks.storing.rows import Row, article_row

Cause = Literal["page", "cleaning"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePage:
    """A row of the table `article_page`."""

    article_id: str
    url: str
    body_hash: str
    text_hash: str
    gone_since: datetime | None = None  # UTC, naive


Known = Mapping[str, Mapping[str, ArticlePage]]  # article id → page url → what it gave


def known_pages(rows: Iterable[Mapping[str, Any]]) -> Known:
    """Return rows of `article_page` by article and address."""
    known: dict[str, dict[str, ArticlePage]] = defaultdict(dict)
    for row in rows:
        known[row["article_id"]][row["url"]] = ArticlePage(**row)
    return known


@dataclass(frozen=True, slots=True)
class Before:
    """What was stored of some articles, and where they are read from now."""

    coded: Mapping[str, tuple[str, str]]  # article id → text hash, coder
    pages: Known
    read: Mapping[str, ReadFrom]  # article id → its page now

    def is_settled(self, article: Article) -> bool:
        """Return whether nothing has to be stored of what was read."""
        return self._text_hash(article) == article.text_hash or self.is_superseded(article)

    def needs_coding(self, article: Article, coder: str) -> bool:
        """Return whether the text is news, or was coded by another coder."""
        if self.is_superseded(article):
            return False
        return self.coded.get(article.id) != (article.text_hash, coder)

    def is_superseded(self, article: Article) -> bool:
        """Return whether a page gives what it gave before, and another's text is stored since.

        An article may be read from two addresses whose texts differ a little. Only what is new
        at one of them replaces the article, or each run would correct it to and fro.
        """
        read, pages = self.read.get(article.id), self.pages.get(article.id, {})
        if read is None or read.url not in pages or self._text_hash(article) == article.text_hash:
            return False
        others = {page.text_hash for page in pages.values() if page.url != read.url}
        gave_this = pages[read.url].text_hash == article.text_hash
        return gave_this and self._text_hash(article) in others

    def cause(self, article: Article) -> Cause:
        """Return why an article changed; "page" only where its body is known to be another."""
        read, pages = self.read.get(article.id), self.pages.get(article.id, {})
        if read is None or not pages:
            return "cleaning"
        compared = [pages[read.url]] if read.url in pages else pages.values()
        return "cleaning" if read.body_hash in {page.body_hash for page in compared} else "page"

    def _text_hash(self, article: Article) -> str | None:
        return self.coded[article.id][0] if article.id in self.coded else None


def replacing(
    articles: Iterable[Article],
    stored: Mapping[str, Mapping[str, Any]],
    before: Before,
    now: datetime,
) -> tuple[list[Row], list[Row]]:
    """Return the rows of `article` to write, and those of `article_version` they replace.

    `stored` is article id → row. The same text, coded anew, is no new version.
    """
    rows, versions = [], []
    for article in articles:
        old, version, original = stored.get(article.id), 1, None
        if old is not None:
            version, original = old["version"], old["near_duplicate_of"]
        if old is not None and _content_hash(old) != article.text_hash:
            versions.append({**old, "replaced_at": now, "cause": before.cause(article)})
            version, original = version + 1, None  # what it copies is to be found anew
        rows.append(article_row(article, version=version, near_duplicate_of=original))
    return rows, versions


def _content_hash(row: Mapping[str, Any]) -> str:
    """Return the text hash that a stored row has today.

    The one stored in it may be from before an upgrade that hashes more fields.
    """
    values = {each.name: row[each.name] for each in fields(Article)}
    return Article(**values | {"captions": tuple(values["captions"])}).text_hash


def changed_pages(
    read: Iterable[ReadFrom], settled: Mapping[str, str], known: Known
) -> dict[str, list[Row]]:
    """Return article id → all its rows of `article_page`, for articles of which one changed.

    `settled` is article id → text hash of what was read and needs no further look; where that
    could not be stored, its address is heard from but gave nothing.
    """
    changed: dict[str, dict[str, ArticlePage]] = {}
    for one in read:
        pages = changed.get(one.article_id) or dict(known.get(one.article_id, {}))
        before = pages.get(one.url)
        if (after := _heard(one, before, settled.get(one.article_id))) and after != before:
            changed[one.article_id] = pages | {one.url: after}
    return {key: [asdict(page) for page in pages.values()] for key, pages in changed.items()}


def _heard(one: ReadFrom, before: ArticlePage | None, text_hash: str | None) -> ArticlePage | None:
    if text_hash is not None:
        return ArticlePage(**asdict(one), text_hash=text_hash)
    if before is not None:
        return ArticlePage(**{**asdict(before), "gone_since": None})
    return None
