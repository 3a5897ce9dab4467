"""`communique sources check`: does each source answer, what does it offer, when had it news last?

What belongs here: asking, without Prefect's engine and without a database, and telling a person.
What does not: speaking HTTP and reading lists (the stages' plain functions do), arguments.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tasks.discover import listings
from tasks.fetch import fetch
from tasks.news.homes import look_on
from tasks.news.listings import Listing
from tasks.news.sieve import last_day
from tasks.news.urls import is_web, outlet_of, tidy
from tasks.records import FetchOutcome, Page, Rejection, Source, Target
from tasks.report.tables import aligned

_STEPS = 3  # from a home page over robots.txt and an index to a sitemap
_FOLLOWED = 3  # lists of one source; the newest of an index tells enough
_LEADS = ("home page", "robots.txt", "sitemap index")
_COLUMNS = ("outlet", "address", "answers", "offers", "last news", "days ago")


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What one source answered."""

    outlet: str
    url: str
    answers: bool
    status: int | None = None  # HTTP's
    reason: str | None = None  # code of what is wrong, with it or with what it offers
    detail: str | None = None  # the same in a sentence, with advice
    offers: str | None = None  # "RSS, 30 items"
    newest: date | None = None  # last day that anything it lists declares
    age: int | None = None  # days since then
    moved_to: str | None = None  # where its redirects end


@dataclass(frozen=True, slots=True)
class _Look:
    """One address, asked: its page, and what it lists; or how it was lost."""

    target: Target
    outcome: FetchOutcome
    page: Page | None = None
    listing: Listing | None = None
    loss: Rejection | None = None


@dataclass(slots=True)
class _Row:
    source: Source
    looks: list[_Look] = field(default_factory=list)  # the source's own first


def check_sources(sources: Sequence[Source], today: date | None = None) -> tuple[Check, ...]:
    """Ask every source and, for the date of its last news, the first lists it leads to.

    `today` is the day that ages count from: by default today's at Greenwich.
    """
    rows = [_Row(source) for source in sources]
    asked = [(row, _target(row.source)) for row in rows if is_web(row.source.location.strip())]
    for step in range(1 + _STEPS):
        looks = _look([target for _, target in asked], given=step == 0)
        for (row, _), look in zip(asked, looks, strict=True):
            row.looks.append(look)
        asked = [
            (row, target)
            for (row, _), look in zip(asked, looks, strict=True)
            for target in _leads(look, given=step == 0)
        ]
    now = today or datetime.now(UTC).date()
    return tuple(_check(row, now) for row in rows)


def _target(source: Source) -> Target:
    return Target(url=tidy(source.location), outlet=source.outlet, language=source.language)


def _look(targets: Sequence[Target], *, given: bool) -> list[_Look]:
    if not targets:
        return []
    fetched = fetch.fn(targets)  # the plain function: no flow, no server
    losses = {loss.subject: loss for loss in fetched.rejections}
    pages = iter(fetched.pages)
    listed = listings(fetched.pages, given=given)
    looks = []
    for target, outcome in zip(targets, fetched.outcomes, strict=True):
        if outcome.outcome == "rejected":
            looks.append(_Look(target, outcome, loss=losses.get(target.url)))
            continue
        page, found = next(pages), next(listed)
        if isinstance(found, Rejection):
            looks.append(_Look(target, outcome, page, loss=found))
        else:
            looks.append(_Look(target, outcome, page, found))
    return looks


def _leads(look: _Look, *, given: bool) -> Sequence[Target]:
    """Return the lists to be asked next."""
    if look.page is None and not given:
        guess = look_on(look.target.url)
        return [Target(url=guess)] if isinstance(guess, str) else []
    if look.listing is None or look.listing.kind not in _LEADS:
        return []
    if look.listing.kind == "sitemap index":
        return sorted(look.listing.targets, key=last_day, reverse=True)[:1]
    return look.listing.targets[:_FOLLOWED]


def _check(row: _Row, today: date) -> Check:
    outlet = row.source.outlet or outlet_of(row.source.location)
    if not row.looks:
        what = f"{row.source.location} is no http(s) URL; only addresses are checked."
        return Check(
            outlet=outlet, url=row.source.location, answers=False, reason="unsupported_url",
            detail=what,
        )  # fmt: skip
    look = row.looks[0]
    newest = _newest(row.looks, today)
    loss = look.loss or _fault(row.looks)
    return Check(
        outlet=outlet,
        url=look.target.url,
        answers=look.page is not None,
        status=look.outcome.status,
        reason=loss.reason if loss else None,
        detail=loss.detail if loss else None,
        offers=_offers(row.looks) if look.page else None,
        newest=newest,
        age=(today - newest).days if newest else None,
        moved_to=_moved(look),
    )


def _newest(looks: Sequence[_Look], today: date) -> date | None:
    """Return the last day that articles declare, else that lists do; no day that is to come."""
    lists = [look.listing for look in looks if look.listing]
    articles = [one for one in lists if one.kind not in _LEADS]
    return _last_day(articles, today) or _last_day(lists, today)


def _last_day(lists: Sequence[Listing], today: date) -> date | None:
    days = (last_day(target) for one in lists for target in one.targets)
    told = (day for day in days if date.min < day <= today + timedelta(days=1))
    return max(told, default=None)


def _fault(looks: Sequence[_Look]) -> Rejection | None:
    """Return what is wrong with what a source that answers offers."""
    own = looks[0].listing
    if own and own.rejections:
        return own.rejections[0]
    if own and own.kind in ("home page", "robots.txt"):
        read = [look for look in looks if look.listing and look.listing.kind not in _LEADS]
        lost = [loss for look in looks if (loss := _end(look))]
        return None if read or not lost else lost[-1]
    return None


def _end(look: _Look) -> Rejection | None:
    """Return the loss that says that a site has no list, or that its list is lost."""
    if look.listing and look.listing.rejections:
        return look.listing.rejections[0]
    guess = look_on(look.target.url) if look.page is None else None
    return guess if isinstance(guess, Rejection) else look.loss


def _offers(looks: Sequence[_Look]) -> str:
    """Return what a source offers; for a site whose lists had to be looked for, all the way."""
    own = looks[0].listing
    if own is None:
        return "page"
    is_search = own.kind == "robots.txt" or (own.kind == "home page" and not _feeds(own))
    found = looks if is_search else looks[:1]
    return "; ".join(_described(look.listing) for look in found if look.listing)


def _feeds(listing: Listing) -> list[str]:
    urls = (target.url for target in listing.targets)
    return [url for url in urls if not url.endswith("/robots.txt")]


def _described(listing: Listing) -> str:
    number = len(listing.targets)
    if listing.kind == "home page":
        feeds = _feeds(listing)
        named = f": {', '.join(feeds)}" if feeds else ""
        return f"home page naming {_counted(len(feeds), 'feed')}{named}"
    if listing.kind == "robots.txt":
        return "robots.txt"
    if listing.kind == "sitemap index":
        return f"sitemap index, {_counted(number, 'sitemap')}"
    if listing.kind in ("sitemap", "news sitemap"):
        return f"{listing.kind}, {_counted(number, 'address', 'addresses')}"
    return f"{listing.kind}, {_counted(number, 'item')}"


def _counted(number: int, one: str, many: str | None = None) -> str:
    return f"{number} {one if number == 1 else many or f'{one}s'}"


def _moved(look: _Look) -> str | None:
    return look.page.url if look.page and look.page.url != look.target.url else None


def lines(checks: Sequence[Check]) -> Iterator[str]:
    """Yield a table of the checks, then what to do about those that are not as they should be."""
    rows = [(one.outlet, one.url, _answer(one), one.offers, one.newest, one.age) for one in checks]
    yield aligned(_COLUMNS, rows)
    for one in checks:
        if one.detail:
            yield one.detail
        if one.moved_to:
            yield f"{one.url} has moved; write {one.moved_to} in its place."
    silent = sum(not one.answers for one in checks)
    yield f"{len(checks) - silent} of {_counted(len(checks), 'source')} answer."


def _answer(check: Check) -> str:
    if check.answers:
        return "yes" if check.reason is None else f"yes, {check.reason}"
    return f"no, {check.reason or 'lost'}"


def as_dicts(checks: Sequence[Check]) -> list[dict[str, Any]]:
    """Return the checks for programs, days in ISO 8601."""
    return [
        asdict(one) | {"newest": one.newest.isoformat() if one.newest else None} for one in checks
    ]
