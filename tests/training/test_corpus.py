"""The corpus check: our corpus passes, and each kind of fault is found where it is."""

import json
from pathlib import Path
from typing import Any

import pytest

from training.check import balance_faults, faults
from training.duplicates import masked
from training.sentences import CORPUS, CorpusError, read

TEXT = "Mauritian dockers walked out at dawn and left 11 ships waiting in the roads off Port Louis."
ACTOR = {"start": 0, "end": 17, "country": "MUS"}


def event(**changes: Any) -> dict[str, Any]:
    given = {
        "type": "PROTEST",
        "modes": ["strike"],
        "realis": "actual",
        "trigger": [18, 28],
        "actor": [ACTOR],
        "recipient": [],
    }
    return given | changes


def line(**changes: Any) -> dict[str, Any]:
    return {"text": TEXT, "events": [event()], "kind": "positive", "brief": "tests"} | changes


def faults_of(folder: Path, *given: dict[str, Any] | str) -> list[str]:
    """Return the faults of single lines; so small a corpus is never balanced."""
    raw = [part if isinstance(part, str) else json.dumps(part) for part in given]
    (folder / "a.jsonl").write_text("\n".join(raw) + "\n", encoding="utf-8")
    return [fault for fault in faults(folder) if fault.startswith("a.jsonl:")]


def test_our_corpus_is_without_fault() -> None:
    assert faults() == []


def test_our_corpus_has_its_size_and_several_briefs() -> None:
    sentences = read(CORPUS)
    assert len(sentences) >= 500
    assert len({sentence.brief for sentence in sentences}) >= 10


def test_a_good_line_has_no_fault(tmp_path: Path) -> None:
    assert faults_of(tmp_path, line()) == []


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ("{", "Expecting property name"),
        ("[]", "the line is no JSON object"),
        (line(note="x"), "expected exactly"),
        (line(kind="maybe"), "kind 'maybe' is not one of positive, negative"),
        (line(events=[event(trigger=[18])]), "expected [start, end]"),
        (line(events=[event(trigger=["a", 28])]), "expected a whole number"),
        (line(events=[event(modes="strike")]), "expected a list"),
        (line(text=TEXT + " "), "blanks"),
        (line(text=TEXT[:28]), "4 words, expected 6 to 40"),
        (line(kind="negative"), "a negative has an event of realis actual"),
        (line(events=[]), "a positive has no event of realis actual"),
        (line(events=[event(), event()]), "the same event is marked twice"),
        (line(events=[event(type="RALLY")]), "'RALLY' is no event type"),
        (line(events=[event(modes=["arrest"])]), "'arrest' is no mode of PROTEST"),
        (line(events=[event(modes=["strike", "strike"])]), "a mode is there twice"),
        (line(events=[event(), event(realis="likely")]), "realis 'likely' is not one of"),
        (line(events=[event(trigger=[18, 400])]), "not inside the text"),
        (line(events=[event(trigger=[28, 18])]), "not inside the text"),
        (line(events=[event(trigger=[18, 27])]), "'walked ou', which is not whole words"),
        (line(events=[event(trigger=[17, 28])]), "' walked out', which is not whole words"),
        (line(events=[event(actor=[ACTOR | {"country": "MU"}])]), "country 'MU' is neither"),
        (line(events=[event(actor=[])]), "nobody is marked as actor"),
        (line(events=[event(recipient=[ACTOR])]), "actor and recipient at once"),
        (line(events=[event(type="AID", modes=[])]), "requires a recipient"),
        (
            line(events=[event(), event(type="CONSULT", modes=[], realis="future")]),
            "announced, it is AGREE",
        ),
    ],
)
def test_each_fault_is_found_with_file_and_line(
    tmp_path: Path, given: dict[str, Any] | str, complaint: str
) -> None:
    found = faults_of(tmp_path, given)
    assert [fault for fault in found if complaint in fault and fault.startswith("a.jsonl:1: ")]


def test_joint_exercises_need_no_recipient(tmp_path: Path) -> None:
    text = "Fijian and Tongan crews drilled together for six days in the lagoon, their navies said."
    actors = [
        {"start": 0, "end": 6, "country": "FJI"},
        {"start": 11, "end": 23, "country": "TON"},
    ]
    drill = event(type="COOPERATE", modes=[], trigger=[24, 31], actor=actors)
    assert faults_of(tmp_path, line(text=text, events=[drill])) == []


def test_a_copy_is_found_whatever_its_punctuation(tmp_path: Path) -> None:
    copy = TEXT.replace("Mauritian dockers", "Mauritian, dockers")
    found = faults_of(tmp_path, line(), line(text=copy, events=[], kind="negative"))
    assert found == ["a.jsonl:2: the same sentence as a.jsonl:1."]


def test_eight_words_in_a_row_are_taken_over(tmp_path: Path) -> None:
    other = "Tired of promises, cooks on the quay walked out at dawn and left 11 ships unfed."
    found = faults_of(tmp_path, line(), line(text=other, events=[], kind="negative"))
    assert [fault for fault in found if fault.startswith("a.jsonl:2: shares “")]


def test_swapped_names_are_no_new_sentence(tmp_path: Path) -> None:
    other = "Omani dockers walked out at dawn and left 7 ships waiting in the roads off Salalah."
    found = faults_of(tmp_path, line(), line(text=other, events=[], kind="negative"))
    assert [fault for fault in found if fault.startswith("a.jsonl:2: likeness ")]


def test_names_and_figures_are_masked() -> None:
    assert masked("In Port Louis 11 ships, 3.5 miles out, met Captain Rao.") == [
        "*",
        "0",
        "ships",
        "0",
        "miles",
        "out",
        "met",
        "*",
    ]


def test_too_few_negatives_types_and_modes_are_named() -> None:
    kept = [s for s in read(CORPUS) if s.kind == "positive" and s.events[0].event_type != "AID"]
    kept = [s for s in kept if all("hunger" not in event.modes for event in s.events)]
    found = list(balance_faults(kept))
    assert found[0].startswith(f"0 of {len(kept)} are negatives, expected 30%")
    assert [fault for fault in found if fault.startswith("AID is there ")]
    assert "PROTEST hunger is there 0 times, expected 25." in found


def test_a_folder_without_corpus_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"no \.jsonl file"):
        faults(tmp_path)
