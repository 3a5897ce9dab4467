import os
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from flows.run import run_sample

Run = Callable[..., Result]
ROOT = Path(__file__).parents[2]


@pytest.mark.usefixtures("prefect_server")
def test_the_sample_shows_a_table_three_events_and_commands_that_work(
    communique: Run, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = communique("sample")
    assert result.exit_code == 0, result.output
    table, _, rest = result.stdout.partition("Three events")
    months = [line for line in table.splitlines() if line.startswith("202")]
    assert 0 < len(months) <= 20
    events, _, commands = rest.partition("Next, try:")
    assert events.count("→") == 3
    assert events.count("[") == events.count("]") >= 3
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sql").symlink_to(ROOT / "sql")
    tried = [shlex.split(line, comments=True)[1:] for line in commands.splitlines() if line]
    assert [command[0] for command in tried] == ["query", "export", "ingest"]
    for command in tried[:2]:  # the third needs the internet
        assert str(home) in command
        assert communique(*command).exit_code == 0, command
    assert (tmp_path / "events.jsonl").stat().st_size > 0


def test_the_sample_stays_away_from_the_users_own_data(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COMMUNIQUE_ALLOW_HOSTS", "restored afterwards")
    first = next(run_sample())
    assert first.endswith(f"into {home}")
    monkeypatch.delenv("COMMUNIQUE_HOME")
    monkeypatch.setenv("COMMUNIQUE_ALLOW_HOSTS", "")
    from tasks.settings import settings

    settings.cache_clear()
    monkeypatch.setattr(os, "environ", dict(os.environ))
    assert "data/sample" in next(run_sample())
