"""The evidence lexicon's loader: what it yields and what it refuses."""

from collections import Counter
from itertools import chain
from pathlib import Path

import pytest

from tasks.plover.evidence import COLUMNS, Clues, clues, load, word_keys
from tasks.plover.ontology import ontology
from tasks.plover.tables import FOLDER, TableError, read_table

QUAKE = "disasters,strong,quake|flash flood,flood of mail,A quake shook the town of Kalimpong."


def lexicon(folder: Path, *lines: str) -> Clues:
    text = "\n".join([",".join(COLUMNS), *lines]) + "\n"
    (folder / "evidence.csv").write_text(text, encoding="utf-8")
    return load(folder)


def test_a_line_gives_a_clue_for_each_term_and_one_for_each_blocking_phrase(
    tmp_path: Path,
) -> None:
    found = lexicon(tmp_path, "# floods", QUAKE)
    assert set(found) == {"quake", "flash", "flood"}
    (quake,), (flood,) = found["quake"], found["flood"]
    assert (quake.context, quake.strong, quake.line, quake.length) == ("disasters", True, 3, 1)
    assert (flood.context, flood.words, flood.line) == (None, ("flood", "of", "mail"), 3)
    assert not flood.everywhere


def test_a_line_of_none_takes_its_words_from_every_context(tmp_path: Path) -> None:
    (found,) = lexicon(tmp_path, "NONE,,price war,,A price war broke out.")["price"]
    assert (found.context, found.everywhere) == (None, True)


def test_a_gap_does_not_count_as_a_word(tmp_path: Path) -> None:
    line = "executive,strong,dismiss .. minister,,She will dismiss the old minister."
    (found,) = lexicon(tmp_path, line)["dismiss"]
    assert (found.words, found.length) == (("dismiss", "..", "minister"), 2)


def test_hyphens_accents_and_possessive_endings_are_left_out_of_keys() -> None:
    assert word_keys("women's cyber-attack café") == ("women", "cyber", "attack", "cafe")
    assert word_keys("workers' WHO") == ("workers", "WHO")


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("weather,strong,quake,,A quake.", "context 'weather' is not one of military,"),
        ("disasters,certain,quake,,A quake.", "weight 'certain' is not one of strong, weak."),
        ("disasters,,quake,,A quake.", "weight '' is not one of strong, weak."),
        ("NONE,weak,quake,,A quake.", "a NONE line has no weight and no but_not."),
        ("NONE,,quake,big quake,A quake.", "a NONE line has no weight and no but_not."),
        ("disasters,weak,,,A quake.", "terms is empty."),
        ("disasters,weak,Quake,,A quake.", "terms 'Quake' must be lower-case words"),
        ("disasters,weak,big  quake,,A big quake.", "terms 'big  quake' must be lower-case"),
        ("disasters,weak,.. quake,,A quake.", "terms '.. quake' starts or ends with a gap."),
        ("disasters,weak,quake|quake,,A quake.", "terms 'quake' is there twice."),
        ("disasters,weak,quake,A Quake,A quake.", "but_not 'A Quake' must be lower-case words"),
        ("disasters,weak,quake,big storm,A quake.", "but_not 'big storm' has no word of the"),
        ("disasters,weak,quake,quake,A quake.", "but_not 'quake' is one of the line's terms."),
        ("disasters,weak,quake|big storm,,A storm.", "the example has none of the terms."),
        ("disasters,weak,quake,,", "the example has none of the terms."),
        ("disasters,weak,quake,A quake.", "4 cells, expected 5."),
    ],
)
def test_a_wrong_line_is_refused_with_its_place(tmp_path: Path, line: str, complaint: str) -> None:
    with pytest.raises(TableError) as caught:
        lexicon(tmp_path, line)
    assert str(caught.value).startswith(f"evidence.csv:2: {complaint}")


def test_a_term_twice_in_one_context_is_refused_however_it_is_spelt(tmp_path: Path) -> None:
    again = "disasters,weak,flash-flood,,A flash flood came."
    with pytest.raises(TableError, match=r"^evidence.csv:3: 'flash-flood' is there .* line 2"):
        lexicon(tmp_path, QUAKE, again)


def test_a_term_may_tell_two_contexts(tmp_path: Path) -> None:
    found = lexicon(tmp_path, QUAKE, "environment,weak,flash flood,,A flash flood came.")
    assert {clue.context for clue in found["flash"]} == {"disasters", "environment"}


def test_a_missing_lexicon_is_named(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"^evidence.csv:1: the file is missing"):
        load(tmp_path)


def test_every_context_has_strong_and_weak_terms_enough() -> None:
    own = [clue for clue in chain.from_iterable(clues().values()) if clue.context]
    strong = Counter(clue.context for clue in own if clue.strong)
    weak = Counter(clue.context for clue in own if not clue.strong)
    assert set(strong) == set(weak) == set(ontology().contexts)
    assert min(strong.values()) >= 15
    assert min(weak.values()) >= 5


def test_our_examples_are_sentences_of_their_own() -> None:
    file = FOLDER / "lexicon" / "evidence.csv"
    examples = [row["example"] for row in read_table(file, COLUMNS)]
    assert all(8 <= len(example.split()) <= 25 for example in examples)
    assert len(set(examples)) == len(examples)
