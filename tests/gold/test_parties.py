"""Our own party test set: its shape, its spread, and where it is asked."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from flows.cli import main
from flows.measuring import evaluate_parties
from tasks.evaluation.marked import MarkedText, read_marked
from tasks.evaluation.parties import PartyScores
from tasks.events.asking import Asked, meant
from tasks.plover.lexicons import lexicons
from tasks.plover.ontology import ontology
from tasks.records import Article

FILE = Path(__file__).parent / "party_texts.jsonl"
# At least so many texts of each part of the world; the id begins with it.
SPREAD = {"af": 12, "la": 8, "as": 12, "me": 10, "eu": 10, "na": 4, "in": 4}
KINDS = set("name title description pronoun metonym state body compound place inside".split())
PROMISED_MENTIONS = 200


@pytest.fixture(scope="module")
def texts() -> tuple[MarkedText, ...]:
    return read_marked(FILE)


@pytest.fixture(scope="module")
def scores() -> PartyScores:
    return evaluate_parties(FILE)


def test_the_texts_are_short_dated_and_from_everywhere(texts: tuple[MarkedText, ...]) -> None:
    spread = Counter(text.id.split("-")[0] for text in texts)
    assert all(spread[part] >= least for part, least in SPREAD.items())
    assert len(texts) >= 60
    assert {text.id: len(text.text.split()) for text in texts
            if not 40 <= len(text.text.split()) <= 120} == {}  # fmt: skip
    assert all(text.published for text in texts)


def test_mentions_are_of_every_kind_and_do_not_overlap(texts: tuple[MarkedText, ...]) -> None:
    mentions = [mention for text in texts for mention in text.mentions]
    assert {mention.kind for mention in mentions} == KINDS
    assert sum(bool(mention.parties) for mention in mentions) >= PROMISED_MENTIONS
    assert sum(not mention.parties for mention in mentions) >= 15
    for text in texts:
        ends = [0, *(mention.end for mention in text.mentions)]
        starts = [mention.start for mention in text.mentions]
        assert all(start >= end for start, end in zip(starts, ends, strict=False)), text.id


def test_every_country_is_one_of_the_codebook(texts: tuple[MarkedText, ...]) -> None:
    known = {*lexicons().countries, *ontology().nonstate, None}
    used = {country for text in texts for mention in text.mentions
            for meant_one in mention.parties for country in meant_one.countries}  # fmt: skip
    assert used <= known


def test_every_marked_mention_is_asked(texts: tuple[MarkedText, ...], scores: PartyScores) -> None:
    mentions = [mention for text in texts for mention in text.mentions]
    assert scores.total.answered.of + scores.no_party.of == len(mentions)


def test_what_is_no_party_is_marked_so() -> None:
    for line in FILE.read_text(encoding="utf-8").splitlines():
        for mention in json.loads(line)["mentions"]:
            assert mention["party"] is (mention["kind"] not in {"place", "inside"})


def asked(text: str, *words: str) -> list[tuple[str | None, ...]]:
    """Return the countries that each of the words, where they first stand, is said to have."""
    article = Article(url="https://outlet.test/a", outlet="outlet", title=None, text=text)
    spans = tuple((text.index(one), text.index(one) + len(one)) for one in words)
    (answers,) = meant([Asked(article, spans)])
    return [tuple(party.country for party in said) for said in answers]


def test_a_span_is_answered_for_its_own_words_alone() -> None:
    text = "Norway and Chad signed a treaty on fish."
    assert asked(text, "Norway", "Chad", "Norway and Chad") == [
        ("NOR",), ("TCD",), ("NOR", "TCD"),
    ]  # fmt: skip


def test_spans_count_from_the_start_of_the_article() -> None:
    text = "The talks were short.\n\nAfterwards Peru thanked Japan."
    assert asked(text, "Peru", "Japan", "talks") == [("PER",), ("JPN",), ()]


def test_a_span_outside_of_the_text_is_nobody() -> None:
    article = Article(url="https://outlet.test/a", outlet="outlet", title=None, text="Peru spoke.")
    assert meant([Asked(article, ((-9, -4), (40, 44)))]) == [[(), ()]]


def test_a_mention_in_the_dateline_is_nobody_and_the_others_keep_their_places(
    tmp_path: Path,
) -> None:
    text = "LIMA - Japan thanked Chile on Tuesday for its help with the search."
    mentions = [
        {"start": 0, "end": 4, "text": "LIMA", "party": False},
        {"start": 7, "end": 12, "text": "Japan", "country": "JPN", "sectors": ["GOV"]},
    ]
    file = tmp_path / "gold.jsonl"
    file.write_text(json.dumps({"id": "a", "text": text, "mentions": mentions}))
    found = evaluate_parties(file)
    assert found.wrong == ()
    assert found.no_party.of == 1


def test_the_command_prints_the_table_plain_data_and_what_is_wrong(tmp_path: Path) -> None:
    text = "Peru thanked Japan for the ships."
    mentions = [
        {"start": 0, "end": 4, "text": "Peru", "country": "PER", "sectors": ["GOV"]},
        {"start": 13, "end": 18, "text": "Japan", "country": "CHN", "sectors": ["GOV"]},
    ]
    file = tmp_path / "gold.jsonl"
    file.write_text(json.dumps({"id": "a", "text": text, "mentions": mentions}))

    def said(*options: str) -> str:
        result = CliRunner().invoke(main, ["evaluate", "parties", str(file), *options])
        assert result.exit_code == 0
        return result.stdout

    assert said().splitlines()[2].split()[:4] == ["all", "2", "1.000", "0.500"]
    assert json.loads(said("--json"))["country"] == {"right": 1, "of": 2, "share": 0.5}
    assert "gold CHN GOV, said JPN GOV (Japan)" in said("--wrong")
    assert [one["text"] for one in json.loads(said("--json", "--wrong"))["wrong"]] == ["Japan"]
    file.write_text("{}")
    assert CliRunner().invoke(main, ["evaluate", "parties", str(file)]).exit_code == 1
