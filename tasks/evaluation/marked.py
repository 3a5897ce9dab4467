"""Texts in which somebody marked who is meant: the gold that resolved parties are scored against.

What belongs here: reading such a file and saying where it is wrong. What does not: comparing
(`parties`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tasks.evaluation.gold import EvaluationError, read_lines
from tasks.plover.ontology import ontology

Code = str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeantParty:
    """What is right of one party that a mention means."""

    countries: tuple[Code, ...]  # any of them is right; None: the text does not tell
    sectors: tuple[Code, ...]  # primary ones, any is right; empty: not judged


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedMention:
    """A marked span of a text with the parties it means; none of them for what is no party."""

    start: int
    end: int
    text: str
    kind: str
    parties: tuple[MeantParty, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedText:
    """A text with its marked mentions."""

    id: str
    text: str
    published: str | None
    dateline: str | None
    mentions: tuple[MarkedMention, ...]


def read_marked(path: Path) -> tuple[MarkedText, ...]:
    """Read JSON lines `{"id", "text", "published"?, "dateline"?, "mentions": [{…}]}`.

    A mention is `{"start", "end", "text", "kind"?, "country", "sectors"}`, primary sector first,
    with "also" and "also_country" for what is as right; `"party": false` for what is no party, and
    "parties", a list of such objects, for several. Raises EvaluationError naming file and line.
    """
    return tuple(_text(line, where) for where, line in read_lines(path))


def _text(line: Mapping[str, Any], where: str) -> MarkedText:
    text, mentions = line.get("text"), line.get("mentions")
    if not isinstance(text, str) or not text.strip():
        raise EvaluationError(f'{where}: "text" is missing or empty.')
    if not isinstance(mentions, list) or not all(isinstance(one, dict) for one in mentions):
        raise EvaluationError(f'{where}: "mentions" must be a list of objects.')
    return MarkedText(
        id=line["id"],
        text=text,
        published=_of(line, "published", _is_text, where),
        dateline=_of(line, "dateline", _is_text, where),
        mentions=tuple(_mention(one, text, where) for one in mentions),
    )


def _mention(line: Mapping[str, Any], text: str, where: str) -> MarkedMention:
    start, end, words = line.get("start"), line.get("end"), line.get("text")
    if type(start) is not int or type(end) is not int or not 0 <= start < end <= len(text):
        raise EvaluationError(f"{where}: mention [{start}, {end}] lies outside the text.")
    if text[start:end] != words:
        raise EvaluationError(f"{where}: [{start}, {end}] is {text[start:end]!r}, not {words!r}.")
    where = f"{where}: {words!r}"
    several = _of(line, "parties", _are_parties, where) or [line]
    parties = [] if line.get("party") is False else several
    kind = _of(line, "kind", _is_text, where) or "mention"
    meant = tuple(_party(one, where) for one in parties)
    return MarkedMention(start=start, end=end, text=words, kind=kind, parties=meant)


def _party(line: Mapping[str, Any], where: str) -> MeantParty:
    country = _of(line, "country", _is_text, where)
    sectors = _of(line, "sectors", _are_codes, where) or []
    others = _of(line, "also_country", _are_codes, where) or []
    also = _of(line, "also", _are_codes, where) or []
    if unknown := {*sectors, *also} - {None, *ontology().sectors}:
        raise EvaluationError(f"{where}: {', '.join(map(str, unknown))} is no sector of PLOVER.")
    return MeantParty(countries=(country, *others), sectors=(*sectors[:1], *also))


def _of(
    line: Mapping[str, Any], key: str, fits: Callable[[object], bool], where: str
) -> Any:  # what `fits` lets through, or None
    value = line.get(key)
    if value is not None and not fits(value):
        raise EvaluationError(f'{where}: "{key}" cannot be {value!r}.')
    return value


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _are_codes(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str | None) for one in value)


def _are_parties(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)
