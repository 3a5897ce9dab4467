"""Which reports are one account, and under which keys accounts look for others."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tasks.merging.accounts import (
    account_id,
    accounts,
    anchor,
    block_keys,
    name_keys,
    period,
    stems,
    words_of,
)
from tests.builders import article, party, report
from tests.merging.tellings import (
    BATUMI,
    ESTONIA,
    GEORGIA,
    LINA,
    MARO,
    TARTU,
    UNDATED,
    alone,
    told,
)


def test_the_same_told_elsewhere_is_the_same_account() -> None:
    assert account_id(told()) == account_id(told(url="u2", words="other words"))


@pytest.mark.parametrize(
    "other",
    [
        {"event_date": date(2023, 3, 5)},
        {"date_precision": "month"},
        {"event_type": "AGREE"},
        {"realis": "future"},
        {"to": ()},
        {"place": TARTU, "place_basis": "text"},
        {"decided": True},
    ],
)
def test_any_other_value_that_is_compared_makes_another(other: dict[str, Any]) -> None:
    assert account_id(told()) != account_id(told(**other))


def test_what_an_article_infers_of_the_place_makes_no_other() -> None:
    assert account_id(told()) == account_id(told(place=TARTU, place_basis="inferred"))


def test_what_is_historical_in_one_article_may_be_news_in_another() -> None:
    assert account_id(told()) == account_id(told(realis="historical"))


@pytest.mark.parametrize(("event_type", "same"), [("CONSULT", True), ("SUPPORT", False)])
def test_sides_may_be_swapped_where_a_type_knows_no_direction(event_type: str, same: bool) -> None:
    one = account_id(told(event_type=event_type))
    assert (one == account_id(told(by=(MARO,), to=(LINA,), event_type=event_type))) == same


def test_without_a_date_an_article_tells_one_account_by_one_trigger() -> None:
    one = told(**UNDATED)
    assert account_id(one) == account_id(told(start=40, **UNDATED))
    assert account_id(one) != account_id(told(trigger="greet", **UNDATED))
    assert account_id(one) != account_id(told(url="u2", **UNDATED))


def test_without_a_date_copies_tell_one_account_within_a_month() -> None:
    long = {"words": "a b c d e f", **UNDATED}
    one = told(**long)
    assert account_id(one) == account_id(told(url="u2", **long))
    assert account_id(one) != account_id(told(url="u2", published=date(2023, 4, 5), **long))
    assert account_id(one) != account_id(told(url="u2", published=None, **long))


@pytest.mark.parametrize("realis", ["negated", "hypothetical"])
def test_what_did_not_happen_is_no_account(realis: str) -> None:
    assert accounts([told(realis=realis)]) == {}


def test_the_report_with_most_names_leads() -> None:
    plain = told(url="u2", by=(ESTONIA,), to=(GEORGIA,), confidence=0.9)
    named = told(confidence=0.1)
    one_sided = told(url="u3", by=(LINA, MARO), to=(), confidence=1)
    assert [next(iter(accounts([one]).values())).lead for one in (plain, named)] == [plain, named]
    (sure,) = accounts([told(url="u4", confidence=0.4), named]).values()
    assert sure.lead.report.confidence == 0.4
    assert one_sided.in_role("recipient") == ()


@pytest.mark.parametrize(
    ("fields", "rank"),
    [
        ({}, 0),
        ({"date_basis": "inferred"}, 0),
        ({"date_basis": "publication"}, 1),
        ({"date_precision": "month"}, 2),
        (UNDATED, 2),
    ],
)
def test_accounts_rank_by_how_well_their_day_is_told(fields: dict[str, Any], rank: int) -> None:
    assert alone(**fields).rank == rank


def test_one_report_in_words_gives_the_account_its_rank() -> None:
    both = accounts([told(date_basis="publication"), told(url="u2")])
    assert [one.rank for one in both.values()] == [0]


def test_others_are_looked_for_near_the_day_of_the_event_or_of_its_telling() -> None:
    assert anchor(told()) == date(2023, 3, 4)
    assert anchor(told(date_precision="month")) == date(2023, 3, 5)
    assert anchor(told(published=None, **UNDATED)) is None


@pytest.mark.parametrize(
    ("precision", "last"),
    [
        ("day", date(2024, 2, 4)),
        ("week", date(2024, 2, 10)),
        ("month", date(2024, 2, 29)),
        ("year", date(2024, 12, 31)),
    ],
)
def test_a_period_ends_with_its_last_day(precision: str, last: date) -> None:
    first = date(2024, 2, 1) if precision == "month" else date(2024, 2, 4)
    made = report(of=article(), event_date=first, date_precision=precision)
    assert period(made) == (first, last)


def test_accounts_are_found_by_dyad_by_name_and_by_town() -> None:
    keys = {*block_keys(told())}
    states = {*block_keys(told(by=(ESTONIA,), to=(GEORGIA,)))}
    swapped = {*block_keys(told(by=(GEORGIA,), to=(LINA,)))}
    assert states < keys
    assert len(keys & swapped) == 2
    assert len({*block_keys(told(place=BATUMI, place_basis="text"))} - keys) == 1
    assert not keys & {*block_keys(told(realis="future"))}
    assert not keys & {*block_keys(told(event_type="AGREE"))}


def test_words_lose_their_ends_and_words_of_reporting() -> None:
    assert stems("The ministers said on Monday that 21 hostages were RELEASED.") == {
        "minis", "21", "hosta", "relea",
    }  # fmt: skip


def test_words_that_name_the_parties_are_not_compared_as_words() -> None:
    of = article()
    made = report(of=of, actors=(party(name="Asa"),), trigger=(13, 16))
    words, trigger = words_of(made, "Minister Asa met Minister Bo.")
    assert (words, trigger) == (frozenset({"minis"}), frozenset())


def test_names_are_folded_and_each_told_once() -> None:
    assert name_keys(["São Tomé", "sao tome", "The Hague", ""]) == ["hague", "sao tome"]
