"""What a person may give to a run, in the Prefect UI, in a schedule or on the command line.

What belongs here: the types of the flows' parameters, the words that explain them, and saying what
is wrong with a value before anything runs. What does not: the flows, and reading the sources.

Prefect makes the form of a flow from these types and checks what comes in by them. It replaces the
title and description of a field by its own; those in `json_schema_extra` it leaves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, JsonValue, ValidationInfo

from flows.sources import read_sources
from tasks.records import Source
from tasks.reread import STORED

LISTED = 60  # outlets that a message names, at most


class ParameterError(ValueError):
    """A value that no run can use; the message says what may be given."""


def sources_named(names: Sequence[str] | None) -> tuple[Source, ...]:
    """Return the sources that are meant: by outlet, by address or path; all of the file for none.

    An outlet's name, in whatever case, stands for all its addresses in `deployments/sources.toml`.
    "stored" stands for the pages that were kept. Raises ParameterError for any other word that is
    neither an outlet, an address nor a path, and SourcesError.
    """
    known = read_sources()
    if not names:
        return known
    by_location = {source.location: source for source in known}
    found = [source for name in names for source in _sources_of(name, known, by_location)]
    return tuple({source.location: source for source in found}.values())


def _sources_of(
    name: str, known: Sequence[Source], by_location: Mapping[str, Source]
) -> Sequence[Source]:
    if name == STORED:
        return [Source(location=STORED)]
    if name in by_location:
        return [by_location[name]]
    if outlet := [one for one in known if (one.outlet or "").casefold() == name.casefold()]:
        return outlet
    if any(sign in name for sign in "/\\.") or Path(name[:255]).exists():
        return [Source(location=name)]
    outlets = ", ".join(sorted({one.outlet for one in known if one.outlet})[:LISTED])
    raise ParameterError(
        f"{name!r} is no outlet of deployments/sources.toml, no address and no file. Give a URL, "
        f"a path or one of: {outlets}."
    )


def _known(names: list[str] | None) -> list[str] | None:
    sources_named(names)
    return names


def _after_first(until: date | None, given: ValidationInfo) -> date | None:
    since = given.data.get("since")
    if since and until and until <= since:
        raise ParameterError(f"{until} must be later than {since}: it is the day to stop before.")
    return until


def _shown(title: str, description: str, *examples: Any, **bounds: Any) -> Any:
    told: dict[str, JsonValue] = {"title": title, "description": description}
    return Field(examples=list(examples) or None, json_schema_extra=told, **bounds)


_first = _shown("First day", "First day of publication to read.", "2023-03-01")
_end = _shown("Day to stop before", "The day after the last one that is read.", "2023-04-01")

Since = Annotated[date | None, _first]
Until = Annotated[date | None, AfterValidator(_after_first), _end]
FirstDay = Annotated[date, _first]
EndDay = Annotated[date, AfterValidator(_after_first), _end]
Sources = Annotated[
    list[str] | None,
    AfterValidator(_known),
    _shown(
        "Sources",
        "Outlets of deployments/sources.toml by name, or addresses and paths: feeds, sitemaps, "
        "home pages, articles; .txt, .html, .jsonl, .urls and .warc files, folders of them; "
        '"stored" for all pages that were kept, read again without the network. '
        "Nothing here: every outlet of that file.",
        ["Tehran Times"],
        ["https://news.example/sitemap.xml", "archive/2023.warc.gz"],
    ),
]
Strict = Annotated[
    bool,
    _shown(
        "Strict",
        "Fail at the end, with all else stored and published, when one of the sources could not "
        "be read.",
    ),
]
Every = Annotated[
    Literal["month", "day"],
    _shown("Chunks", "Read month by month, or day by day: each its own run, done again alone."),
]
AtOnce = Annotated[
    int,
    _shown(
        "At once",
        "Chunks that are given to workers at the same time. How many of them write is the limit of "
        "the work queue `writing`. Without workers chunks are read one after the other.",
        ge=1,
        le=32,
    ),
]
Anew = Annotated[
    bool,
    _shown("Anew", "Read chunks again, too, that an earlier backfill completed."),
]
