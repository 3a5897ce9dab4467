"""The recode stage: which stored articles to code anew, storing that, and what it changed.

What belongs here: a recode's begin, batches and end. What does not: coding (`extract`), and what
follows for identities and events (`identify`, `merge`).

A recode is known by its days of publication and remembers which articles another coder had coded,
with what they and the events they tell of were like. So a run that is killed is made up for by the
next for the same days, and the difference is told against what was there before the first.

Only what is extracted is stored anew: articles, their versions and their pages stay untouched. An
article that says something else meanwhile keeps what it was given with its new text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, date, datetime
from typing import Any

from prefect import task
from prefect.cache_policies import NO_CACHE

from tasks import database
from tasks.database import Connection, fetch_dicts, listed, statement
from tasks.records import Article, Coding, Rejection
from tasks.settings import settings
from tasks.storing.codings import replace_codings
from tasks.storing.rows import told_on
from tasks.storing.tables import replace_rows

EXAMPLES = 2  # sentences of each kind of change, for each row of the difference


@dataclass(frozen=True, slots=True, kw_only=True)
class Recode:
    """A recode that is to be gone on with: articles in all, and those still to be coded."""

    id: str
    articles: int
    left: int

    @property
    def resumed(self) -> bool:
        """Whether an earlier run coded some of its articles."""
        return self.left < self.articles


@dataclass(frozen=True, slots=True)
class Recoded:
    """What a batch of articles gave."""

    articles: int
    reports: int


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def _dicts(connection: Connection, name: str, named: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the rows of a statement with named parameters, as column → value."""
    cursor = connection.execute(statement(name), named)
    columns = [column[0] for column in cursor.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


@task(
    name="begin recode",
    task_run_name="find what another coder coded",
    cache_policy=NO_CACHE,
    persist_result=False,
)
def begin_recode(
    run_id: str, coder: str, since: date | None = None, until: date | None = None
) -> Recode | None:
    """Begin to code anew, or go on; None where this coder coded every article of these days.

    `since` and `until` bound the days of publication, the second without itself; without either,
    undated articles are among those to be coded.
    """
    days = {"since": since, "until": until}
    with database.working() as connection, database.transaction(connection):
        found = connection.execute(statement("recode_open"), days).fetchall()
        recode = found[0][0] if found else run_id
        named = {"recode": recode, "coder": coder}
        wanting = _dicts(connection, "recode_wanting", named | days)
        if not found and not wanting:
            return None
        if not found:
            begun = {"began_at": _now(), "completed_at": None, "articles": 0, "coder": coder}
            database.insert(connection, "recode", [{"id": recode, **days, **begun}])
        _keep(connection, recode, "before", [row["article_id"] for row in wanting])
        database.insert(connection, "recode_article", wanting)
        connection.execute(statement("recode_update"), named)
        (numbers,) = _dicts(connection, "recode_numbers", named)
    return Recode(id=recode, **numbers)


def _keep(connection: Connection, recode: str, side: str, articles: Sequence[str]) -> None:
    """Keep what some articles tell, and the events they tell of, as they are now."""
    named = {"recode": recode, "side": side, "articles": listed(articles)}
    connection.execute(statement("recode_keep_reports"), named)
    connection.execute(statement("recode_keep_events"), named)


@task(
    name="read stored articles",
    task_run_name="read stored articles",
    cache_policy=NO_CACHE,
    persist_result=False,
)
def stored_articles(recode: str, coder: str, after: Article | None = None) -> tuple[Article, ...]:
    """Return the next articles of a recode that another coder coded, by day; none at its end.

    `after` is the last one seen, so that one which cannot be coded is met once. What is written in
    the order of days is found by its day.
    """
    day, last = (told_on(after.published_on), after.id) if after else (date.min, "")
    named = {"recode": recode, "coder": coder, "after_day": day, "after": last}
    named |= {"most": settings().batch_size}
    with database.working() as connection:
        rows = _dicts(connection, "recode_left", named)
    return tuple(_article(row) for row in rows)


def _article(row: dict[str, Any]) -> Article:
    values = {each.name: row[each.name] for each in fields(Article)}
    return Article(**values | {"captions": tuple(values["captions"])})


@task(
    name="store codings",
    task_run_name="store codings of {batch}",
    cache_policy=NO_CACHE,
    persist_result=False,
)
def store_codings(
    codings: Sequence[Coding], rejections: Sequence[Rejection] = (), batch: str = "articles"
) -> Recoded:
    """Replace what was extracted from these articles, in one transaction.

    An article that could not be coded keeps what it has, and one whose text changed since it was
    read has its own by now.
    """
    asked = listed(coding.article_id for coding in codings)
    with database.working() as connection, database.transaction(connection):
        rows = fetch_dicts(connection, statement("stored_articles"), [asked])
        now = {row["id"]: _article(row) for row in rows}
        texts = {key: one.text_hash for key, one in now.items()}
        fresh = [c for c in codings if texts.get(c.article_id) == c.text_hash]
        replace_codings(connection, fresh, {key: one.published_on for key, one in now.items()})
        told = listed(coding.article_id for coding in fresh)
        connection.execute(statement("recode_forget_failures"), [told])
        lost = {loss.id: asdict(loss) | {"id": loss.id} for loss in rejections}
        replace_rows(connection, "rejection", "id", list(lost.values()))
    return Recoded(len(fresh), sum(len(coding.reports) for coding in fresh))


@task(
    name="complete recode",
    task_run_name="tell what the recode changed",
    cache_policy=NO_CACHE,
    persist_result=False,
)
def complete_recode(recode: str) -> list[dict[str, Any]]:
    """End a recode: store what it changed by month, type and dyad, and return it.

    Runs after `merge`. What it remembered of the time before is forgotten in the same transaction.
    """
    named = {"recode": recode}
    with database.working() as connection, database.transaction(connection):
        same = [
            row[0]
            for row in connection.execute(statement("recode_same_texts"), [recode]).fetchall()
        ]
        connection.execute(statement("recode_forget_reports"), named | {"articles": listed(same)})
        connection.execute(statement("recode_forget_events"), named)
        _keep(connection, recode, "after", same)
        connection.execute(statement("recode_compare"), named | {"examples": EXAMPLES})
        for table in ("recode_article", "recode_event", "recode_report"):
            database.delete(connection, table, "recode_id", [recode])
        connection.execute(statement("recode_complete"), [_now(), recode])
        return fetch_dicts(connection, statement("recode_differences"), [recode])
