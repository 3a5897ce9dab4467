"""Dockerfile, compose file and systemd unit: what of them can be told without Docker.

That the image's RUN lines work was tried by hand in an empty folder; no image was ever built here.
"""

from __future__ import annotations

import fnmatch
import importlib.util
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "deployments"
DOCKERFILE = re.sub(r"\\\n\s*", " ", (FOLDER / "Dockerfile").read_text(encoding="utf-8"))
UNIT = (FOLDER / "communique.service").read_text(encoding="utf-8")
IGNORED = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
COMPOSE: dict[str, Any] = yaml.safe_load((FOLDER / "compose.yaml").read_text(encoding="utf-8"))


def lines_of(word: str) -> Iterator[str]:
    for line in DOCKERFILE.splitlines():
        if line.startswith(f"{word} "):
            yield line.removeprefix(f"{word} ").strip()


def copied() -> list[str]:
    """Return what is copied from the repository, not from another stage."""
    lines = [line.split() for line in lines_of("COPY") if not line.startswith("--from")]
    return [name for line in lines for name in line[:-1]]


def is_sent(name: str) -> bool:
    """Tell whether .dockerignore lets a path of the root through; its last word counts."""
    sent = True
    for rule in filter(None, (line.partition("#")[0].strip() for line in IGNORED)):
        if fnmatch.fnmatch(name, rule.removeprefix("!")):
            sent = rule.startswith("!")
    return sent


@pytest.mark.parametrize("name", copied())
def test_what_the_image_copies_is_there_and_is_sent(name: str) -> None:
    assert (ROOT / name).exists()
    assert is_sent(name)


@pytest.mark.parametrize("name", ["data", ".git", ".venv", "communique.env", "tests", "training"])
def test_the_image_holds_nothing_of_the_operators(name: str) -> None:
    assert not is_sent(name)


def test_the_image_has_what_the_package_has() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    only = re.search(r"only-include = \[(.*)\]", project)
    assert only is not None
    assert set(re.findall(r'"(\w+)"', only[1])) <= set(copied())


def test_the_image_is_pinned_and_runs_as_nobody_of_note() -> None:
    assert set(lines_of("FROM")) == {"python:3.11-slim AS packages", "python:3.11-slim"}
    (synced,) = (line for line in lines_of("RUN") if "requirements.lock" in line)
    assert "--require-hashes" in synced
    uv = re.search(r"UV_VERSION=(\S+)", (ROOT / ".ci" / "venv").read_text(encoding="utf-8"))
    assert uv is not None
    assert f"uv=={uv[1]}" in DOCKERFILE
    assert list(lines_of("USER")) == ["communique"]
    assert "HEALTHCHECK" in DOCKERFILE


def test_all_that_the_image_writes_is_in_its_volume() -> None:
    # Prefect's server lays out its UI anew as it starts.
    written = re.findall(r"\b(\w+_HOME|\w+_STATIC_DIRECTORY)=(\S+)", DOCKERFILE)
    assert len(written) == 3
    assert list(lines_of("VOLUME")) == ["/data"]
    assert all(f"{place}/".startswith("/data/") for _, place in written)


def test_the_image_asks_no_network_but_the_package_index() -> None:
    assert not re.search(r"https?://(?!127\.0\.0\.1)|apt|curl|wget|git clone", DOCKERFILE)


def test_every_run_line_is_a_shell_command() -> None:
    for line in lines_of("RUN"):
        subprocess.run(["sh", "-n", "-c", line], check=True)


def test_the_compose_file_runs_a_server_and_a_worker_with_volumes() -> None:
    services = COMPOSE["services"]
    assert services.keys() == {"server", "worker", "postgres"}
    assert services["postgres"]["profiles"] == ["postgres"]
    for service in services.values():
        named = [v.partition(":")[0] for v in service["volumes"] if not v.startswith(".")]
        assert named
        assert set(named) <= COMPOSE["volumes"].keys()
        assert ":" in service["image"]
    assert (FOLDER / services["server"]["build"]["dockerfile"]).name == "Dockerfile"
    for volume in services["worker"]["volumes"]:
        if volume.startswith("."):
            assert (FOLDER / volume.partition(":")[0]).is_file()


def test_nothing_is_served_to_other_machines_unasked() -> None:
    (port,) = COMPOSE["services"]["server"]["ports"]
    assert port.startswith("127.0.0.1:")


def test_no_secret_stands_in_the_files() -> None:
    for service in COMPOSE["services"].values():
        for name, value in service.get("environment", {}).items():
            if "PASSWORD" in name:
                assert re.fullmatch(r"\$\{\w+:-\}", value)


def test_the_worker_does_as_make_serve_does() -> None:
    serve = importlib.import_module("flows.serve")
    worker = COMPOSE["services"]["worker"]
    shell, flags, script = worker["command"]
    assert (shell, flags) == ("sh", "-ec")
    subprocess.run(["sh", "-n", "-c", script], check=True)
    assert callable(serve.register)
    assert "from flows.serve import register" in script
    assert f"--pool {serve.POOL} " in script
    assert serve.WORKER.startswith("communique-")
    assert f"--name communique-{worker['hostname']} " in script


def test_prefect_knows_the_options_of_the_worker_and_the_server() -> None:
    for command, option in (("worker", "--with-healthcheck"), ("server", "--host")):
        said = subprocess.run(
            [sys.executable, "-m", "prefect", command, "start", "--help"],
            capture_output=True, text=True, check=True, cwd=ROOT,
        )  # fmt: skip
        assert option in said.stdout


def test_pictures_are_small_and_without_a_browser_it_is_said_what_to_install(
    tmp_path: Path,
) -> None:
    pictures = list((FOLDER / "screenshots").glob("*.png"))
    assert {picture.stem for picture in pictures} == {"runs", "artifact", "parameters"}
    assert all(picture.stat().st_size < 200_000 for picture in pictures)
    said = subprocess.run(
        [sys.executable, str(FOLDER / "screenshots.py"), str(tmp_path)],
        capture_output=True, text=True, env={"PATH": str(tmp_path)},
    )  # fmt: skip
    assert said.returncode == 1
    assert said.stderr.startswith("No Chromium on the PATH. Install one: apt install chromium")


def test_the_unit_serves_with_state_and_settings_of_its_own() -> None:
    lines = re.findall(r"^(\w+)=(.*)$", UNIT, re.MULTILINE)
    told = dict(lines)
    environment = " ".join(value for name, value in lines if name == "Environment").split()
    assert told["ExecStart"].endswith(".venv/bin/python -m flows.serve")
    assert importlib.util.find_spec("flows.serve")
    assert told["Restart"] == "on-failure"
    assert told["StateDirectory"] == "communique"
    assert "COMMUNIQUE_HOME=/var/lib/communique" in environment
    assert all(one.partition("=")[2].startswith("/var/lib/communique") for one in environment)
    assert told["EnvironmentFile"].startswith("-")
    assert int(told["TimeoutStopSec"]) > 10


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not here")
def test_systemd_finds_no_fault_with_the_unit(tmp_path: Path) -> None:
    here = UNIT.replace("/opt/communique/.venv/bin/python", sys.executable)
    (tmp_path / "communique.service").write_text(here, encoding="utf-8")
    said = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(tmp_path / "communique.service")],
        capture_output=True, text=True,
    )  # fmt: skip
    assert (said.returncode, said.stderr) == (0, "")
