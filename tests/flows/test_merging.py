"""`evaluate merging` takes articles through the stages and scores the pairs."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click.testing
import pytest

MET = "Foreign Minister Ama Boateng-Sarpong of Ghana met Togo's President Kossi Adzima in Lome"
TEXTS = {"a": f"LOME – {MET} on Monday.", "b": f"ACCRA – {MET} on Monday. Togo thanked Ghana."}


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Groups, gold and articles: two tell of one meeting."""
    party = [{"text": "x", "name": "x", "country": c, "sectors": ["GOV"]} for c in ("GHA", "TGO")]
    met: dict[str, Any] = {"type": "CONSULT", "actor": party[:1], "recipient": party[1:]}
    given: dict[str, list[dict[str, Any]]] = {
        "groups.json": [
            {
                "groups": [
                    {"group": "g", "articles": ["a", "b"], "same_events": [[["a", 0], ["b", 0]]]}
                ]
            }
        ],
        "gold.jsonl": [{"id": one, "events": [met | {"quote": MET}]} for one in TEXTS],
        "articles.jsonl": [
            {"id": one, "text": text, "published": "2023-03-07"} for one, text in TEXTS.items()
        ],
    }
    for name, lines in given.items():
        (tmp_path / name).write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return [tmp_path / name for name in given]


def test_pairs_of_reports_are_scored_and_nothing_is_stored(
    communique: Callable[..., click.testing.Result], files: list[Path], home: Path
) -> None:
    done = communique("evaluate", "merging", *files, "--json")
    assert done.exit_code == 0, done.output
    said = json.loads(done.stdout)
    assert said["reports"] == 2
    assert said["pairs"] == {"right": 1, "merged": 1, "same": 1}
    assert not list(home.rglob("*.duckdb"))


def test_a_wrong_file_is_named(
    communique: Callable[..., click.testing.Result], files: list[Path]
) -> None:
    files[0].write_text("{}")
    done = communique("evaluate", "merging", *files)
    assert done.exit_code == 1
    assert "groups.json: expected" in done.output
    assert "Traceback" not in done.output
