"""Which quoted words are quotes, and who says them."""

from __future__ import annotations

import pytest

from tasks.records import Coding, Quote
from tests.events.reading import code

Told = tuple[str, str | None, str | None]  # words, the speaker's name, verb


def told(text: str) -> list[Told]:
    coding = code(text)
    names = {party.id: party.name for party in coding.parties}
    return [
        (text[q.start : q.end], names[q.party_id] if q.party_id else None, q.verb)
        for q in coding.quotes
    ]


def only(text: str) -> tuple[Quote, Coding]:
    coding = code(text)
    (quote,) = coding.quotes
    return quote, coding


def words_of(text: str, start: int | None, end: int | None) -> str | None:
    return text[start:end] if start is not None else None


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("“The dam is safe,” Kenyan minister Amina Odhiambo said in Kitui.", "say"),
        ("“The dam is safe,” said Kenyan minister Amina Odhiambo in Kitui.", "say"),
        ("Kenyan minister Amina Odhiambo said: “The dam is safe.”", "say"),
        ("Kenyan minister Amina Odhiambo told reporters, “The dam is safe.”", "tell"),
        ("“Is the dam safe?” Kenyan minister Amina Odhiambo asked.", "ask"),
        ("“The dam is safe,” according to Kenyan minister Amina Odhiambo.", None),
        ("According to Kenyan minister Amina Odhiambo, the dam is “safe for now”.", None),
        ("Kenyan minister Amina Odhiambo was quoted by radio as saying “the dam is safe”.", "say"),
        ("State radio quoted Kenyan minister Amina Odhiambo as saying “the dam is safe”.", "say"),
        ("The dam was described as “safe” by Kenyan minister Amina Odhiambo.", "describe"),
        ("Kenyan minister Amina Odhiambo called the dam “a safe place” and left.", "call"),
        ("The dam is safe, Kenyan minister Amina Odhiambo said, and “nobody will drown”.", "say"),
        ("Kenyan minister Amina Odhiambo rejected the report. “The dam is safe.”", "reject"),
        ("“The dam is safe.” So said Kenyan minister Amina Odhiambo on Sunday.", "say"),
        ("“The dam is safe.” Those were the words of Kenyan minister Amina Odhiambo.", None),
        ("Kenyan minister Amina Odhiambo added:\n\n“The dam is safe.”", "add"),
    ],
)
def test_the_speaker_stands_before_after_or_beside(text: str, verb: str | None) -> None:
    (found,) = told(text)
    assert found[1:] == ("Amina Odhiambo", verb)


def test_every_offset_is_the_words_themselves() -> None:
    text = "Rains fell.\n\n“The bridge will hold,” Nepali engineer Maya Gurung, soaked, insisted."
    quote, _ = only(text)
    assert text[quote.start : quote.end] == "The bridge will hold,"
    assert words_of(text, quote.speaker_start, quote.speaker_end) == "Nepali engineer Maya Gurung"
    assert words_of(text, quote.verb_start, quote.verb_end) == "insisted"
    assert quote.basis == "text"


def test_the_speaker_of_interrupted_words_says_both_halves() -> None:
    text = '"The vote stands," said Bolivian judge Luz Mamani, "and the count was fair."'
    assert [name for _, name, _ in told(text)] == ["Luz Mamani", "Luz Mamani"]


def test_words_that_go_on_after_their_attribution_are_the_same_speakers() -> None:
    text = "“We pay,” Fijian minister Seru Vakata said. “We always paid.”"
    coding = code(text)
    assert [q.basis for q in coding.quotes] == ["text", "inferred"]
    assert len({q.party_id for q in coding.quotes}) == 1


def test_a_speaker_named_after_the_second_of_two_adjoining_quotes_says_both() -> None:
    text = "“Nobody moved.” “Nobody could,” Chadian general Idris Haroun said."
    assert [name for _, name, _ in told(text)] == ["Idris Haroun"] * 2


def test_paragraphs_that_go_on_are_of_the_one_named_at_the_end() -> None:
    text = (
        "The hall fell silent.\n\n“Our fields are salt.\n\n“Our wells are dry,” said Iraqi mayor "
        "Hana Jabr.\n\n“Send water.”"
    )
    assert [name for _, name, _ in told(text)] == ["Hana Jabr"] * 3


def test_a_pronoun_means_the_speaker_before_and_nobody_within_the_quote() -> None:
    text = (
        "Thai minister Anan Srisai visited Vientiane. “President Boun knows that the Mekong is "
        "falling,” he said."
    )
    ((_, name, _),) = told(text)
    assert name == "Anan Srisai"
    quote, _ = only(text)
    assert quote.basis == "inferred"


def test_it_is_a_body_that_speaks() -> None:
    text = "The Algerian army shelled the ridge. “Two camps were destroyed,” it said."
    assert [name and name.lower() for _, name, _ in told(text)] == ["algerian army"]


def test_a_described_speaker_is_the_one_who_holds_the_post() -> None:
    text = (
        "Iraqi defence minister Salim Darwish arrived in Muscat. “Our border is quiet,” the Iraqi "
        "minister said."
    )
    quote, _ = only(text)
    assert told(text)[0][1] == "Salim Darwish"
    assert quote.basis == "office"


def test_a_statement_is_its_authors() -> None:
    text = "A statement from the Nigerian navy said: “The tanker was boarded.”"
    assert [name and name.lower() for _, name, _ in told(text)] == ["nigerian navy"]


def test_a_claim_is_its_authors_and_not_of_the_one_who_denies_it() -> None:
    text = (
        "Malian minister Oumar Diallo denied the claim by Togolese envoy Afi Koffi that a “nest of "
        "spies” ran the port."
    )
    assert [name for _, name, _ in told(text)] == ["Afi Koffi"]


def test_another_holder_of_a_post_does_not_speak_for_the_one_named() -> None:
    text = (
        "Russian presidential spokesman Oleg Rybin dismissed the report. Head of the Russian State "
        "Duma's Health Committee Anton Serov warned of “a long winter”."
    )
    assert told(text) == [("a long winter", None, "warn")]


@pytest.mark.parametrize(
    "text",
    [
        "“The shops are empty,” a woman said in the queue.",
        "“The shops are empty,” the report said.",
        "The town had known years of “no bread and no light” by then.",
        "“The shops are empty,” said Polish minister Ewa Nowak and Czech minister Jan Dub.",
    ],
)
def test_without_one_speaker_to_be_told_there_is_none(text: str) -> None:
    quote, _ = only(text)
    assert quote.party_id is None
    assert quote.basis is None


def test_an_unknown_speaker_still_has_words() -> None:
    text = "“The shops are empty,” a woman said in the queue."
    quote, _ = only(text)
    assert words_of(text, quote.speaker_start, quote.speaker_end) == "a woman"


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “peace corridor” was shelled again near Juba.",
        "The film “The Long River Home” won a prize in Busan.",
        "Her novel, “A House of Salt and Ash,” sold well in Quito.",
        "Troops began Operation “Silent Palm” on Monday.",
        "A group called “sons of the soil” burned tyres in Accra.",
        "The “Council of the Free” said on Monday that it would boycott the vote.",
        "The “port friends” said on Monday that they would boycott the vote.",
        "Crowds filled the square under the slogan “bread before bullets”.",
    ],
)
def test_names_titles_and_scare_quotes_are_no_quotes(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize("words", ["“Never,”", "“Peace Now!”"])
def test_a_short_answer_is_a_quote(words: str) -> None:
    assert len(told(f"{words} Maltese minister Karl Zammit said.")) == 1


def test_a_speaker_is_kept_with_a_mention_and_an_alias() -> None:
    quote, coding = only("“The mine is closed,” Zambian minister Mutale Banda said.")
    assert quote.party_id in {party.id for party in coding.parties}
    assert quote.party_id in {mention.party_id for mention in coding.mentions}
    assert (quote.party_id, "Mutale Banda") in coding.aliases


def test_text_without_marks_has_no_quotes() -> None:
    assert code("Zambian minister Mutale Banda said the mine was closed.").quotes == ()
