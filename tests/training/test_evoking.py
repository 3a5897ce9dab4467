"""Which words of the corpus are worth asking about."""

from __future__ import annotations

from training.evoking import evoking
from training.sentences import MarkedEvent, MarkedParty, Sentence


def sentence(text: str, trigger: str | None) -> Sentence:
    events: tuple[MarkedEvent, ...] = ()
    if trigger:
        start = text.index(trigger)
        party = MarkedParty(start=0, end=text.index(" "), country="TON")
        events = (
            MarkedEvent(
                event_type="ACCUSE",
                modes=(),
                realis="actual",
                trigger=(start, start + len(trigger)),
                actor=(party,),
                recipient=(),
            ),
        )
    return Sentence(file="a.jsonl", line=1, text=text, events=events, kind="positive", brief="b")


def test_words_that_are_often_triggers_evoke() -> None:
    marked = [
        sentence("Tonga berated the Fijian envoy.", "berated"),
        sentence("Tonga has berated Samoa twice.", "has berated"),
    ]
    assert evoking(marked) == ["berate/verb"]


def test_once_is_not_often() -> None:
    assert evoking([sentence("Tonga berated the Fijian envoy.", "berated")]) == []


def test_words_that_mostly_evoke_nothing_do_not() -> None:
    marked = [sentence("Tonga watched the Fijian envoy.", "watched")] * 2
    idle = [sentence("The crowd watched a match.", None)] * 4
    assert evoking([*marked, *idle]) == []
