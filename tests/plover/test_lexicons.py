"""The party lexicons: what is found, under which spellings, and what the loader refuses."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from tasks.plover.folding import fold, name_key, role_key
from tasks.plover.lexicons import LEXICON, Lexicons, lexicons
from tasks.plover.ontology import ontology
from tasks.plover.tables import TableError


def code_of(lookup: str, text: str) -> str | None:
    found = getattr(lexicons(), lookup)(text)
    return found.code if found else None


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the shipped lexicons to spoil."""
    shutil.copytree(LEXICON, tmp_path / "lexicon")
    return tmp_path / "lexicon"


def complaint(folder: Path, file: str, line: str) -> str:
    """Append a line to a table and return what the loader says, less the line's number."""
    with (folder / file).open("a", encoding="utf-8") as handle:
        handle.write(line + "\n")
    number = len((folder / file).read_text(encoding="utf-8").splitlines())
    with pytest.raises(TableError) as error:
        lexicons(folder)
    place, _, message = str(error.value).partition(": ")
    assert place == f"{file}:{number}"
    return message


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("US", "USA"),
        ("the U.S.", "USA"),
        ("The United States", "USA"),
        ("UNITED STATES", "USA"),
        ("UK", "GBR"),
        ("Islamic Republic", "IRN"),
        ("Turkiye", "TUR"),
        ("Côte d’Ivoire", "CIV"),
        ("Guinea Bissau", "GNB"),
        ("DPRK", "PRK"),
        ("ROK", "KOR"),
        ("Greenland", "DNK"),
        ("Gibraltar", "GBR"),
        ("Puerto Rico", "USA"),
        ("Iraqi Kurdistan", "IRQ"),
        ("Georgia", "GEO"),
        ("Vatican", "VAT"),
        ("Kosovo", "KOS"),
        ("Gaza", "PSE"),
        ("Latin America", None),
        ("", None),
    ],
)
def test_country_by_name(text: str, code: str | None) -> None:
    assert code_of("country_by_name", text) == code


@pytest.mark.parametrize("text", ["us", "turkey", "chad", "china"])
def test_a_word_without_capitals_names_no_country(text: str) -> None:
    assert code_of("country_by_name", text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Iranian", "IRN"),
        ("Iranians", "IRN"),
        ("Emiratis", "ARE"),
        ("Frenchmen", "FRA"),
        ("South Koreans", "KOR"),
        ("Nigeriens", "NER"),
        ("Nigerians", "NGA"),
        ("Swiss", "CHE"),
        ("polish", None),
    ],
)
def test_country_by_demonym(text: str, code: str | None) -> None:
    assert code_of("country_by_demonym", text) == code


@pytest.mark.parametrize(
    ("text", "code"), [("Kiev", "UKR"), ("Teheran", "IRN"), ("Bogotá", "COL"), ("Atlantis", None)]
)
def test_country_by_capital(text: str, code: str | None) -> None:
    assert code_of("country_by_capital", text) == code


@pytest.mark.parametrize(
    ("text", "code"), [("the Kremlin", "RUS"), ("Élysée", "FRA"), ("White House", "USA")]
)
def test_country_by_seat(text: str, code: str) -> None:
    assert code_of("country_by_seat", text) == code


@pytest.mark.parametrize(
    ("text", "country", "sectors"),
    [
        ("IRGC", "IRN", ("MIL",)),
        ("Hashd al-Shaabi", "IRQ", ("PRM",)),
        ("Daesh", "IMG", ("REB",)),
        ("Hizbollah", "LBN", ("REB", "PTY")),
        ("the UN Security Council", "UNO", ()),
        ("European Parliament", "EUR", ("LEG",)),
        ("IAEA", "IGO", ()),
        ("Amnesty International", "NGO", ("SOC",)),
        ("Pentagon", "USA", ("MIL", "GOV")),
        ("Mossad", "ISR", ("SPY",)),
        ("Tasnim", "IRN", ("JRN",)),
        ("WHO", "UNO", ("MED",)),
    ],
)
def test_organisation(text: str, country: str, sectors: tuple[str, ...]) -> None:
    found = lexicons().organisation(text)
    assert found is not None
    assert (found.country, found.sectors) == (country, sectors)


@pytest.mark.parametrize("text", ["who", "Who", "is", "Is"])
def test_a_short_abbreviation_is_found_in_capitals_only(text: str) -> None:
    assert lexicons().organisation(text) is None


@pytest.mark.parametrize(
    ("phrase", "kind", "sectors"),
    [
        ("defence minister", "office", ("GOV", "MIL")),
        ("Defense Minister", "office", ("GOV", "MIL")),
        ("minister of defense", "office", ("GOV", "MIL")),
        ("foreign minister", "office", ("GOV",)),
        ("secretary general", "office", ("GOV",)),
        ("brigadier general", "rank", ("MIL",)),
        ("soldiers", "person", ("MIL",)),
        ("armed force", "organ", ("MIL",)),
        ("human right group", "organisation", ("SOC",)),
        ("prime minister 's office", "organ", ("GOV",)),
        ("police", "organ", ("COP",)),
        ("opposition leader", "office", ("OPP", "PTY")),
        ("gunman", "person", ("UAF",)),
        ("protester", "person", ("CVL",)),
        ("union", "organisation", ("LAB",)),
        ("breakaway government", "organ", ("GOV", "PRE")),
    ],
)
def test_role(phrase: str, kind: str, sectors: tuple[str, ...]) -> None:
    found = lexicons().role(phrase)
    assert found is not None
    assert (found.kind, found.sectors) == (kind, sectors)


def test_no_role_for_words_in_no_phrase() -> None:
    assert lexicons().role("umbrella") is None


def test_roles_come_with_most_words_first() -> None:
    lengths = [len(role.phrase.split()) for role in lexicons().roles_by_length]
    assert lengths == sorted(lengths, reverse=True)
    assert len(lengths) == len(lexicons().roles)


def test_roles_use_every_sector() -> None:
    used = {sector for role in lexicons().roles.values() for sector in role.sectors}
    assert used == set(ontology().sectors)


def test_partially_recognised_territories_are_no_countries() -> None:
    assert [t for t in ontology().partially_recognised if code_of("country_by_name", t)] == []


@pytest.mark.parametrize("territory", sorted(ontology().partially_recognised))
def test_a_partially_recognised_territory_is_a_government_of_the_country_that_claims_it(
    territory: str,
) -> None:
    found = lexicons().organisation(territory)
    assert found is not None
    assert found.country == ontology().partially_recognised[territory]
    assert found.sectors == ("GOV", "PRE")


@pytest.mark.parametrize(
    ("text", "country", "sectors"),
    [
        ("Abkhaz", "GEO", ("GOV", "PRE")),
        ("Republic of Artsakh", "AZE", ("GOV", "PRE")),
        ("TRNC", "CYP", ("GOV", "PRE")),
        ("Turkish Cypriot", "CYP", ("GOV", "PRE")),
        ("Turkish Cypriots", "CYP", ("CVL", "PRE")),
        ("Sahrawi Arab Democratic Republic", "MAR", ("GOV", "PRE")),
        ("Sahrawis", "MAR", ("CVL", "PRE")),
        ("Polisario", "MAR", ("REB", "PRE")),
        ("Transdniestria", "MDA", ("GOV", "PRE")),
    ],
)
def test_other_names_of_territories_and_their_people(
    text: str, country: str, sectors: tuple[str, ...]
) -> None:
    found = lexicons().organisation(text)
    assert found is not None
    assert (found.country, found.sectors) == (country, sectors)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Kosovo", "KOS"),
        ("Palestine", "PSE"),
        ("Taiwan", "TWN"),
        ("Hong Kong", "HKG"),
        ("Crimea", "UKR"),
        ("Republika Srpska", "BIH"),
        ("Puntland", "SOM"),
    ],
)
def test_states_and_regions_that_the_codebook_does_not_list_are_not_partially_recognised(
    text: str, code: str
) -> None:
    assert code_of("country_by_name", text) == code
    assert lexicons().organisation(text) is None


@pytest.mark.parametrize(
    ("text", "country", "sectors"),
    [
        ("IEBC", "KEN", ("GOV",)),
        ("Carabineros", "CHL", ("COP",)),
        ("Bangko Sentral ng Pilipinas", "PHL", ("GOV",)),
        ("Jogorku Kenesh", "KGZ", ("LEG",)),
        ("Bank of Zambia", "ZMB", ("GOV",)),
        ("Imbonerakure", "BDI", ("PRM",)),
        ("Pangu Pati", "PNG", ("PTY",)),
        ("Frelimo", "MOZ", ("PTY", "GOV")),
        ("Lakurawa", "NGA", ("REB",)),
        ("ASUU", "NGA", ("EDU", "LAB")),
        ("UNCTAD", "UNO", ()),
        ("Arctic Council", "IGO", ()),
        ("BCEAO", "IGO", ("GOV",)),
        ("Operation Aspides", "EUR", ("MIL",)),
    ],
)
def test_bodies_of_all_regions(text: str, country: str, sectors: tuple[str, ...]) -> None:
    found = lexicons().organisation(text)
    assert found is not None
    assert (found.country, found.sectors) == (country, sectors)


@pytest.mark.parametrize("text", ["Olaf", "Shell", "Must", "Momentum", "Serap", "Faraja", "Sama"])
def test_a_common_word_or_given_name_is_no_body(text: str) -> None:
    assert lexicons().organisation(text) is None


@pytest.mark.parametrize(
    ("phrase", "sectors"),
    [
        ("inspector general", ("COP", "GOV")),
        ("deputy president", ("GOV",)),
        ("barangay captain", ("GOV",)),
        ("ombudsman", ("GOV",)),
        ("park ranger", ("GOV",)),
        ("member of the knesset", ("LEG",)),
        ("senate president", ("LEG",)),
        ("electoral tribunal", ("JUD",)),
        ("sub-inspector", ("COP",)),
        ("border troops", ("COP", "MIL")),
        ("flying officer", ("MIL",)),
        ("army medic", ("MIL", "MED")),
        ("village guard", ("PRM",)),
        ("mercenary group", ("PRM", "BUS")),
        ("maoist guerrilla", ("REB",)),
        ("clan fighter", ("UAF",)),
        ("cartel gunman", ("CRM",)),
        ("garment worker", ("LAB",)),
        ("cocoa farmer", ("AGR",)),
        ("gold trader", ("BUS",)),
        ("parish priest", ("REL",)),
        ("clan elder", ("SOC",)),
        ("polio worker", ("MED",)),
        ("returnee", ("REF",)),
        ("cartoonist", ("JRN",)),
    ],
)
def test_roles_of_all_sectors_and_regions(phrase: str, sectors: tuple[str, ...]) -> None:
    found = lexicons().role(phrase)
    assert found is not None
    assert found.sectors == sectors


def test_a_country_name_is_never_an_organisation() -> None:
    found: Lexicons = lexicons()
    assert set(found.names).isdisjoint(found.organisations)


@pytest.mark.parametrize(
    ("form", "phrase"),
    [
        ("Mr", None),
        ("Lt. Gen.", "lieutenant general"),
        ("Lt Gen", "lieutenant general"),
        ("Brigadier General", "brigadier general"),
        ("Ayatollah", "ayatollah"),
    ],
)
def test_honorific(form: str, phrase: str | None) -> None:
    found = lexicons().honorific(form)
    assert found is not None
    assert found.phrase == phrase


def test_he_is_a_pronoun_and_he_in_capitals_an_honorific() -> None:
    assert lexicons().honorific("He") is None
    assert lexicons().honorific("H.E.") is not None


def test_keys_fold_what_spellings_differ_in() -> None:
    assert fold("The  Al‑Shabaab’s") == fold("al-shabaab's")
    assert name_key("WHO") != name_key("Who")
    assert role_key("security services") == role_key("security service")


@pytest.mark.parametrize(
    ("file", "line", "message"),
    [
        ("countries.csv", "XXX,Iran,,,,", "'Iran' is there twice"),
        ("countries.csv", "XXX,Xanadu,,Iranian,,", "'Iranian' is there twice"),
        ("countries.csv", "IRN,Xanadu,,,,", "'IRN' is there twice"),
        ("countries.csv", "UNO,Xanadu,,,,", "code 'UNO'"),
        ("countries.csv", "Xa,Xanadu,,,,", "code 'Xa'"),
        ("countries.csv", "XXX,,,,,", "name is empty"),
        ("countries.csv", "XXX,xanadu,,,,", "name 'xanadu' has no capital"),
        ("roles.csv", "Khan,office,GOV,The Khan rode.", "phrase 'Khan' must be lower-case"),
        ("roles.csv", "khan,post,GOV,The khan rode.", "kind 'post' is not one of office"),
        ("roles.csv", "khan,office,KHN,The khan rode.", "sector 'KHN' is not one of"),
        ("roles.csv", "khan,office,,The khan rode.", "sectors is empty"),
        ("roles.csv", "khan,office,GOV,The king rode.", "the example contains none of khan"),
        ("roles.csv", "soldiers,person,MIL,Two soldiers.", "'soldiers' is there twice"),
        ("organisations.csv", "Xo,,group,XXX,REB,,Xo fired.", "country 'XXX' is in no table"),
        ("organisations.csv", "Xo,,club,IMG,REB,,Xo fired.", "kind 'club' is not one of"),
        ("organisations.csv", "Xo,,group,IMG,RBL,,Xo fired.", "sector 'RBL' is not one of"),
        ("organisations.csv", "Xo,,group,IMG,REB,P7,Xo fired.", "wikidata 'P7' must look like"),
        ("organisations.csv", "Xo,,group,IMG,REB,,It fired.", "the example contains none of Xo"),
        ("organisations.csv", "Xo,NATO,group,IMG,REB,,Xo fired.", "'NATO' is there twice"),
        ("honorifics.csv", "Khan,great khan", "phrase 'great khan' is not in roles.csv"),
        ("honorifics.csv", "Dr.,", "'Dr.' is there twice"),
    ],
)
def test_the_loader_names_file_and_line(folder: Path, file: str, line: str, message: str) -> None:
    assert complaint(folder, file, line).startswith(message)


@pytest.mark.parametrize(
    ("day", "sectors"),
    [
        (date(2019, 11, 19), ("REB",)),
        (date(2021, 8, 15), ("GOV", "REB")),
        (None, ("GOV", "REB")),
    ],
)
def test_rebels_who_came_to_power_govern_since_then(
    day: date | None, sectors: tuple[str, ...]
) -> None:
    taliban = lexicons().organisation("the Taliban")
    assert taliban is not None
    assert taliban.on(day).sectors == sectors


def test_the_day_of_a_sector_must_be_one(folder: Path) -> None:
    line = "Blue Guard,,group,PER,GOV@2021-13|REB,,The Blue Guard left."
    told = complaint(folder, "organisations.csv", line)
    assert told.startswith("sectors '2021-13' must be a day of the calendar")


def test_a_missing_table_is_named(folder: Path) -> None:
    (folder / "roles.csv").unlink()
    with pytest.raises(TableError, match=r"^roles\.csv:1: the file is missing"):
        lexicons(folder)
