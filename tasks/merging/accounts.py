"""Reports as merging looks at them, and accounts: reports that agree in all that it compares.

What belongs here: these records, which reports are one account, under which keys accounts look for
others. What does not: whether two accounts are of one event (`likeness`), tables.

An account stands for all its reports, so that an event which 300 outlets tell alike is compared
once. Its words, names and mentions are those of its leading report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from tasks.periods import last_day
from tasks.plover.folding import fold
from tasks.records import PartyKind, Place, Report, ReportParty, Role, stable_id

NAMED = frozenset({"person", "organisation"})
POINTS = frozenset({"city", "site"})  # precisions of a place that is a point
UNORDERED = frozenset({"CONSULT", "AGREE", "COOPERATE"})  # either side may be told first
HAPPENINGS = frozenset({"actual", "historical", "future"})
IN_WORDS = frozenset({"text", "inferred"})  # bases of a day that sentences tell
TOLD_HERE = frozenset({"text", "dateline"})  # what a place rests on when the article tells it
STEM = 5  # letters by which "released", "releases" and "releasing" are one
TELLING = 6  # words of a sentence that two articles do not share by chance
SHORTEST = 4  # letters of a word that tells something
# Words of reporting, not of what is reported.
COMMON = frozenset(
    "said says told according also been have were their they there this that with from which while "
    "when will would could about after before over into more than other some such what where "
    "monday tuesday wednesday thursday friday saturday sunday reported statement".split()
)
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Told:
    """A report, what its article knows beside it, and its parties as all articles know them.

    Without `known`, the parties are those that the report itself tells.
    """

    report: Report
    outlet: str
    known: tuple[ReportParty, ...] | None = None
    kinds: Mapping[str, PartyKind] = field(default_factory=dict)  # of the parties
    words: frozenset[str] = frozenset()  # of the sentence, as `stems` gives them
    trigger: frozenset[str] = frozenset()  # of the words that evoke the event
    names: frozenset[str] = frozenset()  # that the article tells
    published: date | None = None
    decided: bool = False  # an operator's decision names the report: it is an account of its own

    @property
    def parties(self) -> tuple[ReportParty, ...]:
        """The parties as all articles know them."""
        return self.report.parties if self.known is None else self.known

    def in_role(self, role: Role) -> tuple[ReportParty, ...]:
        """Return the parties in one role, in order."""
        return tuple(p for p in self.parties if p.role == role)

    def named(self, role: Role) -> frozenset[str]:
        """Return the parties in one role that are more than a state, by id."""
        kinds = self.kinds
        return frozenset(p.party_id for p in self.in_role(role) if kinds.get(p.party_id) != "state")

    @property
    def place(self) -> Place | None:
        """Where it was, as far as the article tells it in words."""
        return self.report.place if self.report.place_basis in TOLD_HERE else None


def makes_event(report: Report) -> bool:
    """Whether a report of this realis tells of a happening."""
    return report.realis in HAPPENINGS


def tense(report: Report) -> str:
    """Return "past" for what happened, however long ago, or "future"."""
    return "future" if report.realis == "future" else "past"


def leading(told: Iterable[Told]) -> Told:
    """Return the report that tells most of who: with a recipient, more names, surer, by id."""

    def rank(one: Told) -> tuple[bool, int, float, str]:
        named = len(one.named("actor")) + len(one.named("recipient"))
        return not one.in_role("recipient"), -named, -one.report.confidence, one.report.id

    return min(told, key=rank)


def account_id(told: Told) -> str:
    """Return the id of the account that a report is part of: equal keys, equal ids.

    The key is type, tense, date with its precision, the place that is told, and the parties in
    their roles, whatever each article calls them; for CONSULT, AGREE and COOPERATE both sides
    together. Undated reports are of one account only where told in the same words: within one
    article by the same trigger, or within a month by the same sentence, as copies do.
    """
    report = told.report
    actors = sorted({p.party_id for p in told.in_role("actor")})
    recipients = sorted({p.party_id for p in told.in_role("recipient")})
    if report.event_type in UNORDERED:
        actors, recipients = sorted({*actors, *recipients}), []
    return stable_id(
        "account",
        report.event_type,
        tense(report),
        report.event_date,
        report.date_precision,
        None if report.event_date else _wording(told),
        told.place.id if told.place else None,
        report.id if told.decided else None,
        *actors,
        "to",
        *recipients,
    )


def _wording(told: Told) -> str:
    if told.published and len(told.words) >= TELLING:
        return " ".join((f"{told.published:%Y-%m}", *sorted(told.words | told.trigger)))
    return " ".join((told.report.article_id, *sorted(told.trigger)))


def stems(text: str) -> frozenset[str]:
    """Return what the words of a text begin with, without words of reporting."""
    words = (word for word in _WORD.findall(fold(text)) if word not in COMMON)
    return frozenset(word[:STEM] for word in words if len(word) >= SHORTEST or word.isdigit())


def name_keys(names: Iterable[str]) -> list[str]:
    """Return names as they are compared: folded, each once, in order."""
    return sorted({fold(name) for name in names} - {""})


def words_of(report: Report, sentence: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return what the words of a report's sentence begin with, and those of its trigger.

    Without those that name the parties, which are compared as such.
    """
    start = report.trigger_start - report.start
    trigger = sentence[start : start + report.trigger_end - report.trigger_start]
    parties = " ".join(p.text for p in report.parties)
    return stems(sentence) - stems(parties), stems(trigger)


@dataclass(frozen=True)
class Account:
    """Reports with one key, the leading one first."""

    id: str
    told: tuple[Told, ...]

    @property
    def lead(self) -> Told:
        """The report that stands for all."""
        return self.told[0]

    @cached_property
    def period(self) -> tuple[date, date] | None:
        """First and last day on which it may have been; None when that is not told."""
        return period(self.lead.report)

    @cached_property
    def published(self) -> date | None:
        """The earliest day on which it was told."""
        return min((t.published for t in self.told if t.published), default=None)

    @cached_property
    def articles(self) -> frozenset[str]:
        """The articles that tell it."""
        return frozenset(t.report.article_id for t in self.told)

    @cached_property
    def name_words(self) -> frozenset[str]:
        """What the words of the names begin with that its leading article tells."""
        return stems(" ".join(sorted(self.lead.names)))

    @property
    def rank(self) -> int:
        """How well its day is told: 0 in words, 1 by when it was told, 2 not to the day."""
        if self.lead.report.date_precision != "day":
            return 2
        return 0 if any(t.report.date_basis in IN_WORDS for t in self.told) else 1


def anchor(told: Told) -> date | None:
    """Return the day near which others tell of the same: of the event, else of the telling."""
    report = told.report
    if report.event_date and report.date_precision in {"day", "week"}:
        return report.event_date
    return told.published


def block_keys(told: Told) -> tuple[int, ...]:
    """Return the keys, 32 bits each, under which others that may tell of the same are found.

    One for the countries of both sides, one for each person and body that takes part, one for the
    town or site.
    """
    kind = told.report.event_type, tense(told.report)
    countries = sorted({p.country for p in told.parties if p.country})
    found = {_key(*kind, "dyad", *countries)}
    named = (p.party_id for p in told.parties if told.kinds.get(p.party_id) in NAMED)
    found |= {_key(*kind, "party", party) for party in named}
    if told.place and told.place.precision in POINTS:
        found.add(_key(*kind, "place", told.place.id))
    return tuple(sorted(found))


def _key(*parts: str) -> int:
    return int(stable_id(*parts)[:8], 16)


def period(report: Report) -> tuple[date, date] | None:
    """Return the first and last day of the date that a report tells, None without one."""
    first = report.event_date
    if first is None:
        return None
    return first, last_day(first, report.date_precision)


def accounts(told: Iterable[Told]) -> dict[str, Account]:
    """Return the accounts that reports of happenings are part of, by id."""
    groups: dict[str, list[Told]] = {}
    for one in told:
        if makes_event(one.report):
            groups.setdefault(account_id(one), []).append(one)
    return {key: account(key, group) for key, group in sorted(groups.items())}


def account(key: str, told: Sequence[Told]) -> Account:
    """Return the account of reports that share a key."""
    first = leading(told)
    rest = sorted((t for t in told if t is not first), key=lambda t: t.report.id)
    return Account(key, (first, *rest))
