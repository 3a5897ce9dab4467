"""TLS that may be trusted, TLS that may not, and none where it was promised."""

from __future__ import annotations

import ssl
from pathlib import Path

import pytest

from tasks.fetch import Fetched, fetch
from tasks.records import Target
from tasks.settings import settings
from tasks.web import network
from tests.hostile.answering import HONEST
from tests.hostile.certificates import server_context
from tests.hostile.http2 import BODY, Http2, http2
from tests.hostile.server import Server


def under_tls(server: Server, folder: Path, address: str = "127.0.0.1") -> str:
    context = server_context(folder, address)
    server.socket = context.wrap_socket(
        server.socket, server_side=True, do_handshake_on_connect=False
    )
    return server.base.replace("http:", "https:")


def trust(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    context = ssl.create_default_context(cafile=folder / "cert.pem")
    monkeypatch.setattr(network, "_tls", lambda: context)


def read(base: str, path: str = "kept", times: int = 1) -> Fetched:
    return fetch.fn([Target(url=f"{base}/{path}/{number}") for number in range(times)])


def test_a_certificate_that_nobody_signed_is_not_trusted(server: Server, tmp_path: Path) -> None:
    lost = read(under_tls(server, tmp_path))
    assert [one.reason for one in lost.outcomes] == ["bad_tls"]
    assert server.seen == []


def test_a_certificate_of_another_address_is_not_trusted(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = under_tls(server, tmp_path, "127.0.0.9")
    trust(tmp_path, monkeypatch)
    assert [one.reason for one in read(base).outcomes] == ["bad_tls"]
    assert server.seen == []


def test_a_port_without_tls_is_not_read_without(server: Server) -> None:
    lost = read(server.base.replace("http:", "https:"))
    assert [one.reason for one in lost.outcomes] == ["bad_tls"]


def test_trusted_tls_is_read_and_its_connections_are_kept_with_the_same_care(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = under_tls(server, tmp_path)
    trust(tmp_path, monkeypatch)
    assert {page.body for page in read(base, times=20).pages} == {HONEST.encode()}
    assert server.connections <= 5
    assert {one.reason for one in read(base, "short", 2).outcomes} == {"truncated"}


def test_http2_is_spoken_where_it_is_offered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: Server
) -> None:
    context = server_context(tmp_path)
    context.set_alpn_protocols(["h2"])
    trust(tmp_path, monkeypatch)
    with http2(context) as base:
        monkeypatch.setenv("COMMUNIQUE_ALLOW_HOSTS", base.removeprefix("https://"))
        settings.cache_clear()
        result = read(base, times=20)
    assert [page.body for page in result.pages] == [BODY] * 20
    assert len(Http2.connections) == 1
