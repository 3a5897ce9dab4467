"""From what a page holds to an article: the text-level knowledge, put together.

What belongs here: the order in which the recognisers run, and which source of a fact wins.
What does not: HTML and bytes (`pages`), the recognisers themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tasks.news.boilerplate import part
from tasks.news.bylines import read_byline
from tasks.news.datelines import Dateline, split_dateline
from tasks.news.dates import Moment, read_declared, read_printed, read_updated
from tasks.news.language import base_language, is_english, is_prose
from tasks.news.text import ends_sentence, one_line, paragraphs
from tasks.news.urls import outlet_of, tidy
from tasks.records import Article, Page

LONGEST = 1_000_000  # characters of body
UNDETERMINED = "und"  # ISO 639's code for a language that nobody has told
_HEADLINE = 160  # characters at most
_STANDFIRST = 200  # characters at most
_TELLING = 50  # words of a text that can tell its language against what the page declares
_LEAD = 5  # paragraphs before which title, byline and date stand


class CleanError(Exception):
    """A page holds no article: `reason` is the rejection's code, the message says why."""

    def __init__(self, reason: str, message: str):
        super().__init__(message)
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What the page itself says, before the operator's metadata and the text have their say."""

    url: str  # canonical
    paragraphs: tuple[str, ...]
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    language: str | None = None
    published: Moment | None = None
    modified: Moment | None = None
    section: str | None = None
    captions: tuple[str, ...] = ()


def draft_text(page: Page, text: str) -> Draft:
    """Return the draft of a plain text: its first paragraph is the title if it reads as one."""
    body = paragraphs(text)
    draft = Draft(url=tidy(page.url), paragraphs=body)
    if page.title is None and _is_headline(body):
        return replace(draft, title=body[0], paragraphs=body[1:])
    return draft


def _is_headline(body: Sequence[str]) -> bool:
    """Tell whether the first paragraph is one: short, no sentence, no lead matter, text below."""
    if not body or len(body[0]) > _HEADLINE or body[0].endswith((".", ":", ",", ";")):
        return False
    if _is_lead_matter(body[0]) or split_dateline(body[0])[0]:
        return False
    below = next((paragraph for paragraph in body[1:] if not _is_lead_matter(paragraph)), "")
    return ends_sentence(below) or len(below) > len(body[0])


def _is_lead_matter(paragraph: str) -> bool:
    return read_byline(paragraph) is not None or read_printed(paragraph) is not None


def compose(page: Page, draft: Draft, *, any_language: bool = False) -> Article:
    """Return the article; the page's metadata outranks the draft, the draft the text.

    Raises CleanError: no_text, too_long, and not_english unless any language will do.
    """
    title = one_line(page.title or draft.title or "") or None
    draft, dateline = _take_lead(draft, title)
    parted = part(draft.paragraphs)
    body = "\n\n".join(parted.paragraphs)
    _check_size(body)
    language = _language(body, base_language(page.language), draft.language)
    if not any_language:
        _check_english(language)
    told = read_declared(page.published) if page.published else None
    published = _closest(told, draft.published)
    modified = _not_before(published, draft.modified)
    return Article(
        url=draft.url,
        outlet=page.outlet or draft.outlet or outlet_of(draft.url),
        title=title,
        text=body,
        byline=draft.byline,
        language=language,
        dateline=dateline.printed if dateline else None,
        dateline_place=dateline.place if dateline else None,
        published_on=published.on if published else None,
        published_at=published.at if published else None,
        published_basis=(page.published_by if told else "page") if published else None,
        modified_on=modified.on if modified else None,
        modified_at=modified.at if modified else None,
        section=draft.section,
        captions=tuple(dict.fromkeys((*draft.captions, *parted.captions))),
        initials=parted.initials,
        license=page.license or parted.license,
    )


def _take_lead(draft: Draft, title: str | None) -> tuple[Draft, Dateline | None]:
    """Take the title, byline, dates and dateline off the start of the paragraphs."""
    body = [paragraph for paragraph in draft.paragraphs if paragraph]
    repeated = {one.casefold() for one in (title, draft.byline, *draft.captions) if one}
    lead, rest = body[:_LEAD], body[_LEAD:]
    kept: list[str] = []
    for paragraph in lead:
        byline = read_byline(paragraph)
        printed = read_printed(_without_name(paragraph, draft.byline))
        if byline:
            draft = replace(draft, byline=draft.byline or byline)
        elif printed:
            draft = replace(draft, published=draft.published or printed)
        elif changed := read_updated(paragraph):
            draft = replace(draft, modified=draft.modified or changed)
        elif paragraph.casefold() not in repeated and not _is_headline_of(title, paragraph):
            kept.append(paragraph)
    dateline, kept = _take_dateline(kept)
    return replace(draft, paragraphs=(*kept, *rest)), dateline


def _without_name(paragraph: str, name: str | None) -> str:
    """Return a line without the author's name before what else it says: "Ann Roe, 5 May 2023"."""
    rest = paragraph.removeprefix("By ").removeprefix(name) if name else paragraph
    return paragraph if rest == paragraph else rest.lstrip(" ,|·•–—-")


def _is_headline_of(title: str | None, paragraph: str) -> bool:
    """Tell whether a paragraph is a title's headline, printed without the outlet's name."""
    if title is None or len(paragraph) < len(title) / 2 or ends_sentence(paragraph):
        return False
    return paragraph.casefold() in title.casefold()


def _take_dateline(lead: list[str]) -> tuple[Dateline | None, list[str]]:
    """Take the dateline off the first paragraph, or off the second with the standfirst above it.

    A dateline opens the body; one short paragraph before it sums the article up for the reader.
    """
    for start, paragraph in enumerate(lead[:2]):
        dateline, text = split_dateline(paragraph)
        if dateline:
            return dateline, [text, *lead[start + 1 :]]
        if len(paragraph) > _STANDFIRST:
            break
    return None, lead


def _check_size(body: str) -> None:
    if not body:
        raise CleanError("no_text", "has no article text; name the article's own address")
    if len(body) > LONGEST:
        raise CleanError("too_long", f"has {len(body)} characters of text, more than {LONGEST}")
    if not is_prose(body):
        raise CleanError("not_prose", "is mostly signs that are neither letters nor digits")


def _language(body: str, told: str | None, declared: str | None) -> str:
    """Return the language of the body: the operator's word, else what the text reads as.

    Templates declare the language of their maker: English of some length outranks the page.
    """
    if told:
        return told if told != "en" or is_english(body) else UNDETERMINED
    if is_english(body) and (declared in (None, "en") or body.count(" ") >= _TELLING):
        return "en"
    return declared if declared and declared != "en" else UNDETERMINED


def _check_english(language: str) -> None:
    if language == UNDETERMINED:
        raise CleanError("not_english", "does not read as English; only English can be coded")
    if language != "en":
        raise CleanError("not_english", f'is in "{language}"; only English can be coded')


def _closest(told: Moment | None, page: Moment | None) -> Moment | None:
    """Return the operator's date; where the page has the same instant, with the page's own day.

    Feeds print Greenwich time, and half past ten there is the next day in Tehran.
    """
    if told and page and told.at and told.at == page.at:
        return page
    return told or page


def _not_before(published: Moment | None, modified: Moment | None) -> Moment | None:
    """Return the moment of the last change; None where it would be before publication.

    Of two instants the days may be told in different zones: then the later day counts for both.
    """
    if published is None or modified is None:
        return modified
    if published.at and modified.at:
        later = replace(modified, on=max(modified.on, published.on))
        return later if modified.at >= published.at else None
    return modified if modified.on >= published.on else None
