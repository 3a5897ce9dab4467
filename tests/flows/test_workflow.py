"""The commands of the backfill workflow, run as GitHub would, on the sample newsroom.

What GitHub has and this machine has not, `gh` and `aws`, are small stand-ins that keep files in a
folder. The Prefect server is the tests' own, where a runner would start a temporary one.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import yaml  # type: ignore[import-untyped]
from prefect.client.orchestration import get_client

from flows import serve
from flows.newsroom import serve_newsroom

ROOT = Path(__file__).parents[2]
FILE = ROOT / ".github" / "workflows" / "backfill.yml"
WORKFLOW = yaml.safe_load(FILE.read_text(encoding="utf-8"))
(JOB,) = WORKFLOW["jobs"].values()
FORM = WORKFLOW[True]["workflow_dispatch"]["inputs"]  # YAML reads `on` as true
SECRET = "canary-of-the-backfill"
GH = """#!/bin/sh
case "$1 $2" in
"run list") ls -1r "$KEPT" ;;
api*) run=$(basename "$(dirname "$2")"); ls -1 "$KEPT/$run" ;;
"run download") mkdir -p "$7"; cp "$KEPT/$3"/* "$7" ;;
*) exit 9 ;;
esac
"""
AWS = """#!/bin/sh
place() { printf '%s' "$KEPT/${1#s3://}"; }
case "$1 $2" in
"s3 sync") [ ! -e "$(place "$3")/communique.tar" ] || cp "$(place "$3")/communique.tar" "$4" ;;
"s3 cp") mkdir -p "$(dirname "$(place "$4")")" && cp "$3" "$(place "$4")" ;;
*) exit 9 ;;
esac
"""


@dataclass
class Runner:
    """A machine of GitHub's with the repository checked out, and what is kept between runs."""

    folder: Path
    environment: Mapping[str, str]
    number: int = 0
    secrets: dict[str, str] = field(default_factory=dict)
    variables: dict[str, str] = field(default_factory=dict)

    def dispatch(self, **inputs: str) -> dict[str, subprocess.CompletedProcess[str]]:
        """Run the workflow's steps on a fresh machine; return what each that ran did, by name."""
        self.number += 1
        work = self.folder / f"run-{self.number}"
        work.mkdir()
        for name in (".venv", "deployments"):
            (work / name).symlink_to(ROOT / name)
        given = {"inputs": FORM_DEFAULTS | inputs, "secrets": self.secrets, "vars": self.variables}
        return self._run_steps(work, given | {"github": {"token": "t"}, "env": {}, "steps": {}})

    def _run_steps(
        self, work: Path, context: dict[str, Any]
    ) -> dict[str, subprocess.CompletedProcess[str]]:
        context["env"] = {name: filled(value, context) for name, value in JOB["env"].items()}
        done: dict[str, subprocess.CompletedProcess[str]] = {}
        for step in JOB["steps"]:
            failed = any(one.returncode for one in done.values())
            if step.get("name") == "Install" or not holds(step.get("if"), context, failed):
                continue
            if "upload-artifact" in step.get("uses", ""):
                self._upload(work / step["with"]["path"])
            elif "run" in step:
                done[step["name"]] = self._run(step, work, context)
        return done

    def _run(
        self, step: Mapping[str, Any], work: Path, context: dict[str, Any]
    ) -> subprocess.CompletedProcess[str]:
        (work / "step.sh").write_text(step["run"], encoding="utf-8")
        (output := work / "output").write_text("")
        own = {name: filled(value, context) for name, value in step.get("env", {}).items()}
        found = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "step.sh"],
            cwd=work, capture_output=True, text=True,
            env={**self.environment, **context["env"], **own, "GITHUB_OUTPUT": str(output)},
        )  # fmt: skip
        told = dict(line.split("=", 1) for line in output.read_text().splitlines())
        context["steps"][step.get("id")] = {"outputs": told}
        return found

    def _upload(self, file: Path) -> None:
        kept = Path(self.environment["KEPT"]) / str(self.number)
        kept.mkdir(parents=True)
        shutil.copy(file, kept)


FORM_DEFAULTS = {name: one.get("default", "") for name, one in FORM.items()}


def looked_up(path: str, context: Mapping[str, Any]) -> str:
    """Return what `inputs.since` and the like mean; what is not there is empty."""
    value: Any = context
    for part in path.split("."):
        value = value.get(part, {})
    return str(value or "")


def filled(text: str, context: Mapping[str, Any]) -> str:
    """Fill in `${{ … }}`: a value, what stands for it, or whether it is not empty."""

    def value(found: re.Match[str]) -> str:
        path, _, other = found[1].partition(" || ")
        path, compared, _ = path.partition(" != ''")
        given = looked_up(path, context) or other.strip("'")
        return str(bool(given)).lower() if compared else given

    return re.sub(r"\$\{\{ (.*?) \}\}", value, text)


def holds(condition: str | None, context: Mapping[str, Any], failed: bool) -> bool:
    """Tell whether a step runs: after a failure only one that is always to."""
    parts = (condition or "").split(" && ")
    if failed and parts[0] != "always()":
        return False
    tests = [re.fullmatch(r"(\S+) (==|!=) '(.*)'", part) for part in parts if " " in part]
    return all(
        test and (looked_up(test[1], context) == test[3]) == (test[2] == "==") for test in tests
    )


@pytest.fixture
def runner(prefect_server: str, tmp_path: Path) -> Runner:
    tools, kept = tmp_path / "tools", tmp_path / "kept"
    tools.mkdir()
    kept.mkdir()
    for name, script in (("gh", GH), ("aws", AWS)):
        (tools / name).write_text(script, encoding="utf-8")
        (tools / name).chmod(0o755)
    environment = {
        "PATH": f"{tools}:{os.environ['PATH']}",
        "KEPT": str(kept),
        "GITHUB_REPOSITORY": "somebody/communique",
        "PREFECT_HOME": os.environ["PREFECT_HOME"],
        "PREFECT_API_URL": prefect_server,
        "COMMUNIQUE_HOST_DELAY": "0",
    }
    return Runner(tmp_path, environment)


@pytest.fixture
def sitemap(runner: Runner) -> Iterator[str]:
    with serve_newsroom() as address:
        runner.environment = {**runner.environment, "COMMUNIQUE_ALLOW_HOSTS": address}
        yield f"http://{address}/sitemap.xml"


def well(done: Mapping[str, subprocess.CompletedProcess[str]]) -> str:
    """Expect every step to have gone well; return what the backfill said."""
    for name, step in done.items():
        assert step.returncode == 0, (name, step.stdout, step.stderr)
    return done["Backfill"].stdout


def test_a_run_goes_on_from_the_database_that_the_one_before_kept(
    runner: Runner, sitemap: str
) -> None:
    first = well(runner.dispatch(since="2023-03-01", until="2023-04-01", sources=sitemap))
    assert "Chunks complete: 1 of 1, 0 of them earlier." in first
    more = f" , {sitemap} ,"
    second = well(runner.dispatch(since="2023-03-01", until="2023-05-01", sources=more))
    assert "Chunks complete: 2 of 2, 1 of them earlier." in second


def test_chunks_that_failed_end_the_run_badly_and_its_database_is_kept(runner: Runner) -> None:
    nobody = "http://127.0.0.1:9/sitemap.xml"
    done = runner.dispatch(since="2023-03-01", until="2023-04-01", sources=nobody)
    assert done["Backfill"].returncode == 1
    assert nobody in done["Backfill"].stdout
    assert done["Back up"].returncode == 0, done["Back up"].stderr
    assert (runner.folder / "kept" / "1" / "communique.tar").is_file()


def test_the_database_may_lie_on_s3_and_keys_are_not_told(runner: Runner, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("ACCRA – Ghana condemned the raid by Togo on Friday.")
    runner.variables["COMMUNIQUE_S3"] = "s3://bucket/news"
    runner.secrets |= {"AWS_ACCESS_KEY_ID": SECRET, "AWS_SECRET_ACCESS_KEY": SECRET}
    window = {"since": "2023-03-01", "until": "2023-03-02", "sources": str(tmp_path / "a.txt")}
    first = runner.dispatch(**window)
    well(first)
    assert (runner.folder / "kept" / "bucket" / "news" / "communique.tar").is_file()
    assert not (runner.folder / "kept" / "1").exists()
    second = runner.dispatch(**window)
    assert "1 of 1, 1 of them earlier." in well(second)
    said = "".join(step.stdout + step.stderr for done in (first, second) for step in done.values())
    assert SECRET not in said


@pytest.mark.parametrize("name", ["since", "sources"])
def test_what_is_typed_into_the_form_is_never_run(runner: Runner, name: str) -> None:
    given = {"since": "2023-03-01", "until": "2023-03-02", "sources": "Nobody's paper"}
    given[name] = """x"; touch pwned; $(touch pwned) `touch pwned` '; touch pwned #--help"""
    done = runner.dispatch(**given)
    assert done["Backfill"].returncode == 2
    assert not (runner.folder / "run-1" / "pwned").exists()


def test_no_command_has_what_github_would_fill_in() -> None:
    for step in JOB["steps"]:
        assert "${{" not in step.get("run", "")


def test_against_a_server_its_deployment_is_started_and_nothing_else(
    runner: Runner, prefect_server: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PREFECT_API_URL", prefect_server)
    serve.register(tmp_path / "deploy.log")
    runner.secrets |= {"PREFECT_API_URL": prefect_server}
    done = runner.dispatch(
        since="2023-03-01", until="2023-04-01", sources="Tehran Times, IRNA", every="day"
    )
    (step,) = done.values()
    assert step.returncode == 0, step.stderr
    (told,) = step.stdout.split()[-1:]
    with get_client(sync_client=True) as client:
        run = client.read_flow_run(UUID(told.rpartition("/")[2]))
        client.delete_flow_run(run.id)  # else a worker of another test takes it
    assert run.deployment_id
    assert {name: run.parameters[name] for name in ("since", "until", "sources", "every")} == {
        "since": "2023-03-01", "until": "2023-04-01",
        "sources": ["Tehran Times", "IRNA"], "every": "day",
    }  # fmt: skip


def test_what_the_workflow_installs_with_is_a_target_of_ours() -> None:
    (install,) = [step["run"] for step in JOB["steps"] if step.get("name") == "Install"]
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(rf"^{re.escape(install.removeprefix('make '))}:", makefile, re.MULTILINE)
