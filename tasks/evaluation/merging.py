"""How well reports are merged: pairs of them that are of one event, against gold.

What belongs here: the file of groups, the comparison, its table. What does not: coding, merging.

Only reports that are coded correctly count, so that this measures merging alone: those whose triple
of countries and type is that of a gold event which its article tells in that sentence. Of their
pairs within a group of articles, those that are of one event in the gold are to be found (pairwise
precision, recall and F1; Menestrina et al., Evaluating Entity Resolution Results, 2010).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from tasks.evaluation.gold import CodedArticle, CodedEvent, EvaluationError
from tasks.evaluation.triples import triple, triple_of

TOLD = 0.5  # of the words of a gold event's quote must stand in the report's sentence

Label = tuple[str, int]  # an article or group, and a number within it
Telling = tuple[str, int]  # an article, and the number of an event of its gold


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedReport:
    """A report and the event that it was merged into."""

    article: str
    event: str
    event_type: str
    actors: tuple[str | None, ...]  # countries
    recipients: tuple[str | None, ...]
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """Articles that tell of the same, and which of their gold events are one."""

    of: Mapping[str, str]  # article → group
    same: Mapping[Telling, Label]


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongPair:
    """Two reports of one event that were not merged, or of two that were."""

    merged: bool
    one: MergedReport
    other: MergedReport


@dataclass(frozen=True, slots=True, kw_only=True)
class MergingScores:
    """Pairs of correctly coded reports."""

    n_reports: int
    right: int  # merged, and of one event
    merged: int
    same: int  # of one event
    wrong: tuple[WrongPair, ...] = ()

    @property
    def precision(self) -> float | None:
        """Of the pairs merged, the share that is of one event; None where none was merged."""
        return self.right / self.merged if self.merged else None

    @property
    def recall(self) -> float | None:
        """Of the pairs of one event, the share merged; None where there is none."""
        return self.right / self.same if self.same else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of the two; None where there is no pair at all."""
        return 2 * self.right / (self.merged + self.same) if self.merged + self.same else None


def read_groups(path: Path) -> Groups:
    """Read `{"groups": [{"group", "articles": [id], "same_events": [[[id, number]]]}]}`.

    Numbers count the events of an article's gold line from 0. Raises EvaluationError naming the
    file.
    """
    try:
        given = json.loads(path.read_text(encoding="utf-8-sig"))
        of = {article: one["group"] for one in given["groups"] for article in one["articles"]}
        same = {
            (str(article), int(event)): (str(one["group"]), number)
            for one in given["groups"]
            for number, tellings in enumerate(one["same_events"])
            for article, event in tellings
        }
    except OSError as error:
        raise EvaluationError(f"{path}: cannot be read ({error.strerror}).") from error
    except (ValueError, KeyError, TypeError) as error:
        wanted = '{"groups": [{"group", "articles": [id], "same_events": [[[id, number]]]}]}'
        raise EvaluationError(f"{path}: expected {wanted} ({error}).") from error
    return Groups(of=of, same=same)


def score_merging(
    groups: Groups, gold: Iterable[CodedArticle], reports: Sequence[MergedReport]
) -> MergingScores:
    """Compare pairs of merged reports with gold."""
    events = {article.id: article.events for article in gold}
    judged = list(_judged(groups, events, reports))
    right = merged = same = 0
    wrong = []
    for (one, label), (other, other_label) in combinations(judged, 2):
        if groups.of[one.article] != groups.of[other.article]:
            continue
        together, alike = one.event == other.event, label == other_label
        merged, same, right = merged + together, same + alike, right + (together and alike)
        if together != alike:
            wrong.append(WrongPair(merged=together, one=one, other=other))
    return MergingScores(
        n_reports=len(judged), right=right, merged=merged, same=same, wrong=tuple(wrong)
    )


def _judged(
    groups: Groups, events: Mapping[str, Sequence[CodedEvent]], reports: Iterable[MergedReport]
) -> Iterator[tuple[MergedReport, Label]]:
    """Yield the correctly coded reports with the event of the gold that they are of."""
    for report in reports:
        if report.article in groups.of:
            number = _told_by(report, events.get(report.article, ()))
            if number is not None:
                telling = report.article, number
                yield report, groups.same.get(telling, telling)


def _told_by(report: MergedReport, events: Sequence[CodedEvent]) -> int | None:
    """Return the number of the gold event that a report tells of; None where it tells of none."""
    said = triple(report.event_type, report.actors, report.recipients)
    told = {n: _told(e, report) for n, e in enumerate(events) if triple_of(e) == said}
    best = max(told, key=lambda number: (told[number], -number), default=None)
    return best if best is not None and told[best] >= TOLD else None


def _told(event: CodedEvent, report: MergedReport) -> float:
    quote = set(event.quote.casefold().split())
    return len(quote & set(report.sentence.casefold().split())) / len(quote) if quote else 0.0


def format_merging(scores: MergingScores, *, wrong: bool) -> str:
    """Return the scores for a person, with the wrong pairs where asked for."""
    lines = [
        f"Correctly coded reports: {scores.n_reports}",
        f"Pairs of one event: {scores.same}; merged: {scores.merged}; both: {scores.right}",
        f"precision {_figure(scores.precision)}  recall {_figure(scores.recall)}"
        f"  F1 {_figure(scores.f1)}",
    ]
    for pair in scores.wrong if wrong else ():
        lines += ["", "Merged wrongly:" if pair.merged else "Not merged:"]
        lines += [
            f"  {one.article} {one.event_type} {' '.join(one.sentence.split())}"
            for one in (pair.one, pair.other)
        ]
    return "\n".join(lines)


def _figure(value: float | None) -> str:
    return "none" if value is None else f"{value:.3f}"


def to_dict(scores: MergingScores) -> dict[str, Any]:
    """Return the scores as plain data."""
    return {
        "reports": scores.n_reports,
        "pairs": {"right": scores.right, "merged": scores.merged, "same": scores.same},
        "precision": scores.precision,
        "recall": scores.recall,
        "f1": scores.f1,
    }
