"""Fit the confidence of reports on what the relation model has not learnt of our own corpus.

`python -m training.train`.

What belongs here: coding the corpus, judging each report against what is marked, writing the
weights. What does not: the arithmetic (`fit`), the features (tasks.events.confidence).
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tasks.evaluation.triples import Triple, triple
from tasks.events.coding import consider
from tasks.events.confidence import WEIGHTS, features
from tasks.events.reporting import Considered
from tasks.records import Article, Report, ReportParty
from training.fit import Case, cross_validate, fit, log_loss, predict, reliability
from training.lessons import split
from training.sentences import CORPUS, CorpusError, MarkedEvent, MarkedParty, Sentence, files, read
from training.settling import article_cases, settled

DIGITS = 4
Told = tuple[str, Triple]  # realis, and what `evaluate events` compares
Coder = Callable[[Article], Iterable[Considered]]


def article_of(number: int, text: str) -> Article:
    """Return a sentence as an article of its own, undated and without title."""
    return Article(url=f"urn:corpus:{number}", outlet="corpus", title=None, text=text)


def marked_triple(event: MarkedEvent) -> Told:
    """Return what the corpus says of an event."""
    actors = (party.country for party in event.actor)
    recipients = (party.country for party in event.recipient)
    return event.realis, triple(event.event_type, actors, recipients)


def coded_triple(report: Report, marked: Sequence[MarkedParty] = ()) -> Told:
    """Return what a report says of an event.

    A sentence alone does not tell where its police are from, an article does: a party of unknown
    country takes that of the marked party at the same words.
    """
    actors = (_country(party, marked) for party in report.in_role("actor"))
    recipients = (_country(party, marked) for party in report.in_role("recipient"))
    return report.realis, triple(report.event_type, actors, recipients)


def _country(party: ReportParty, marked: Sequence[MarkedParty]) -> str | None:
    if party.country is not None:
        return party.country
    same = (one.country for one in marked if one.start < party.end and party.start < one.end)
    return next(same, None)


def is_right(report: Report, sentence: Sentence) -> bool:
    """Whether a report says what is marked of one of the sentence's events."""
    return any(
        coded_triple(report, (*event.actor, *event.recipient)) == marked_triple(event)
        for event in sentence.events
    )


def cases(sentences: Sequence[Sentence], code: Coder = consider) -> Iterator[Case]:
    """Yield a case for every report that the coder finds in the sentences."""
    for number, sentence in enumerate(sentences):
        for one in code(article_of(number, sentence.text)):
            if one.draft is not None and one.report is not None:
                found = features(one.draft, one.proposal.predicate.trigger)
                right = is_right(one.report, sentence)
                yield Case(features=found, right=right, group=number)


def train(
    found: Sequence[Case], corpus: Path, n_sentences: int, articles: Sequence[Case] = ()
) -> dict[str, Any]:
    """Return the model file's content: weights fitted on all cases, figures cross-validated.

    With cases of whole articles the weights are settled on them (`settling`); `articles` then has
    the reliability there.
    """
    right = [case.right for case in found]
    said, base = cross_validate(found)
    weights = settled(fit(found), articles) if articles else fit(found)
    content = {
        "weights": weights,
        "n_reports": len(found),
        "share_right": sum(right) / len(found),
        "log_loss": log_loss(said, right),
        "log_loss_baseline": log_loss(base, right),
        "cross_validated": True,
        "reliability": reliability(said, right),
        "corpus": {"sentences": n_sentences, "sha256": fingerprint(corpus)},
        "articles": _on_articles(weights, articles),
    }
    rounded: dict[str, Any] = _rounded(content)
    return rounded


def _on_articles(weights: dict[str, float], articles: Sequence[Case]) -> dict[str, Any]:
    if not articles:
        return {}
    judged = [case.right for case in articles]
    said = predict(weights, articles)
    return {"n_reports": len(articles), "reliability": reliability(said, judged)}


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
    lines += _reliability(content["reliability"])
    if content["articles"]:
        lines.append(f"settled on {content['articles']['n_reports']} reports of whole articles")
        lines += _reliability(content["articles"]["reliability"])
    return "\n".join(lines)


def _reliability(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    return [
        f"{row['from']:.1f} to {row['to']:.1f} {row['n']:5} "
        f"{row['mean_confidence']:6.2f} {row['share_right']:6.2f}"
        for row in rows
    ]


def main() -> int:
    """Fit, write and print; the exit status is 2 when the corpus cannot be read."""
    try:
        sentences = read(CORPUS)
    except CorpusError as error:
        print(error, file=sys.stderr)
        return 2
    _learnt, held = split(sentences)  # of what it has learnt, the relation model is too sure
    content = train(list(cases(held)), CORPUS, len(held), list(article_cases()))
    write(content)
    print(table(content))
    return 0


if __name__ == "__main__":
    sys.exit(main())
