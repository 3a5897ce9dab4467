"""What `communique code --explain` says."""

from __future__ import annotations

from tasks.events.explaining import explain
from tests.events.reading import article


def told(text: str) -> str:
    return "\n".join(explain(article(text)))


def test_a_report_is_told_with_parties_chances_and_path() -> None:
    said = told("Hungary criticised Romania.")
    assert said.startswith("Hungary criticised Romania.\n    party 'Hungary': Hungary, HUN GOV")
    assert "says ACCUSE): ACCUSE " in said
    assert "REPORT ACCUSE" in said
    assert "actor 'Hungary' HUN, recipient 'Romania' ROU" in said
    assert "confidence 0." in said
    assert "triggers.csv:" in said


def test_what_a_rule_refuses_says_so() -> None:
    said = told("The Hungarian president travelled to Hungary.")
    assert "not reported: a rule of the codebook says that this is no event" in said


def test_what_is_likely_no_event_says_so() -> None:
    said = told("The Hungarian president signed copies of his novel in Bucharest.")
    assert "not reported: too likely no event" in said


def test_a_text_without_candidates_says_so() -> None:
    assert told("It rained.") == (
        "No word of this text has a party that may act, so there is nothing to judge."
    )
