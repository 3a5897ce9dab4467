"""What follows for all accounts from what pairs are alike."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tasks.merging import grouping
from tasks.merging.accounts import Account
from tasks.merging.decisions import NONE, Decisions
from tasks.merging.grouping import Pair, group, hosts, pair, reasons
from tests.builders import party
from tests.merging.tellings import ESTONIA, GEORGIA, LINA, UNDATED, alone

WORDS = {"words": "tower radio north garri", "names": "tallinn kura saaremaa"}


def grouped(*known: Account, decisions: Decisions = NONE) -> list[set[str]]:
    """Return accounts in groups, by the urls that tell of them."""
    by_id = {one.id: one for one in known}
    pairs = {p for a in known for b in known if a.id < b.id and (p := pair(a, b))}
    groups = group(by_id, pairs, decisions)
    told = ({by_id[one].lead.outlet[-2:] for one in members} for members in groups)
    return sorted(told, key=sorted)


def strike(url: str, day: int | None, **fields: Any) -> Account:
    when = UNDATED if day is None else {"event_date": date(2023, 3, day)}
    plain: dict[str, Any] = {"by": (ESTONIA,), "to": (GEORGIA,), "event_type": "ASSAULT"}
    return alone(url=url, **(plain | when | fields))


def test_a_guest_joins_the_one_host_that_it_is_most_like() -> None:
    first, second = strike("u1", 4, **WORDS), strike("u2", 6, words="tower radio", names="kura")
    guest = strike("u3", None, published=date(2023, 3, 6), **WORDS)
    assert grouped(first, second, guest) == [{"u1", "u3"}, {"u2"}]


def test_a_guest_does_not_join_two_days_to_one_another() -> None:
    days = [strike(f"u{day}", day, **WORDS) for day in (1, 2, 3)]
    guests = [strike(f"u{n}", None, start=n, published=date(2023, 3, 3), **WORDS) for n in (7, 8)]
    found = grouped(*days, *guests)
    assert sum(len(members & {"u1", "u2", "u3"}) > 1 for members in found) == 0
    assert sum(len(members) for members in found) == 5


def test_peers_that_are_apart_stay_apart_whoever_is_between() -> None:
    aino = party(name="Aino", country="EST")
    one, other = alone(url="u1", by=(LINA,)), alone(url="u2", by=(aino,))
    between = alone(url="u3", by=(ESTONIA,), **WORDS)
    found = grouped(one, other, between)
    assert {"u1", "u2"} not in [members & {"u1", "u2"} for members in found]


def test_the_likeliest_hosts_are_those_of_equal_points() -> None:
    told = [(5, "b"), (5, "a"), (4.9, "c"), (4, "d")]
    pairs = [Pair(score, host, "g", "", True) for score, host in told]
    assert [each.one for each in hosts(pairs)["g"]] == ["a", "b", "c"]
    assert hosts([Pair(9, "a", "g", "", False)]) == {}


def test_a_guest_as_like_to_two_events_joins_neither() -> None:
    first, second = strike("u1", 3, **WORDS), strike("u2", 5, **WORDS)
    guest = strike("u3", None, published=date(2023, 3, 5), **WORDS)
    assert grouped(first, second, guest) == [{"u1"}, {"u2"}, {"u3"}]


def test_two_guests_told_long_apart_may_have_one_host() -> None:
    host = alone(url="u1", published=date(2023, 3, 4))
    near = alone(url="u2", published=date(2023, 3, 5), start=3, **UNDATED, **WORDS)
    later = alone(url="u3", published=date(2023, 3, 17), start=6, **UNDATED, **WORDS)
    assert grouped(host, near, later) == [{"u1", "u2", "u3"}]


def test_a_later_telling_of_what_an_operator_joined_comes_to_it() -> None:
    one = strike("u1", 4, decided=True, **WORDS)
    other = strike("u2", 9, decided=True, **WORDS)
    word = Decisions(merged=((one.lead.report.id, other.lead.report.id),))
    late = strike("u3", 4, **WORDS)
    assert grouped(one, other, late, decisions=word) == [{"u1", "u2", "u3"}]


def test_the_account_whose_day_is_told_better_hosts() -> None:
    found = pair(strike("u1", None, **WORDS), strike("u2", 4, **WORDS))
    assert found is not None
    assert found.hosting
    assert found.one == strike("u2", 4).id


def test_two_that_are_not_alike_enough_are_no_pair() -> None:
    assert pair(strike("u1", 4), strike("u2", None, trigger="shell")) is None


def test_an_operator_joins_what_the_rules_do_not() -> None:
    one, other = strike("u1", 4, decided=True), strike("u2", 9, decided=True)
    assert grouped(one, other) == [{"u1"}, {"u2"}]
    word = Decisions(merged=((one.lead.report.id, other.lead.report.id),))
    assert grouped(one, other, decisions=word) == [{"u1", "u2"}]


def test_an_operator_parts_what_the_rules_join() -> None:
    one, other = alone(url="u1", decided=True), alone(url="u2", decided=True)
    assert grouped(one, other) == [{"u1", "u2"}]
    word = Decisions(parted=frozenset({frozenset({one.lead.report.id, other.lead.report.id})}))
    assert grouped(one, other, decisions=word) == [{"u1"}, {"u2"}]


def test_of_a_crowd_only_the_likelier_are_joined(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grouping, "LARGE", 3)
    known = {name: alone(url=name, decided=True) for name in ("u1", "u2", "u3", "u4")}
    ids = [one.id for one in known.values()]
    chain = [Pair(5, ids[0], ids[1], "", False), Pair(4.1, ids[1], ids[2], "", False)]
    chain.append(Pair(5, ids[2], ids[3], "", False))
    by_id = {one.id: one for one in known.values()}
    assert sorted(map(len, group(by_id, chain))) == [2, 2]
    monkeypatch.setattr(grouping, "LARGE", 4)
    assert sorted(map(len, group(by_id, chain))) == [4]


def test_the_reason_is_the_likeliest_pair_within_the_event() -> None:
    pairs = [Pair(5, "a", "b", "low", False), Pair(7, "a", "c", "high", False)]
    pairs.append(Pair(9, "a", "x", "elsewhere", False))
    why = reasons([["a", "b", "c"], ["x"]], pairs)
    assert why == {"a": "7 points: high", "b": "5 points: low", "c": "7 points: high"}
