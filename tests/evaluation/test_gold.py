import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tasks.evaluation.gold import EvaluationError, read_articles, read_gold

EVENT = {"type": "AID", "actor": [{"country": "GRC", "sectors": ["GOV"]}], "recipient": []}


def write(folder: Path, *lines: str) -> Path:
    file = folder / "lines.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def gold_line(**changes: Any) -> str:
    return json.dumps({"id": "a", "events": [EVENT | changes]})


def test_gold_is_read_with_its_defaults(tmp_path: Path) -> None:
    (article,) = read_gold(write(tmp_path, gold_line(aux=None), ""))
    (event,) = article.events
    assert (article.id, event.event_type, event.realis, event.core) == ("a", "AID", "actual", True)
    assert (event.day, event.place_country, event.recipient) == (None, None, ())
    assert (event.actor[0].sectors, event.confidence) == (("GOV",), None)


def test_gold_is_read_with_what_it_states(tmp_path: Path) -> None:
    place = {"name": "Quito", "country": "ECU"}
    line = gold_line(aux="historical", core=False, date="2024-04-05", place=place)
    (event,) = read_gold(write(tmp_path, line))[0].events
    assert (event.realis, event.core) == ("historical", False)
    assert (event.day, event.place_country) == (date(2024, 4, 5), "ECU")


@pytest.mark.parametrize("confidence", [0, 0.25, 1])
def test_a_prediction_is_read_with_its_confidence(tmp_path: Path, confidence: float) -> None:
    (event,) = read_gold(write(tmp_path, gold_line(confidence=confidence)))[0].events
    assert event.confidence == confidence


def test_articles_are_read_with_what_may_be_missing(tmp_path: Path) -> None:
    (article,) = read_articles(write(tmp_path, '{"id": "a", "text": "Body.", "published": null}'))
    assert (article.id, article.text, article.published, article.url) == ("a", "Body.", None, None)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "the line is not JSON"),
        ("[]", 'expected an object with a string "id"'),
        ('{"id": "b"}', '"events" must be a list'),
        ('{"id": "b", "events": [1]}', "b: event 1 is not an object"),
        (gold_line(type="FIGHT").replace('"a"', '"b"'), "'FIGHT' is no event type"),
        (gold_line(aux="past").replace('"a"', '"b"'), "'past' is none of actual, "),
        (gold_line(date="Friday").replace('"a"', '"b"'), "\"date\" 'Friday' is not a day"),
        (gold_line(core="no").replace('"a"', '"b"'), '"core" must be true or false'),
        (gold_line(actor="GRC").replace('"a"', '"b"'), '"actor" must be a list of objects'),
        (gold_line(actor=[{"country": 1}]).replace('"a"', '"b"'), '"country" must be a three'),
        (gold_line(actor=[{"sectors": 1}]).replace('"a"', '"b"'), '"sectors" must be a list'),
        (gold_line(confidence=1.5).replace('"a"', '"b"'), '"confidence" 1.5 is no number from 0'),
        (gold_line(confidence=True).replace('"a"', '"b"'), '"confidence" True is no number'),
        (gold_line(confidence="high").replace('"a"', '"b"'), "\"confidence\" 'high' is no number"),
        (gold_line(place="Quito").replace('"a"', '"b"'), '"place" must be null or an object'),
        (gold_line(), "the id 'a' is there twice"),
    ],
)
def test_a_broken_gold_line_is_named_by_file_and_number(
    tmp_path: Path, line: str, message: str
) -> None:
    file = write(tmp_path, gold_line(), "", line)
    with pytest.raises(EvaluationError) as raised:
        read_gold(file)
    assert str(raised.value).startswith(f"{file}:3: ")
    assert message in str(raised.value)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"id": "b"}', '"text" is missing or empty'),
        ('{"id": "b", "text": " "}', '"text" is missing or empty'),
        ('{"id": "b", "text": "Body.", "title": 1}', '"title" must be a string or null'),
    ],
)
def test_a_broken_article_line_is_named_by_file_and_number(
    tmp_path: Path, line: str, message: str
) -> None:
    file = write(tmp_path, '{"id": "a", "text": "Body."}', line)
    with pytest.raises(EvaluationError, match=message) as raised:
        read_articles(file)
    assert str(raised.value).startswith(f"{file}:2: ")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match=r"gone\.jsonl: cannot be read"):
        read_gold(tmp_path / "gone.jsonl")


def test_bytes_that_are_not_utf8_are_named(tmp_path: Path) -> None:
    file = tmp_path / "lines.jsonl"
    file.write_bytes(b'{"id": "a", "text": "caf\xe9"}')
    with pytest.raises(EvaluationError, match=r"lines\.jsonl:1: the line is not UTF-8"):
        read_articles(file)
