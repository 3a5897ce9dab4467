"""From words to parties: names, metonyms, descriptions, and words that take them up."""

from __future__ import annotations

import pytest

from tests.events.reading import read

BOURITA = "Moroccan Foreign Minister Nasser Bourita"
KLAVEREN = "Chilean Foreign Minister Alberto van Klaveren landed in Quito."


def names(text: str, word: str, nth: int = 0) -> list[str]:
    return [r.party.name for r in read(text).resolve(word, nth)]


@pytest.mark.parametrize(
    ("text", "word", "name", "country", "sectors", "kind"),
    [
        ("Peru waited.", "Peru", "Peru", "PER", ("GOV",), "state"),
        ("The Kremlin waited.", "Kremlin", "Russia", "RUS", ("GOV",), "state"),
        ("Nairobi waited.", "Nairobi", "Kenya", "KEN", ("GOV",), "state"),
        ("Downing Street waited.", "Street", "United Kingdom", "GBR", ("GOV",), "state"),
        ("Iraqis waited.", "Iraqis", "Iraqis", "IRQ", ("CVL",), "group"),
        ("The African Union waited.", "Union", "African Union", "IGO", (), "organisation"),
        ("The Wagner Group waited.", "Group", "Wagner Group", "RUS", ("PRM",), "group"),
        ("The Polish police waited.", "police", "Polish police", "POL", ("COP",), "organisation"),
        ("Greek farmers waited.", "farmers", "Greek farmers", "GRC", ("AGR",), "group"),
        ("The Togolese king waited.", "king", "Togolese king", "TGO", ("GOV",), "person"),
    ],
)
def test_words_become_a_party(
    text: str, word: str, name: str, country: str, sectors: tuple[str, ...], kind: str
) -> None:
    (found,) = read(text).resolve(word)
    party = found.party
    assert (party.name, party.country, party.sectors, party.kind) == (name, country, sectors, kind)
    assert found.basis == "text"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The table collapsed.", "table"),
        ("Frobnitz collapsed.", "Frobnitz"),
        ("It rained.", "It"),
        ("The roof of the barn collapsed.", "roof"),
    ],
)
def test_unknown_words_mean_nobody(text: str, word: str) -> None:
    assert read(text).resolve(word) == ()


def test_a_mention_is_the_words_of_the_phrase() -> None:
    text = "Late on Monday, the Ghanaian foreign minister left."
    (found,) = read(text).resolve("minister")
    assert text[found.start : found.end] == found.text == "the Ghanaian foreign minister"


def test_backed_by_a_country_is_not_of_it() -> None:
    (found,) = read("Turkish-backed rebels shelled the town.").resolve("rebels")
    assert (found.party.country, found.party.sectors) == (None, ("REB",))


def test_a_former_office_is_elite() -> None:
    (found,) = read("Ex-minister Carla Fonseca criticised Brazil.").resolve("Fonseca")
    assert found.party.sectors == ("ELI",)


def test_a_former_member_of_parliament_is_elite() -> None:
    (found,) = read("Ada Okri, a former Kenyan member of parliament, left.").resolve("Okri")
    assert (found.party.country, found.party.sectors) == ("KEN", ("ELI",))


def test_coordination_gives_parties_in_order() -> None:
    assert names("India, Nepal and Bhutan signed.", "India") == ["India", "Nepal", "Bhutan"]


def test_one_plural_may_mean_two_countries() -> None:
    found = read("The Indian and Nepalese foreign ministers signed.").resolve("ministers")
    assert {r.party.country for r in found} == {"IND", "NPL"}


def test_described_people_share_the_first_ones_country() -> None:
    found = read("Palestinian women and teenagers marched.").resolve("women")
    assert {r.party.country for r in found} == {"PSE"}


def test_a_title_that_goes_on_to_a_name_is_the_person() -> None:
    found = read("The army chief, General Abdel Fattah Younis, left.").resolve("chief")
    assert [r.party.name for r in found] == ["Abdel Fattah Younis"]


def test_the_minister_means_the_one_named() -> None:
    (found,) = read(f"{KLAVEREN} The Chilean minister met bankers.").resolve("minister")
    assert (found.party.name, found.basis) == ("Alberto van Klaveren", "office")


def test_a_counterpart_holds_the_same_office_over_there() -> None:
    (found,) = read(f"{KLAVEREN} He met his Ecuadorian counterpart.").resolve("counterpart")
    party = found.party
    assert (party.country, party.sectors, found.basis) == ("ECU", ("GOV",), "inferred")


def test_a_named_counterpart_is_that_person() -> None:
    text = "Japanese Defence Minister Minoru Kihara met his Australian counterpart Richard Marles."
    reading = read(text)
    assert reading.resolve("counterpart")[0].party == reading.resolve("Marles")[0].party
    assert reading.resolve("Marles")[0].party.country == "AUS"


def test_both_sides_are_the_two_states_named_before() -> None:
    found = read("Kenya and Somalia opened talks. Both sides signed.").resolve("sides")
    assert {r.party.country for r in found} == {"KEN", "SOM"}
    assert {r.basis for r in found} == {"inferred"}


def test_the_two_presidents_are_those_named_before() -> None:
    text = "Kenyan President William Ruto met Ugandan President Yoweri Museveni."
    found = read(f"{text} The two presidents signed.").resolve("presidents")
    assert {r.party.name for r in found} == {"William Ruto", "Yoweri Museveni"}


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("Zambian President Hakainde Hichilema left. He met bankers.", "He", "Hakainde Hichilema"),
        (f"{BOURITA} spoke to reporters.\n\nHe met bankers.", "He", "Nasser Bourita"),
        ("Congolese rebels captured the town. They shelled the port.", "They", "Congolese rebels"),
        (f'"We condemn the attack," {BOURITA} said.', "We", "Nasser Bourita"),
        (f'{BOURITA} met reporters. "I condemn the attack," he said.', "I", "Nasser Bourita"),
    ],
)
def test_a_pronoun_means_a_party_named_elsewhere(text: str, word: str, name: str) -> None:
    (found,) = read(text).resolve(word)
    assert (found.party.name, found.text, found.label) == (name, word, "PRONOUN")
    assert found.basis == "inferred"


def test_what_a_spokesman_says_it_did_his_office_did() -> None:
    text = "Botswana hosted Lesotho. A Zambian foreign ministry spokesman said it had called."
    (found,) = read(text).resolve("it")
    assert (found.party.country, found.basis) == ("ZMB", "inferred")


def test_a_relative_pronoun_means_the_head_of_its_clause() -> None:
    assert names("The Omani envoy, who met bankers, left.", "who") == ["Omani envoy"]


def test_a_pronoun_with_nobody_before_it_means_nobody() -> None:
    assert read("He met bankers.").resolve("He") == ()


def test_his_government_is_of_his_country() -> None:
    text = "The Colombian president left. His government condemned the raid."
    assert names(text, "government") == ["Colombian government"]


def test_both_countries_are_the_subjects_of_the_sentence_before() -> None:
    reading = read(
        "China pays North Korean miners and Russia hires North Korean cooks. "
        "Chile called on both countries to stop."
    )
    assert {r.party.country for r in reading.resolve("countries")} == {"CHN", "RUS"}


def test_a_subject_pronoun_is_not_the_object_of_its_verb() -> None:
    reading = read(
        "Chad's foreign minister Ali Deby met President Idriss Kolo of Chad. He praised Kolo."
    )
    assert [r.party.name for r in reading.resolve("He")] == ["Ali Deby"]


def test_an_administration_is_of_its_leaders_country() -> None:
    text = "President Karim Wade of Senegal spoke. The Wade administration closed the border."
    assert [r.party.country for r in read(text).resolve("administration")] == ["SEN"]


def test_a_number_of_people_are_those_people() -> None:
    text = "Rebels freed 12 of the Kenyan teachers."
    assert [r.party.country for r in read(text).resolve("12")] == ["KEN"]
