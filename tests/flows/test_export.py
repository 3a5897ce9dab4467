"""`communique export`: files of other people's formats, whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from flows import exporting
from tasks import database
from tasks.merge import merge
from tasks.publish import publish
from tasks.records import Party, Place
from tasks.report.export_tables import ALSO, FILLED, PUBLIC
from tasks.settings import settings
from tasks.store import store
from tasks.summarise import summarise
from tests.builders import article, coding, party, report, use_home

Run = Callable[..., Result]
COMMANDS = ["plover", "csv", "parquet", "gdelt", "icews"]
ASA, BO = party(), party(name="Bo", country="NOR")
LAGOS = Place(name="Lagos", country="NGA", geonames_id=2332459, feature="PPLA", lat=6.5, lon=3.4)


def told(url: str, actors: tuple[Party, ...], recipients: tuple[Party, ...], **fields: Any) -> None:
    of = article(url=url, outlet=fields.pop("outlet", "Example"))
    one = report(of=of, actors=actors, recipients=recipients, **fields)
    store.fn("run", [of], [coding(of=of, reports=(one,), parties=(*actors, *recipients))], [], [])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A snapshot with a dated visit, an event of a year, an undated one and one still to come."""
    with pytest.MonkeyPatch.context() as patch:
        use_home(patch, tmp_path_factory.mktemp("made"))
        tell()
        yield settings().snapshot_file
    settings.cache_clear()


@pytest.fixture
def published(made: Path, home: Path) -> Path:
    """A home in which that snapshot is published."""
    home.mkdir()
    shutil.copy(made, home)
    return home


def tell() -> None:
    told("u1", (ASA,), (BO,), modes=("visit",), place=LAGOS, place_basis="text", outlet="=1+1")
    year = {"event_date": date(2019, 1, 1), "date_precision": "year"}
    told("u2", (BO,), (), event_type="PROTEST", modes=("demo",), **year)
    undated = {"event_date": None, "date_precision": "unknown", "date_basis": None}
    told("u3", (ASA,), (BO,), event_type="AID", **undated)
    told("u4", (BO,), (ASA,), event_type="ACCUSE", realis="future", event_date=date(2023, 5, 1))
    merge.fn()
    summarise.fn()
    publish.fn()


def table(text: str, **options: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text), **options))


def query(sql: str) -> list[tuple[Any, ...]]:
    return database.query(sql).rows


@pytest.mark.parametrize("command", COMMANDS)
def test_every_export_explains_itself_with_an_example(communique: Run, command: str) -> None:
    result = communique("export", command, "--help")
    assert result.exit_code == 0
    assert f"Example: communique export {command}" in result.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_without_a_snapshot_every_export_says_what_to_run_first(
    communique: Run, tmp_path: Path, command: str
) -> None:
    result = communique("export", command, "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert "communique ingest" in result.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.usefixtures("published")
def test_events_as_csv(communique: Run) -> None:
    result = communique("export", "csv")
    assert result.exit_code == 0, result.output
    events = table(result.stdout)
    assert [event["event_type"] for event in events] == ["PROTEST", "CONSULT", "ACCUSE", "AID"]
    visit = events[1]
    assert visit["event_date"] == "2023-03-04"
    assert (visit["actors"], visit["recipients"]) == ("Asa", "Bo")
    assert (visit["actor_countries"], visit["actor_sectors"]) == ("SWE", "GOV")
    assert (visit["place"], visit["lat"], visit["plover_score"]) == ("Lagos", "6.5", "4.0")
    assert visit["outlet"] == "'=1+1"
    assert visit["sentence"] == "Minister Asa met Minister Bo."
    assert events[3]["event_date"] == ""


@pytest.mark.usefixtures("published")
def test_several_tables_go_into_a_folder(communique: Run, tmp_path: Path) -> None:
    names = ["reports", "participants", "actor_month"]
    tables = [part for name in names for part in ("--table", name)]
    result = communique("export", "csv", *tables, "-o", tmp_path / "out")
    assert result.exit_code == 0, result.output
    files = {file.stem: table(file.read_text()) for file in (tmp_path / "out").iterdir()}
    assert {name: len(rows) for name, rows in files.items()} == {
        "reports": 4, "participants": 7, "actor_month": 1,
    }  # fmt: skip
    assert files["actor_month"][0]["month"] == "2023-03-01"


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("name", [*PUBLIC, *FILLED, *ALSO])
def test_every_table_that_is_offered_is_there(communique: Run, name: str) -> None:
    result = communique("export", "csv", "--table", name)
    assert result.exit_code == 0, result.output
    assert "," in result.stdout.splitlines()[0]


@pytest.mark.usefixtures("published")
def test_several_tables_do_not_fit_into_one_file(communique: Run, tmp_path: Path) -> None:
    (tmp_path / "out.csv").touch()
    tables = ["--table", "events", "--table", "reports"]
    for out in ("-", tmp_path / "out.csv"):
        result = communique("export", "csv", *tables, "-o", out)
        assert result.exit_code == 2
        assert "-o DIR" in result.stderr


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("command", ["plover", "csv", "gdelt", "icews"])
def test_a_second_export_writes_the_same_bytes(
    communique: Run, tmp_path: Path, command: str
) -> None:
    file = tmp_path / "out"
    for _ in range(2):
        assert communique("export", command, "-o", file).exit_code == 0
        written = file.read_bytes()
    assert communique("export", command).stdout_bytes == written
    assert list(tmp_path.glob(".*")) == []


def test_a_file_that_fails_half_way_leaves_the_old_one(tmp_path: Path) -> None:
    def half() -> Any:
        yield "new\n"
        raise ValueError

    file = tmp_path / "out.csv"
    file.write_text("old\n")
    with pytest.raises(ValueError):  # noqa: PT011
        exporting.write(file, half())
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]
    assert file.read_text() == "old\n"


def test_a_link_stays_a_link_and_a_device_a_device(tmp_path: Path) -> None:
    link = tmp_path / "link.csv"
    link.symlink_to(tmp_path / "out.csv")
    exporting.write(link, ["a\n"])
    assert link.is_symlink()
    assert (tmp_path / "out.csv").read_text() == "a\n"
    terminal, device = os.openpty()
    file = Path(os.ttyname(device))
    exporting.write(file, ["b\n"])
    assert os.read(terminal, 9).split() == [b"b"]
    assert file.is_char_device()
    os.close(terminal)
    os.close(device)


@pytest.mark.usefixtures("published")
def test_a_folder_that_is_not_there_is_said(communique: Run, tmp_path: Path) -> None:
    result = communique("export", "csv", "-o", tmp_path / "nowhere" / "out.csv")
    assert result.exit_code == 1
    assert "nowhere is not there" in result.stderr


@pytest.mark.usefixtures("published")
def test_plover_lines_are_json(communique: Run) -> None:
    lines = communique("export", "plover").stdout.splitlines()
    assert [json.loads(line)["event"] for line in lines] == [
        ["PROTEST"], ["CONSULT"], ["ACCUSE"], ["AID"],
    ]  # fmt: skip


@pytest.mark.usefixtures("published")
def test_gdelt_and_icews_have_a_line_for_each_dyad_of_what_happened(communique: Run) -> None:
    said = communique("export", "gdelt")
    codes = [(line["EventCode"], line["SQLDATE"]) for line in table(said.stdout, delimiter="\t")]
    assert codes == [("141", ""), ("042", "20230304"), ("043", "20230304"), ("070", "")]
    assert said.stderr.startswith("1 events that are not actual")
    said = communique("export", "icews")
    lines = table(said.stdout, delimiter="\t")
    assert [line["CAMEO Code"] for line in lines] == ["141", "042", "043", "070"]
    assert (lines[1]["City"], lines[1]["Publisher"]) == ("Lagos", "'=1+1")


@pytest.mark.usefixtures("published")
def test_gdelt_without_header_is_as_gdelt_ships_it(communique: Run) -> None:
    lines = communique("export", "gdelt", "--layout", "1.0", "--no-header").stdout.splitlines()
    assert [len(line.split("\t")) for line in lines] == [58] * 4


@pytest.mark.usefixtures("published")
def test_parquet_holds_every_table_and_what_its_columns_mean(
    communique: Run, tmp_path: Path
) -> None:
    out = tmp_path / "it's" / "parquet"
    result = communique("export", "parquet", "-o", out)
    assert result.exit_code == 0, result.output
    names = {path.name.removesuffix(".parquet") for path in out.iterdir()}
    assert names == {*PUBLIC, exporting.DICTIONARY}
    path = str(out).replace("'", "''")
    events = f"read_parquet('{path}/events/*/*/*.parquet', hive_partitioning = true)"
    assert query(f"SELECT event_type, year, month FROM {events} ORDER BY event_type") == [
        ("ACCUSE", 2023, 5), ("AID", None, None), ("CONSULT", 2023, 3), ("PROTEST", 2019, None),
    ]  # fmt: skip
    month = query(f"SELECT party, month, event_ids FROM '{path}/actor_month.parquet'")
    assert month == query("SELECT party, month, event_ids FROM actor_month")
    text = (out / exporting.DICTIONARY).read_text(encoding="utf-8")
    assert "| `plover_score` | DOUBLE | PLOVER's score" in text


@pytest.mark.usefixtures("published")
def test_a_parquet_export_replaces_one_but_nothing_else(communique: Run, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    assert communique("export", "parquet", "-o", out).exit_code == 0
    (out / "events" / "year=1" / "month=1").mkdir(parents=True)
    assert communique("export", "parquet", "-o", out).exit_code == 0
    assert not (out / "events" / "year=1").exists()
    (tmp_path / "mine.txt").touch()
    refused = communique("export", "parquet", "-o", tmp_path)
    assert refused.exit_code == 1
    assert "holds other files" in refused.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home", "mine.txt", "out"]


@pytest.mark.usefixtures("published")
def test_a_parquet_export_that_fails_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    exporting.parquet_folder(out)
    before = sorted(out.rglob("*"))
    monkeypatch.setattr(exporting, "PUBLIC", (*PUBLIC, "no_such_table"))
    with pytest.raises(database.QueryError, match="no_such_table"):
        exporting.parquet_folder(out)
    assert sorted(out.rglob("*")) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home", "out"]


@pytest.mark.usefixtures("prefect_server")
def test_the_sample_newsroom_in_every_format(communique: Run, home: Path, tmp_path: Path) -> None:
    assert communique("sample").exit_code == 0
    counted = dict(query("SELECT realis = 'actual', count(*) FROM event GROUP BY ALL"))
    actual, every = counted[True], sum(counted.values())
    assert len(communique("export", "plover").stdout.splitlines()) == every
    assert len(table(communique("export", "csv").stdout)) == every
    for command, column in (("gdelt", "GLOBALEVENTID"), ("icews", "Event ID")):
        said = communique("export", command)
        assert said.stderr.startswith(f"{every - actual} events")
        ids = [int(line[column]) for line in table(said.stdout, delimiter="\t")]
        assert len(set(ids)) == len(ids)
        assert len({number // 2048 for number in ids}) == actual
    out = tmp_path / "parquet"
    assert communique("export", "parquet", "-o", out).exit_code == 0
    for name in PUBLIC:
        files = f"{out}/events/*/*/*.parquet" if name == "events" else f"{out}/{name}.parquet"
        there = {"events": "event", "participants": "participant"}.get(name, name)
        assert query(f"SELECT count(*) FROM '{files}'") == query(f'SELECT count(*) FROM "{there}"')
