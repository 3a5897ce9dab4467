"""The data dictionary: meanings from the comments of the SQL files and from columns.csv."""

from __future__ import annotations

import pytest

from flows import exporting
from tasks import database
from tasks.report.dictionary import dictionary, glossary_lines, meaning, read_comments
from tasks.report.export_tables import ALSO, PUBLIC
from tests.builders import use_home

TABLE = """-- Grain: one boat of one
-- harbour.
CREATE TABLE boat (
    id VARCHAR PRIMARY KEY,
    berth INTEGER,  -- number at the quay
    "length" DOUBLE NOT NULL,  -- metres
    PRIMARY KEY (id)
);
"""
ALTERED = "-- Grain: one boat, as before.\nALTER TABLE boat ADD COLUMN flag VARCHAR;  -- alpha-3\n"
VIEW = """-- Grain: one harbour.
CREATE OR REPLACE VIEW harbour AS
SELECT
    berth AS moorings,  -- how many can lie there
    boat.length,  -- of the longest
    count(*) AS boats
FROM boat;
"""


@pytest.fixture(scope="module")
def columns(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[str, str]]]:
    """The columns of every public table, as they are."""
    with pytest.MonkeyPatch.context() as patch:
        use_home(patch, tmp_path_factory.mktemp("home"))
        with database.working() as connection:
            database.apply_views(connection)
            return exporting.columns(connection)


def test_comments_are_found_beside_columns_and_grains_above_objects() -> None:
    comments = read_comments([TABLE, ALTERED, VIEW])
    assert comments.grains == {"boat": "one boat of one harbour.", "harbour": "one harbour."}
    assert comments.columns == {
        ("boat", "berth"): "number at the quay",
        ("boat", "length"): "metres",
        ("boat", "flag"): "alpha-3",
        ("harbour", "moorings"): "how many can lie there",
        ("harbour", "length"): "of the longest",
    }


def test_a_comment_stands_beside_what_every_column_of_the_name_means() -> None:
    comments = read_comments(["-- Grain: x\nCREATE TABLE t (\n    lat DOUBLE  -- WGS 84\n);"])
    assert meaning(comments, "t", "lat") == "Latitude in degrees, north positive. (WGS 84)"
    assert meaning(comments, "t", "unheard_of") == ""


def test_what_holds_for_one_table_outranks_what_holds_for_all() -> None:
    nothing = read_comments([])
    assert meaning(nothing, "events", "month") != meaning(nothing, "actor_month", "month")


def test_the_dictionary_is_a_table_for_each_table() -> None:
    text = dictionary({"boat": [("berth", "INTEGER")]}, read_comments([TABLE]), head="Hello.")
    assert text == (
        "# Data dictionary\n\nHello.\n\n## boat\n\nOne row: one boat of one harbour.\n\n"
        "| column | type | meaning |\n|---|---|---|\n| `berth` | INTEGER | number at the quay |\n"
    )


@pytest.mark.parametrize("table", PUBLIC)
def test_every_column_of_every_public_table_has_a_meaning(
    columns: dict[str, list[tuple[str, str]]], table: str
) -> None:
    comments = exporting.comments()
    assert columns[table]
    missing = [c for c, _ in columns[table] if len(meaning(comments, table, c)) < len("0 to 1..")]
    assert not missing, f"say in tasks/report/columns.csv what {table}'s {missing} mean"
    assert comments.grains[table]


def test_no_meaning_is_kept_of_a_column_that_is_gone(
    columns: dict[str, list[tuple[str, str]]],
) -> None:
    there = {(table, column) for table in columns for column, _ in columns[table]}
    names = {column for _, column in there}
    gone = [line for line in glossary_lines() if line not in there and line[1] not in names]
    assert not gone
    assert not [(t, c) for t, c in glossary_lines() if t and (t, c) not in there]


def test_other_names_lead_to_public_tables() -> None:
    assert set(ALSO.values()) <= set(PUBLIC)
    assert not ALSO.keys() & set(PUBLIC)
    assert len(set(PUBLIC)) == len(PUBLIC)
