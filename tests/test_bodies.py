"""Bodies on disk: whole or not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tasks import bodies


@pytest.mark.parametrize("body", [b"", b"A", bytes(range(256)) * 5000])
def test_a_body_comes_back_byte_for_byte(tmp_path: Path, body: bytes) -> None:
    digest = bodies.keep(tmp_path, body)
    assert digest == bodies.body_hash(body)
    assert bodies.has(tmp_path, digest)
    assert bodies.read(tmp_path, digest) == body


def test_a_body_that_was_never_kept_is_named_as_missing(tmp_path: Path) -> None:
    digest = bodies.body_hash(b"A")
    assert not bodies.has(tmp_path, digest)
    with pytest.raises(FileNotFoundError):
        bodies.read(tmp_path, digest)


def test_a_body_is_written_once(tmp_path: Path) -> None:
    bodies.keep(tmp_path, b"A")
    (file,) = tmp_path.glob("*/*.zst")
    written = file.stat().st_mtime_ns, file.stat().st_ino
    bodies.keep(tmp_path, b"A")
    assert (file.stat().st_mtime_ns, file.stat().st_ino) == written


@pytest.mark.parametrize("damage", ["half", "other", "none"])
def test_a_damaged_file_is_told_and_written_anew(tmp_path: Path, damage: str) -> None:
    digest = bodies.keep(tmp_path, b"A" * 1000)
    other = bodies.keep(tmp_path, b"B")
    file, replacement = (tmp_path / one[:2] / f"{one}.zst" for one in (digest, other))
    left = {"half": file.read_bytes()[:-4], "other": replacement.read_bytes(), "none": b""}
    file.write_bytes(left[damage])
    with pytest.raises(ValueError, match="is damaged; fetch its page again"):
        bodies.read(tmp_path, digest)
    bodies.keep(tmp_path, b"A" * 1000)
    assert bodies.read(tmp_path, digest) == b"A" * 1000


def test_what_was_left_half_written_is_swept_and_nothing_else(tmp_path: Path) -> None:
    bodies.sweep(tmp_path)
    digest = bodies.keep(tmp_path, b"A")
    (tmp_path / "partial" / "x").write_bytes(b"half")
    bodies.sweep(tmp_path)
    assert [file.name for file in tmp_path.rglob("*") if file.is_file()] == [f"{digest}.zst"]


def test_a_write_that_fails_leaves_no_body(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", full)
        with pytest.raises(OSError, match="disk full"):
            bodies.keep(tmp_path, b"A")
    assert not bodies.has(tmp_path, bodies.body_hash(b"A"))
    bodies.keep(tmp_path, b"A")
    assert bodies.read(tmp_path, bodies.body_hash(b"A")) == b"A"
