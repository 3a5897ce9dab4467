"""The codebook's notes on what is ambiguous: sentences of ours, through the whole coder."""

from __future__ import annotations

import pytest

from tests.events.reading import code, countries

NOTES = [
    (
        "future meetings are AGREE",
        "The Kenyan president will meet the Ugandan president in Kampala next week.",
        "AGREE",
        (),
    ),
    ("future help is AGREE", "Denmark will send field hospitals to Malawi.", "AGREE", ()),
    (
        "future signatures are AGREE",
        "Laos will sign a border treaty with Vietnam in May.",
        "AGREE",
        (),
    ),
    ("invitations are AGREE", "Oman invited the Yemeni prime minister to Muscat.", "AGREE", ()),
    (
        "signed agreements are SUPPORT",
        "Ghana and Togo signed a fisheries agreement on Friday.",
        "SUPPORT",
        (),
    ),
    ("recognition is SUPPORT", "Peru recognised the new government of Paraguay.", "SUPPORT", ()),
    (
        "cancelled meetings are REJECT",
        "Peru called off a meeting with the Bolivian foreign minister.",
        "REJECT",
        ("meet",),
    ),
    (
        "a truce declared is CONCEDE",
        "The Colombian rebels declared a ceasefire on Monday.",
        "CONCEDE",
        (),
    ),
    (
        "announced withdrawals are CONCEDE",
        "France announced the withdrawal of its troops from Niger.",
        "CONCEDE",
        (),
    ),
    ("apologies are CONCEDE", "Belgium apologised to Burundi for colonial rule.", "CONCEDE", ()),
    (
        "pardons are CONCEDE",
        "The Tunisian president pardoned 200 prisoners on Sunday.",
        "CONCEDE",
        (),
    ),
    (
        "released prisoners are RETREAT",
        "Turkey released two Greek soldiers.",
        "RETREAT",
        ("release",),
    ),
    (
        "withdrawals are RETREAT",
        "Ethiopia withdrew its troops from Somalia.",
        "RETREAT",
        ("withdraw",),
    ),
    (
        "resignations are RETREAT",
        "The Bulgarian prime minister resigned on Friday.",
        "RETREAT",
        ("resign",),
    ),
    (
        "joint exercises are COOPERATE",
        "Australia and Indonesia held joint military exercises.",
        "COOPERATE",
        (),
    ),
    ("forgiven debt is AID", "Norway forgave the debt of Liberia.", "AID", ()),
    (
        "rescued hostages are AID",
        "The Nigerian army rescued 40 hostages from Boko Haram.",
        "AID",
        (),
    ),
    ("asylum is AID", "Mexico granted asylum to the former Bolivian president.", "AID", ()),
    (
        "a summoned ambassador is ACCUSE",
        "Sweden summoned the Belarusian ambassador on Tuesday.",
        "ACCUSE",
        ("disapprove",),
    ),
    (
        "charges are ACCUSE",
        "Prosecutors in Quito charged the former minister with fraud.",
        "ACCUSE",
        ("allege",),
    ),
    (
        "convictions are SANCTION",
        "A court in Dakar convicted the opposition leader of fraud.",
        "SANCTION",
        ("convict",),
    ),
    (
        "court-ordered payment is SANCTION",
        "A court in London ordered Venezuela to pay damages to a Canadian mining company.",
        "SANCTION",
        (),
    ),
    (
        "expelled diplomats are SANCTION",
        "Poland expelled three Belarusian diplomats.",
        "SANCTION",
        ("expel",),
    ),
    (
        "international sanctions are SANCTION",
        "Canada imposed sanctions on Myanmar.",
        "SANCTION",
        ("discontinue",),
    ),
    (
        "recalled envoys are SANCTION",
        "Algeria recalled its ambassador from Madrid.",
        "SANCTION",
        ("withdraw",),
    ),
    (
        "deported individuals are COERCE",
        "Malaysia deported four Sri Lankan activists.",
        "COERCE",
        ("deport",),
    ),
    (
        "cyber attacks are COERCE",
        "Russian hackers attacked Estonian government websites.",
        "COERCE",
        ("cyber",),
    ),
    (
        "promised force is THREATEN",
        "Turkey will attack the Kurdish militia in Syria.",
        "THREATEN",
        ("violence",),
    ),
    (
        "warrants for the absent are THREATEN",
        "A Lebanese judge issued an arrest warrant for the former central bank governor.",
        "THREATEN",
        ("arrest",),
    ),
    (
        "strikes are PROTEST",
        "Argentine teachers went on strike against the government.",
        "PROTEST",
        ("strike",),
    ),
]


@pytest.mark.parametrize(
    ("text", "event_type", "modes"), [n[1:] for n in NOTES], ids=[n[0] for n in NOTES]
)
def test_a_note_of_the_codebook(text: str, event_type: str, modes: tuple[str, ...]) -> None:
    found = [r for r in code(text).reports if r.event_type == event_type]
    assert len(found) == 1, [(r.event_type, r.explanation) for r in code(text).reports]
    assert set(modes) <= set(found[0].modes)
    assert found[0].realis == "actual"


def test_a_prison_sentence_is_a_conviction_and_an_arrest() -> None:
    text = "A court in Minsk sentenced two Polish journalists to eight years in prison."
    coded = {r.event_type: r for r in code(text).reports}
    assert set(coded) == {"SANCTION", "COERCE"}
    assert coded["SANCTION"].modes == ("convict",)
    assert coded["COERCE"].modes == ("arrest",)
    assert {countries(r, "recipient")[0] for r in coded.values()} == {"POL"}


def test_who_wins_a_payment_acts_beside_the_court() -> None:
    text = "A court in London ordered Venezuela to pay damages to a Canadian mining company."
    (found,) = [r for r in code(text).reports if r.event_type == "SANCTION"]
    assert sorted(c or "" for c in countries(found, "actor")) == ["CAN", "GBR"]
    assert countries(found, "recipient") == ["VEN"]
