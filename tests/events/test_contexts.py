"""Contexts: which words are evidence, how much is enough, and where it holds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tasks.events.contexts import ArticleContexts, contexts_of
from tasks.events.language import parse
from tasks.events.phrases import annotate
from tasks.plover.evidence import COLUMNS, clues
from tasks.plover.ontology import ontology
from tasks.plover.tables import FOLDER, Row, read_table

PASSAGES = Path(__file__).with_name("context_passages.jsonl")
# Of the passages the terms were chosen with, so no measure of quality. They may only rise.
PRECISION, RECALL = 0.98, 0.95
LEXICON = FOLDER / "lexicon" / "evidence.csv"
FILLER = "Nobody in the village could remember a colder morning."


def read(text: str) -> ArticleContexts:
    return contexts_of([annotate(p.doc, p.offset) for p in parse(text)])


def terms(text: str, context: str) -> list[str]:
    return [e.term for e in read(text).evidence if e.context == context]


def paragraphs(texts: list[str]) -> Iterator[ArticleContexts]:
    for text, paragraph in zip(texts, parse("\n\n".join(texts)), strict=True):
        assert paragraph.doc.text.strip() == text
        yield contexts_of([annotate(paragraph.doc, 0)])


@pytest.fixture(scope="module")
def coded() -> list[tuple[set[str], set[str]]]:
    """What each passage for development is given, and what it should be."""
    lines = [json.loads(line) for line in PASSAGES.read_text(encoding="utf-8").splitlines()]
    return [(set(read(line["text"]).given), set(line["contexts"])) for line in lines]


def test_the_passages_for_development_are_mostly_right(
    coded: list[tuple[set[str], set[str]]],
) -> None:
    right = sum(len(found & gold) for found, gold in coded)
    assert right / sum(len(found) for found, _ in coded) >= PRECISION
    assert right / sum(len(gold) for _, gold in coded) >= RECALL


def test_every_context_can_be_reached(coded: list[tuple[set[str], set[str]]]) -> None:
    assert {c for found, gold in coded for c in found & gold} == set(ontology().contexts)


def test_an_example_holds_a_term_of_its_own_line() -> None:
    rows = [row for row in read_table(LEXICON, COLUMNS) if row["weight"]]
    found = paragraphs([row["example"] for row in rows])
    missed = [r.line for r, f in zip(rows, found, strict=True) if not _has(r, f)]
    assert missed == []


def _has(row: Row, found: ArticleContexts) -> bool:
    own = {e.term for e in found.evidence if e.context == row["context"]}
    return bool(own & set(row.several("terms")))


def test_a_blocking_phrase_takes_words_away_that_its_line_would_have(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    blocking = [c for g in clues().values() for c in g if not c.context and not c.everywhere]
    rows = {row.line: row for row in read_table(LEXICON, COLUMNS)}
    texts = [f"They spoke of the {clue.term} again." for clue in blocking]
    assert len(blocking) > 100
    taken = list(paragraphs(texts))
    assert [c.term for c, f in zip(blocking, taken, strict=True) if _has(rows[c.line], f)] == []
    bare = {word: tuple(c for c in group if c.context) for word, group in clues().items()}
    monkeypatch.setattr("tasks.events.contexts.clues", lambda: bare)
    left = list(paragraphs(texts))
    assert [c.term for c, f in zip(blocking, left, strict=True) if not _has(rows[c.line], f)] == []


def test_a_phrase_of_none_takes_words_away_from_every_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    phrases = [c.term for g in clues().values() for c in g if c.everywhere]
    texts = [f"They spoke of the {phrase} again." for phrase in phrases]
    taken = [len(found.evidence) for found in paragraphs(texts)]
    bare = {word: tuple(c for c in group if c.context) for word, group in clues().items()}
    monkeypatch.setattr("tasks.events.contexts.clues", lambda: bare)
    left = [len(found.evidence) for found in paragraphs(texts)]
    assert [p for p, t, n in zip(phrases, taken, left, strict=True) if t >= n] == []


def test_offsets_are_those_of_the_article() -> None:
    text = f"{FILLER}\n\nTear  gas filled the square. The envoy was there.\n\nFloods followed."
    found = read(text)
    assert [(text[e.start : e.end], e.context, e.sentence) for e in found.evidence] == [
        ("Tear  gas", "repression", 1),
        ("envoy", "diplomatic", 2),
        ("Floods", "disasters", 3),
    ]
    assert [text[start:].split()[0] for start in found.sentences] == [
        "Nobody",
        "Tear",
        "The",
        "Floods",
    ]


@pytest.mark.parametrize(
    ("text", "context", "found"),
    [
        ("Three ambassadors left on Monday.", "diplomatic", ["ambassador"]),
        ("Cyber-attacks followed.", "cyber", ["cyber"]),
        ("The workers' rights bill failed.", "rights_freedoms", ["workers' rights"]),
        ("The WHO sent a team.", "health", ["WHO"]),
        ("Those who sent a team left.", "health", []),
        ("She will dismiss the old finance minister.", "executive", ["dismiss .. minister"]),
        ("Dismiss it, said minister Bello.", "executive", []),
        ("They dismiss that day when a minister came.", "executive", []),
        ("The Christian minority left.", "religion_ethnicity", ["christian", "minority"]),
        ("Christian Weber left.", "religion_ethnicity", []),
        ("The constitutional court sat.", "legal", ["constitutional court"]),
    ],
)
def test_words_are_found_as_printed_as_lemmas_and_across_gaps(
    text: str, context: str, found: list[str]
) -> None:
    assert terms(text, context) == found


@pytest.mark.parametrize(
    ("said", "meant", "context"),
    [
        ("The general spoke.", "The general election was held.", "military"),
        ("The drought lasted.", "The flood of complaints went on.", "disasters"),
        ("They found gold.", "She won a gold medal.", "natural_resource"),
        ("Police came.", "It was a case of police brutality.", "crime"),
        ("They sat in court.", "They sat on centre court.", "legal"),
    ],
)
def test_a_phrase_that_means_something_else_is_no_evidence(
    said: str, meant: str, context: str
) -> None:
    assert terms(meant, context) == []
    assert terms(said, context) != []


def test_one_term_alone_is_not_enough() -> None:
    found = read(f"The envoy came home. {FILLER}")
    assert found.given == ()
    assert 0 < found.scores["diplomatic"] < 0.5


def test_two_different_strong_terms_are_enough_anywhere() -> None:
    text = f"{FILLER} {FILLER} {FILLER} The envoy never reached the embassy."
    assert read(text).given == ("diplomatic",)


def test_one_strong_term_in_the_lead_needs_support() -> None:
    lead = "The envoy came home."
    assert read(f"{lead} {FILLER} Ties were poor.").given == ("diplomatic",)
    late = f"{FILLER} {FILLER} {FILLER} {lead}"
    assert read(f"{late} {FILLER} Ties were poor.").given == ()


def test_weak_terms_alone_are_never_enough() -> None:
    weak = "Police shot a suspect. They arrested an accomplice with a knife. He went to prison."
    found = read(weak)
    assert len({e.term for e in found.evidence if e.context == "crime"}) >= 5
    assert found.given == ()


def test_crime_gives_way_to_the_more_specific_crimes_but_not_beside_cyber() -> None:
    gang = "The gang is wanted for murder and extortion."
    assert read(gang).given == ("crime",)
    assert read(f"{gang} It smuggled ivory through a smuggling ring.").given == ("trafficking",)
    hackers = "Its hackers used ransomware and smuggled ivory with traffickers."
    assert read(f"{gang} {hackers}").given == ("cyber", "crime", "trafficking")


LONG = " ".join(
    [
        "The envoy reached the embassy on Monday.",
        FILLER,
        FILLER,
        FILLER,
        FILLER,
        "A gang was tried for murder.",
        FILLER,
        FILLER,
    ]
)


def test_a_report_has_the_contexts_of_its_own_and_neighbouring_sentences() -> None:
    found = read(LONG)
    assert found.given == ("diplomatic", "crime")
    at = [found.at(start) for start in found.sentences]
    diplomatic, crime = ("diplomatic",), ("crime",)
    assert at == [diplomatic, diplomatic, (), (), crime, crime, crime, ()]


def test_what_dominates_an_article_is_a_context_of_every_report() -> None:
    text = f"The envoy reached the embassy. {FILLER} {FILLER} {FILLER} {FILLER} Talks failed."
    found = read(text)
    assert found.at(found.sentences[3]) == ("diplomatic",)


def test_automatic_contexts_join_in_the_order_of_the_table() -> None:
    found = read(LONG)
    assert found.at(found.sentences[5], automatic=["cyber", "military"]) == (
        "military",
        "cyber",
        "crime",
    )
    assert found.at(found.sentences[2], automatic=["misinformation"]) == ("misinformation",)


def test_an_article_without_text_has_no_contexts() -> None:
    found = contexts_of([])
    assert (found.given, found.scores, found.evidence) == ((), {}, ())
    assert found.at(0, automatic=["cyber"]) == ("cyber",)
