"""What follows from an alarm: the run fails, what it read is published, somebody is told."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, ClassVar

import pytest
from click.testing import Result
from prefect.blocks.notifications import CustomWebhookNotificationBlock
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterKey
from prefect.client.schemas.sorting import ArtifactSort, FlowRunSort

from flows.gates import _hushed
from flows.newsroom import serve_newsroom
from tasks.settings import settings

Run = Callable[..., Result]
CANARY = "canary-5d41402abc4b"
STORY = """<html lang="en"><head><title>{title}</title><script type="application/ld+json">
{{"@type": "NewsArticle", "headline": "{title}", "datePublished": "2023-05-16"}}</script></head>
<body><article><h1>{title}</h1><p>Peru's foreign minister met her Bolivian counterpart in Puno on
Monday. Both signed an agreement on the ports of the lake.</p><p>The ministry published a note about
{title}, and two papers of the capital printed it whole.</p></article></body></html>"""

pytestmark = pytest.mark.usefixtures("prefect_server")


class Site:
    """A feed of stories on loopback."""

    def __init__(self, folder: Path, address: str):
        self.folder, self.address = folder, address
        self.feed = f"http://{address}/feed.xml"

    def publish(self, there: range, *, missing: range = range(0)) -> None:
        """Name stories in the feed, of which some are not there."""
        names = [f"story{number}" for number in (*there, *missing)]
        for name in names[: len(there)]:
            (self.folder / f"{name}.html").write_text(STORY.format(title=name), encoding="utf-8")
        items = "".join(
            f"<item><title>{name}</title><link>http://{self.address}/{name}.html</link></item>"
            for name in names
        )
        feed = f'<rss version="2.0"><channel><title>Titicaca Post</title>{items}</channel></rss>'
        (self.folder / "feed.xml").write_text(feed, encoding="utf-8")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.setenv("COMMUNIQUE_LOSS_LEAST", "3")
    with serve_newsroom(folder) as address:
        monkeypatch.setenv("COMMUNIQUE_ALLOW_HOSTS", address)
        yield Site(folder, address)


def alarmed(communique: Run, site: Site) -> Result:
    """Read a feed, then the same when most of what it names is lost."""
    site.publish(range(4))
    assert communique("ingest", site.feed).exit_code == 0
    site.publish(range(4, 6), missing=range(6, 12))
    return communique("ingest", site.feed)


def told(communique: Run, sql: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(communique("query", "--json", sql).stdout)
    return found


def test_a_run_that_alarms_fails_and_what_it_read_is_published(communique: Run, site: Site) -> None:
    result = alarmed(communique, site)
    assert result.exit_code == 1
    assert "All is stored and published, but is unlike its past. losses: 6 of 9" in result.output
    assert "http_404 6" in result.output
    assert told(communique, "SELECT count(*) AS n FROM article") == [{"n": 6}]
    (alarm,) = told(communique, "SELECT gate, subject, what FROM alarm")
    assert (alarm["gate"], alarm["subject"]) == ("losses", site.address)
    (last,) = told(communique, "SELECT status FROM run ORDER BY started_at DESC LIMIT 1")
    assert last == {"status": "completed"}  # all of it is stored; what failed is the gate
    with get_client(sync_client=True) as client:
        run = client.read_flow_runs(sort=FlowRunSort.START_TIME_DESC, limit=1)[0]
        page = client.read_artifacts(
            artifact_filter=ArtifactFilter(key=ArtifactFilterKey(any_=["ingest-report"])),
            sort=ArtifactSort.CREATED_DESC,
            limit=1,
        )[0]
    assert run.state_name == "Failed"
    assert "6 of 9 addresses" in str(run.state and run.state.message)
    assert "## Alarms" in str(page.data)


def test_a_gate_that_is_off_fails_nothing(
    communique: Run, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMUNIQUE_GATES", "models,silence,mix")
    site.publish(range(4))
    communique("ingest", site.feed)
    site.publish(range(4, 6), missing=range(6, 12))
    communique("ingest", site.feed)
    assert told(communique, "SELECT * FROM alarm") == []


def test_a_run_over_given_days_is_held_against_no_past(communique: Run, site: Site) -> None:
    site.publish(range(4))
    communique("ingest", site.feed)
    site.publish(range(4, 6), missing=range(6, 12))
    result = communique("ingest", site.feed, "--since", "2023-05-01")
    assert "All is stored and published" not in result.output
    assert told(communique, "SELECT * FROM alarm") == []


class Receiver(BaseHTTPRequestHandler):
    """Whoever is notified."""

    status: ClassVar[int] = 200
    got: ClassVar[list[tuple[str, dict[str, str]]]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.got.append((self.path, json.loads(body)))
        self.send_response(self.status)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Receiver]]:
    """A webhook whose address holds a secret, in a block that the settings name."""
    monkeypatch.setattr(Receiver, "got", [])
    with ThreadingHTTPServer(("127.0.0.1", 0), Receiver) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        CustomWebhookNotificationBlock(
            name="ops",
            url=f"http://127.0.0.1:{server.server_port}/{{{{token}}}}",
            json_data={"title": "{{subject}}", "text": "{{body}}"},
            secrets={"token": CANARY},
        ).save("ops", overwrite=True)
        monkeypatch.setenv("COMMUNIQUE_NOTIFY", "custom-webhook/ops")
        settings.cache_clear()
        yield Receiver
        server.shutdown()


def test_an_alarm_is_told_once_while_it_lasts(
    communique: Run, site: Site, receiver: type[Receiver]
) -> None:
    assert alarmed(communique, site).exit_code == 1
    ((path, message),) = receiver.got
    assert path == f"/{CANARY}"
    assert message["title"] == "Communiqué: ingest failed"
    assert "6 of 9 addresses" in message["text"]
    assert "/flow-run/" in message["text"]
    assert communique("ingest", site.feed).exit_code == 1
    assert len(receiver.got) == 1


def test_a_run_that_completes_tells_nobody(
    communique: Run, articles: Path, receiver: type[Receiver]
) -> None:
    assert communique("ingest", articles).exit_code == 0
    assert receiver.got == []


def everything_kept(home: Path) -> str:
    """Return all logs, states and artifacts of Prefect, and all files of a home, as one text."""
    with get_client(sync_client=True) as client:
        logs = [log.message for log in client.read_logs(limit=200)]
        runs = [run.model_dump_json() for run in client.read_flow_runs(limit=200)]
        shown = [one.model_dump_json() for one in client.read_artifacts(limit=200)]
    files = [file.read_bytes().decode("latin-1") for file in home.rglob("*") if file.is_file()]
    return "\n".join((*logs, *runs, *shown, *files))


def test_a_notification_that_fails_fails_nothing_and_tells_no_secret(
    communique: Run,
    site: Site,
    home: Path,
    receiver: type[Receiver],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(Receiver, "status", 500)
    monkeypatch.setenv("PREFECT_LOGGING_EXTRA_LOGGERS", "httpx,httpcore")
    caplog.set_level("DEBUG")
    result = alarmed(communique, site)
    assert "The notification by custom-webhook/ops failed (HTTPStatusError)" in result.output
    assert len(receiver.got) == 1
    assert "6 of 9 addresses" in result.output  # the run's own failure is what is told
    kept = everything_kept(home)
    assert "6 of 9 addresses" in kept  # it was looked at
    for place in (kept, result.output, caplog.text):
        assert CANARY not in place


@pytest.mark.parametrize("sender", ["httpx", "httpcore", "apprise"])
def test_who_sends_a_notification_logs_nothing_of_it(
    sender: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    logger = logging.getLogger(sender)
    monkeypatch.setattr(logger, "disabled", False)
    monkeypatch.setattr(logger, "handlers", [caplog.handler])
    caplog.set_level("DEBUG", logger=sender)
    with _hushed():
        logger.error("POST https://hooks.example/%s", CANARY)
    logger.error("heard again")
    assert CANARY not in caplog.text
    assert "heard again" in caplog.text


def test_a_block_that_is_not_there_fails_nothing(
    communique: Run, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMUNIQUE_NOTIFY", "slack-webhook/nowhere")
    result = alarmed(communique, site)
    assert "The notification by slack-webhook/nowhere failed" in result.output
    assert "6 of 9 addresses" in result.output
