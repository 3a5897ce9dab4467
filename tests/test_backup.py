"""Backups: everything there and back, and nothing changed by one that is broken."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import signal
import subprocess
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tasks import archive, bodies, database
from tasks.archive import ArchiveError
from tasks.backup import BackupRefusedError, backup, restore
from tasks.publish import publish
from tasks.records import Page
from tasks.settings import settings
from tasks.store import keep_pages
from tests.builders import use_home
from tests.test_publish import run_all

ROOT = Path(__file__).parents[1]
BODIES = (b"<p>Lagos</p>", b"<p>Quito</p>" * 500)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    use_home(monkeypatch, tmp_path / "home")
    return tmp_path / "home"


def fill() -> None:
    keep_pages.fn(
        [Page(url=f"u{i}", body=body, media_type="text/html") for i, body in enumerate(BODIES)]
    )
    run_all()
    with database.working() as connection:
        decided = "('a', 'b', 'merge', 'Ayo', 'Ayo A.', NULL, TIMESTAMP '2023-03-05')"
        columns = "party_id, other_id, decision, party_name, other_name, why, decided_at"
        connection.execute(f"INSERT INTO identity_decision ({columns}) VALUES {decided}")


def state() -> dict[str, str]:
    """Return the hash of every table and every body."""
    with database.working() as connection:
        tables = database.table_sizes(connection)
        rows = {t: sorted(map(repr, connection.execute(f"FROM {t}").fetchall())) for t in tables}
    found = {table: hashlib.sha256("".join(of).encode()).hexdigest() for table, of in rows.items()}
    kept = sorted((settings().home / "pages").glob("??/*.zst"))
    return found | {body.name: hashlib.sha256(body.read_bytes()).hexdigest() for body in kept}


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_an_empty_home_gets_identical_tables_and_bodies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill()
    before = state()
    assert len(before) > 30
    written = backup(tmp_path / "b.tar")
    use_home(monkeypatch, tmp_path / "empty")
    restored = restore(written.file)
    assert state() == before
    assert restored.manifest == written.manifest
    assert restored.manifest.bodies == len(BODIES)
    assert [name for name in files(tmp_path / "empty") if name.startswith(".")] == []


def test_a_folder_gets_a_file_named_after_the_time_and_nothing_else(tmp_path: Path) -> None:
    fill()
    (tmp_path / "backups").mkdir()
    written = backup(tmp_path / "backups")
    assert files(tmp_path / "backups") == [written.file.name]


def test_nothing_is_overwritten_unless_forced(tmp_path: Path) -> None:
    fill()
    file = backup(tmp_path / "b.tar").file
    before, written = state(), file.read_bytes()
    with pytest.raises(BackupRefusedError, match="--force"):
        backup(file)
    with pytest.raises(BackupRefusedError, match="--force"):
        restore(file)
    assert (state(), file.read_bytes()) == (before, written)


@pytest.mark.parametrize("which", ["working_file", "snapshot_file"])
def test_a_backup_never_replaces_the_database(which: str) -> None:
    fill()
    own = getattr(settings(), which)
    before = own.read_bytes()
    with pytest.raises(BackupRefusedError, match="database itself"):
        backup(own, force=True)
    assert own.read_bytes() == before


def test_forced_restoring_undoes_what_happened_since(tmp_path: Path) -> None:
    fill()
    before = state()
    file = backup(tmp_path / "b.tar").file
    keep_pages.fn([Page(url="later", body=b"later", media_type="text/html")])
    with database.working() as connection:
        connection.execute("DELETE FROM identity_decision; DELETE FROM event")
    assert state() != before
    restore(file, force=True)
    assert state() == before


def test_what_a_killed_process_left_in_its_log_does_not_reach_the_restored_file(
    tmp_path: Path,
) -> None:
    fill()
    before = state()
    file = backup(tmp_path / "b.tar").file
    code = """
import os, signal
from tasks import database
with database.working() as connection:
    connection.execute("SET checkpoint_threshold = '1TB'; DELETE FROM event")
    os.kill(os.getpid(), signal.SIGKILL)
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    assert settings().working_file.with_name("communique.duckdb.wal").exists()
    restore(file, force=True)
    assert state() == before


def test_a_damaged_working_file_can_be_replaced(tmp_path: Path) -> None:
    fill()
    before = state()
    file = backup(tmp_path / "b.tar").file
    settings().working_file.write_bytes(b"no database" * 1000)
    restore(file, force=True)
    assert state() == before


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def _flip(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 255
    file.write_bytes(data)


def _foreign(file: Path) -> None:
    file.write_text("Nairobi", encoding="utf-8")


def _empty(file: Path) -> None:
    file.write_bytes(b"")


def _rewrite(file: Path, change: Callable[[str, bytes], bytes | None]) -> None:
    """Write a backup anew with parts changed, or left out where `change` returns None."""
    with tarfile.open(file) as tar:
        parts = [(m, tar.extractfile(m)) for m in tar]
        told = [(m, part.read()) for m, part in parts if part]
    with tarfile.open(file, "w") as tar:
        for member, data in told:
            if (changed := change(member.name, data)) is not None:
                member.size = len(changed)
                tar.addfile(member, io.BytesIO(changed))


def _without_a_body(file: Path) -> None:
    left = iter([None])
    _rewrite(file, lambda name, data: next(left, data) if name.endswith(".zst") else data)


def _wrong_body(file: Path) -> None:
    _rewrite(file, lambda name, data: data[::-1] if name.endswith(".zst") else data)


def _without_database(file: Path) -> None:
    _rewrite(file, lambda name, data: None if name == archive.DATABASE else data)


def _outside(file: Path) -> None:
    with tarfile.open(file, "a") as tar:
        tar.addfile(tarfile.TarInfo("../../outside"), io.BytesIO())


@pytest.mark.parametrize(
    "damage",
    [_cut, _flip, _foreign, _empty, _without_a_body, _wrong_body, _without_database, _outside],
)
def test_a_broken_backup_changes_nothing(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    fill()
    file = backup(tmp_path / "b.tar").file
    with database.working() as connection:
        connection.execute("DELETE FROM event")
    before, home = state(), files(settings().home)
    damage(file)
    with pytest.raises(ArchiveError, match=r"b\.tar.*nothing was changed"):
        restore(file, force=True)
    assert state() == before
    assert files(settings().home) == home
    assert not (tmp_path.parent / "outside").exists()


@pytest.mark.parametrize("what", ["format", "migrations"])
def test_a_backup_of_a_newer_version_is_refused(tmp_path: Path, what: str) -> None:
    fill()
    file = backup(tmp_path / "b.tar").file
    before = state()
    newer = {"format": archive.FORMAT + 1, "migrations": ["9999_later"]}

    def change(name: str, data: bytes) -> bytes:
        if name != archive.MANIFEST:
            return data
        return json.dumps(json.loads(data) | {what: newer[what]}).encode()

    _rewrite(file, change)
    with pytest.raises((ArchiveError, database.DatabaseNewer), match="newer Communiqué"):
        restore(file, force=True)
    assert state() == before


def test_a_backup_of_an_older_version_is_brought_forward(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = database.sql_files("migrations")
    with monkeypatch.context() as patch:
        patch.setattr(database, "sql_files", lambda _: every[:20])
        with database.working() as connection:
            connection.execute("INSERT INTO source (location) VALUES ('Suva')")
        file = backup(tmp_path / "b.tar").file
    use_home(monkeypatch, tmp_path / "new")
    restore(file)
    with database.working() as connection:
        assert connection.execute("SELECT location FROM source").fetchall() == [("Suva",)]
        assert database.applied_migrations(connection) == {path.stem for path in every}


def test_without_a_database_there_is_nothing_to_back_up(tmp_path: Path) -> None:
    with pytest.raises(BackupRefusedError, match="communique ingest"):
        backup(tmp_path / "b.tar")
    assert not settings().home.exists()


@pytest.mark.parametrize("doing", ["backup", "restore"])
def test_too_little_space_is_said_and_nothing_written(
    doing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill()
    file = backup(tmp_path / "b.tar").file
    before = state()
    usage = shutil.disk_usage(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=0))
        with pytest.raises(database.DatabaseUnwritable, match="too little free space"):
            restore(file, force=True) if doing == "restore" else backup(tmp_path / "c.tar")
    assert files(tmp_path) == ["b.tar", "home"]
    assert state() == before


def test_a_lost_body_is_counted_and_the_rest_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill()
    pages = settings().home / "pages"
    bodies.body_file(pages, bodies.body_hash(BODIES[0])).unlink()
    written = backup(tmp_path / "b.tar")
    assert (written.manifest.bodies, written.manifest.lost_bodies) == (1, 1)
    use_home(monkeypatch, tmp_path / "new")
    restore(written.file)
    assert bodies.read(settings().home / "pages", bodies.body_hash(BODIES[1])) == BODIES[1]


def test_a_copy_that_fails_verification_is_no_backup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill()

    def differs(*_: object) -> None:
        raise database.DatabaseError("differs")

    monkeypatch.setattr("tasks.copies.verify", differs)
    with pytest.raises(database.DatabaseError, match="differs"):
        backup(tmp_path / "b.tar")
    assert files(tmp_path) == ["home"]


def test_a_snapshot_can_be_published_of_what_was_restored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill()
    file = backup(tmp_path / "b.tar").file
    use_home(monkeypatch, tmp_path / "new")
    restore(file)
    publish.fn()
    assert database.query("SELECT count(*) FROM event").rows == [(1,)]


def test_restoring_waits_for_the_writer_lock(tmp_path: Path) -> None:
    fill()
    file = backup(tmp_path / "b.tar").file
    code = "from pathlib import Path; from tasks.backup import restore\n"
    code += f"restore(Path({str(file)!r}), force=True)"
    with database.exclusive(settings().working_file):
        said = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
        )
    assert "DatabaseLocked" in said.stderr.splitlines()[-1]
