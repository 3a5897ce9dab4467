import tomllib
from pathlib import Path

import pytest

from flows.newsroom import FOLDER
from flows.sources import DEFAULT, SourcesError, read_sources


def write(folder: Path, text: str) -> Path:
    file = folder / "sources.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_each_url_of_an_outlet_is_a_source(tmp_path: Path) -> None:
    file = write(
        tmp_path,
        """
        [[outlet]]
        name = "Harbour Gazette"
        country = "NOR"
        urls = ["https://gazette.example/a.xml", "https://gazette.example/b.xml"]
        """,
    )
    first, second = read_sources(file)
    assert (first.location, first.outlet, first.country, first.language) == (
        "https://gazette.example/a.xml",
        "Harbour Gazette",
        "NOR",
        None,
    )
    assert second.location == "https://gazette.example/b.xml"


def test_relative_urls_need_a_base(tmp_path: Path) -> None:
    file = write(tmp_path, '[[outlet]]\nname = "A"\nurls = ["a/feed.xml"]')
    (source,) = read_sources(file, base="http://127.0.0.1:1/")
    assert source.location == "http://127.0.0.1:1/a/feed.xml"
    with pytest.raises(SourcesError, match=r"outlet 1: urls holds 'a/feed.xml'"):
        read_sources(file)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", r"sources.toml: no \[\[outlet\]\] table"),
        ("outlet = 3", r"sources.toml: no \[\[outlet\]\] table"),
        ("outlet = [3]", "outlet 1: must be a table"),
        ("[[outlet]\n", "sources.toml: .*line 1"),
        ('[[outlet]]\nname = "A"', "outlet 1: urls is missing"),
        ('[[outlet]]\nname = ""\nurls = ["https://a.example"]', "outlet 1: name is missing"),
        ('[[outlet]]\nname = "A"\nurls = "https://a.example"', "outlet 1: urls must be a list"),
        ('[[outlet]]\nname = "A"\nurl = ["https://a.example"]', "outlet 1: unknown key 'url'"),
        ('[[outlet]]\nname = "A"\nurls = ["ftp://a.example"]', "urls holds 'ftp://a.example'"),
        ('[[outlet]]\nname = "A"\nurls = [3]', "urls holds 3"),
    ],
)
def test_a_wrong_file_is_refused_by_outlet_and_key(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SourcesError, match=message):
        read_sources(write(tmp_path, text))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourcesError, match=r"nowhere\.toml"):
        read_sources(tmp_path / "nowhere.toml")


def test_the_files_we_ship_can_be_read() -> None:
    assert len({source.outlet for source in read_sources()}) >= 25
    assert len(read_sources(FOLDER / "sources.toml", base="http://127.0.0.1:1/")) > 3


def test_each_address_we_ship_is_one_outlets_feed_and_each_outlet_has_its_seat() -> None:
    sources = read_sources()
    assert len({source.location for source in sources}) == len(sources)
    assert {source.language for source in sources} == {"en"}
    seats = {source.outlet: source.country for source in sources}
    assert [name for name, seat in seats.items() if seat is None] == ["UN News"]
    names = [
        table["name"] for table in tomllib.loads(DEFAULT.read_text(encoding="utf-8"))["outlet"]
    ]
    assert len(set(names)) == len(names)
