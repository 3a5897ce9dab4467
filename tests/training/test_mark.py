from pathlib import Path

import pytest

from training.mark import MarkError, marked, read_marked
from training.sentences import MarkedParty, read_line


def test_a_marked_sentence_becomes_a_line_of_the_corpus() -> None:
    line = (
        "<1a.KEN|Kenyan police> <1!COERCE:arrest|seized> <1r.KEN|a boatman> whom "
        "<2a.UGA|Kampala> had <2!ACCUSE@historical|charged> in 2011."
    )
    found = read_marked(line, "arrests")
    assert found["text"] == "Kenyan police seized a boatman whom Kampala had charged in 2011."
    assert [event["type"] for event in found["events"]] == ["COERCE", "ACCUSE"]
    assert found["events"][1]["realis"] == "historical"
    assert found["kind"] == "positive"
    start, end = found["events"][0]["trigger"]
    assert found["text"][start:end] == "seized"


def test_the_line_can_be_read_back(tmp_path: Path) -> None:
    import json

    (found,) = marked(["# brief: talks", "<1a.PER,2a.PER|Lima> <1!REQUEST:meet,2!SUPPORT|x>"], "a")
    sentence = read_line(json.dumps(found), "a.jsonl", 1)
    assert [event.event_type for event in sentence.events] == ["REQUEST", "SUPPORT"]
    assert sentence.events[0].actor == (MarkedParty(start=0, end=4, country="PER"),)


def test_no_event_of_realis_actual_makes_a_negative() -> None:
    assert read_marked("Nothing happened.", "calm")["kind"] == "negative"
    assert (
        read_marked("<1a.FJI|Suva> may <1!REJECT@hypothetical|refuse>.", "b")["kind"] == "negative"
    )


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("<1a.KEN|Kenya> waits.", "event 1 has no trigger"),
        ("<1x.KEN|Kenya> <1!AID|helps>.", "label '1x.KEN'"),
        ("<1!AID|helps> <1!AID|again>.", "two triggers"),
        ("a < b", "belongs to no mark"),
    ],
)
def test_a_wrong_mark_is_named(line: str, complaint: str) -> None:
    with pytest.raises(MarkError, match=complaint.replace("(", r"\(")):
        read_marked(line, "brief")


def test_a_wrong_sentence_is_told_by_its_line() -> None:
    found = list(marked(["# brief: b", "", "<1a.KEN|Kenya> waits."], "f.txt"))
    assert found == ["f.txt:3: event 1 has no trigger; mark one `1!TYPE`."]


def test_a_sentence_needs_a_brief() -> None:
    with pytest.raises(MarkError, match="before any"):
        read_marked("Nothing happened.", "")
