"""One Prefect server for all tests of flows; a home of its own for each test."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import click.testing
import pytest

from flows.cli import main
from tasks.settings import settings

ARTICLES = {
    "paris.txt": (
        "PARIS – The foreign minister of Norway met her French counterpart on Monday in Paris. "
        "The two ministers signed an agreement on fisheries.",
        "2023-05-17",
    ),
    "cairo.txt": (
        "CAIRO – The Egyptian president condemned the attack on a Sudanese convoy. "
        "Egypt sent food to Sudan on Tuesday.",
        "2023-06-07",
    ),
    "oslo.txt": (
        "OSLO – Police arrested three protesters in Oslo. "
        "Norway expelled two Russian diplomats, the ministry said.",
        None,
    ),
}


@pytest.fixture(scope="session")
def prefect_server() -> Iterator[str]:
    """Start Prefect's engine, once for the whole suite; give its API's address."""
    from prefect.settings import get_current_settings
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=120):
        yield str(get_current_settings().api.url)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A fresh COMMUNIQUE_HOME."""
    folder = tmp_path / "home"
    monkeypatch.setenv("COMMUNIQUE_HOME", str(folder))
    monkeypatch.setenv("COMMUNIQUE_HOST_DELAY", "0")
    settings.cache_clear()
    yield folder
    settings.cache_clear()


@pytest.fixture(scope="session")
def three_articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with three short articles and their manifest; for reading only."""
    folder = tmp_path_factory.mktemp("articles")
    lines = []
    for name, (text, published) in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
        line = {"id": name, "file": name, "outlet": "Test Wire", "published": published}
        lines.append(json.dumps(line))
    (folder / "manifest.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


@pytest.fixture
def articles(three_articles: Path, tmp_path: Path) -> Path:
    """A copy of the three articles that this test may change."""
    return Path(shutil.copytree(three_articles, tmp_path / "articles"))


@pytest.fixture(scope="session")
def command_line() -> Callable[..., click.testing.Result]:
    """Run the command line in this process, with whatever home is set."""

    def run(*arguments: object) -> click.testing.Result:
        before = dict(os.environ)
        try:
            return click.testing.CliRunner().invoke(main, [str(one) for one in arguments])
        finally:
            os.environ.clear()
            os.environ.update(before)
            settings.cache_clear()

    return run


@pytest.fixture
def communique(
    home: Path, command_line: Callable[..., click.testing.Result]
) -> Callable[..., click.testing.Result]:
    """Run the command line in this process, with a fresh home."""
    return command_line
