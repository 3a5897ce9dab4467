"""The account that each report is part of, as it is kept between merges.

What belongs here: the rows of `report_account` and `article_story`, and which accounts a change to
them touches. What does not: what an account is (`merging.accounts`), pairs and events (`merge`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from tasks import database
from tasks.chunks import chunks
from tasks.database import Connection, Row, fetch_dicts, fetch_rows, listed, statement
from tasks.merging.accounts import (
    account_id,
    anchor,
    block_keys,
    makes_event,
    name_keys,
    words_of,
)
from tasks.merging.decisions import Decisions
from tasks.merging.whole import DAYS
from tasks.storing import crowds
from tasks.storing.rows import told_on
from tasks.storing.told import OnDay, on_days, told_reports

# A key that more accounts share within DAYS proposes nothing, so that 10,000 reports from one
# template cost 10,000 rows, not 50 million pairs.
CROWD = 400
KNOWN = 200_000  # accounts kept at hand
LOT = 50_000  # accounts looked up at once
# What rows were made by; another makes them all anew.
RULES = f"points-2-{DAYS}-{CROWD}"
KEYED = "merge_keyed"  # the statement that gives what has keys


class Members:
    """The reports that accounts are made of, each account looked up once.

    To be thrown away when accounts change. DuckDB goes through all accounts for every lot.
    """

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._rows: dict[str, list[Row]] = {}

    def rows(self, accounts: Iterable[str]) -> list[Row]:
        """Return account, report, its day and the day near which others may tell of the same."""
        asked = sorted({*accounts})
        if len(self._rows) > KNOWN:
            self._rows.clear()
        if unknown := [one for one in asked if one not in self._rows]:
            self._rows |= {one: [] for one in unknown}
            for row in fetch_rows(self.connection, "merge_reports_of_accounts", listed(unknown)):
                self._rows[row[0]].append(row)
        return [row for one in asked for row in self._rows[one]]

    def in_order(self, accounts: Collection[str]) -> list[str]:
        """Return accounts by the first day on which they are told of.

        What is written in the order of days is found by its day.
        """
        first: dict[str, date] = {}
        for some in chunks(sorted({*accounts}), LOT):
            for row in self.rows(some):
                first[row[0]] = min(row[2], first.get(row[0], date.max))
        return sorted({*accounts}, key=lambda one: (first.get(one, date.min), one))


def settle_accounts(
    connection: Connection, reports: Sequence[OnDay], decided: Decisions
) -> set[str]:
    """Bring up to date which accounts some reports, there or gone, are part of; return these.

    And those with a key that became, or is no longer, too many accounts' key.
    """
    before = fetch_dicts(connection, statement("merge_accounts"), on_days(reports))
    rows = _account_rows(connection, reports, decided)
    both = [*before, *rows]
    had = _held(connection, both)
    connection.execute(statement("merge_forget_accounts"), on_days(reports))
    database.insert(connection, "report_account", rows)
    articles = listed(sorted({row["article_id"] for row in before}))
    connection.execute(statement("merge_forget_names"), {"articles": articles})
    have = _held(connection, both)
    touched = {row["account_id"] for row in both}
    return touched | crowds.touched(connection, KEYED, had, have, CROWD)


def _account_rows(
    connection: Connection, reports: Sequence[OnDay], decided: Decisions
) -> list[dict[str, Any]]:
    """Return the rows of `report_account` of those reports that are of happenings."""
    sentences: dict[str, str] = dict(fetch_rows(connection, "merge_sentences", **on_days(reports)))
    rows: list[dict[str, Any]] = []
    for stored in told_reports(connection, reports, decided.named):
        report = stored.report
        if makes_event(report):
            words, trigger = words_of(report, sentences[report.id])
            told = replace(stored, words=words, trigger=trigger)
            rows.append(
                {
                    "report_id": report.id,
                    "article_id": report.article_id,
                    "account_id": account_id(told),
                    "block_keys": block_keys(told),
                    "anchor_day": anchor(told),
                    "words": sorted(words),
                    "trigger_words": sorted(trigger),
                    "method": RULES,
                    "told_on": told_on(told.published),
                }
            )
    _write_names(connection, {row["article_id"]: row["told_on"] for row in rows})
    return rows


def _write_names(connection: Connection, days: Mapping[str, date]) -> None:
    articles = sorted(days)
    names: dict[str, list[str]] = {article: [] for article in articles}
    for article, name in fetch_rows(connection, "merge_names", listed(articles)):
        names[article].append(name)
    database.delete(connection, "article_story", "article_id", articles)
    rows = [
        {"article_id": key, "names": name_keys(told), "told_on": days[key]}
        for key, told in names.items()
    ]
    database.insert(connection, "article_story", rows)


def _held(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> crowds.Held:
    told = [(row["anchor_day"], row["block_keys"]) for row in rows]
    return crowds.held(connection, KEYED, told, DAYS)
