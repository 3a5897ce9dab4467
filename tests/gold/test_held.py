"""The held-out gold keeps its shape, its quotes, its days, and its distance from the corpus."""

import json
import re
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from tasks.evaluation.events import score_events
from tasks.evaluation.gold import read_articles, read_gold
from tasks.evaluation.relations import read_relations
from tasks.plover.ontology import ontology
from tasks.plover.tables import FOLDER
from training.duplicates import RUN, words
from training.sentences import CORPUS, read

HERE = Path(__file__).parent
SENTENCES, ARTICLES, GOLD = (
    HERE / f"held_{name}.jsonl" for name in ("sentences", "articles", "gold")
)
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
NAMED_WEEKDAY = re.compile(r"\b(" + "|".join(WEEKDAYS) + r")\b")
Line = dict[str, Any]
Grams = set[tuple[str, ...]]


def lines(path: Path) -> list[Line]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


TOLD = {line["id"]: line for line in lines(ARTICLES)}
EVENTS = [
    pytest.param(TOLD[line["id"]], event, id=f"{line['id']}:{number}")
    for line in lines(GOLD)
    for number, event in enumerate(line["events"], 1)
]
every_sentence = pytest.mark.parametrize("line", lines(SENTENCES), ids=lambda line: line["id"])
every_article = pytest.mark.parametrize("article", TOLD.values(), ids=TOLD)
every_event = pytest.mark.parametrize(("article", "event"), EVENTS)


def countries() -> set[str]:
    table = (FOLDER / "lexicon" / "countries.csv").read_text(encoding="utf-8")
    return {line[:3] for line in table.splitlines()[1:]} | set(ontology().nonstate)


def runs(text: str) -> Grams:
    """Return every run of as many words as count as taken over."""
    said = words(text)
    return {tuple(said[i : i + RUN]) for i in range(len(said) - RUN + 1)}


@pytest.fixture(scope="module")
def learnt() -> Grams:
    """The runs of words of the training corpus."""
    return {run for sentence in read(CORPUS) for run in runs(sentence.text)}


def test_every_type_has_nine_or_ten_sentences() -> None:
    relations = read_relations(SENTENCES)
    types = Counter(relation.event_type for relation in relations)
    assert set(types) == set(ontology().event_types)
    assert set(types.values()) == {9, 10}
    assert [relation.id for relation in relations] == [f"hs-{n:03}" for n in range(1, 151)]


@every_sentence
def test_parties_of_a_sentence_are_whole_words_apart_from_each_other(line: Line) -> None:
    text = line["text"]
    spans = sorted([line["actor"], line["recipient"]])
    assert spans[0][1] <= spans[1][0]
    for start, end in spans:
        assert text[start:end] == text[start:end].strip(" ,.")
        assert re.search(
            r"\b" + re.escape(text[start:end]) + r"(?!\w)", text[max(start - 1, 0) : end + 1]
        )
        assert not re.match(r"(the|an?) ", text[start:end], re.IGNORECASE)


@every_sentence
def test_a_sentence_is_as_long_as_news_prints_it(line: Line) -> None:
    assert 12 <= len(words(line["text"])) <= 40
    assert line["text"][0].isupper()
    assert line["text"].endswith(".")


def test_no_two_sentences_are_alike() -> None:
    found = Counter(run for line in lines(SENTENCES) for run in runs(line["text"]))
    assert [run for run, count in found.items() if count > 1] == []


@every_sentence
def test_a_sentence_shares_nothing_with_the_corpus(line: Line, learnt: Grams) -> None:
    assert runs(line["text"]) & learnt == set()


@every_article
def test_an_article_shares_nothing_with_the_corpus(article: Line, learnt: Grams) -> None:
    assert (runs(article["title"]) | runs(article["text"])) & learnt == set()


@every_article
def test_an_article_is_short_and_opens_with_its_place(article: Line) -> None:
    assert 120 <= len(article["text"].split()) <= 350
    assert re.match(r"[A-Z]{4}", article["text"])
    assert datetime.fromisoformat(article["published"]).tzinfo


def test_gold_and_articles_are_read_and_name_the_same_articles() -> None:
    gold, articles = read_gold(GOLD), read_articles(ARTICLES)
    assert [article.id for article in gold] == [article.id for article in articles]
    assert len({article.url for article in articles}) == len(articles) == 20


def test_two_articles_tell_no_event_and_the_others_two_to_six_core_ones() -> None:
    core = [sum(event["core"] for event in line["events"]) for line in lines(GOLD)]
    told = [count for count, line in zip(core, lines(GOLD), strict=True) if line["events"]]
    assert len(core) - len(told) == 2
    assert all(2 <= count <= 6 for count in told)


@every_event
def test_an_event_quotes_one_sentence_of_its_article(article: Line, event: Line) -> None:
    assert event["quote"] in article["text"]
    assert "\n" not in event["quote"]


@every_event
def test_an_event_follows_the_codebook(article: Line, event: Line) -> None:
    kind = ontology().event_type(event["type"])
    for mode in event["modes"]:
        kind.mode(mode)
    assert event["aux"] in {None, *ontology().realis} - {"actual"}
    assert event["recipient"] or not kind.requires_recipient or event["type"] == "COOPERATE"
    assert event["actor"]
    assert not (event["core"] and event["aux"])


@every_event
def test_parties_and_places_are_named_as_they_should_be(article: Line, event: Line) -> None:
    for party in event["actor"] + event["recipient"]:
        assert party["text"] in article["text"]
        assert party["country"] in countries()
        assert set(party["sectors"]) <= set(ontology().sectors)
        assert party["sectors"] or party["country"] in ontology().nonstate
    if event["place"]:
        assert event["place"]["country"] in countries()
        assert event["place"]["name"] in article["text"]


@every_event
def test_an_event_is_on_the_weekday_its_quote_names(article: Line, event: Line) -> None:
    named = NAMED_WEEKDAY.findall(event["quote"])
    published = datetime.fromisoformat(article["published"]).date()
    if event["date"] and len(event["date"]) == len("2026-01-31"):
        day = date.fromisoformat(event["date"])
        assert not named or WEEKDAYS[day.weekday()] in named
        assert 0 <= (published - day).days < 15
    else:
        assert not named


def test_every_type_of_event_occurs() -> None:
    types = Counter(event["type"] for line in lines(GOLD) for event in line["events"])
    assert set(types) == set(ontology().event_types)


def test_no_event_is_there_twice() -> None:
    for line in lines(GOLD):
        keys = [
            json.dumps([event[key] for key in ("type", "actor", "recipient", "quote")])
            for event in line["events"]
        ]
        assert len({*keys}) == len(keys)


def test_gold_scored_against_itself_is_perfect() -> None:
    predictions = [
        {"id": line["id"], "events": [event | {"realis": event["aux"]} for event in line["events"]]}
        for line in lines(GOLD)
    ]
    scores = score_events(read_gold(GOLD), predictions)
    assert (scores.total.f1, scores.n_predicted_without_event) == (1.0, 0)
