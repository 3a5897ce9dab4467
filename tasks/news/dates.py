"""Publication dates as printed or declared, read strictly.

What belongs here: a whole string that is a date, or is not one. What does not: dates inside
sentences ("on Saturday"), which the coder resolves.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from urllib.parse import urlsplit

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:Mon|Tue(?:s)?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,?\s+)?"
_CLOCK = (
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"(?:\s*(?P<half>[AaPp])\.?[Mm]\b\.?)?"
)
_DAY, _YEAR = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?", r"(?P<year>\d{4})"
# North American names as in RFC 822; no other name is one zone only.
_ZONES = {
    "Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5,
    "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip
_ZONE = rf"(?P<zone>[+-]\d{{2}}:?\d{{2}}|(?i:{'|'.join(_ZONES)}))"

_ISO = re.compile(rf"{_YEAR}-(?P<month>\d{{2}})-(?P<day>\d{{2}})(?:[T ]{_CLOCK}\s*(?:{_ZONE})?)?")
_RFC822 = re.compile(rf"{_WEEKDAY}{_DAY}\s+{_MONTH}\s+{_YEAR}\s+{_CLOCK}\s+{_ZONE}", re.I)
_AFTER = rf"(?:\s*(?:,|-|–|—|\||at)?\s*{_CLOCK}\s*(?:{_ZONE})?)?"
_BEFORE = rf"{_WEEKDAY}{_CLOCK}\s*(?:{_ZONE})?\s*(?:,|-|–|—|\||on)?\s*{_WEEKDAY}"
_LABEL = r"(?:(?:Published|Posted|Publish(?:ed)? date|Date)(?:\s+on)?\s*:?\s*)?"
_PRINTED = (
    re.compile(rf"{_LABEL}{_WEEKDAY}{_DAY}\s+{_MONTH},?\s+{_YEAR}{_AFTER}", re.I),
    re.compile(rf"{_LABEL}{_WEEKDAY}{_MONTH}\s+{_DAY},?\s+{_YEAR}{_AFTER}", re.I),
    re.compile(rf"{_LABEL}{_ISO.pattern}", re.I),
    re.compile(rf"{_LABEL}{_BEFORE}{_DAY}\s+{_MONTH},?\s+{_YEAR}", re.I),
    re.compile(rf"{_LABEL}{_BEFORE}{_MONTH}\s+{_DAY},?\s+{_YEAR}", re.I),
)
_UPDATED = re.compile(
    r"(?:Last\s+)?(?:Updated?|Modified)(?:\s+(?:on|at))?\s*:?\s+(?P<told>.{6,60})", re.I
)
# A day as a segment of an address's path, or several: "/2023/03/05/", "/2023/mar/05/".
_IN_PATH = re.compile(
    r"/(?P<year>(?:19|20)\d\d)(?P<parting>[/-])(?P<month>\d{1,2}|[a-z]{3})(?P=parting)"
    r"(?P<day>\d{1,2})(?=[/_-]|$)"
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A publication date: the calendar day as printed and, with a zone, the instant."""

    on: date
    at: datetime | None  # UTC, naive; None unless clock and zone are given


def read_declared(text: str) -> Moment | None:
    """Read an ISO 8601 or RFC 822 date; None for anything else, never a guess."""
    text = text.strip()
    return _moment(_ISO.fullmatch(text) or _RFC822.fullmatch(text))


def read_printed(text: str) -> Moment | None:
    """Read a date as a page prints it: "March 5, 2023", "Published: 5 Mar 2023 - 14:20".

    Also what `read_declared` reads. "04/03/2023" is two dates to two readers, so it is none.
    """
    text = re.sub(r"\s+", " ", text.strip())
    matches = (pattern.fullmatch(text) for pattern in _PRINTED)
    return read_declared(text) or _moment(next((match for match in matches if match), None))


def read_updated(text: str) -> Moment | None:
    """Read a date that its label calls that of a change: "Updated: March 5, 2023"."""
    match = _UPDATED.fullmatch(text.strip())
    return read_printed(match["told"]) if match else None


def read_address(url: str) -> Moment | None:
    """Read the day in an address's path: "…/2023/03/05/talks"; None where there is no whole one."""
    return _moment(_IN_PATH.search(urlsplit(url).path.lower()))


def on_day(told: Moment | None, address: Moment | None) -> Moment | None:
    """Return a page's date with the day of its address, where that is the day before or after.

    Pages tell the instant in Greenwich's time; the address has the outlet's own day. Without a
    date of the page the address is what is left.
    """
    if told is None or address is None:
        return told or address
    greenwich = told.at is not None and told.at.date() == told.on
    near = abs(told.on - address.on) == timedelta(days=1)
    return replace(told, on=address.on) if greenwich and near else told


def _moment(match: re.Match[str] | None) -> Moment | None:
    if match is None:
        return None
    parts = match.groupdict()
    try:
        on = date(int(parts["year"]), _month(parts["month"]), int(parts["day"]))
        clock = (_hour(parts), int(parts.get("minute") or 0), int(parts.get("second") or 0))
        local = datetime(on.year, on.month, on.day, *clock)
        at = _utc(local, parts["zone"]) if parts.get("hour") and parts["zone"] else None
    except ValueError:
        return None
    # The web's years; others are defaults of some software.
    return Moment(on, at) if 1990 <= on.year <= 2100 else None


def _hour(parts: dict[str, str]) -> int:
    hour, half = int(parts.get("hour") or 0), parts.get("half")
    if not half:
        return hour
    if not 1 <= hour <= 12:
        raise ValueError(f"no half of a day has an hour {hour}")
    return hour % 12 + (12 if half in "Pp" else 0)


def _month(text: str) -> int:
    return int(text) if text.isdigit() else _MONTHS.index(text[:3].lower()) + 1


def _utc(local: datetime, zone: str) -> datetime:
    hours = _ZONES.get(zone.upper())
    offset = _offset(zone) if hours is None else timedelta(hours=hours)
    return local.replace(tzinfo=timezone(offset)).astimezone(UTC).replace(tzinfo=None)


def _offset(zone: str) -> timedelta:
    digits = zone[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    if offset > timedelta(hours=14):
        raise ValueError(f"no place on earth has the offset {zone}")
    return -offset if zone[0] == "-" else offset
