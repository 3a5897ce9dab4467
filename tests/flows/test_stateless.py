"""Commands without a database: the user's files in, one result or one message for each."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from flows import stateless
from flows.measuring import evaluate_pages, relations_of
from flows.stateless import clean_files, code_lines, explain_lines
from tasks.evaluation.gold import EvaluationError
from tasks.news.cleaning import Order, fill
from tasks.records import Article, Rejection
from tasks.settings import Settings

STORY = "The harbour board of Lindvik voted on Monday to dredge the northern channel again."


def hang(order: Order) -> Article | Rejection:
    while "slow" in order.page.url:
        pass
    return fill(order)


def test_a_page_that_hangs_costs_one_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stateless, "fill", hang)
    monkeypatch.setattr(stateless, "settings", lambda: Settings(parse_deadline=2))
    files = [tmp_path / name for name in ("first.html", "slow.html", "last.html")]
    for file in files:
        file.write_text(f"<html lang=en><h1>Dredging</h1><p>{STORY}</p></html>", encoding="utf-8")
    first, slow, last = clean_files(files)
    assert isinstance(first, dict)
    assert isinstance(last, dict)
    assert first["text"] == last["text"] == STORY
    assert isinstance(slow, str)
    assert "slow.html took more than 2 seconds to clean" in slow


def test_saved_pages_are_scored_against_the_truth(tmp_path: Path) -> None:
    markup = f"<html lang=en><h1>Dredging</h1><p>{STORY}</p></html>".encode()
    (tmp_path / "a.html").write_bytes(markup)
    (tmp_path / "b.html.gz").write_bytes(gzip.compress(markup))
    (tmp_path / "c.html").write_bytes(b"<html></html>")
    truth = tmp_path / "truth.json"
    truth.write_text(json.dumps({name: {"articleBody": STORY} for name in "abc"}))
    scores = evaluate_pages(truth, tmp_path)
    assert (scores.precision, scores.recall) == pytest.approx((1, 2 / 3))
    assert (scores.n_pages, scores.n_lost) == (3, 1)
    (tmp_path / "a.html").unlink()
    with pytest.raises(EvaluationError, match=r"there is no file a\.html"):
        evaluate_pages(truth, tmp_path)


def lines(file: Path, *texts: str) -> Path:
    records = [json.dumps({"id": str(n), "text": text}) for n, text in enumerate(texts)]
    file.write_text("\n".join(records), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    "text",
    [
        "Norway",
        "?",
        "«Norway» condemned “Egypt” — ‘again’ …",
        "Norway condemned Egypt \u202e\u0000\ufeff🇳🇴 e\u0301.",
        "<p>Norway&nbsp;<b>condemned</b> Egypt.</p>",
        "NORWAY CONDEMNS EGYPT",
        "\r\n\t \u2028Norway\n\n\n\ncondemned\n\nEgypt",
        "Norway condemned Egypt on the radio in the morning. " * 200,
        "x" * 100_000,
    ],
)
def test_odd_texts_are_coded_and_offsets_hold(tmp_path: Path, text: str) -> None:
    (result,) = code_lines(lines(tmp_path / "in.jsonl", text))
    assert isinstance(result, dict)
    for event in result["events"]:
        assert 0 <= event["start"] <= event["trigger"][0] < event["trigger"][1] <= event["end"]
        assert all(party["text"] in text for party in event["actor"])


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Le ministre a reçu lundi son homologue dans la capitale pour parler du port.", "English"),
        ("وزیر گفت که دو طرف در بهار دوباره در پایتخت با هم دیدار خواهند کرد و گفتگو", "English"),
        ("(" * 50_000 + "x" + ")" * 50_000, "mostly signs"),
    ],
)
def test_what_cannot_be_coded_is_refused_with_a_reason(
    tmp_path: Path, text: str, reason: str
) -> None:
    file = lines(tmp_path / "in.jsonl", text, "Norway condemned Egypt.")
    refused, coded = code_lines(file)
    assert isinstance(refused, str)
    assert refused.startswith(f"{file}:1 ")
    assert reason in refused
    assert isinstance(coded, dict)


def test_explained_lines_carry_their_id(tmp_path: Path) -> None:
    (result,) = explain_lines(lines(tmp_path / "in.jsonl", "Norway condemned Egypt."))
    assert isinstance(result, dict)
    assert result["id"] == "0"
    assert result["lines"][0] == "Norway condemned Egypt."


def test_relations_are_typed_whether_gold_or_not(tmp_path: Path) -> None:
    file = tmp_path / "relations.jsonl"
    record = {"id": "a", "text": "Norway condemned Egypt.", "actor": [0, 6], "recipient": [17, 22]}
    file.write_text(json.dumps(record), encoding="utf-8")
    (given,), ((predicted, confidence),) = relations_of(file)
    assert given.event_type is None
    assert predicted == "ACCUSE"
    assert 0.5 < confidence <= 1
