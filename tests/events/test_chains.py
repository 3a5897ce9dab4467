"""The words that a mention takes up, on to the name: kept as evidence of who is meant."""

from __future__ import annotations

import pytest

from tests.events.reading import code

TEXT = (
    "Iraqi Defence Minister Thamer Jabouri flew to Oslo. The Iraqi minister met Norwegian Prime "
    "Minister Kari Lund there. He praised Norway. The two sides agreed to meet again."
)


def chains(text: str, event_type: str) -> list[list[str]]:
    (found,) = [r for r in code(text).reports if r.event_type == event_type]
    links = [party.chain for party in found.parties]
    for link in [link for chain in links for link in chain]:
        assert text[link.start : link.end] == link.text
    return [[link.text for link in chain] for chain in links]


def test_a_name_takes_up_nothing() -> None:
    assert chains("Norway praised Iraq.", "SUPPORT") == [[], []]


@pytest.mark.parametrize(
    ("event_type", "taken_up"),
    [
        ("SUPPORT", [["The Iraqi minister", "Thamer Jabouri"], []]),
        (
            "AGREE",
            [["The Iraqi minister", "Thamer Jabouri"], ["Norwegian Prime Minister Kari Lund"]],
        ),
    ],
)
def test_a_pronoun_and_a_pair_lead_on_to_the_names(
    event_type: str, taken_up: list[list[str]]
) -> None:
    assert chains(TEXT, event_type) == taken_up


def test_a_counterpart_leads_to_the_name_told_elsewhere() -> None:
    text = (
        "Norwegian Foreign Minister Kari Lund left. Iraqi Foreign Minister Thamer Jabouri thanked "
        "his Norwegian counterpart."
    )
    assert chains(text, "SUPPORT") == [[], ["Kari Lund"]]
