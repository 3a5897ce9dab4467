"""How far to believe what was fitted on the corpus: its scores against whole articles.

What belongs here: the reports of our own gold articles, and the two numbers that bring the scores
in line with them. What does not: the features and their weights (`train`).

A sentence of the corpus stands alone, an article says more: who "he" is, where the police are
from. Scores fitted on sentences are therefore too low for articles. A line through the scores
mends that and keeps their order: Platt, Probabilistic Outputs for Support Vector Machines (1999).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from flows.stateless import article_of
from tasks.evaluation.events import read_articles, read_gold
from tasks.evaluation.triples import Triple, grouped, triple
from tasks.events.coding import consider
from tasks.events.confidence import features
from tasks.records import Report
from training.fit import INTERCEPT, Case, fit

GOLD = Path(__file__).parents[1] / "tests" / "gold"
FILES = (
    ("sample_gold.jsonl", "sample_articles.jsonl"),
    ("held_gold.jsonl", "held_articles.jsonl"),
)
SCORE = "score"


def article_cases(folder: Path = GOLD) -> Iterator[Case]:
    """Yield a case for every report in our own gold articles, but for those that nobody judges.

    As in `communique evaluate events`, what is not told as actual counts only where it matches.
    """
    for gold_name, articles_name in FILES:
        gold = {article.id: grouped(article.events) for article in read_gold(folder / gold_name)}
        for number, given in enumerate(read_articles(folder / articles_name)):
            article = article_of(given.id, given.text, given.url, given.title, given.published)
            for one in consider(article):
                if one.draft is None or one.report is None or given.id not in gold:
                    continue
                right = _triple_of(one.report) in gold[given.id]
                if right or one.report.realis == "actual":
                    found = features(one.draft, one.proposal.predicate.trigger)
                    yield Case(features=found, right=right, group=number)


def _triple_of(report: Report) -> Triple:
    return triple(
        report.event_type,
        (party.country for party in report.in_role("actor")),
        (party.country for party in report.in_role("recipient")),
    )


def settled(weights: Mapping[str, float], cases: Sequence[Case]) -> dict[str, float]:
    """Return weights whose scores are a line through the old ones: the likeliest for the cases.

    Raises ValueError without cases.
    """
    scored = [
        Case(
            features={INTERCEPT: 1.0, SCORE: _score(weights, case)},
            right=case.right,
            group=case.group,
        )
        for case in cases
    ]
    line = fit(scored)
    new = {name: weight * line[SCORE] for name, weight in weights.items()}
    return new | {INTERCEPT: new.get(INTERCEPT, 0.0) + line[INTERCEPT]}


def _score(weights: Mapping[str, float], case: Case) -> float:
    return sum(weights.get(name, 0.0) * value for name, value in case.features.items())
