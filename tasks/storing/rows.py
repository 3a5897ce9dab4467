"""Records as the rows of their tables.

What belongs here: which field becomes which column. What does not: what is replaced by what.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import date
from typing import Any, TypeVar

from tasks.records import Article, Coding, Quote, Report

T = TypeVar("T")
Row = dict[str, object]


def unique(items: Iterable[T], key: Callable[[T], Any]) -> list[T]:
    """Return items without repeats of a key, the last one told winning, in key order."""
    found = {key(item): item for item in items}
    return [found[k] for k in sorted(found)]


def told_on(published_on: date | None) -> date:
    """Return the day under which lookups find what an article tells; no row is without one."""
    return published_on or date(1970, 1, 1)


def article_row(article: Article, *, version: int, near_duplicate_of: str | None) -> Row:
    """Return an article as a row, with what only the store knows of it."""
    return asdict(article) | {
        "id": article.id,
        "text_hash": article.text_hash,
        "version": version,
        "near_duplicate_of": near_duplicate_of,
    }


def _report_row(report: Report) -> Row:
    row = asdict(report)
    del row["parties"], row["place"], row["counts"]
    row["sentence_start"], row["sentence_end"] = row.pop("start"), row.pop("end")
    return row | {"id": report.id, "place_id": report.place.id if report.place else None}


def _report_party_rows(report: Report, of_report: Row) -> list[Row]:
    rows = []
    for party in report.parties:
        row = asdict(party) | of_report
        row["mention_start"], row["mention_end"] = row.pop("start"), row.pop("end")
        row["mention_text"] = row.pop("text")
        rows.append(row)
    return rows


def _report_count_rows(report: Report, of_report: Row) -> list[Row]:
    rows = []
    for count in unique(report.counts, lambda c: (c.kind, c.start)):
        row = asdict(count) | of_report
        row["mention_start"], row["mention_end"] = row.pop("start"), row.pop("end")
        rows.append(row)
    return rows


def _quote_row(quote: Quote) -> Row:
    row = asdict(quote) | {"id": quote.id}
    row["quote_start"], row["quote_end"] = row.pop("start"), row.pop("end")
    return row


def coding_rows(coding: Coding, published_on: date | None) -> dict[str, list[Row]]:
    """Return table → rows of one coding of an article of that day."""
    of_article = {"article_id": coding.article_id}
    on_day = {"told_on": told_on(published_on)}
    reports = unique(coding.reports, lambda r: r.id)
    mentions, offices = [], []
    for mention in unique(coding.mentions, lambda m: m.id):
        row = asdict(mention) | on_day | {"id": mention.id}
        row["mention_start"], row["mention_end"] = row.pop("start"), row.pop("end")
        mentions.append(row)
    for office in unique(coding.offices, lambda o: o.id):
        row = asdict(office) | {"id": office.id}
        row["evidence_start"], row["evidence_end"] = row.pop("start"), row.pop("end")
        offices.append(row)
    parties = [
        asdict(p) | of_article | {"party_id": p.id} for p in unique(coding.parties, lambda p: p.id)
    ]
    places = unique((r.place for r in reports if r.place), lambda p: p.id)
    return {
        "mention": mentions,
        "article_place": [
            asdict(p) | of_article | {"place_id": p.id, "precision": p.precision} for p in places
        ],
        "article_party": parties,
        "party_alias": [
            of_article | {"party_id": p, "alias": alias} for p, alias in sorted({*coding.aliases})
        ],
        "party_office": offices,
        "report": [_report_row(r) | on_day for r in reports],
        "report_party": [
            row for r in reports for row in _report_party_rows(r, on_day | {"report_id": r.id})
        ],
        "report_count": [
            row for r in reports for row in _report_count_rows(r, on_day | {"report_id": r.id})
        ],
        "quote": [_quote_row(q) for q in unique(coding.quotes, lambda q: q.id)],
        "coding": [of_article | {"text_hash": coding.text_hash, "coder": coding.coder}],
    }
