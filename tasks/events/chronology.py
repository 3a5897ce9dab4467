"""Dates across the sentences of one article: what a report without its own time may inherit.

What belongs here: the rules of inheritance, each marked by its basis, and what of a sentence they
look at. What does not: a sentence's own times (`dating`), the days an article tells (`timeline`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from tasks.events.arguments import carrier
from tasks.events.dating import names_time, weekday_named
from tasks.events.days import DAYS_AHEAD, WEEKDAYS
from tasks.events.language import Token
from tasks.events.quotes import SPEECH
from tasks.events.timeline import OwnDay
from tasks.events.times import VERBAL
from tasks.records import Report

EARLIER = frozenset({"after", "since", "before", "because"})
# "Has repeatedly shelled", "had previously met": no news of the day.
HABITUAL = frozenset(
    "repeatedly often regularly routinely usually always frequently traditionally sometimes "
    "consistently periodically previously formerly already long".split()
)


@dataclass(frozen=True, slots=True)
class Told:
    """A report, and whether its sentence names a time of its own (resolved or not)."""

    report: Report
    has_time: bool
    is_news: bool  # told by a clause of its own, not only named or added ("X, who visited Y")
    paragraph: int = 0  # where it starts in the article
    is_verb: bool = True  # told by a main verb, so that what follows goes on from it
    weekday: str = ""  # that its sentence names, in small letters

    @property
    def is_dated(self) -> bool:
        """Whether its sentence tells when it happened."""
        return self.report.date_basis == "text" and self.report.realis == "actual"

    @property
    def sets_scene(self) -> bool:
        """Whether what follows may be of its time."""
        return self.is_dated and (self.is_verb or self.report.date_precision == "day")


def told_of(report: Report, token: Token, *, is_noun: bool, paragraph: int) -> Told:
    """Return a report as it is told by the predicate `token`."""
    is_clause = not is_noun or carrier(token) is not None or _is_presented(token)
    is_aside = _is_aside(token)
    is_news = is_clause and not is_aside and not _is_background(token)
    is_verb, weekday = not (is_noun or is_aside), weekday_named(token)
    return Told(report, names_time(token), is_news, paragraph, is_verb, weekday)


def _is_presented(noun: Token) -> bool:
    """Whether a clause does no more than tell the noun: "It was the leader's first visit"."""
    subjects = {c.lower_ for c in noun.head.children if c.dep_ == "nsubj"}
    return noun.dep_ == "attr" and bool(subjects & {"it", "this", "that"})


def _is_aside(token: Token) -> bool:
    """Whether a relative clause adds it; one that says what goes on now is news."""
    clauses = [word for word in (token, *token.ancestors) if word.dep_ == "relcl"]
    return any(word.lemma_ != "be" or word.tag_ not in {"VBZ", "VBP"} for word in clauses)


def _is_background(token: Token) -> bool:
    """Whether a clause goes back behind the news: "had met before", "since X fell in 2011"."""
    verb = next((t for t in (token, *token.ancestors) if t.pos_ in VERBAL), None)
    if verb is None:
        return False
    words = {c.lower_ for c in verb.children if c.dep_ in {"aux", "advmod", "mark"}}
    if words & HABITUAL:
        return True
    if "had" in words and not any(a.lemma_.lower() in SPEECH for a in verb.ancestors):
        return True
    return verb.dep_ == "advcl" and bool(words & EARLIER) and names_time(verb.head)


def _countries(report: Report) -> frozenset[str | None]:
    return frozenset(p.country for p in report.parties)


def _parties(report: Report) -> frozenset[str]:
    return frozenset(p.party_id for p in report.parties)


def _same_happening(report: Report, told: Sequence[Told]) -> Report | None:
    """Return a report of the same type and parties whose text gives a day."""
    for other in told:
        twin = other.report
        same = twin.event_type == report.event_type and _parties(twin) == _parties(report)
        if same and other.sets_scene and twin.date_precision == "day":
            return twin
    return None


def _same_sentence(report: Report, before: Sequence[Report]) -> Report | None:
    """Return the last report of the same sentence and countries that inherited its date."""
    for other in reversed(before):
        if other.start != report.start:
            return None
        if other.date_basis == "inferred" and _countries(other) == _countries(report):
            return other
    return None


def _same_scene(at: int, told: Sequence[Told]) -> Report | None:
    """Return the report that a report without a day goes on from, if its countries are the same.

    That is the last one before it with a time in its paragraph; what opens a new paragraph
    returns to the day of the article's first. One that has more of its parties outranks these.
    """
    dated = [t for t in told[:at] if t.is_dated]
    setting = [t for t in dated if t.sets_scene]
    here = [t for t in setting if t.paragraph == told[at].paragraph]
    scenes = here[-1:] or [t for t in setting if t.report.date_precision == "day"][:1]
    if not scenes:
        return None
    scene = max([*scenes, *reversed(dated)], key=lambda t: _shared(t, told[at]))
    same = _countries(scene.report) == _countries(told[at].report)
    return scene.report if same else None


def _shared(one: Told, other: Told) -> int:
    """Return how many parties two reports share."""
    return len(_parties(one.report) & _parties(other.report))


def _settled(at: int, told: Sequence[Told], own: OwnDay, before: Sequence[Report]) -> Report:
    """Return a report with its date; `before` are those before it with theirs."""
    report = told[at].report
    if report.realis != "actual" or report.event_date or told[at].has_time:
        return report
    source = _same_happening(report, told)
    if source is None and told[at].is_news:
        source = _same_sentence(report, before) or _same_scene(at, told)
    if source is not None:
        return _inherited(report, source)
    if not told[at].is_news:
        return report
    return replace(report, event_date=own.day, date_precision="day", date_basis=own.basis)


def _fitted(one: Told, told: Sequence[Told]) -> Report:
    """Return a report of a mere weekday with the full date of the same happening, if it fits."""
    report = one.report
    if report.realis != "actual" or report.event_date or not one.weekday:
        return report
    for twin in (other.report for other in told):
        same = twin.event_type == report.event_type and _countries(twin) == _countries(report)
        day = (
            twin.event_date if twin.date_basis == "text" and twin.date_precision == "day" else None
        )
        if same and day and day.weekday() == WEEKDAYS[one.weekday.rstrip(".")]:
            return _inherited(report, twin)
    return report


def _inherited(report: Report, source: Report) -> Report:
    return replace(
        report,
        event_date=source.event_date,
        date_precision=source.date_precision,
        date_basis="inferred",
    )


def settle_dates(told: Sequence[Told], own: OwnDay) -> tuple[Report, ...]:
    """Return the reports with the dates they may inherit.

    An actual report whose sentence names no time takes the day of the same happening elsewhere
    in the article, else of the scene it continues (basis inferred), else the article's own day
    (basis publication or dateline). What is only named by a noun, added in a relative clause or
    told as background is no news of the day and takes neither scene nor own day. In an article
    without a day of its own nothing is guessed; only a day told in full elsewhere may fit.
    """
    if own.day is None:
        return tuple(_fitted(t, told) for t in told)
    tomorrow = own.day + timedelta(days=DAYS_AHEAD)
    if any(t.sets_scene and t.report.event_date == tomorrow for t in told):
        own = OwnDay(tomorrow, "inferred")  # it tells of what happened where that day had begun
    settled: list[Report] = []
    for at in range(len(told)):
        settled.append(_settled(at, told, own, settled))
    return tuple(settled)
