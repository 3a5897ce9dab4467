"""Raw page bodies in a content-addressed store beside the database; the only door to zstandard.

What belongs here: bytes to a file named after their hash, and back. What does not: which URL they
came from; that is the table `page`.

Files appear whole, by renaming. One process writes at a time: the one that holds the working
file, so that whatever stands half written is left over from a process that was killed.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import zstandard

PARTIAL = "partial"  # the folder of what is being written


def body_hash(body: bytes) -> str:
    """Return the SHA-256 of a body in hex: its name in the store."""
    return hashlib.sha256(body).hexdigest()


def body_file(folder: Path, digest: str) -> Path:
    """Return where the body of a hash lies in a folder of bodies."""
    return folder / digest[:2] / f"{digest}.zst"


def keep(folder: Path, body: bytes) -> str:
    """Write a body, unless it stands there whole; return its hash. Holds the working file."""
    digest = body_hash(body)
    if not _is_whole(folder, digest):
        file, partial = body_file(folder, digest), folder / PARTIAL / digest
        for parent in (file.parent, partial.parent):
            parent.mkdir(parents=True, exist_ok=True)
        partial.write_bytes(zstandard.compress(body))
        partial.replace(file)
    return digest


def _is_whole(folder: Path, digest: str) -> bool:
    try:
        read(folder, digest)
    except (FileNotFoundError, ValueError):
        return False
    return True


def read(folder: Path, digest: str) -> bytes:
    """Return the body of this hash.

    Raises FileNotFoundError when it was never kept, ValueError when the file is not what was kept.
    """
    file = body_file(folder, digest)
    damaged = f"{file} is damaged; fetch its page again."
    try:
        body = zstandard.decompress(file.read_bytes())
    except zstandard.ZstdError as error:
        raise ValueError(damaged) from error
    if body_hash(body) != digest:
        raise ValueError(damaged)
    return body


def has(folder: Path, digest: str) -> bool:
    """Return whether there is a file of this hash; only reading it tells whether it is whole."""
    return body_file(folder, digest).is_file()


def sweep(folder: Path) -> None:
    """Remove what a killed process left half written. Holds the working file."""
    for leftover in (folder / PARTIAL).glob("*"):
        leftover.unlink()
