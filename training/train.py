"""Fit the confidence of reports on our own corpus: `python -m training.train`.

What belongs here: coding the corpus, judging each report against what is marked, writing the
weights. What does not: the arithmetic (`fit`), the features (tasks.events.confidence).
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from tasks.evaluation.events import UNDIRECTED
from tasks.events.coding import drafts
from tasks.events.confidence import WEIGHTS, features
from tasks.events.decision import Draft
from tasks.plover.triggers import Trigger
from tasks.records import Article, Report
from training.fit import Case, cross_validate, fit, log_loss, reliability
from training.sentences import CORPUS, CorpusError, MarkedEvent, Sentence, files, read

DIGITS = 4
Triple = tuple[str, str, frozenset[str], frozenset[str]]  # type, realis, actors, recipients
Coder = Callable[[Article], Iterable[tuple[Draft, Trigger, Report]]]


def article_of(number: int, text: str) -> Article:
    """Return a sentence as an article of its own, undated and without title."""
    return Article(url=f"urn:corpus:{number}", outlet="corpus", title=None, text=text)


def _triple(
    event_type: str, realis: str, actors: Iterable[str | None], recipients: Iterable[str | None]
) -> Triple:
    """Return what has to be equal; a party of unknown country says nothing."""
    acting, receiving = (frozenset(c for c in side if c) for side in (actors, recipients))
    if event_type in UNDIRECTED:
        return event_type, realis, acting | receiving, frozenset()
    return event_type, realis, acting, receiving


def marked_triple(event: MarkedEvent) -> Triple:
    """Return what the corpus says of an event."""
    actors = (party.country for party in event.actor)
    recipients = (party.country for party in event.recipient)
    return _triple(event.event_type, event.realis, actors, recipients)


def coded_triple(report: Report) -> Triple:
    """Return what a report says of an event."""
    actors = (party.country for party in report.in_role("actor"))
    recipients = (party.country for party in report.in_role("recipient"))
    return _triple(report.event_type, report.realis, actors, recipients)


def cases(sentences: Sequence[Sentence], code: Coder = drafts) -> Iterator[Case]:
    """Yield a case for every report that the coder finds in the sentences."""
    for number, sentence in enumerate(sentences):
        gold = {marked_triple(event) for event in sentence.events}
        for draft, trigger, report in code(article_of(number, sentence.text)):
            right = coded_triple(report) in gold
            yield Case(features=features(draft, trigger), right=right, group=number)


def train(found: Sequence[Case], corpus: Path, n_sentences: int) -> dict[str, Any]:
    """Return the model file's content: weights fitted on all cases, figures cross-validated."""
    right = [case.right for case in found]
    said, base = cross_validate(found)
    content = {
        "weights": fit(found),
        "n_reports": len(found),
        "share_right": sum(right) / len(found),
        "log_loss": log_loss(said, right),
        "log_loss_baseline": log_loss(base, right),
        "cross_validated": True,
        "reliability": reliability(said, right),
        "corpus": {"sentences": n_sentences, "sha256": fingerprint(corpus)},
    }
    rounded: dict[str, Any] = _rounded(content)
    return rounded


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _rounded(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_rounded(inner) for inner in value]
    return round(value, DIGITS) + 0.0 if isinstance(value, float) else value  # + 0.0: no -0.0


def fingerprint(folder: Path) -> str:
    """Return the SHA-256 of the corpus files, names and bytes, in order of name."""
    digest = hashlib.sha256()
    for file in files(folder):
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def write(content: dict[str, Any], file: Path = WEIGHTS) -> None:
    """Write the model so that the same content is the same bytes."""
    text = json.dumps(content, indent=2, sort_keys=True, ensure_ascii=False)
    file.write_text(text + "\n", encoding="utf-8")


def table(content: dict[str, Any]) -> str:
    """Return the figures as a few lines for a person."""
    lines = [
        f"{content['n_reports']} reports from {content['corpus']['sentences']} sentences, "
        f"{content['share_right']:.1%} right",
        f"log loss {content['log_loss']:.3f}, bare share {content['log_loss_baseline']:.3f}",
        "confidence     n   mean  right",
    ]
    for row in content["reliability"]:
        lines.append(
            f"{row['from']:.1f} to {row['to']:.1f} {row['n']:5} "
            f"{row['mean_confidence']:6.2f} {row['share_right']:6.2f}"
        )
    return "\n".join(lines)


def main() -> int:
    """Fit, write and print; the exit status is 2 when the corpus cannot be read."""
    try:
        sentences = read(CORPUS)
    except CorpusError as error:
        print(error, file=sys.stderr)
        return 2
    content = train(list(cases(sentences)), CORPUS, len(sentences))
    write(content)
    print(table(content))
    return 0


if __name__ == "__main__":
    sys.exit(main())
