"""When: time expressions against the article's own day, with precision and basis.

What belongs here: reading an expression and choosing the one that belongs to a predicate.
What does not: anything that would guess; without a publication day a relative expression stays
undated. A week, month or year is given by its first day and its precision.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tasks.events.language import Span, Token
from tasks.events.phrases import KINDS_OF_PLACE, PLACE_LABELS
from tasks.events.quotes import SPEECH
from tasks.records import Basis, Precision

WEEKDAYS = {name.lower(): i for i, name in enumerate(calendar.day_name)}
WEEKDAYS |= {name.lower(): i for i, name in enumerate(calendar.day_abbr)}
MONTHS = {name.lower(): i for i, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): i for i, name in enumerate(calendar.month_abbr) if name}
MONTHS["sept"] = 9
NUMBERS = {
    w: i for i, w in enumerate("zero one two three four five six seven eight nine ten".split())
} | {"a": 1, "an": 1, "eleven": 11, "twelve": 12, "several": 0, "few": 0}
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
WEEKDAY = "|".join(sorted(WEEKDAYS, key=len, reverse=True))
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"

_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_DAY_MONTH = re.compile(
    rf"\b(?:(?P<month>{MONTH})\.?\s+{DAY}(?:,?\s+(?P<year>\d{{4}}))?"
    rf"|{DAY.replace('day', 'day2')}\s+(?:of\s+)?(?P<month2>{MONTH})\b\.?"
    rf"(?:,?\s+(?P<year2>\d{{4}}))?)(?!\d)",
    re.I,
)
_MONTH_ONLY = re.compile(rf"\b(?P<month>{MONTH})\b\.?(?:,?\s+(?:of\s+)?(?P<year>\d{{4}}))?", re.I)
_YEAR_ONLY = re.compile(r"^(?:in |since |back in |by )?(?P<year>(?:19|20)\d{2})$", re.I)
_AGO = re.compile(
    r"\b(?P<n>\d+|[a-z]+)\s+(?P<unit>day|week|month|year)s?\s+(?:ago|earlier|before)\b", re.I
)
_LAST_UNIT = re.compile(
    r"\b(?P<which>last|past|previous|this|next|earlier this|earlier in the)\s+"
    r"(?P<unit>week|month|year)\b",
    re.I,
)
_DAY_WORD = re.compile(
    r"\b(?P<word>today|yesterday|tomorrow|tonight|this morning|this afternoon|this evening"
    r"|last night|overnight)\b",
    re.I,
)
_WEEKDAY_WORD = re.compile(rf"\b(?P<next>next\s+|coming\s+)?(?P<weekday>{WEEKDAY})\b\.?", re.I)
_OTHER_CALENDAR = re.compile(
    r"\b(?:ramadan|muharram|safar|rajab|sha'?ban|shawwal|dhu al|farvardin|ordibehesht|khordad|tir"
    r"|mordad|shahrivar|mehr|aban|azar|dey|bahman|esfand)\b",
    re.I,
)
_DAY_OFFSETS = {"yesterday": -1, "last night": -1, "tomorrow": 1}
_HEDGED_START = re.compile(r"\b(?:since|until|between|from)\b", re.I)


@dataclass(frozen=True, slots=True)
class Dated:
    """A resolved time: the first day of it, how fine it is and what it rests on."""

    day: date | None
    precision: Precision
    basis: Basis | None


UNDATED = Dated(None, "unknown", None)


def _safe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month_start(day: date, back: int = 0) -> date:
    months = day.year * 12 + day.month - 1 - back
    return date(months // 12, months % 12 + 1, 1)


def _text(day: date | None, precision: Precision) -> Dated:
    return Dated(day, precision, "text") if day else UNDATED


def _calendar_day(match: re.Match[str], published: date | None, *, ahead: bool) -> Dated:
    month = MONTHS[(match["month"] or match["month2"]).lower()]
    day = int(match["day"] or match["day2"])
    year = match["year"] or match["year2"]
    if year:
        return _text(_safe(int(year), month, day), "day")
    if published is None:
        return UNDATED
    found = _safe(published.year, month, day)
    if found and found > published + timedelta(days=1) and not ahead:
        found = _safe(published.year - 1, month, day)
    return _text(found, "day")


def _calendar_month(match: re.Match[str], published: date | None, *, ahead: bool) -> Dated:
    month = MONTHS[match["month"].lower()]
    if match["year"]:
        return _text(date(int(match["year"]), month, 1), "month")
    if published is None:
        return UNDATED
    year = published.year if month <= published.month or ahead else published.year - 1
    return _text(date(year, month, 1), "month")


def _shifted(unit: str, back: int, published: date) -> Dated:
    if unit == "day":
        return _text(published - timedelta(days=back), "day")
    if unit == "week":
        monday = published - timedelta(days=published.weekday() + 7 * back)
        return _text(monday, "week")
    if unit == "month":
        return _text(_month_start(published, back), "month")
    return _text(date(published.year - back, 1, 1), "year")


def _weekday(match: re.Match[str], published: date, *, ahead: bool) -> Dated:
    gap = (published.weekday() - WEEKDAYS[match["weekday"].lower()]) % 7
    if ahead or match["next"]:
        return _text(published + timedelta(days=(-gap) % 7 or 7), "day")
    return _text(published - timedelta(days=gap), "day")


def _relative(text: str, published: date | None, *, ahead: bool) -> Dated | None:
    """Read an expression that needs the article's day; None when it is of no such form."""
    ago, unit = _AGO.search(text), _LAST_UNIT.search(text)
    word, weekday = _DAY_WORD.search(text), _WEEKDAY_WORD.search(text)
    if not (ago or unit or word or weekday):
        return None
    if published is None:
        return UNDATED
    if ago:
        number = ago["n"].lower()
        count = int(number) if number.isdigit() else NUMBERS.get(number, 0)
        return _shifted(ago["unit"].lower(), count, published) if count else UNDATED
    if unit:
        back = {"this": 0, "next": -1}.get(unit["which"].lower(), 1)
        back = 0 if unit["which"].lower().startswith("earlier") else back
        return _shifted(unit["unit"].lower(), back, published)
    if word:
        offset = _DAY_OFFSETS.get(word["word"].lower(), 0)
        return _text(published + timedelta(days=offset), "day")
    assert weekday is not None
    return _weekday(weekday, published, ahead=ahead)


def read_expression(text: str, published: date | None, *, ahead: bool = False) -> Dated:
    """Resolve one time expression; UNDATED when nothing supports a value.

    `ahead` is true where the sentence speaks of the future, so that "Monday" is the next one.
    A weekday or a month without a year is the last one up to the publication day otherwise.
    """
    if _OTHER_CALENDAR.search(text):
        return UNDATED
    if match := _ISO.search(text):
        return _text(_safe(int(match[1]), int(match[2]), int(match[3])), "day")
    if match := _DAY_MONTH.search(text):
        return _calendar_day(match, published, ahead=ahead)
    if (found := _relative(text, published, ahead=ahead)) is not None:
        return found
    if match := _MONTH_ONLY.search(text):
        return _calendar_month(match, published, ahead=ahead)
    if match := _YEAR_ONLY.search(text.strip()):
        return _text(date(int(match["year"]), 1, 1), "year")
    return UNDATED


def expressions(sentence: Span) -> Iterator[Span]:
    """Yield the spans that name a time: spaCy's dates, and weekdays it missed."""
    found = [e for e in sentence.ents if e.label_ in {"DATE", "TIME"}]
    yield from found
    covered = {i for e in found for i in range(e.start, e.end)}
    for token in sentence:
        if token.i not in covered and token.lower_ in WEEKDAYS and token.text[0].isupper():
            yield sentence.doc[token.i : token.i + 1]


def _governor(span: Span, predicate: Token, precision: Precision) -> Token | None:
    """Return the predicate or verb that a time expression hangs on.

    A noun in between has the time to itself ("the 2015 agreement", "during the invasion in
    2014"), unless it is a day's occasion ("said at a meeting on Sunday") or a place ("killed in
    Kabul in 2016").
    """
    if span.root.dep_ in {"compound", "nmod", "nummod", "amod", "poss"}:
        return predicate if span.root.head == predicate else None
    current = span.root
    while current.head != current:
        current = current.head
        if current == predicate or current.pos_ in {"VERB", "AUX"}:
            return current
        own_noun = current.dep_ == "dobj" and current.head == predicate
        is_place = current.ent_type_ in PLACE_LABELS or current.lemma_.lower() in KINDS_OF_PLACE
        if is_place or own_noun or precision == "day":
            continue
        if current.pos_ in {"NOUN", "PROPN"}:
            return None
    return current


def _clause(predicate: Token) -> list[Token]:
    """Return the words whose time is the predicate's, the nearest first."""
    chain = [predicate]
    current = predicate
    while current.head != current and not _own_clause(current):
        current = current.head
        if current.pos_ in {"VERB", "AUX"}:
            chain.append(current)
            if current.lemma_.lower() in SPEECH:
                break
    return chain


def _own_clause(verb: Token) -> bool:
    """Whether a clause has its own time; "arrived on Friday in Lima, where he met X" has not."""
    if verb.dep_ == "relcl":
        return not any(c.lower_ in {"where", "when"} for c in verb.children)
    return verb.dep_ == "advcl"


def date_of(predicate: Token, published: date | None, *, ahead: bool = False) -> Dated:
    """Return the time of a predicate from its own sentence, else UNDATED with basis None."""
    clause = _clause(predicate)
    best: tuple[int, Dated] | None = None
    for span in expressions(predicate.sent):
        dated = read_expression(span.text, published, ahead=ahead)
        if dated.day is None or _HEDGED_START.search(span.text):
            continue
        governor = _governor(span, predicate, dated.precision)
        if governor not in clause:
            continue
        rank = clause.index(governor)
        if best is None or rank < best[0]:
            best = rank, dated
    return best[1] if best else UNDATED


def names_time(predicate: Token) -> bool:
    """Whether the sentence gives the predicate a time, resolved or not ("the same day")."""
    clause = _clause(predicate)
    return any(_governor(s, predicate, "day") in clause for s in expressions(predicate.sent))
