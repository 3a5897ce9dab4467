"""A page's bytes to an article: the readers of markup, put together.

What belongs here: the order in which they run, and which of them wins. What does not: decoding
(`charsets`), the tree (`tree`), what a page declares (`head`) and prints (`printed`), finding the
body (`body`), what the text says (`articles`), fetching, batches.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import replace
from datetime import date
from itertools import chain

from tasks.news import headline, printed, text
from tasks.news.articles import CleanError, Draft, compose, draft_text
from tasks.news.body import read_body
from tasks.news.charsets import decode
from tasks.news.dates import Moment, on_day, read_address, read_declared, read_printed
from tasks.news.head import Head, read_head
from tasks.news.json_ld import text_of
from tasks.news.layouts import Layout, read_layout
from tasks.news.markup import check_markup
from tasks.news.stubs import find_stub
from tasks.news.tree import Tree, parse
from tasks.news.urls import choose_canonical
from tasks.records import Article, LayoutRule, Page, Rejection

for _name in ("trafilatura", "htmldate", "courlan", "justext", "charset_normalizer", "bs4"):
    logging.getLogger(_name).setLevel(logging.CRITICAL + 1)

_TAG = re.compile(r"<[^<>]*>")
_WHOLE = 1.5  # times the length of what stands on the page
_FEWEST_WORDS = 8  # of an HTML page; a given text may be shorter


def clean_page(
    page: Page,
    mirrors: Set[str] = frozenset(),
    *,
    rules: Sequence[LayoutRule] = (),
    any_language: bool = False,
) -> Article | Rejection:
    """Return the article on a page, or why there is none.

    `mirrors` are host:port pairs whose pages are copies and may name any canonical URL; loopback
    always is one. `rules` are what the operator knows of the outlet's layouts. `any_language` is
    for readers who do not code: other languages than English are no loss to them; "und" is one
    nobody has told. Reasons: no_text, those of `find_stub`, not_english, too_long, broken_html,
    wrong_encoding, not_html.
    """
    try:
        if page.media_type == "text/plain":
            draft = draft_text(page, decode(page.body, page.charset))
            return compose(page, draft, any_language=any_language)
        if page.media_type != "text/html":
            raise CleanError("not_html", f"is {page.media_type}, neither a page nor plain text")
        draft = _draft_html(page, decode(page.body, page.charset), mirrors, rules)
        return _substantial(compose(page, draft, any_language=any_language))
    except CleanError as error:
        detail = f"{page.url} {error}."
        return Rejection(stage="clean", subject=page.url, reason=error.reason, detail=detail)


def _substantial(article: Article) -> Article:
    """Return the article, or raise CleanError for the few words of a "page not found"."""
    if len(article.text.split()) < _FEWEST_WORDS:
        raise CleanError("no_text", f'has no article, only "{article.text}"; open it to see why')
    return article


def _draft_html(page: Page, markup: str, mirrors: Set[str], rules: Sequence[LayoutRule]) -> Draft:
    check_markup(markup)
    tree = parse(markup)
    head = read_head(tree)
    draft = _facts(page, tree, head, mirrors)
    layout = read_layout(markup, rules, _day(page, draft)) if rules else None
    if layout:
        tree = parse(layout.markup)
        head = read_head(tree)
        draft = _by_layout(_facts(page, tree, head, mirrors), layout)
    draft = replace(draft, paragraphs=draft.paragraphs or _body(tree, head))
    titles = (draft.title or "", *head.titles[:1], *head.headings[:3])
    if stub := find_stub(titles, draft.paragraphs, tree.seen):
        what = f"holds {stub.what} in place of an article; open it to see why"
        raise CleanError(stub.reason, what)
    return draft


def _facts(page: Page, tree: Tree, head: Head, mirrors: Set[str]) -> Draft:
    """Return all that a page says of its article, without the body."""
    url = choose_canonical(page.url, head.canonical, mirrors)
    published = _first(chain(head.published(), printed.published(tree)))
    byline = head.byline or printed.byline(tree)
    lines = () if byline and published else headline.lines_below(tree, head.title)
    return Draft(
        url=url,
        paragraphs=(),
        title=head.title,
        outlet=head.outlet,
        byline=byline or headline.byline(lines),
        language=head.language,
        published=on_day(published or headline.published(lines), read_address(url)),
        modified=_first(head.modified()) or printed.modified(tree),
        section=head.section,
        captions=printed.captions(tree),
    )


def _first(dates: Iterable[str]) -> Moment | None:
    """Return the first that is a date."""
    return next((moment for one in dates if one and (moment := read_printed(one))), None)


def _day(page: Page, draft: Draft) -> date | None:
    """Return the day by which the outlet's rules are chosen."""
    moment = (read_declared(page.published) if page.published else None) or draft.published
    return moment.on if moment else None


def _by_layout(draft: Draft, layout: Layout) -> Draft:
    """Return the draft with what an outlet's own layout says, which outranks all else."""
    told = read_printed(layout.published) if layout.published else None
    return replace(
        draft,
        title=layout.title or draft.title,
        byline=layout.byline or draft.byline,
        published=on_day(told, read_address(draft.url)) if told else draft.published,
        paragraphs=layout.paragraphs or (),
    )


def _body(tree: Tree, head: Head) -> tuple[str, ...]:
    """Return the paragraphs of the body: as JSON-LD tells them where it goes on with what stands.

    Some pages print the start alone and fetch the rest; their description has the whole.
    """
    lead = headline.lead(tree, head.title)
    standing = read_body(tree)
    if standing and lead and not any(lead in one or one in lead for one in standing):
        standing = (lead, *standing)
    told = text.paragraphs(_TAG.sub("\n\n", text_of(head.article, "articleBody") or ""))
    whole = " ".join(told)
    if len(whole) > _WHOLE * len(" ".join(standing)) and all(one in whole for one in standing[:3]):
        return told
    return standing
