"""Scores of resolved parties, few enough to count by hand, and what is wrong with a gold file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tasks.evaluation.gold import EvaluationError
from tasks.evaluation.marked import MarkedText, read_marked
from tasks.evaluation.parties import PartyScores, Said, format_parties, score_parties, to_dict
from tasks.records import Party

TEXT = "Suva and Apia spoke; the envoy flew to Nadi."
SUVA: dict[str, Any] = {
    "start": 0, "end": 4, "text": "Suva", "kind": "metonym", "country": "FJI", "sectors": ["GOV"],
}  # fmt: skip
ENVOY = {"start": 21, "end": 30, "text": "the envoy", "kind": "title", "country": "WSM"}
NADI = {"start": 39, "end": 43, "text": "Nadi", "kind": "place", "party": False}
BOTH = {
    "start": 0, "end": 13, "text": "Suva and Apia", "kind": "compound",
    "parties": [{"country": "FJI", "sectors": ["GOV"]}, {"country": "WSM", "sectors": ["GOV"]}],
}  # fmt: skip


def gold(tmp_path: Path, *mentions: dict[str, Any], **more: Any) -> tuple[MarkedText, ...]:
    file = tmp_path / "gold.jsonl"
    line = {"id": "one", "text": TEXT, "mentions": mentions, **more}
    file.write_text(json.dumps(line), encoding="utf-8")
    return read_marked(file)


def party(country: str | None, *sectors: str) -> Party:
    return Party(name="x", kind="group", country=country, sectors=sectors)


def score(tmp_path: Path, mention: dict[str, Any], *said: Party) -> PartyScores:
    return score_parties(gold(tmp_path, mention), [[said]])


def rights(scores: PartyScores) -> tuple[int, int]:
    return scores.total.country.right, scores.total.sector.right


@pytest.mark.parametrize(
    ("said", "right"),
    [
        ([party("FJI", "GOV", "MIL")], (1, 1)),  # a second sector is not judged
        ([party("FJI", "MIL", "GOV")], (1, 0)),
        ([party("WSM", "GOV")], (0, 1)),
        ([party(None, "GOV")], (0, 1)),
        ([party("FJI")], (1, 0)),
        ([], (0, 0)),
        ([party("FJI", "GOV"), party("WSM", "GOV")], (0, 1)),  # one too many
    ],
)
def test_country_and_primary_sector_are_right_each_for_itself(
    tmp_path: Path, said: list[Party], right: tuple[int, int]
) -> None:
    assert rights(score(tmp_path, SUVA, *said)) == right


def test_what_the_codebook_equally_allows_is_right(tmp_path: Path) -> None:
    mention = SUVA | {"also_country": ["IGO", None], "also": ["MIL"]}
    assert rights(score(tmp_path, mention, party("IGO", "MIL"))) == (1, 1)
    assert rights(score(tmp_path, mention, party(None, "GOV"))) == (1, 1)
    assert rights(score(tmp_path, mention, party("TON", "COP"))) == (0, 0)


def test_a_country_that_the_text_does_not_tell_must_not_be_guessed(tmp_path: Path) -> None:
    mention = SUVA | {"country": None}
    assert rights(score(tmp_path, mention, party(None, "GOV"))) == (1, 1)
    assert rights(score(tmp_path, mention)) == (1, 0)
    assert rights(score(tmp_path, mention, party("FJI", "GOV"))) == (0, 1)


def test_no_sector_is_judged_where_the_gold_has_none(tmp_path: Path) -> None:
    total = score(tmp_path, ENVOY, party("WSM", "COP")).total
    assert (total.country.of, total.sector.of) == (1, 0)


@pytest.mark.parametrize(
    ("said", "right"),
    [
        ([party("WSM", "GOV"), party("FJI", "GOV")], (1, 1)),
        ([party("FJI", "GOV")], (0, 1)),
        ([party("FJI", "GOV"), party("WSM", "MIL")], (1, 0)),
    ],
)
def test_a_mention_of_two_needs_both(
    tmp_path: Path, said: list[Party], right: tuple[int, int]
) -> None:
    assert rights(score(tmp_path, BOTH, *said)) == right


def test_what_is_no_party_must_be_nobody(tmp_path: Path) -> None:
    assert score(tmp_path, NADI).no_party.right == 1
    assert score(tmp_path, NADI, party(None)).no_party.right == 1  # known to be nobody's
    taken = score(tmp_path, NADI, party("FJI", "GOV"))
    assert taken.no_party.right == 0
    assert taken.total.answered.of == 0
    assert [one.wrong for one in taken.wrong] == ["party"]


def three(tmp_path: Path) -> PartyScores:
    answers: list[Said] = [(party("FJI", "GOV"),), (party(None),), (party("FJI", "GOV"),)]
    return score_parties(gold(tmp_path, SUVA, ENVOY, NADI), [answers])


def test_figures_are_by_kind_and_of_what_was_answered(tmp_path: Path) -> None:
    scores = three(tmp_path)
    assert list(scores.by_kind) == ["metonym", "title"]
    assert scores.by_kind["title"].answered.right == 0
    assert scores.total.country.value == 1 / 2
    assert scores.total.country_answered.value == 1.0


def test_the_table_has_a_line_a_kind_and_the_wrong_ones_on_demand(tmp_path: Path) -> None:
    scores = three(tmp_path)
    lines = format_parties(scores).splitlines()
    assert lines[0].split()[:4] == ["mentions", "answered", "country", "sector"]
    assert lines[1].split() == ["metonym", "1", "1.000", "1.000", "1.000", "1.000", "1.000"]
    assert lines[2].split() == ["title", "1", "0.000", "0.000", "–", "–", "–"]
    assert lines[-1].split()[:4] == ["no", "party", "1", "0.000"]
    listed = format_parties(scores, wrong=True).splitlines()[-2:]
    assert listed[0] == "one:21-30  title  'the envoy': country; gold WSM, said nobody"
    assert listed[1].endswith("'Nadi': party; gold no party, said FJI GOV (x)")


def test_plain_data_has_shares_with_their_counts(tmp_path: Path) -> None:
    plain = to_dict(three(tmp_path), wrong=True)
    assert plain["country"] == {"right": 1, "of": 2, "share": 0.5}
    assert plain["by_kind"]["metonym"]["sector"]["share"] == 1.0
    assert [one["text"] for one in plain["wrong"]] == ["the envoy", "Nadi"]
    assert "wrong" not in to_dict(three(tmp_path))
    assert json.loads(json.dumps(plain)) == plain


def test_an_answer_is_needed_for_each_mention(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="an answer for each mention"):
        score_parties(gold(tmp_path, SUVA, NADI), [[()]])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"end": 99}, r"mention \[0, 99\] lies outside the text"),
        ({"end": True}, r"mention \[0, True\] lies outside"),
        ({"text": "Nadi"}, r"\[0, 4\] is 'Suva', not 'Nadi'"),
        ({"sectors": ["GOVT"]}, "'Suva': GOVT is no sector of PLOVER"),
        ({"also": ["XYZ"]}, "XYZ is no sector"),
        ({"sectors": "GOV"}, "\"sectors\" cannot be 'GOV'"),
        ({"country": 3}, '"country" cannot be 3'),
        ({"kind": ""}, "\"kind\" cannot be ''"),
        ({"parties": [4]}, '"parties" cannot be'),
    ],
)
def test_a_wrong_mention_is_named_with_its_line(
    tmp_path: Path, change: dict[str, Any], message: str
) -> None:
    with pytest.raises(EvaluationError, match=rf"gold\.jsonl:1: .*{message}"):
        gold(tmp_path, SUVA | change)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"text": " "}, '"text" is missing or empty'),
        ({"mentions": None}, '"mentions" must be a list'),
        ({"published": 2024}, '"published" cannot be 2024'),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, more: dict[str, Any], message: str) -> None:
    with pytest.raises(EvaluationError, match=message):
        gold(tmp_path, **more)
