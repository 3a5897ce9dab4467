"""Raw page bodies in a content-addressed store beside the database; the only door to zstandard.

What belongs here: bytes to a file named after their hash, and back. What does not: which URL they
came from; that is the table `page`.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import zstandard


def body_hash(body: bytes) -> str:
    """Return the SHA-256 of a body in hex: its name in the store."""
    return hashlib.sha256(body).hexdigest()


def _file(folder: Path, digest: str) -> Path:
    return folder / digest[:2] / f"{digest}.zst"


def keep(folder: Path, body: bytes) -> str:
    """Write a body once, atomically; return its hash."""
    digest = body_hash(body)
    file = _file(folder, digest)
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        partial = file.with_suffix(f".{os.getpid()}")
        partial.write_bytes(zstandard.compress(body))
        partial.replace(file)
    return digest


def read(folder: Path, digest: str) -> bytes:
    """Return the body of this hash.

    Raises FileNotFoundError when it was never kept, ValueError when the file is not what was kept.
    """
    body = zstandard.decompress(_file(folder, digest).read_bytes())
    if body_hash(body) != digest:
        raise ValueError(f"{_file(folder, digest)} is damaged; fetch its page again.")
    return body
