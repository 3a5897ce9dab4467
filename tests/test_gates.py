"""Each gate with a given past: alarm and no alarm, on both sides of each threshold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tasks import database
from tasks.events import relations
from tasks.gauge import ModelsWrongError, expect_models, gauge
from tasks.quality.alarms import Alarm
from tasks.quality.losses import Tries, losses
from tasks.quality.mix import divergence, mix
from tasks.quality.silence import Limits, Past, silence
from tasks.records import Source
from tasks.settings import SettingsError, settings
from tests.builders import use_home

NOW = datetime(2024, 5, 30, 6)
LIMITS = Limits(factor=2, hours=24, days=14)


def past(**fields: Any) -> Past:
    plain: dict[str, Any] = {
        "outlet": "Kisumu Herald",
        "times": 20,
        "first": NOW - timedelta(days=25),
        "last": NOW - timedelta(days=5),
        "longest": timedelta(days=2.5),  # a weekend
        "asked": 60,
    }
    return Past(**(plain | fields))


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


@pytest.mark.parametrize(
    ("fields", "alarms"),
    [
        ({}, True),
        ({"longest": timedelta(days=2.5) + hours(1)}, False),  # twice that is more than five days
        ({"times": 7}, False),  # not enough to say that it usually has news
        ({"times": 8}, True),
        ({"first": NOW - timedelta(days=19)}, True),  # fourteen days from the first to the last
        ({"first": NOW - timedelta(days=18, hours=23)}, False),  # a new source
        ({"asked": 2}, False),
        ({"asked": 3}, True),
        ({"last": NOW - hours(24), "longest": hours(1)}, True),
        ({"last": NOW - hours(23), "longest": hours(1)}, False),  # less than a day
    ],
)
def test_silence_is_a_pause_that_the_outlet_never_made(
    fields: dict[str, Any], alarms: bool
) -> None:
    assert (silence(past(**fields), NOW, LIMITS) is not None) == alarms


def test_an_alarm_of_silence_says_how_far_from_usual_and_what_the_source_answers() -> None:
    alarm = silence(past(answer="http_503"), NOW, LIMITS)
    assert alarm is not None
    assert alarm.line.startswith(
        "Kisumu Herald has had no news for 5.0 days; its longest pause in 20 days was 60 hours; "
        "its source answers http_503. See whether it moved"
    )


def tries(tried: int, lost: int, tried_before: int, lost_before: int) -> Tries:
    return Tries(
        site="herald.example", tried=tried, lost=lost, tried_before=tried_before,
        lost_before=lost_before, reasons="http_403 9",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("counts", "alarms"),
    [
        ((20, 8, 100, 10), True),  # .40 where .10 was usual
        ((100, 39, 100, 10), False),
        ((100, 40, 100, 10), True),
        ((19, 19, 100, 10), False),  # too few to tell
        ((20, 20, 19, 0), False),  # no past to tell by
        ((20, 20, 20, 0), True),
        ((100, 95, 100, 90), False),  # it was always like that
    ],
)
def test_losses_alarm_where_the_share_lost_jumps(
    counts: tuple[int, int, int, int], alarms: bool
) -> None:
    assert (losses(tries(*counts), 0.3, 20) is not None) == alarms


def test_an_alarm_of_losses_says_how_far_from_usual_and_why() -> None:
    alarm = losses(tries(20, 10, 100, 5), 0.3, 20)
    assert alarm is not None
    assert alarm.what == (
        "10 of 20 addresses of herald.example were lost (http_403 9), 50% where 5% is usual"
    )


def test_divergence_is_that_of_lin() -> None:
    assert divergence({"AID": 3, "CONSULT": 1}, {"AID": 30, "CONSULT": 10}) == pytest.approx(0)
    assert divergence({"AID": 5}, {"ASSAULT": 7}) == pytest.approx(1)
    # Middle (3/4, 1/4): half of (1/2 log2 2/3 + 1/2 log2 2) and half of log2 4/3.
    assert divergence({"AID": 2, "CONSULT": 2}, {"AID": 4}) == pytest.approx(0.3112781)


SHIFT = divergence({"AID": 50, "ASSAULT": 150}, {"AID": 150, "ASSAULT": 50})


@pytest.mark.parametrize(
    ("now", "shift", "least", "alarms"),
    [
        ({"AID": 50, "ASSAULT": 150}, SHIFT, 200, True),
        ({"AID": 50, "ASSAULT": 150}, SHIFT + 1e-6, 200, False),
        ({"AID": 50, "ASSAULT": 150}, SHIFT, 201, False),  # too few to tell
        ({"AID": 150, "ASSAULT": 50}, 0.001, 200, False),
    ],
)
def test_the_mix_alarms_where_types_shift(
    now: dict[str, int], shift: float, least: int, alarms: bool
) -> None:
    alarm = mix(now, {"AID": 150, "ASSAULT": 50}, shift, least)
    assert (alarm is not None) == alarms


def test_an_alarm_of_the_mix_names_what_moved() -> None:
    alarm = mix({"AID": 50, "ASSAULT": 150}, {"AID": 150, "ASSAULT": 50}, 0.1, 200)
    assert alarm is not None
    assert "AID 75% → 25%, ASSAULT 25% → 75%" in alarm.what


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    use_home(monkeypatch, tmp_path)
    yield
    settings.cache_clear()


FEED = "https://herald.example/feed"


class History:
    """Runs of a store, written as an ingest leaves them."""

    def __init__(self, connection: database.Connection) -> None:
        self.connection = connection
        self.number = 0

    def run(self, at: datetime, *, kind: str = "ingest") -> str:
        self.number += 1
        row = {
            "id": f"run{self.number:05}", "kind": kind, "label": "sources.toml", "started_at": at,
            "finished_at": at, "status": "completed", "counts": None, "versions": "{}",
            "process": None, "reason": None,
        }  # fmt: skip
        database.insert(self.connection, "run", [row])
        return str(row["id"])

    def tried(self, run: str, url: str, outcome: str, reason: str | None = None) -> None:
        row = {
            "run_id": run, "url": url, "outcome": outcome, "status": 200, "reason": reason,
            "n_bytes": 1, "elapsed_ms": 1, "final_url": None,
        }  # fmt: skip
        database.insert(self.connection, "fetch_log", [row])

    def article(self, run: str, url: str, *, types: tuple[str, ...] = (), **fields: Any) -> None:
        """An article that this run read for the first time, with an event of each type."""
        self.tried(run, url, "fetched")
        self._fill("article", {"id": url, "url": url, "outlet": "Kisumu Herald"} | fields)
        self._fill("article_page", {"article_id": url, "url": url})
        for event_type in types:
            key = f"{url}#{self.number}{event_type}"
            self._fill("report", {"id": key, "article_id": url, "event_type": event_type})
            self._fill("event", {"id": key, "event_type": event_type})
            self._fill("event_report", {"event_id": key, "report_id": key})

    def _fill(self, table: str, given: dict[str, Any]) -> None:
        """Insert a row whose other columns hold something plain."""
        columns = self.connection.execute(
            "SELECT column_name, data_type, is_nullable FROM duckdb_columns() "
            "WHERE table_name = ? ORDER BY column_index", [table],
        ).fetchall()  # fmt: skip
        plain = {
            "VARCHAR": "-", "INTEGER": 0, "DOUBLE": 0.0, "VARCHAR[]": [], "BIGINT": 0,
            "DATE": NOW.date(),
        }  # fmt: skip
        row = {
            name: given.get(name, None if nullable else plain.get(kind))
            for name, kind, nullable in columns
        }
        database.insert(self.connection, table, [row])


def daily(history: History, days: int, *, until: datetime = NOW) -> None:
    """A feed that is asked twice a day, with news each day but at weekends."""
    for number in range(days, 0, -1):
        at = until - timedelta(days=number)
        for hour in (0, 12):
            run = history.run(at + hours(hour))
            history.tried(run, FEED, "fetched")
            if hour == 0 and at.weekday() < 5:
                history.article(run, f"https://herald.example/{at:%Y-%m-%d}", published_on=at)


def alarms_of(run: str) -> tuple[Alarm, ...]:
    return gauge.fn(run, (Source(location=FEED, outlet="Kisumu Herald"),))


def silent(days: int, *, asked_from: int = 1) -> tuple[Alarm, ...]:
    """What is found some days after three usual weeks, when the feed names nothing new."""
    with database.working() as connection:
        history = History(connection)
        daily(history, 21)
        for number in range(asked_from, days + 1):
            run = history.run(NOW + timedelta(days=number))
            history.tried(run, FEED, "rejected", "http_503")
    return alarms_of(run)


def test_an_outlet_that_falls_silent_alarms() -> None:
    (alarm,) = silent(6)  # its weekends are three days
    assert (alarm.gate, alarm.subject) == ("silence", "Kisumu Herald")
    assert "no news for 7.0 days; its longest pause in 20 days was 3.0 days" in alarm.what
    assert "answers http_503" in alarm.what


def test_a_weekend_does_not_alarm() -> None:
    assert silent(4) == ()


def test_a_pipeline_that_stood_still_blames_nobody() -> None:
    assert silent(7, asked_from=7) == ()  # asked twice since its last news: that noon, and now


@pytest.mark.parametrize(("age", "number"), [(8, 1), (7, 0)])
def test_what_a_backfill_reads_does_not_hide_a_silence(age: int, number: int) -> None:
    silent(6)
    with database.working() as connection:
        history = History(connection)
        history.number = 1000
        read = NOW + timedelta(days=6.5)
        day = (read - timedelta(days=age)).date()
        backfill = history.run(read)
        history.article(backfill, "https://herald.example/old", published_on=day)
        run = history.run(NOW + timedelta(days=7))
    assert len(alarms_of(run)) == number


def test_an_outlet_that_is_no_longer_asked_does_not_alarm() -> None:
    silent(8)
    with database.working() as connection:
        (run,) = connection.execute("SELECT max(id) FROM run").fetchall()[0]
    assert gauge.fn(run, (Source(location="https://else.example/", outlet="Else"),)) == ()


def test_a_new_source_does_not_alarm() -> None:
    with database.working() as connection:
        history = History(connection)
        daily(history, 12)
        for number in range(1, 12):
            run = history.run(NOW + timedelta(days=number))
            history.tried(run, FEED, "unchanged")
    assert alarms_of(run) == ()


def lost(share_now: float, *, kind: str = "ingest") -> tuple[Alarm, ...]:
    with database.working() as connection:
        history = History(connection)
        before = history.run(NOW - hours(5), kind=kind)
        now = history.run(NOW)
        for number in range(40):
            url = f"https://www.herald.example/{number}"
            kept = number >= 4
            history.tried(before, url, "fetched" if kept else "rejected", None if kept else "x")
            kept = number >= 40 * share_now
            reason = None if kept else "http_403"
            history.tried(now, url, "fetched" if kept else "rejected", reason)
            history.tried(now, f"{url}?old", "unchanged")
    return alarms_of(now)


def test_losses_that_jump_alarm_by_site() -> None:
    (alarm,) = lost(0.4)
    assert (alarm.gate, alarm.subject) == ("losses", "herald.example")
    assert alarm.what.startswith("16 of 40 addresses of herald.example were lost (http_403 16)")


def test_losses_below_the_threshold_do_not_alarm() -> None:
    assert lost(0.375) == ()


def test_runs_of_another_kind_are_not_the_past() -> None:
    assert lost(1.0, kind="sample") == ()


def mixed(
    monkeypatch: pytest.MonkeyPatch, now: str, *, least: int = 6, age: int = 0
) -> tuple[Alarm, ...]:
    monkeypatch.setenv("COMMUNIQUE_MIX_LEAST", str(least))
    settings.cache_clear()
    with database.working() as connection:
        history = History(connection)
        for number in range(12, -1, -1):
            at = NOW - hours(number)
            run = history.run(at)
            types = ("AID", "CONSULT") if number else (now,) * 6
            for place, kind in enumerate(types):
                day = (at - timedelta(days=age)).date()
                url = f"https://herald.example/{number}/{place}"
                history.article(run, url, types=(kind,), published_on=day)
    return alarms_of(run)


def test_events_of_other_types_than_before_alarm(monkeypatch: pytest.MonkeyPatch) -> None:
    (alarm,) = mixed(monkeypatch, "ASSAULT")
    assert (alarm.gate, alarm.subject) == ("mix", "events")
    assert alarm.what.startswith(
        "The 6 newest events are of other types than the 24 before them: 1.00 bits apart"
    )


def test_too_few_events_do_not_alarm(monkeypatch: pytest.MonkeyPatch) -> None:
    assert mixed(monkeypatch, "ASSAULT", least=25) == ()


@pytest.mark.parametrize(("age", "number"), [(3, 1), (4, 0)])
def test_old_news_is_no_shift(monkeypatch: pytest.MonkeyPatch, age: int, number: int) -> None:
    assert len(mixed(monkeypatch, "ASSAULT", age=age)) == number


@pytest.mark.parametrize("gates", ["silence,mix", "", "models"])
def test_a_gate_can_be_switched_off(monkeypatch: pytest.MonkeyPatch, gates: str) -> None:
    monkeypatch.setenv("COMMUNIQUE_GATES", gates)
    settings.cache_clear()
    assert lost(0.4) == ()


def test_an_alarm_is_stored_once_and_is_new_once() -> None:
    (first,) = silent(6)
    with database.working() as connection:
        (run,) = connection.execute("SELECT max(id) FROM run").fetchall()[0]
    assert gauge.fn(run, (Source(location=FEED, outlet="Kisumu Herald"),)) == (first,)
    with database.working() as connection:
        assert connection.execute("SELECT run_id, gate FROM alarm").fetchall() == [(run, "silence")]
        history = History(connection)
        history.number = 1000
        later = history.run(NOW + timedelta(days=7))
        history.tried(later, FEED, "unchanged")
    assert first.is_new
    (again,) = alarms_of(later)
    assert not again.is_new


def test_a_gate_that_does_not_exist_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMUNIQUE_GATES", "silence,noise")
    settings.cache_clear()
    with pytest.raises(SettingsError, match=r"no gate 'noise'; there are losses, mix, models"):
        settings()


def test_a_model_with_a_wrong_hash_is_said_before_anything_is_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for file in relations.FOLDER.iterdir():
        (tmp_path / file.name).symlink_to(file)
    (tmp_path / relations.WEIGHTS).unlink()
    (tmp_path / relations.WEIGHTS).write_bytes(b"not the weights")
    load = relations.load.__wrapped__
    monkeypatch.setattr(relations, "load", lambda: load(tmp_path))
    with pytest.raises(ModelsWrongError, match=r"Nothing was read .* relations\.onnx is not"):
        expect_models()
    monkeypatch.setenv("COMMUNIQUE_GATES", "silence")
    settings.cache_clear()
    expect_models()


def test_a_language_model_that_is_missing_is_said_likewise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COMMUNIQUE_SPACY_MODEL", "en_core_web_none")
    settings.cache_clear()
    with pytest.raises(ModelsWrongError, match=r"COMMUNIQUE_SPACY_MODEL='en_core_web_none'"):
        expect_models()


def test_one_file_may_hold_the_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "operator.env"
    file.write_text("COMMUNIQUE_SILENCE_FACTOR=3\nCOMMUNIQUE_LOSS_LEAST=5\n", encoding="utf-8")
    monkeypatch.setenv("COMMUNIQUE_CONFIG", str(file))
    monkeypatch.setenv("COMMUNIQUE_LOSS_LEAST", "7")  # the environment wins
    settings.cache_clear()
    assert (settings().silence_factor, settings().loss_least) == (3, 7)
    file.unlink()
    settings.cache_clear()
    with pytest.raises(SettingsError, match="there is no such file"):
        settings()
