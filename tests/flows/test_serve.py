from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from prefect.client.orchestration import get_client

from flows import serve


def test_every_deployment_is_registered_with_the_server(
    prefect_server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_API_URL", prefect_server)
    serve.register(tmp_path / "deploy.log")
    with get_client(sync_client=True) as client:
        found = client.read_deployments()
    assert {deployment.name for deployment in found} == {"hourly", "snapshot", "recode"}
    assert {deployment.work_pool_name for deployment in found} == {serve.POOL}


def test_a_failed_registration_names_its_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    monkeypatch.setenv("PREFECT_CLIENT_MAX_RETRIES", "0")
    log = tmp_path / "deploy.log"
    with pytest.raises(serve.ServeError, match=f"see {log}"):
        serve.register(log)
    assert log.stat().st_size > 0


class Healthy(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


def test_a_port_that_already_answers_is_refused(
    monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "restored afterwards")
    with ThreadingHTTPServer(("127.0.0.1", 0), Healthy) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        with pytest.raises(serve.ServeError, match=r"already serves http://127\.0\.0\.1"):
            serve.serve(server.server_port)
        server.shutdown()
