"""Cells that a spreadsheet does not run, and that can be read back."""

from __future__ import annotations

import csv
from datetime import date, datetime
from typing import Any

import pytest

from tasks.report.export_csv import cell, csv_lines, safe, tab_line


@pytest.mark.parametrize("first", list("=+-@＝＋－＠\t\r\n'"))
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(first: str) -> None:
    assert cell(f'{first}HYPERLINK("x")') == f'\'{first}HYPERLINK("x")'


@pytest.mark.parametrize(
    "text", ["=1+1", "'quoted'", "plain", "", "''", "-5", "@home", "a=b", "\tx", "été", " =1"]
)
def test_one_apostrophe_taken_off_gives_the_text_back(text: str) -> None:
    assert safe(text).removeprefix("'") == text


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (-3.5, "-3.5"),
        (-7, "-7"),
        (True, "true"),
        (None, ""),
        (date(2023, 3, 4), "2023-03-04"),
        (datetime(2023, 3, 4, 10, 30), "2023-03-04T10:30:00Z"),
        (["MAR", None, "TUN"], "MAR||TUN"),
        ([], ""),
        (["a|b", "c\\d"], "a\\|b|c\\\\d"),
        (["=1", "b"], "'=1|b"),
        ({"title": "Premier", "since": date(2020, 1, 1)},
         '{"title": "Premier", "since": "2020-01-01"}'),
    ],
)  # fmt: skip
def test_values_are_written_in_one_way(value: Any, written: str) -> None:
    assert cell(value) == written


def test_rows_become_quoted_lines_under_their_columns() -> None:
    rows = [("Amaka Obi", 'said "no", twice', -2.0), ("=cmd()", "two\nlines", None)]
    lines = list(csv_lines(("name", "words", "score"), rows))
    assert lines == [
        "name,words,score\n",
        'Amaka Obi,"said ""no"", twice",-2.0\n',
        '\'=cmd(),"two\nlines",\n',
    ]
    assert list(csv.reader("".join(lines).splitlines(keepends=True)))[2][1] == "two\nlines"


@pytest.mark.parametrize("line_break", ["\r", "\n", "\r\n"])
def test_a_line_break_in_a_cell_begins_no_row(line_break: str) -> None:
    _, line = csv_lines(["words"], [[f"x{line_break}=1+1"]])
    assert line == f'"x{line_break}=1+1"\n'


def test_a_table_without_rows_has_its_header() -> None:
    assert list(csv_lines(("a", "b"), [])) == ["a,b\n"]


def test_a_tab_separated_cell_cannot_end_its_cell_or_line() -> None:
    assert tab_line(["a\tb", "c\nd", None, -1.5]) == "a b\tc d\t\t-1.5\n"
    assert tab_line(["=1"]) == "'=1\n"
