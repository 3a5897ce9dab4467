"""What a page declares of its article: JSON-LD, `<meta>`, `<link>`, title and headings.

What belongs here: reading declarations, and which of several wins. What does not: what is printed
for readers (`printed`), the body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tasks.news import text
from tasks.news.bylines import clean_author
from tasks.news.json_ld import name_of, read_article, text_of, texts_of
from tasks.news.language import base_language
from tasks.news.tree import Tree, said

_LONGEST_SECTION = 80  # characters; what is longer is no name of a section
_PUBLISHED = (
    "article:published_time", "article:published", "og:published_time", "datepublished", "date",
    "pubdate", "publish-date", "publishdate", "dc.date", "dc.date.issued", "dcterms.created",
    "parsely-pub-date", "sailthru.date",
)  # fmt: skip
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A page's declarations as given; the names of `metas` are in lower case."""

    article: dict[str, Any]  # JSON-LD's object of the article, empty if there is none
    metas: dict[str, str]
    titles: tuple[str, ...]  # <title>
    headings: tuple[str, ...]  # <h1>
    canonical: str | None
    language: str | None

    @property
    def outlet(self) -> str | None:
        """The outlet's name."""
        declared = self.metas.get("og:site_name") or name_of(self.article.get("publisher"))
        return declared or self.metas.get("dc.publisher")

    @property
    def byline(self) -> str | None:
        """The authors' names."""
        declared = name_of(self.article.get("author"))
        named = self.metas.get("author") or self.metas.get("dc.creator") or ""
        return declared or clean_author(named)

    @property
    def title(self) -> str | None:
        """The headline, without the outlet's name behind it."""
        if headline := text_of(self.article, "headline"):
            return text.one_line(headline)
        declared = (self.metas.get("og:title"), self.metas.get("dc.title"))
        titles = (*declared, *self.headings[:1], *self.titles[:1])
        found = next((title for title in titles if title), None)
        if found is None or self.outlet is None:
            return found
        return re.sub(rf"\s*[|–—-]\s*{re.escape(self.outlet)}$", "", found)

    @property
    def section(self) -> str | None:
        """The first section of the outlet that the article is put under."""
        told = (*texts_of(self.article, "articleSection"), self.metas.get("article:section"))
        names = (text.one_line(name) for name in told if name)
        return next((name for name in names if 0 < len(name) <= _LONGEST_SECTION), None)

    def published(self) -> Iterator[str]:
        """Yield what is declared as the date of publication, best first."""
        yield from self._dates("datePublished", _PUBLISHED)

    def modified(self) -> Iterator[str]:
        """Yield what is declared as the date of the last change, best first."""
        yield from self._dates("dateModified", _MODIFIED)

    def _dates(self, field: str, names: tuple[str, ...]) -> Iterator[str]:
        declared = (text_of(self.article, field), *(self.metas.get(name) for name in names))
        yield from (one for one in declared if one)


def read_head(tree: Tree) -> Head:
    """Return what a page declares."""
    metas = _metas(tree)
    return Head(
        article=read_article(tree.described),
        metas=metas,
        titles=tuple(map(said, tree.elements("title"))),
        headings=tuple(map(said, tree.elements("h1"))),
        canonical=_canonical(tree) or metas.get("og:url"),
        language=base_language(tree.root.get("lang") or tree.root.get("xml:lang")),
    )


def _metas(tree: Tree) -> dict[str, str]:
    """Return the first content of each `<meta>`, by its property, name and itemprops."""
    metas: dict[str, str] = {}
    for element in tree.elements("meta"):
        content = text.one_line(element.get("content") or "")
        names = " ".join(element.get(key) or "" for key in ("property", "name", "itemprop"))
        for name in names.lower().split() if content else ():
            metas.setdefault(name, content)
    return metas


def _canonical(tree: Tree) -> str | None:
    for link in tree.elements("link"):
        if "canonical" in (link.get("rel") or "").lower().split() and link.get("href"):
            return str(link.get("href"))
    return None
