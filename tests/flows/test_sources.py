import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from flows.newsroom import FOLDER
from flows.sources import DEFAULT, SourcesError, read_rules, read_sources
from tasks.records import LayoutRule

GAZETTE = """
[[outlet]]
name = "Harbour Gazette"
trust = 0.75
urls = ["https://www.gazette.example/a.xml", "https://m.gazette.example/b", "http://news.example:80"]
[[outlet.rules]]
until = 2020-01-01
body = "td.text"
[[outlet.rules]]
since = 2020-01-01
title = ["h1.head", "h1"]
byline = ".by"
published = "time"
remove = [".ad", ".promo"]
"""
OLD = LayoutRule(until=date(2020, 1, 1), body=("td.text",))
NEW = LayoutRule(
    since=date(2020, 1, 1),
    title=("h1.head", "h1"),
    byline=(".by",),
    published=("time",),
    remove=(".ad", ".promo"),
)


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
        ('[[outlet]]\nname = "A"\nurls = ["http://[a.example"]', "urls holds 'http://.a.example'"),
        ('[[outlet]]\nname = "A"\nurls = ["https:///feed.xml"]', "urls holds 'https:///feed.xml'"),
        ('[[outlet]]\nname = "A"\nurls = ["https://a.example"]\nrules = 3', "rules must be a list"),
        (
            '[[outlet]]\nname = "A"\nurls = ["https://a.example"]\nrules = [3]',
            "rule 1: must be a t",
        ),
    ],
)
def test_a_wrong_file_is_refused_by_outlet_and_key(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SourcesError, match=message):
        read_sources(write(tmp_path, text))


@pytest.mark.parametrize("trust", ["1.01", "-0.1", "nan", "inf", "true", '"high"'])
def test_trust_is_a_number_from_0_to_1(tmp_path: Path, trust: str) -> None:
    file = write(tmp_path, GAZETTE.replace("trust = 0.75", f"trust = {trust}"))
    for read in (read_sources, read_rules):
        with pytest.raises(SourcesError, match=r"outlet 1: trust is .*give a number from 0 to 1"):
            read(file)


@pytest.mark.parametrize(("given", "trust"), [("trust = 0", 0.0), ("trust = 1.0", 1.0), ("", None)])
def test_trust_is_kept_with_the_source(tmp_path: Path, given: str, trust: float | None) -> None:
    sources = read_sources(write(tmp_path, GAZETTE.replace("trust = 0.75", given)))
    assert [source.trust for source in sources] == [trust] * 3


def test_rules_are_kept_by_site_and_by_outlet(tmp_path: Path) -> None:
    rules = read_rules(write(tmp_path, GAZETTE))
    assert list(rules) == ["Harbour Gazette", "gazette.example", "news.example"]
    assert set(rules.values()) == {(OLD, NEW)}


def test_outlets_on_one_host_share_its_rules_and_others_have_none(tmp_path: Path) -> None:
    second = GAZETTE.replace("Harbour Gazette", "Second").replace("td.text", "td.body")
    bare = '[[outlet]]\nname = "Bare"\nurls = ["https://bare.example", "a/feed.xml"]\n'
    rules = read_rules(write(tmp_path, bare + GAZETTE + second))
    other = LayoutRule(until=date(2020, 1, 1), body=("td.body",))
    assert rules["gazette.example"] == (OLD, NEW, other, NEW)
    assert rules["Second"] == (other, NEW)
    assert not {"Bare", "bare.example"} & set(rules)


def test_rules_of_relative_urls_are_kept_by_the_hosts_of_their_base(tmp_path: Path) -> None:
    file = write(tmp_path, GAZETTE.replace("https://www.gazette.example/", ""))
    assert list(read_rules(file)) == ["Harbour Gazette", "gazette.example", "news.example"]
    assert "127.0.0.1" in read_rules(file, base="http://127.0.0.1:1/")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("td.text", "td >", r"rule 1: body holds 'td >', which is no CSS selector \(.+\); mend it"),
        ('".ad", ', '"", ', "rule 2: remove holds '', which is no CSS selector"),
        ('".ad", ', "3, ", "rule 2: remove holds 3; give CSS selectors in quotes"),
        ('["h1.head", "h1"]', "[]", "rule 2: title is empty; give a CSS selector or leave"),
        ("since = 2020-01-01", "since = 2020-01-01T00:00:00", "rule 2: since is .*without quotes"),
        (
            "until = 2020-01-01",
            'until = "2020-01-01"',
            "rule 1: until is '2020-01-01'; write a day",
        ),
        ("since = 2020-01-01", "from = 2020-01-01", "rule 2: unknown key 'from'; use since, until"),
        ('body = "td.text"', "", "rule 1: has no selector; give one of body, title"),
        (
            "until = 2020-01-01",
            "since = 2020-01-01\nuntil = 2020-01-01",
            "rule 1: holds no day; until 2020-01-01 must come after since 2020-01-01",
        ),
    ],
)
def test_a_wrong_rule_is_refused_by_number_and_key(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    file = write(tmp_path, GAZETTE.replace(old, new))
    for read in (read_sources, read_rules):
        with pytest.raises(SourcesError, match=rf"sources\.toml: outlet 1, {message}"):
            read(file)


def test_the_example_rule_we_ship_can_be_used_as_it_stands(tmp_path: Path) -> None:
    lines = DEFAULT.read_text(encoding="utf-8").split("\n")
    start = lines.index("# [[outlet]]")
    end = next(n for n, line in enumerate(lines) if n > start and not line.startswith("# "))
    example = "\n".join(re.sub(r"^# ", "", line) for line in lines[start:end])
    rules = read_rules(write(tmp_path, example))
    assert all(len(each) == 2 for each in rules.values())
    assert rules


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
    assert {source.trust for source in sources} == {None}  # an analyst's to say, not ours
    seats = {source.outlet: source.country for source in sources}
    assert [name for name, seat in seats.items() if seat is None] == ["UN News"]
    names = [
        table["name"] for table in tomllib.loads(DEFAULT.read_text(encoding="utf-8"))["outlet"]
    ]
    assert len(set(names)) == len(names)
