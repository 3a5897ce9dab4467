"""What the words in a body's name tell of it, and what is refused in the table."""

from __future__ import annotations

from pathlib import Path

import pytest

from tasks.plover.body_words import body_words, sectors_of_body
from tasks.plover.tables import TableError

HEAD = "words,sectors,example\n"


@pytest.mark.parametrize(
    ("name", "sectors"),
    [
        ("Okavi Liberation Front", ("REB",)),
        ("Patriotic Front", ("PTY",)),
        ("Front for National Dignity", ("PTY",)),
        ("Federal Grain Board", ("GOV",)),
        ("Commission of Inquiry", ("GOV",)),
        ("Delta Chamber of Commerce", ("BUS",)),
        ("Blue Notebook", ()),
    ],
)
def test_the_last_words_tell(name: str, sectors: tuple[str, ...]) -> None:
    assert sectors_of_body(name) == sectors


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("board,XYZ,The Grain Board left.", "sector 'XYZ' is not in sectors.csv"),
        ("board,GOV,The Grain Council left.", "the example contains none of the words"),
        ("board|board,GOV,The Grain Board left.", "'board' is there twice"),
    ],
)
def test_a_fault_is_named_with_its_line(tmp_path: Path, row: str, fault: str) -> None:
    (tmp_path / "bodies.csv").write_text(HEAD + row + "\n", encoding="utf-8")
    with pytest.raises(TableError, match=rf"bodies.csv:2: .*{fault}"):
        body_words(tmp_path)
