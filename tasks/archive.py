"""The file of a backup: a tar of a manifest, the database and the bodies its pages name.

What belongs here: writing one, and unpacking one with every part checked. What does not: where
the parts come from and go to (`backup`).

The manifest comes first and tells what the rest must be, so that a file which was cut short or
altered is known before anything is used of it. Nothing is unpacked by the name it has in the file.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import shutil
import tarfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from tasks import bodies

FORMAT = 1  # raised when an older Communiqué could not restore the file
MANIFEST, DATABASE, PAGES = "manifest.json", "communique.duckdb", "pages"
_BODY = re.compile(rf"{PAGES}/[0-9a-f]{{2}}/([0-9a-f]{{64}})\.zst")


class ArchiveError(Exception):
    """The file is no backup, not a whole one, or of a newer Communiqué."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup holds."""

    format: int
    made_at: str  # UTC
    communique: str  # version that made it
    migrations: Sequence[str]
    tables: Mapping[str, int]  # rows of each
    database_sha256: str
    bodies: int
    lost_bodies: int  # that pages name and that were missing or damaged already


def unnamed_bodies(folder: Path, named: Iterable[str]) -> list[Path]:
    """Return the files in a folder of bodies that are not of these hashes."""
    wanted = set(named)
    return [body for body in folder.glob("??/*.zst") if body.stem not in wanted]


def sha256_of(file: Path) -> str:
    """Return the SHA-256 of a file in hex."""
    with file.open("rb") as read:
        return hashlib.file_digest(read, "sha256").hexdigest()


def write(file: Path, manifest: Manifest, database: Path, pages: Path, kept: Sequence[str]) -> None:
    """Write a backup: the manifest, a database file, and the bodies of these hashes in `pages`."""
    with tarfile.open(file, "w") as tar:
        text = json.dumps(asdict(manifest), indent=1).encode()
        head = tarfile.TarInfo(MANIFEST)
        head.size = len(text)
        tar.addfile(head, io.BytesIO(text))
        tar.add(database, DATABASE, recursive=False)
        for digest in kept:
            name = bodies.body_file(Path(PAGES), digest).as_posix()
            tar.add(bodies.body_file(pages, digest), name, recursive=False)


@contextmanager
def _opened(file: Path) -> Iterator[tarfile.TarFile]:
    try:
        with tarfile.open(file, "r:") as tar:
            yield tar
    except (tarfile.TarError, EOFError) as error:
        raise _broken(file, str(error)) from error


def _broken(file: Path, why: str) -> ArchiveError:
    return ArchiveError(f"{file} is no whole backup ({why}); nothing was changed.")


def manifest_of(file: Path) -> Manifest:
    """Return what a backup says that it holds. Raises ArchiveError."""
    with _opened(file) as tar:
        first = tar.next()
        if first is None or first.name != MANIFEST or (text := tar.extractfile(first)) is None:
            raise _broken(file, f"it does not begin with {MANIFEST}")
        try:
            told = json.loads(text.read())
            if told["format"] > FORMAT:
                raise ArchiveError(
                    f"{file} was made by a newer Communiqué ({told['communique']}); upgrade to "
                    "restore it. Nothing was changed."
                )
            return Manifest(**told)
        except (ValueError, TypeError, KeyError) as error:
            raise _broken(file, f"its {MANIFEST} cannot be read") from error


def unpack(file: Path, folder: Path, *, keep_bodies: bool) -> Manifest:
    """Unpack a backup into a new folder, every part checked; return what it holds.

    Without `keep_bodies`, bodies are checked and not kept. Raises ArchiveError.
    """
    manifest = manifest_of(file)
    folder.mkdir(exist_ok=True)
    checked: set[str] = set()
    with _opened(file) as tar:
        for member in tar:
            body = _BODY.fullmatch(member.name)
            if member.name == DATABASE:
                _write(tar, member, folder / DATABASE)
            elif body and member.isfile():
                digest = body[1]
                _check_body(file, tar, member, folder / PAGES, digest)
                checked.add(digest)
                if not keep_bodies:
                    bodies.body_file(folder / PAGES, digest).unlink()
            elif member.name != MANIFEST:
                raise _broken(file, f"{member.name!r} does not belong in it")
    if not (folder / DATABASE).is_file():
        raise _broken(file, "it ends before the database")
    if sha256_of(folder / DATABASE) != manifest.database_sha256:
        raise _broken(file, "its database is not the one that was backed up")
    if len(checked) != manifest.bodies:
        raise _broken(file, f"{len(checked)} of {manifest.bodies} bodies are in it")
    return manifest


def _write(tar: tarfile.TarFile, member: tarfile.TarInfo, to: Path) -> None:
    read = tar.extractfile(member)
    if read is None:
        raise tarfile.ReadError(f"{member.name} is no file")
    to.parent.mkdir(parents=True, exist_ok=True)
    with read, to.open("wb") as written:
        shutil.copyfileobj(read, written)


def _check_body(
    file: Path, tar: tarfile.TarFile, member: tarfile.TarInfo, pages: Path, digest: str
) -> None:
    _write(tar, member, bodies.body_file(pages, digest))
    try:
        bodies.read(pages, digest)
    except ValueError as error:
        raise _broken(file, f"the body {digest} is damaged") from error
