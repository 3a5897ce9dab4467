"""Titles that rules make: of a portfolio, and of role phrases that hold a shorter honorific."""

import shutil
from pathlib import Path

import pytest

from tasks.plover.lexicons import LEXICON, lexicons
from tasks.plover.tables import TableError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the shipped lexicons to spoil."""
    shutil.copytree(LEXICON, tmp_path / "lexicon")
    return tmp_path / "lexicon"


@pytest.mark.parametrize(
    ("phrase", "kind", "sectors"),
    [
        ("minister of public works", "office", ("GOV",)),
        ("Public Works Minister", "office", ("GOV",)),
        ("Minister of State for Fisheries", "office", ("GOV",)),
        ("deputy minister for higher education", "office", ("GOV", "EDU")),
        ("vice minister of health", "office", ("GOV", "MED")),
        ("secretary for security", "office", ("GOV", "COP")),
        ("ministry for veterans affairs", "organ", ("GOV", "MIL")),
        ("Department of Mineral Resources", "organ", ("GOV",)),
    ],
)
def test_every_way_to_name_a_portfolio_is_a_role(
    phrase: str, kind: str, sectors: tuple[str, ...]
) -> None:
    found = lexicons().role(phrase)
    assert found is not None
    assert (found.kind, found.sectors) == (kind, sectors)


def test_a_row_of_the_roles_outranks_what_the_rule_makes(folder: Path) -> None:
    with (folder / "portfolios.csv").open("a", encoding="utf-8") as handle:
        handle.write("foreign,BUS,A foreign guest.\n")
    found = lexicons(folder)
    assert getattr(found.role("foreign minister"), "sectors", None) == ("GOV",)
    assert getattr(found.role("vice minister of foreign"), "sectors", None) == ("BUS",)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("Tide,GOV,The Tide minister.", "portfolio 'Tide' must be lower-case words."),
        (",GOV,The tide minister.", "portfolio '' must be lower-case words."),
        ("tides,,The minister of tides.", "sectors is empty."),
        ("tides,TID,The minister of tides.", "sector 'TID' is not one of COP, GOV,"),
        ("tides,GOV,The minister left.", "the example contains none of tides."),
        ("tourism,GOV,The tourism minister left.", "'tourism' is there twice, first in line "),
    ],
)
def test_a_portfolio_that_cannot_work_is_refused(folder: Path, line: str, message: str) -> None:
    with (folder / "portfolios.csv").open("a", encoding="utf-8") as handle:
        handle.write(line + "\n")
    number = len((folder / "portfolios.csv").read_text(encoding="utf-8").splitlines())
    with pytest.raises(TableError) as error:
        lexicons(folder)
    assert str(error.value).startswith(f"portfolios.csv:{number}: {message}")


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Chief of Staff", "chief of staff"),  # not the honorific of a chieftain
        ("Army Chief", "army chief"),
        ("General Secretary", "general secretary"),  # no general
        ("Inspector General", "inspector general"),
        ("Minister of Public Works", "minister of public works"),
        ("Deputy Tourism Minister", "deputy tourism minister"),
        ("Chief ministers", "chief minister"),
        ("Private companies", "private company"),  # no private soldier
        ("Commander-in-Chief", "commander-in-chief"),
    ],
)
def test_a_title_is_found_whole_where_a_part_of_it_is_an_honorific(text: str, phrase: str) -> None:
    found = lexicons().honorific(text)
    assert found is not None
    assert found.phrase is not None
    role, wanted = lexicons().role(found.phrase), lexicons().role(phrase)
    assert role is not None
    assert role == wanted


def test_the_forms_of_the_table_keep_what_they_tell() -> None:
    found = lexicons().honorific("Captain")
    assert found is not None
    assert found.phrase == "army captain"
