"""The backup stage: all that cannot be made anew into one file, and back.

What belongs here: what is taken, in which order it is put back, what is refused. What does not: the
file's form (`archive`), and what follows a restore (views and the snapshot).

Taken are the working file, in which an operator's decisions lie, and the bodies that its pages
name. The working file is copied under the writer lock; bodies never change once they are kept, so
that they are copied after it, while others write.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from tasks import archive, bodies, copies, database
from tasks.archive import Manifest
from tasks.database import DatabaseError, DatabaseNewer, DatabaseUnwritable
from tasks.settings import settings


class BackupRefusedError(DatabaseError):
    """There is nothing to back up, or something stands where the result would go."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was written or restored."""

    file: Path
    manifest: Manifest

    def lines(self) -> Iterator[str]:
        """Yield what it holds, for a person."""
        rows, tables = sum(self.manifest.tables.values()), len(self.manifest.tables)
        yield (
            f"{self.file}: {rows:,} rows in {tables} tables, {self.manifest.bodies:,} bodies, "
            f"of {self.manifest.made_at} UTC."
        )
        if lost := self.manifest.lost_bodies:
            yield f"Bodies that were missing or damaged, and are not in it: {lost}."


def _pages() -> Path:
    return settings().home / archive.PAGES


def backup(target: Path, *, force: bool = False) -> Backup:
    """Write a verified backup to a file, or under a name of its own into a folder.

    The file appears whole or not at all. Raises BackupRefusedError, DatabaseUnwritable without
    enough free space, and what `database.working` raises.
    """
    file = _place(target)
    _expect_free(file, force)
    if not settings().working_file.is_file():
        raise BackupRefusedError(
            f"There is no database at {settings().working_file} to back up; name its folder with "
            "--db, or run `communique ingest` first."
        )
    file.parent.mkdir(parents=True, exist_ok=True)
    with copies.scratch(file.parent, copies.BACKUP) as half:
        manifest = _write(half)
        made = half / "backup.tar"
        checked = archive.unpack(made, half / "check", keep_bodies=False)
        copies.verify(half / "check" / archive.DATABASE, checked.tables)
        _expect_free(file, force)
        return Backup(copies.put(made, file), manifest)


def _place(target: Path) -> Path:
    if not target.is_dir():
        return target
    now = datetime.now(UTC)
    return target / f"communique-{now:%Y%m%dT%H%M%SZ}.tar"


def _expect_free(file: Path, force: bool) -> None:
    own = {settings().working_file.resolve(), settings().snapshot_file.resolve()}
    if file.resolve() in own:
        raise BackupRefusedError(f"{file} is the database itself; name another file.")
    if file.exists() and not force:
        raise BackupRefusedError(f"{file} is there already; name another file, or add --force.")


def _write(folder: Path) -> Manifest:
    """Write the backup into a folder, as backup.tar; return what it holds."""
    copied = folder / archive.DATABASE
    with database.working() as connection:
        copies.need_space(folder.parent, 2 * settings().working_file.stat().st_size, "back up")
        sizes = copies.copy(connection, copied)
        named = _named(connection)
        migrations = database.applied_migrations(connection)
    copies.verify(copied, sizes)
    whole = [digest for digest in sorted(named) if _is_whole(digest)]
    of_bodies = sum(bodies.body_file(_pages(), digest).stat().st_size for digest in whole)
    copies.need_space(folder.parent, 2 * copied.stat().st_size + of_bodies, "back up")
    manifest = Manifest(
        format=archive.FORMAT,
        made_at=datetime.now(UTC).replace(tzinfo=None).isoformat(" ", "seconds"),
        communique=version("communique"),
        migrations=sorted(migrations),
        tables=sizes,
        database_sha256=archive.sha256_of(copied),
        bodies=len(whole),
        lost_bodies=len(named) - len(whole),
    )
    try:
        archive.write(folder / "backup.tar", manifest, copied, _pages(), whole)
    except OSError as error:
        raise DatabaseUnwritable(f"Cannot write in {folder.parent}: {error.strerror}.") from error
    copied.unlink()
    return manifest


def _named(connection: database.Connection) -> set[str]:
    return {row[0] for row in connection.execute("SELECT DISTINCT body_hash FROM page").fetchall()}


def _is_whole(digest: str) -> bool:
    try:
        bodies.read(_pages(), digest)
    except (FileNotFoundError, ValueError):
        return False
    return True


def restore(file: Path, *, force: bool = False) -> Backup:
    """Put a backup in the place of the working file and its bodies, verified before it does.

    Whatever ends it, the working file is the old one or the restored one, whole, with its bodies.
    Raises BackupRefusedError when there is a working file, unless forced; ArchiveError when the
    file is no whole backup, DatabaseNewer when a newer Communiqué made it, and
    DatabaseUnwritable and DatabaseLocked.
    """
    home, working_file = settings().home, settings().working_file
    _expect_known(file)
    with database.exclusive(working_file) as left:
        if working_file.exists() and not force:
            raise BackupRefusedError(
                f"{working_file} is there already; add --force to put the backup in its place, "
                "or name another folder with --db."
            )
        copies.need_space(home, file.stat().st_size, "restore")
        with copies.scratch(home, copies.RESTORE) as half:
            manifest = archive.unpack(file, half, keep_bodies=True)
            copies.verify(half / archive.DATABASE, manifest.tables)
            _put_bodies(half / archive.PAGES)
            _clear_log(working_file, left)
            copies.put(half / archive.DATABASE, working_file)
        _forget_unnamed()
    return Backup(file, manifest)


def _expect_known(file: Path) -> None:
    known = {path.stem for path in database.sql_files("migrations")}
    if unknown := sorted(set(archive.manifest_of(file).migrations) - known):
        raise DatabaseNewer(
            f"{file} was made by a newer Communiqué (it has {unknown[0]}); upgrade to restore it. "
            "Nothing was changed."
        )


def _put_bodies(unpacked: Path) -> None:
    """Add bodies to those that are kept: the old working file still finds its own."""
    for body in unpacked.glob("*/*.zst"):
        place = bodies.body_file(_pages(), body.stem)
        place.parent.mkdir(parents=True, exist_ok=True)
        body.replace(place)


def _clear_log(working_file: Path, wait: float) -> None:
    """See that the old file leaves no log behind that DuckDB would take for the new one's."""
    try:
        if working_file.exists():
            database.settle(working_file, wait)
    except DatabaseUnwritable:  # it is damaged, which may be why there is something to restore
        pass
    if (log := copies.log_of(working_file)).exists():
        log.replace(log.with_name(f"{log.name}.old"))


def _forget_unnamed() -> None:
    with database.reading(settings().working_file) as connection:
        named = _named(connection)
    for body in archive.unnamed_bodies(_pages(), named):
        body.unlink()
