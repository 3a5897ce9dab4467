"""Count the offsets that nobody counts by hand: sentences with marks to lines of the corpus.

What belongs here: the notation. What does not: whether the line makes sense (`check`).

    # brief: arrests, raids and bans
    <1a.UGA|Ugandan agents> <1!COERCE:arrest|picked up> <1r.UGA|two students> in Mbarara, …

A mark is `<labels|words>`, labels parted by commas, each the number of an event in the sentence
and what the words are to it: `1a.UGA` an actor with its country, `1r.UGA` a recipient,
`1!TYPE:mode+mode@realis` the trigger; modes and realis (actual) may be left out. Marks do not
nest. `python -m training.mark FILE.txt >> training/corpus/FILE.jsonl` writes the lines.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

BRIEF = "# brief:"
MARK = re.compile(r"<([^<>|]+)\|([^<>|]+)>")
PARTY = re.compile(r"(?P<event>\d+)(?P<role>[ar])\.(?P<country>[A-Z]{3})")
TRIGGER = re.compile(
    r"(?P<event>\d+)!(?P<type>[A-Z]+)(?::(?P<modes>[a-z+-]+))?(?:@(?P<realis>[a-z]+))?"
)
ROLES = {"a": "actor", "r": "recipient"}


class MarkError(Exception):
    """A marked sentence cannot be read; the message says what in it is wrong."""


def marked(lines: Iterable[str], name: str) -> Iterator[dict[str, Any] | str]:
    """Yield a corpus line for each marked sentence, or `name:line: what` for one that is wrong.

    Empty lines are skipped; a line `# brief: …` holds for those below it.
    """
    brief = ""
    for number, raw in enumerate(lines, 1):
        line = " ".join(raw.split())
        if line.startswith(BRIEF):
            brief = line.removeprefix(BRIEF).strip()
        elif line and not line.startswith("#"):
            try:
                yield read_marked(line, brief)
            except MarkError as error:
                yield f"{name}:{number}: {error}"


def read_marked(line: str, brief: str) -> dict[str, Any]:
    """Return the corpus line of one marked sentence. Raises MarkError."""
    if not brief:
        raise MarkError(f"stands before any `{BRIEF} …`; say what was asked for.")
    text, spans = _without_marks(line)
    events: dict[str, dict[str, Any]] = {}
    for label, start, end in spans:
        _add(events, label, start, end)
    for number, event in events.items():
        if "trigger" not in event:
            raise MarkError(f"event {number} has no trigger; mark one `{number}!TYPE`.")
    told = [event for _, event in sorted(events.items())]
    actual = any(event["realis"] == "actual" for event in told)
    kind = "positive" if actual else "negative"
    return {"text": text, "events": told, "kind": kind, "brief": brief}


def _without_marks(line: str) -> tuple[str, list[tuple[str, int, int]]]:
    text, spans, done = "", [], 0
    for mark in MARK.finditer(line):
        text += line[done : mark.start()]
        start, end = len(text), len(text) + len(mark[2])
        spans += [(label.strip(), start, end) for label in mark[1].split(",")]
        text += mark[2]
        done = mark.end()
    text += line[done:]
    if found := re.search(r"[<>|]", text):
        raise MarkError(f"{found[0]!r} in “{text}” belongs to no mark; write <labels|words>.")
    return text, spans


def _add(events: dict[str, dict[str, Any]], label: str, start: int, end: int) -> None:
    party, trigger = PARTY.fullmatch(label), TRIGGER.fullmatch(label)
    found = party or trigger
    if found is None:
        raise MarkError(f"label {label!r} is neither 1a.UGA, 1r.UGA nor 1!TYPE:mode@realis.")
    event = events.setdefault(found["event"], {"actor": [], "recipient": []})
    if party:
        span = {"start": start, "end": end, "country": party["country"]}
        event[ROLES[party["role"]]].append(span)
    elif trigger:
        if "trigger" in event:
            raise MarkError(f"event {trigger['event']} has two triggers; mark one.")
        modes = trigger["modes"].split("+") if trigger["modes"] else []
        event |= {"type": trigger["type"], "modes": modes, "trigger": [start, end]}
        event["realis"] = trigger["realis"] or "actual"


def main() -> int:
    """Print the corpus lines of the files named; the exit status is 1 if a sentence was wrong."""
    wrong = 0
    for file in map(Path, sys.argv[1:]):
        for found in marked(file.read_text(encoding="utf-8").splitlines(), file.name):
            if isinstance(found, str):
                wrong += 1
                print(found, file=sys.stderr)
            else:
                print(json.dumps(found, ensure_ascii=False))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
