"""The table reader: what it yields and what it refuses."""

from pathlib import Path

import pytest

from tasks.plover.tables import TableError, read_table

COLUMNS = ("name", "words")


def table(folder: Path, *lines: str) -> Path:
    file = folder / "words.csv"
    file.write_text("\n".join(["name,words", *lines]) + "\n", encoding="utf-8")
    return file


def refusal(file: Path) -> str:
    with pytest.raises(TableError) as caught:
        list(read_table(file, COLUMNS))
    return str(caught.value)


def test_rows_know_their_line_and_comments_count(tmp_path: Path) -> None:
    rows = list(read_table(table(tmp_path, "# a comment", "a,b|c", 'd,"e, f"'), COLUMNS))
    assert [(row.line, row["name"], row["words"]) for row in rows] == [
        (3, "a", "b|c"),
        (4, "d", "e, f"),
    ]


def test_a_cell_of_several_values_is_split_at_bars(tmp_path: Path) -> None:
    full, bare = read_table(table(tmp_path, "a,b | c", "d,"), COLUMNS)
    assert full.several("words") == ("b", "c")
    assert bare.several("words") == ()


def test_one_of_refuses_another_value_and_says_where(tmp_path: Path) -> None:
    (row,) = read_table(table(tmp_path, "a,maybe"), COLUMNS)
    assert row.one_of("name", ("a", "b")) == "a"
    with pytest.raises(TableError, match=r"^words\.csv:2: words 'maybe' is not one of yes, no\.$"):
        row.one_of("words", ("yes", "no"))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert refusal(tmp_path / "gone.csv").startswith("gone.csv:1: the file is missing")


def test_another_header_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "words.csv"
    file.write_text("name,word\na,b\n", encoding="utf-8")
    assert refusal(file).startswith("words.csv:1: header is")


@pytest.mark.parametrize("line", ["a", "a,b,c"])
def test_a_row_with_too_few_or_too_many_cells_is_refused(tmp_path: Path, line: str) -> None:
    assert refusal(table(tmp_path, "a,b", line)).startswith("words.csv:3:")


@pytest.mark.parametrize("line", [" a,b", "a,b "])
def test_blanks_around_a_cell_are_refused(tmp_path: Path, line: str) -> None:
    assert refusal(table(tmp_path, line)) == "words.csv:2: a cell starts or ends with a blank."
