import socket
import urllib.request
from pathlib import Path

import pytest

from flows import newsroom


def test_the_newsroom_serves_feeds_as_xml_and_says_nothing(
    capfd: pytest.CaptureFixture[str],
) -> None:
    with newsroom.serve_newsroom() as address:
        url = f"http://{address}/gulf-courier/feed.xml"
        with urllib.request.urlopen(url) as answer:
            assert answer.headers["Content-Type"] == "application/xml"
            assert b"<rss" in answer.read()
    assert capfd.readouterr() == ("", "")


def test_another_port_is_found_when_its_own_is_taken(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>news")
    with newsroom.serve_newsroom(tmp_path) as first, newsroom.serve_newsroom(tmp_path) as second:
        assert first != second
        with urllib.request.urlopen(f"http://{second}/a.html") as answer:
            assert answer.status == 200


def test_the_port_is_free_afterwards(tmp_path: Path) -> None:
    with newsroom.serve_newsroom(tmp_path) as address:
        host, port = address.split(":")
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((host, int(port)))
