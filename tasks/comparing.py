"""How far an answer moves with the rule of counting: reports, one a day, merged events.

What belongs here: what is asked of the published snapshot, and which questions can be asked. What
does not: the comparison itself (`sql/statements/compare_*.sql`), wording.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from tasks.database import fetch_dicts, statement
from tasks.plover.lexicons import lexicons
from tasks.plover.ontology import ontology
from tasks.storing.deciding import snapshot

TOP = 20  # dyads whose ranking is compared


class WrongQuestionError(Exception):
    """What is asked for cannot be compared; the message says why."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which dyads and months are compared; None for all. `until` is without itself."""

    actor: str | None = None
    recipient: str | None = None
    since: date | None = None
    until: date | None = None


def compare(asked: Asked) -> dict[str, list[dict[str, Any]]]:
    """Return what each rule counts, how it ranks dyads, and the months it sees otherwise.

    Each list is empty where nothing is counted. Raises WrongQuestionError, NoSnapshot.
    """
    for country in (asked.actor, asked.recipient):
        _expect_country(country)
    for day in (asked.since, asked.until):
        _expect_month(day)
    if asked.since and asked.until and asked.since >= asked.until:
        raise WrongQuestionError(f"{asked.until} must be later than {asked.since}.")
    named = asdict(asked)
    with snapshot() as connection:
        rules = fetch_dicts(connection, statement("compare_rules"), named)
        dyads = fetch_dicts(connection, statement("compare_dyads"), named | {"top": TOP})
        months = fetch_dicts(connection, statement("compare_signs"), named)
    return {"rules": rules, "dyads": dyads if rules else [], "months": months}


def _expect_country(code: str | None) -> None:
    if code is None or code in lexicons().countries or code in ontology().nonstate:
        return
    hint = f"; write {code.upper()}" if code.upper() in lexicons().countries else ""
    raise WrongQuestionError(
        f"{code!r} is no country's code{hint or '; give three letters of ISO 3166, such as IRQ'}."
    )


def _expect_month(day: date | None) -> None:
    if day is not None and day.day != 1:
        raise WrongQuestionError(
            f"Months are counted whole: name the first day of one, {day.replace(day=1)}, not {day}."
        )
