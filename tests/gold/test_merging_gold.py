"""The gold of merging: articles in groups, their events, and which of these are one happening.

What belongs here: that the three files agree with each other and with the codebook. What does not:
any score.
"""

import json
import re
from collections import Counter
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tasks.evaluation.gold import read_articles, read_gold
from tasks.plover.ontology import ontology
from tasks.plover.tables import FOLDER
from training.duplicates import RUN, words
from training.sentences import CORPUS, read

HERE = Path(__file__).parent
ARTICLES, GOLD, GROUPS = (
    HERE / name for name in ("merging_articles.jsonl", "merging_gold.jsonl", "merging_groups.json")
)
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
NAMED_WEEKDAY = re.compile(r"\b(" + "|".join(WEEKDAYS) + r")\b")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
Line = dict[str, Any]


def lines(path: Path) -> list[Line]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


TOLD = {line["id"]: line for line in lines(ARTICLES)}
CODED = {line["id"]: line["events"] for line in lines(GOLD)}
TOGETHER: list[Line] = json.loads(GROUPS.read_text(encoding="utf-8"))["groups"]
EVENTS = [
    pytest.param(TOLD[identity], event, id=f"{identity}:{number}")
    for identity, events in CODED.items()
    for number, event in enumerate(events)
]
HAPPENINGS = [
    pytest.param(group, told, id=f"{group['group']}:{number}")
    for group in TOGETHER
    for number, told in enumerate(group["same_events"])
]
every_article = pytest.mark.parametrize("article", TOLD.values(), ids=TOLD)
every_event = pytest.mark.parametrize(("article", "event"), EVENTS)
every_group = pytest.mark.parametrize("group", TOGETHER, ids=lambda group: group["group"])
every_happening = pytest.mark.parametrize(("group", "told"), HAPPENINGS)


def countries() -> set[str]:
    table = (FOLDER / "lexicon" / "countries.csv").read_text(encoding="utf-8")
    return {line[:3] for line in table.splitlines()[1:]} | set(ontology().nonstate)


def runs(text: str) -> set[tuple[str, ...]]:
    """Return every run of as many words as count as taken over."""
    said = words(text)
    return {tuple(said[i : i + RUN]) for i in range(len(said) - RUN + 1)}


def day_of(event: Line) -> date | None:
    return date.fromisoformat(event["date"]) if DAY.fullmatch(event["date"] or "") else None


def test_the_files_are_read_and_name_the_same_articles() -> None:
    gold, articles = read_gold(GOLD), read_articles(ARTICLES)
    grouped = [identity for group in TOGETHER for identity in group["articles"]]
    assert [article.id for article in gold] == [article.id for article in articles] == grouped


def test_no_two_articles_are_of_one_outlet_or_share_a_sentence() -> None:
    outlets = Counter(article["outlet"] for article in TOLD.values())
    shared = Counter(run for article in TOLD.values() for run in runs(article["text"]))
    assert {*outlets.values()} == {1}
    assert [run for run, count in shared.items() if count > 1] == []


def test_the_articles_share_nothing_with_the_corpus() -> None:
    learnt = {run for sentence in read(CORPUS) for run in runs(sentence.text)}
    for article in TOLD.values():
        assert (runs(article["title"]) | runs(article["text"])) & learnt == set(), article["id"]


@every_article
def test_an_article_is_short_and_opens_with_its_place(article: Line) -> None:
    assert 90 <= len(article["text"].split()) <= 200
    assert re.match(r"[A-Z]{3}[A-Z -]*(, [A-Z][A-Za-z ]+)? - [A-Z\"]", article["text"])
    assert not article["published"] or datetime.fromisoformat(article["published"]).tzinfo


@every_event
def test_an_event_quotes_one_place_of_its_article(article: Line, event: Line) -> None:
    assert article["text"].count(event["quote"]) == 1
    assert "\n" not in event["quote"]


@every_event
def test_an_event_follows_the_codebook(article: Line, event: Line) -> None:
    kind = ontology().event_type(event["type"])
    for mode in event["modes"]:
        kind.mode(mode)
    assert event["aux"] in {None, *ontology().realis} - {"actual"}
    assert event["actor"]
    assert event["recipient"] or not kind.requires_recipient
    assert not (event["core"] and event["aux"])


@every_event
def test_parties_and_places_are_named_as_they_should_be(article: Line, event: Line) -> None:
    for party in event["actor"] + event["recipient"]:
        assert party["text"] in article["text"]
        assert party["name"]
        assert party["country"] in countries()
        assert set(party["sectors"]) <= set(ontology().sectors)
        assert party["sectors"] or party["country"] in ontology().nonstate
    if event["place"]:
        assert event["place"]["country"] in countries()
        assert event["place"]["name"] in article["text"]


@every_event
def test_an_event_is_on_the_weekday_its_quote_names(article: Line, event: Line) -> None:
    day, named = day_of(event), NAMED_WEEKDAY.findall(event["quote"])
    if not article["published"]:
        assert event["date"] is None
    elif day:
        gap = datetime.fromisoformat(article["published"]).date() - day
        assert not named or WEEKDAYS[day.weekday()] in named
        assert gap.days < 22
        assert gap.days >= 0 or event["aux"] == "future"


def test_no_event_is_coded_twice() -> None:
    for identity, events in CODED.items():
        keys = [json.dumps([e[k] for k in ("type", "actor", "recipient", "quote")]) for e in events]
        assert len({*keys}) == len(keys), identity


@every_group
def test_a_group_is_of_a_few_articles_and_no_event_is_two_happenings(group: Line) -> None:
    told = [(identity, index) for same in group["same_events"] for identity, index in same]
    assert 2 <= len(group["articles"]) <= 4
    assert len({*told}) == len(told)
    assert {identity for identity, _ in told} == {*group["articles"]}


@every_group
def test_a_group_has_events_that_must_stay_apart(group: Line) -> None:
    """Two happenings of one type between the same countries: a careless merge makes them one."""
    of = {
        (identity, index): number
        for number, same in enumerate(group["same_events"])
        for identity, index in same
    }
    alike: dict[tuple[Any, ...], set[object]] = {}
    for identity in group["articles"]:
        for index, event in enumerate(CODED[identity]):
            sides = {party["country"] for party in event["actor"] + event["recipient"]}
            which = of.get((identity, index), (identity, index))
            alike.setdefault((event["type"], frozenset(sides)), set()).add(which)
    assert any(len(found) > 1 for found in alike.values())


@every_happening
def test_a_happening_is_told_twice_and_as_one_thing(group: Line, told: list[list[Any]]) -> None:
    assert len(told) > 1
    assert all(identity in group["articles"] and index >= 0 for identity, index in told)
    events = [CODED[identity][index] for identity, index in told]
    assert len({(event["type"], event["aux"]) for event in events}) == 1
    assert len({day for event in events if (day := day_of(event))}) <= 1
    for one, other in pairwise(events):
        assert countries_of(one) & countries_of(other)


def countries_of(event: Line) -> set[str]:
    return {party["country"] for party in event["actor"] + event["recipient"]}


def test_some_articles_are_undated_and_some_tell_a_happening_twice() -> None:
    assert sum(article["published"] is None for article in TOLD.values()) >= 5
    twice = [
        told
        for group in TOGETHER
        for told in group["same_events"]
        if len({identity for identity, _ in told}) < len(told)
    ]
    assert len(twice) >= 5
