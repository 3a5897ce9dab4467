"""The README stays true: its commands and SQL run against the sample newsroom."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from flows.cli import main
from tasks.database import query
from tasks.settings import settings

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def commands() -> list[list[str]]:
    lines = [line for block in blocks("sh") for line in block.splitlines()]
    return [shlex.split(line, comments=True) for line in lines if line.strip()]


@pytest.fixture(scope="module")
def sample_home(prefect_server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home into which the sample newsroom was read, and files the README speaks of."""
    folder = tmp_path_factory.mktemp("readme")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COMMUNIQUE_HOME", str(folder / "data"))
        patch.setenv("COMMUNIQUE_HOST_DELAY", "0")
        patch.setenv("COMMUNIQUE_ALLOW_HOSTS", "")
        patch.chdir(folder)
        for name in ("sql", "tests", "deployments"):
            (folder / name).symlink_to(ROOT / name)
        (folder / "articles").mkdir()
        text = "ACCRA – Ghana condemned the raid by Togo on Friday. The raid killed two farmers."
        (folder / "articles" / "a1.txt").write_text(text, encoding="utf-8")
        manifest = next(block for block in blocks("json") if '"file"' in block)
        (folder / "articles" / "manifest.jsonl").write_text(manifest, encoding="utf-8")
        page = next((ROOT / "tests" / "pages").glob("wire.html"))
        (folder / "page.html").write_bytes(page.read_bytes())
        line = '{"id": "a", "text": "Ghana condemned the raid by Togo.", "published": "2023-03-05"}'
        (folder / "articles.jsonl").write_text(line + "\n", encoding="utf-8")
        settings.cache_clear()
        assert CliRunner().invoke(main, ["sample"]).exit_code == 0
        settings.cache_clear()
        yield folder
    settings.cache_clear()


NEEDS_INTERNET = [
    ["ingest"],
    ["ingest", "https://www.tehrantimes.com/rss"],
    ["sources", "check"],
]
COMMUNIQUE = [c[1:] for c in commands() if c[0] == ".venv/bin/communique"]


@pytest.mark.parametrize(
    "command", [c for c in COMMUNIQUE if c not in NEEDS_INTERNET], ids=" ".join
)
def test_command_of_the_readme_works(sample_home: Path, command: list[str]) -> None:
    run: Callable[..., Result] = CliRunner().invoke
    result = run(main, command)
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize("sql", blocks("sql"))
def test_sql_of_the_readme_returns_rows(sample_home: Path, sql: str) -> None:
    assert query(sql).rows


def test_targets_of_the_readme_are_in_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for command in commands():
        if command[0] == "make":
            assert re.search(rf"^{command[1]}:", makefile, re.MULTILINE), command


def test_files_that_the_readme_links_to_exist() -> None:
    for link in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / link).exists(), link


def test_views_of_the_readme_exist() -> None:
    table = README.partition("| view |")[2].partition("\n\n")[0]
    views = re.findall(r"`(\w+)`", table)
    assert views
    assert all((ROOT / "sql" / "views" / f"{view}.sql").is_file() for view in views)
