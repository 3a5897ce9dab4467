"""The gold of the sample newsroom agrees with its pages, feeds, calendar and codebook."""

import json
import re
import tomllib
import xml.etree.ElementTree as ElementTree
from collections import Counter
from datetime import date, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest

from tasks.evaluation.events import score_events
from tasks.evaluation.gold import read_articles, read_gold
from tasks.plover.ontology import ontology
from tasks.plover.tables import FOLDER

HERE = Path(__file__).parent
SAMPLE = HERE.parent.parent / "deployments" / "sample"
NOTE = "Sample written for Communiqué after public reports; not a real news page."
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
NAMED_WEEKDAY = re.compile(r"\b(" + "|".join(WEEKDAYS) + r")\b")
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NOT_ARTICLES = {"gulf-courier/tehran-book-fair-fa", "two-rivers-wire/marshes-water-level"}
Event = dict[str, Any]


class Plain(HTMLParser):
    """The text of a page, its links and its canonical address."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.links: list[str] = []
        self.canonical: str | None = None
        self.feed(page.read_text(encoding="utf-8"))

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "link" and values.get("rel") == "canonical":
            self.canonical = values["href"]
        elif values.get("href") or values.get("src"):
            self.links.append(values.get("href") or values.get("src") or "")

    @property
    def text(self) -> str:
        return "".join(self.pieces)


def lines(name: str) -> dict[str, dict[str, Any]]:
    read = [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]
    return {line["id"]: line for line in read}


ARTICLES = lines("sample_articles.jsonl")
GOLD = lines("sample_gold.jsonl")
EVENTS = [
    pytest.param(ARTICLES[line["id"]], event, id=f"{line['id']}:{number}")
    for line in GOLD.values()
    for number, event in enumerate(line["events"], 1)
]
NAMED_DAYS = [
    pytest.param(article, match.start(), match[0], id=f"{article['id']}:{match.start()}")
    for article in ARTICLES.values()
    if article["published"]
    for match in NAMED_WEEKDAY.finditer(article["text"])
]
PAGES = sorted(SAMPLE.glob("*/*.html"))
every_article = pytest.mark.parametrize("article", ARTICLES.values(), ids=ARTICLES)
every_event = pytest.mark.parametrize(("article", "event"), EVENTS)
every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)


def countries() -> set[str]:
    table = (FOLDER / "lexicon" / "countries.csv").read_text(encoding="utf-8")
    return {line[:3] for line in table.splitlines()[1:]} | set(ontology().nonstate)


def published(article: dict[str, Any]) -> date:
    return datetime.fromisoformat(article["published"]).date()


def feed_entries(feed: Path) -> list[tuple[str, str, str | None]]:
    """Return title, link and printed date of each entry."""
    root = ElementTree.fromstring(feed.read_bytes())
    items = [
        (i.findtext("title"), i.findtext("link"), i.findtext("pubDate")) for i in root.iter("item")
    ]
    for entry in root.iter(f"{ATOM}entry"):
        link = entry.find(f"{ATOM}link")
        assert link is not None
        items.append(
            (entry.findtext(f"{ATOM}title"), link.get("href"), entry.findtext(f"{ATOM}published"))
        )
    return [(title or "", link or "", day) for title, link, day in items]


def test_gold_and_articles_are_read_and_name_the_same_articles() -> None:
    gold, articles = (
        read_gold(HERE / "sample_gold.jsonl"),
        read_articles(HERE / "sample_articles.jsonl"),
    )
    assert [article.id for article in gold] == [article.id for article in articles]


def test_every_page_is_an_article_or_known_to_be_none() -> None:
    pages = {page.relative_to(SAMPLE).with_suffix("").as_posix() for page in PAGES}
    assert pages == set(ARTICLES) | NOT_ARTICLES


@every_article
def test_an_article_stands_in_its_page(article: dict[str, Any]) -> None:
    page = Plain(SAMPLE / f"{article['id']}.html")
    text = " ".join(page.text.split())
    assert page.canonical == article["url"]
    assert article["title"] in text
    for paragraph in article["text"].split("\n\n"):
        assert paragraph in text
    if article["published"]:
        assert article["published"] in (SAMPLE / f"{article['id']}.html").read_text("utf-8")


@every_article
def test_an_article_is_short(article: dict[str, Any]) -> None:
    assert 90 <= len(article["text"].split()) <= 220


@every_page
def test_a_page_says_that_it_is_a_sample_and_its_links_lead_somewhere(page: Path) -> None:
    plain = Plain(page)
    assert plain.text.count(NOTE) >= 2
    for link in plain.links:
        target = link.partition("#")[0]
        assert not target or (page.parent / target).is_file(), link


def test_the_front_page_says_that_it_is_a_sample_and_names_every_article() -> None:
    front = Plain(SAMPLE / "index.html")
    assert NOTE in front.text
    assert {f"{identity}.html" for identity in ARTICLES} <= set(front.links)
    for link in front.links:
        assert (SAMPLE / link).is_file(), link


def test_the_page_without_date_has_none_anywhere() -> None:
    (undated,) = (article for article in ARTICLES.values() if not article["published"])
    page = (SAMPLE / f"{undated['id']}.html").read_text(encoding="utf-8")
    assert not re.search(r"\b(19|20)\d\d\b|datetime|published_time", page)
    assert all(event["date"] is None for event in GOLD[undated["id"]]["events"])


def test_one_page_is_corrected_after_publication() -> None:
    corrected = [page for page in PAGES if "article:modified_time" in page.read_text("utf-8")]
    assert [page.stem for page in corrected] == ["iraq-iran-security-agreement"]
    text = corrected[0].read_text(encoding="utf-8")
    first, changed = (
        datetime.fromisoformat(found)
        for found in re.findall(r'"date(?:Published|Modified)": "(.+?)"', text)
    )
    assert first < changed
    assert "Correction, 20 March 2023" in text


def test_feeds_name_every_page_with_its_title_and_date() -> None:
    named: dict[str, str | None] = {}
    sources = tomllib.loads((SAMPLE / "sources.toml").read_text(encoding="utf-8"))
    for outlet in sources["outlet"]:
        (feed,) = outlet["urls"]
        for title, link, day in feed_entries(SAMPLE / feed):
            identity = urljoin(feed, link).removesuffix(".html")
            named[identity] = day
            if identity in ARTICLES:
                assert title == ARTICLES[identity]["title"]
                assert outlet["name"] == ARTICLES[identity]["outlet"]
    assert set(named) == set(ARTICLES) | NOT_ARTICLES
    undated = {identity for identity, day in named.items() if day is None}
    assert undated == {key for key, article in ARTICLES.items() if not article["published"]}


def test_feed_dates_are_the_pages_dates() -> None:
    for feed in SAMPLE.glob("*/*.xml"):
        for _, link, day in feed_entries(feed):
            article = ARTICLES.get(f"{feed.parent.name}/{Path(link).stem}")
            if article and day:
                moment = datetime.fromisoformat(article["published"])
                assert day in (article["published"], moment.strftime("%a, %d %b %Y %H:%M:%S %z"))


def test_the_sitemap_names_every_page() -> None:
    root = ElementTree.fromstring((SAMPLE / "sitemap.xml").read_bytes())
    named = {(loc.text or "").removesuffix(".html") for loc in root.iter(f"{SITEMAP}loc")}
    assert named == set(ARTICLES) | NOT_ARTICLES


@every_event
def test_an_event_quotes_one_sentence_of_its_article(article: dict[str, Any], event: Event) -> None:
    assert event["quote"] in article["text"]
    assert "\n" not in event["quote"]


@every_event
def test_an_event_follows_the_codebook(article: dict[str, Any], event: Event) -> None:
    kind = ontology().event_type(event["type"])
    for mode in event["modes"]:
        kind.mode(mode)
    assert event["aux"] in {None, *ontology().realis} - {"actual"}
    assert event["recipient"] or not kind.requires_recipient
    assert event["actor"] or event["recipient"]


@every_event
def test_parties_and_places_are_named_as_they_should_be(
    article: dict[str, Any], event: Event
) -> None:
    for party in event["actor"] + event["recipient"]:
        assert party["text"] in article["text"]
        assert party["country"] is None or party["country"] in countries()
        assert set(party["sectors"]) <= set(ontology().sectors)
    if event["place"]:
        assert event["place"]["country"] in countries()


@pytest.mark.parametrize(("article", "start", "weekday"), NAMED_DAYS)
def test_a_weekday_stands_in_the_quote_of_an_event_on_that_day(
    article: dict[str, Any], start: int, weekday: str
) -> None:
    days = []
    for event in GOLD[article["id"]]["events"]:
        quoted = article["text"].index(event["quote"])
        if event["date"] and quoted <= start < quoted + len(event["quote"]):
            days.append(date.fromisoformat(event["date"]))
    assert days
    for day in days:
        assert WEEKDAYS[day.weekday()] == weekday
        assert abs((day - published(article)).days) < 7


def test_every_type_of_event_occurs_and_there_are_enough() -> None:
    types = Counter(event["type"] for line in GOLD.values() for event in line["events"])
    assert set(types) == set(ontology().event_types)
    assert types.total() >= 70


def test_gold_scored_against_itself_is_perfect() -> None:
    predictions = [
        {"id": line["id"], "events": [event | {"realis": event["aux"]} for event in line["events"]]}
        for line in GOLD.values()
    ]
    scores = score_events(read_gold(HERE / "sample_gold.jsonl"), predictions)
    assert (scores.total.f1, scores.n_predicted_without_event) == (1.0, 0)
    assert all(share.right == share.of > 0 for share in scores.matched.values())


def test_three_happenings_are_told_by_two_outlets() -> None:
    tellers: dict[tuple[Any, ...], set[str]] = {}
    for identity, line in GOLD.items():
        for event in line["events"]:
            sides = (
                frozenset(party["country"] for party in event[role])
                for role in ("actor", "recipient")
            )
            if event["date"]:
                key = (event["type"], event["date"], *sides)
                tellers.setdefault(key, set()).add(ARTICLES[identity]["outlet"])
    assert sum(len(outlets) > 1 for outlets in tellers.values()) >= 3
