"""Time expressions: the words of a text that name a time, and how each kind is read.

What belongs here: reading one kind of expression, and finding them in a sentence's text. What does
not: the words themselves (`wordings`), arithmetic (`days`), whose time it is (`dating`).

Stated readings. "From 3 to 5 March" and "March 3–5" begin on 3 March, a day; "between Monday and
Wednesday" is known to the week only. "5/3/2023" is read where only one order is a day. A decade,
"recently", feasts that move and days of other calendars name a time, but no day. "Since Monday"
begins on Monday; since a month or a year tells no time. A limit ("until Friday") and a duration
("for three days") are no time of what happens.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from tasks.events import wordings
from tasks.events.days import (
    MONTHS,
    UNDATED,
    WEEKDAYS,
    Anchor,
    Dated,
    dated,
    day_without_year,
    monday_of,
    month_without_year,
    safe_day,
    shifted,
    weekday_near,
    weekend_of,
)
from tasks.records import Precision

Said = dict[str, str]  # the words of an expression by what they tell, "" where it is silent
Reader = Callable[[Said, Anchor], Dated]


@dataclass(frozen=True, slots=True)
class Time:
    """An expression at `text[start:end]` and how to read it.

    `bound` is "since" or "limit" where the words before make it an end of what happens.
    """

    start: int
    end: int
    kind: str
    said: Said
    bound: str

    def on(self, anchor: Anchor) -> Dated:
        """Resolve it; UNDATED when nothing supports a value."""
        try:
            return READERS[self.kind](self.said, anchor)
        except OverflowError:  # "900 years before"
            return UNDATED

    @property
    def is_told(self) -> bool:
        """Whether it counts from the last day that the text told."""
        return self.kind in {"same day", "after told"} or self.said.get("which") in TOLD


BOUND_WIDTH = 60  # characters before an expression that may make it an end: "before the end of"
TOLD = frozenset({"previous", "following", "that"})


def _number(word: str) -> int:
    return int(word) if word.isdigit() else wordings.NUMBERS.get(word, 0)


def _ordinal(word: str) -> int:
    return int(re.sub(r"\D", "", word))


def _nothing(said: Said, anchor: Anchor) -> Dated:
    return UNDATED


def _iso(said: Said, anchor: Anchor) -> Dated:
    return dated(safe_day(*map(int, (said["year"], said["month"], said["day"]))), "day")


def _slashed(said: Said, anchor: Anchor) -> Dated:
    one, two, year = (int(said[name]) for name in ("one", "two", "year"))
    found = {day for day in (safe_day(year, one, two), safe_day(year, two, one)) if day}
    return dated(found.pop(), "day") if len(found) == 1 else UNDATED


def _day(said: Said, anchor: Anchor) -> Dated:
    """Read one day, or the first of a range: "3 March", "3 to 5 March 2023"."""
    month, day = MONTHS[said["month"].rstrip(".")], _ordinal(said["day"])
    weekday = WEEKDAYS[said["weekday"].rstrip(".")] if said.get("weekday") else None
    if year := said["year"] or said.get("year2"):
        found = dated(safe_day(int(year), month, day), "day")
    else:
        found = day_without_year(month, day, weekday, anchor)
    if not said["between"] or found.day is None:
        return found
    near = not said.get("month2") and _ordinal(said["last"]) - day < 8
    return Dated(found.day, "week" if near else "month", found.basis)


def _weekdays(said: Said, anchor: Anchor) -> Dated:
    last = weekday_near(WEEKDAYS[said["last"]], "", anchor)
    if last.day is None:
        return UNDATED
    back = (last.day.weekday() - WEEKDAYS[said["weekday"]]) % 7
    precision: Precision = "week" if said["between"] else "day"
    return dated(last.day - timedelta(days=back), precision)


def _month(said: Said, anchor: Anchor) -> Dated:
    month = MONTHS[said["month"].rstrip(".")]
    if said["year"]:
        return dated(date(int(said["year"]), month, 1), "month")
    return month_without_year(month, said["which"], anchor)


def _year(said: Said, anchor: Anchor) -> Dated:
    return dated(date(int(said["year"]), 1, 1), "year")


def _same_day(said: Said, anchor: Anchor) -> Dated:
    return dated(anchor.told, "day")


def _after_told(said: Said, anchor: Anchor) -> Dated:
    """Read "two days later", "the day before", "the following week" from the last day told."""
    number = _number(said["number"] or "one")
    if anchor.told is None or not number:
        return UNDATED
    by = -number if said["way"] in {"earlier", "before", "previous", "previously"} else number
    if said["unit"] == "week" and said["number"] in {"a", "one"}:
        return shifted("day", 7 * by, anchor.told)  # "a week earlier"
    is_unit = said["unit"] in {"week", "month", "year"}
    return shifted(said["unit"] if is_unit else "day", by, anchor.told)


def _ago(said: Said, anchor: Anchor) -> Dated:
    """Read "two days ago"; "nearly three days ago" tells no day, "nearly a year ago" a year."""
    number, is_loose = _number(said["number"]), said["about"] and said["unit"] in {"day", "week"}
    if anchor.published is None or not number or is_loose:
        return UNDATED
    return shifted(said["unit"], -number, anchor.published)


def _day_word(said: Said, anchor: Anchor) -> Dated:
    by = wordings.DAY_WORDS.get(said["word"], 0)
    return shifted("day", by, anchor.published) if anchor.published else UNDATED


def _weekday(said: Said, anchor: Anchor) -> Dated:
    weekday = WEEKDAYS[said["weekday"].rstrip(".")]
    if said["week"] and anchor.published:
        monday = monday_of(anchor.published, {"last": -1, "next": 1}.get(said["week"], 0))
        return dated(monday + timedelta(days=weekday), "day")
    if said["local"] and anchor.published:  # there the next day may have begun
        tomorrow = anchor.published + timedelta(days=1)
        if tomorrow.weekday() == weekday:
            return dated(tomorrow, "day")
    return weekday_near(weekday, said["which"], anchor)


def _unit(said: Said, anchor: Anchor) -> Dated:
    if anchor.published is None:
        return UNDATED
    by = -2 if said["beyond"] else {"last": -1, "next": 1, "coming": 1}.get(said["which"], 0)
    return shifted(said["unit"], by, anchor.published)


def _weekend(said: Said, anchor: Anchor) -> Dated:
    return weekend_of(said["which"], anchor)


def _midweek(said: Said, anchor: Anchor) -> Dated:
    return shifted("week", 0, anchor.published) if anchor.published else UNDATED


def _feast(said: Said, anchor: Anchor) -> Dated:
    month, day = wordings.FIXED_DAYS[said["feast"].replace("’", "'")]
    if said["year"]:
        return dated(safe_day(int(said["year"]), month, day), "day")
    return day_without_year(month, day, None, anchor)


READERS: dict[str, Reader] = {
    "no day": _nothing,
    "iso": _iso,
    "slashed": _slashed,
    "day": _day,
    "weekdays": _weekdays,
    "month": _month,
    "year": _year,
    "same day": _same_day,
    "after told": _after_told,
    "ago": _ago,
    "day word": _day_word,
    "weekday": _weekday,
    "unit": _unit,
    "weekend": _weekend,
    "midweek": _midweek,
    "feast": _feast,
}


def times_in(text: str) -> tuple[Time, ...]:
    """Return the expressions of a sentence in order; none overlap."""
    if not wordings.HINT.search(text):
        return ()
    found: list[Time] = []
    taken = bytearray(len(text))
    for kind, pattern in wordings.PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span("x") if "x" in match.groupdict() else match.span()
            if not any(taken[start:end]):
                found.append(_time(kind, match, start, end))
                taken[start:end] = b"\x01" * (end - start)
    return tuple(sorted(found, key=lambda time: time.start))


def _time(kind: str, match: re.Match[str], start: int, end: int) -> Time:
    said = {name: (word or "").lower() for name, word in match.groupdict().items()}
    before = wordings.BOUND.search(match.string, max(0, start - BOUND_WIDTH), start)
    bound = "" if before is None else "since" if before[1].lower() == "since" else "limit"
    is_range = bool(said.get("last")) and not said.get("between")
    return Time(start, end, kind, said, "" if is_range else bound)


def read_expression(text: str, published: date | None, *, ahead: bool = False) -> Dated:
    """Resolve one time expression; UNDATED when nothing supports a value.

    `ahead` is true where the sentence speaks of the future, so that "Monday" is the next one.
    A weekday or a month without a year is the last one up to the publication day otherwise.
    """
    times = times_in(text) or times_in(f"in {text}")
    return times[0].on(Anchor(published, ahead=ahead)) if times else UNDATED
