"""What scores are computed from: gold files, article files and predicted events, as records.

What belongs here: reading them and saying where they are wrong. What does not: comparing them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tasks.plover.ontology import ontology


class EvaluationError(Exception):
    """Something to be scored cannot be used; for a file the message starts with `file:line:`."""


PARTIAL_DATE = re.compile(r"\d{4}(-\d{2})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedParty:
    """A party of a coded event, as far as it is scored."""

    country: str | None
    sectors: tuple[str, ...]  # primary first


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedEvent:
    """An event of a gold file or a prediction, as far as it is scored."""

    event_type: str
    realis: str
    actor: tuple[CodedParty, ...]
    recipient: tuple[CodedParty, ...]
    day: date | None
    place_country: str | None
    core: bool = True  # false: a coder may find it, and loses nothing if not
    confidence: float | None = None  # of a prediction, 0 to 1
    quote: str = ""  # of the text, where it tells of the event


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedArticle:
    """The events of one article, in the order of their line."""

    id: str
    events: tuple[CodedEvent, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenArticle:
    """An article to be coded for a score; `published` is as given in the file."""

    id: str
    text: str
    title: str | None
    published: str | None
    url: str | None


def read_gold(path: Path) -> tuple[CodedArticle, ...]:
    """Read a gold file: JSON lines `{"id", "events": [{"type", "actor", "recipient", …}]}`.

    `aux` (null: actual) says the realis; `core` is true where it is missing. Raises
    EvaluationError naming file and line.
    """
    articles = []
    for where, line in read_lines(path):
        try:
            articles.append(read_coded(line))
        except EvaluationError as error:
            raise EvaluationError(f"{where}: {error}") from error
    return tuple(articles)


def read_articles(path: Path) -> tuple[GivenArticle, ...]:
    """Read an article file: JSON lines `{"id", "text", "title"?, "published"?, "url"?}`.

    Raises EvaluationError naming file and line.
    """
    articles = []
    for where, line in read_lines(path):
        if not isinstance(line.get("text"), str) or not line["text"].strip():
            raise EvaluationError(f'{where}: "text" is missing or empty.')
        for key in ("title", "published", "url"):
            if not isinstance(line.get(key), str | None):
                raise EvaluationError(f'{where}: "{key}" must be a string or null.')
        given = {key: line.get(key) for key in ("title", "published", "url")}
        articles.append(GivenArticle(id=line["id"], text=line["text"], **given))
    return tuple(articles)


def read_coded(line: Mapping[str, Any]) -> CodedArticle:
    """Return the events of one line of a gold file or of what `communique code` puts out.

    Raises EvaluationError naming article, event and key.
    """
    events = line.get("events")
    if not isinstance(line.get("id"), str):
        raise EvaluationError('"id" is missing; every article has one.')
    if not isinstance(events, list):
        raise EvaluationError(f'{line["id"]}: "events" must be a list, empty if there are none.')
    read = [_event(event, f"{line['id']}: event {n}") for n, event in enumerate(events, 1)]
    return CodedArticle(id=line["id"], events=tuple(read))


def read_lines(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield where a line stands and its object, whose `id` is a string of its own."""
    seen: set[str] = set()
    for number, raw in enumerate(_read(path).splitlines(), 1):
        where = f"{path}:{number}"
        if not raw.strip():
            continue
        try:
            line = json.loads(raw.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise EvaluationError(f"{where}: the line is not UTF-8.") from error
        except json.JSONDecodeError as error:
            raise EvaluationError(f"{where}: the line is not JSON ({error.msg}).") from error
        if not isinstance(line, dict) or not isinstance(line.get("id"), str):
            raise EvaluationError(f'{where}: expected an object with a string "id".')
        if line["id"] in seen:
            raise EvaluationError(f"{where}: the id {line['id']!r} is there twice.")
        seen.add(line["id"])
        yield where, line


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise EvaluationError(f"{path}: cannot be read ({error.strerror}).") from error


def _event(event: object, where: str) -> CodedEvent:
    if not isinstance(event, dict):
        raise EvaluationError(f"{where} is not an object.")
    if event.get("type") not in ontology().event_types:
        raise EvaluationError(f'{where}: "type" {event.get("type")!r} is no event type of PLOVER.')
    return CodedEvent(
        event_type=event["type"],
        realis=_realis(event, where),
        actor=_parties(event, "actor", where),
        recipient=_parties(event, "recipient", where),
        day=_day(event.get("date"), where) if event.get("date_precision", "day") == "day" else None,
        place_country=_place_country(event.get("place"), where),
        core=_core(event, where),
        confidence=_confidence(event, where),
        quote=str(event.get("quote") or ""),
    )


def _realis(event: Mapping[str, Any], where: str) -> str:
    said = event.get("realis") or event.get("aux") or "actual"
    if said not in ontology().realis:
        raise EvaluationError(f"{where}: {said!r} is none of {', '.join(ontology().realis)}.")
    return str(said)


def _core(event: Mapping[str, Any], where: str) -> bool:
    core = event.get("core", True)
    if not isinstance(core, bool):
        raise EvaluationError(f'{where}: "core" must be true or false.')
    return core


def _confidence(event: Mapping[str, Any], where: str) -> float | None:
    said = event.get("confidence")
    if said is None:
        return None
    if isinstance(said, bool) or not isinstance(said, int | float) or not 0 <= said <= 1:
        raise EvaluationError(f'{where}: "confidence" {said!r} is no number from 0 to 1.')
    return float(said)


def _parties(event: Mapping[str, Any], role: str, where: str) -> tuple[CodedParty, ...]:
    parties = event.get(role, [])
    if not isinstance(parties, list) or not all(isinstance(party, dict) for party in parties):
        raise EvaluationError(f'{where}: "{role}" must be a list of objects.')
    return tuple(_party(party, f"{where}: {role}") for party in parties)


def _party(party: Mapping[str, Any], where: str) -> CodedParty:
    country, sectors = party.get("country"), party.get("sectors", [])
    if not isinstance(country, str | None):
        raise EvaluationError(f'{where}: "country" must be a three-letter code or null.')
    if not isinstance(sectors, Sequence) or not all(isinstance(code, str) for code in sectors):
        raise EvaluationError(f'{where}: "sectors" must be a list of codes.')
    return CodedParty(country=country, sectors=tuple(sectors))


def _day(said: object, where: str) -> date | None:
    """Return the day; None for a month or year alone ("2016-10"), which has no day to judge."""
    if said is None or PARTIAL_DATE.fullmatch(str(said)):
        return None
    try:
        return date.fromisoformat(str(said))
    except ValueError as error:
        raise EvaluationError(f'{where}: "date" {said!r} is not a day like 2023-03-10.') from error


def _place_country(place: object, where: str) -> str | None:
    if place is None:
        return None
    if not isinstance(place, dict) or not isinstance(place.get("country"), str | None):
        raise EvaluationError(f'{where}: "place" must be null or an object with "country".')
    return place.get("country")
