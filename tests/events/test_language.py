"""The door to spaCy: paragraphs, offsets and a model that is the one we know."""

from __future__ import annotations

from pathlib import Path

import pytest

from tasks.events import language
from tasks.events.language import ModelError, load, model_name, parse


def test_no_sentence_crosses_a_blank_line() -> None:
    paragraphs = parse("Kenya thanked\n\nUganda. Peru waited.")
    assert [p.doc.text.strip() for p in paragraphs] == ["Kenya thanked", "Uganda. Peru waited."]


def test_a_single_line_break_stays_inside_its_paragraph() -> None:
    assert len(parse("Kenya thanked\nUganda.")) == 1


@pytest.mark.parametrize("gap", ["\n\n", "\n \t\n", "\n\n\n\n", "\r\n\r\n"])
def test_offsets_point_into_the_text(gap: str) -> None:
    text = f"  Kenya thanked Uganda.{gap}Peru – “home” of the llama – waited.{gap}"
    tokens = [(p.offset + t.idx, t.text) for p in parse(text) for t in p.doc]
    assert all(text[at : at + len(word)] == word for at, word in tokens)
    assert {"Uganda", "llama"} <= {word for _, word in tokens}


@pytest.mark.parametrize("text", ["", "   ", "\n\n\n", "\t\n\n "])
def test_blank_text_has_no_paragraphs(text: str) -> None:
    assert parse(text) == []


def test_a_long_paragraph_is_cut_between_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "PARAGRAPH_LIMIT", 40)
    text = "Kenya thanked Uganda for the maize. " * 5
    paragraphs = parse(text)
    assert "".join(p.doc.text for p in paragraphs) == text
    assert all(len(p.doc.text) <= 40 for p in paragraphs)
    assert all(text[p.offset :].startswith(p.doc.text) for p in paragraphs)
    assert all(p.doc.text.endswith(" ") for p in paragraphs[:-1])


def test_a_long_paragraph_without_blanks_is_cut_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(language, "PARAGRAPH_LIMIT", 40)
    assert [len(p.doc.text) for p in parse("x" * 100)] == [40, 40, 20]


def test_the_model_is_named_with_its_version() -> None:
    assert model_name().startswith("en_core_web_")
    assert model_name().rpartition("-")[2][0].isdigit()


def test_an_unknown_model_is_refused_by_name() -> None:
    with pytest.raises(ModelError, match="COMMUNIQUE_SPACY_MODEL='xx_no_such_model'"):
        load("xx_no_such_model")


def test_a_changed_file_of_the_packaged_model_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = language.HASHES.read_text(encoding="ascii").splitlines()
    changed = tmp_path / "changed.sha256"
    wrong = "0" * 64 + " " + lines[-1].split()[1]
    changed.write_text("\n".join([*lines[:-1], wrong]) + "\n", encoding="ascii")
    monkeypatch.setattr(language, "HASHES", changed)
    with pytest.raises(ModelError, match=lines[-1].split()[1]):
        language._verified_folder()


def test_the_packaged_model_is_the_one_whose_hashes_we_keep() -> None:
    assert (language._verified_folder() / "meta.json").is_file()


def test_without_the_packaged_model_the_message_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(language, "PACKAGED", "no_such_package")
    with pytest.raises(ModelError, match="spacy download"):
        language._verified_folder()


def test_an_official_model_wins_over_the_packaged_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("spacy.util.is_package", lambda name: name == "en_core_web_md")
    assert language._find_model(None) == "en_core_web_md"


def test_a_folder_may_be_named_as_the_model(tmp_path: Path) -> None:
    assert language._find_model(str(tmp_path)) == str(tmp_path)
