"""The operator's own parties: what they add, what they replace, and every mistake in one line."""

from datetime import date
from pathlib import Path

import pytest

from tasks.plover.leaders import leaders, own_version
from tasks.plover.lexicons import LEXICON, lexicons
from tasks.plover.own_parties import OWN, own_parties
from tasks.plover.tables import TableError

GUILD = """
[[organisation]]
name = "Harbour Guild"
aliases = ["HGU"]
country = "GHA"
sectors = ["LAB"]
"""
AMARA = """
[[person]]
name = "Amara Quillfeather"
alone = ["Quillfeather"]
country = "GHA"
[[person.office]]
title = "energy minister"
sectors = ["GOV"]
since = "2025-02"
until = 2026-03-31
"""
MASTER = """
[[role]]
phrases = ["harbour master", "port captain"]
kind = "office"
sectors = ["GOV"]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "parties.toml"


def written(file: Path, text: str) -> Path:
    file.write_text(text, encoding="utf-8")
    return file


def test_the_shipped_file_holds_no_entry_and_its_examples_are_right(file: Path) -> None:
    assert own_version() == ""
    text = OWN.read_text(encoding="utf-8")
    examples = text[text.index("# [[organisation]]\n# name") :].replace("\n# ", "\n")[2:]
    written(file, examples.replace("\n#\n", "\n\n"))
    found = lexicons(LEXICON, file)
    assert found.organisation("Red Dune Front") is not None
    assert found.role("Port Captain") is not None
    held = leaders(LEXICON, file).meant_by("Amara Quillfeather", date(2026, 6, 1))
    assert held is not None
    assert held.sectors == ("PTY", "OPP")


def test_without_a_file_there_are_no_entries(file: Path) -> None:
    assert own_version(file) == ""
    assert lexicons(LEXICON, file).organisation("Harbour Guild") is None


def test_an_organisation_is_found_by_name_and_alias(file: Path) -> None:
    found = lexicons(LEXICON, written(file, GUILD)).organisation("HGU")
    assert found is not None
    assert (found.name, found.kind, found.country, found.sectors) == (
        "Harbour Guild",
        "organisation",
        "GHA",
        ("LAB",),
    )


def test_an_organisation_of_the_same_name_replaces_ours_with_its_aliases(file: Path) -> None:
    text = '[[organisation]]\nname = "Chadema"\ncountry = "TZA"\nsectors = ["PTY", "GOV"]\n'
    text += '[[organisation]]\nname = "MILF"\ncountry = "PHL"\nsectors = ["PTY"]\n'
    text += '[[organisation]]\nname = "moro islamic liberation Front"\ncountry = "PHL"\n'
    found = lexicons(LEXICON, written(file, text))
    chadema, bare = found.organisation("Chadema"), found.organisation("MILF")
    assert chadema is not None
    assert chadema.sectors == ("PTY", "GOV")
    # An alias of ours went to one entry, the name itself to another.
    assert bare is not None
    assert bare.sectors == ("PTY",)
    whole = found.organisation("Moro Islamic Liberation Front")
    assert whole is not None
    assert whole.sectors == ()


def test_of_two_entries_of_one_name_the_later_counts(file: Path) -> None:
    later = GUILD.replace('"LAB"', '"BUS"').replace('["HGU"]', "[]")
    text = GUILD + later + AMARA + AMARA.replace("energy minister", "senator")
    found = lexicons(LEXICON, written(file, text))
    assert [getattr(found.organisation(n), "sectors", None) for n in ("Harbour Guild", "HGU")] == [
        ("BUS",),
        None,
    ]
    (office,) = leaders(LEXICON, file).people["Amara Quillfeather"]
    assert office.office == "senator"


@pytest.mark.parametrize(
    ("when", "standing", "sectors"),
    [
        ("2025-01-31", "not yet", ()),
        ("2025-02-01", "holder", ("GOV",)),
        ("2026-03-31", "holder", ("GOV",)),
        ("2026-04-01", "former", ("ELI",)),
    ],
)
def test_a_person_holds_an_office_from_its_first_to_its_last_day(
    file: Path, when: str, standing: str, sectors: tuple[str, ...]
) -> None:
    found = leaders(LEXICON, written(file, AMARA)).meant_by(
        "Amara Quillfeather", date.fromisoformat(when)
    )
    assert found is not None
    assert (found.standing, found.sectors) == (standing, sectors)


def test_a_person_of_the_same_name_and_country_replaces_ours_whole(file: Path) -> None:
    text = AMARA.replace("Amara Quillfeather", "William Ruto").replace("GHA", "KEN")
    mine = leaders(LEXICON, written(file, text)).people["William Ruto"]
    assert [office.office for office in mine] == ["energy minister"]
    elsewhere = text.replace("KEN", "FJI")
    theirs = leaders(LEXICON, written(file.with_name("b.toml"), elsewhere)).people["William Ruto"]
    assert {office.country for office in theirs} == {"KEN", "FJI"}


def test_an_office_without_days_was_always_held(file: Path) -> None:
    text = AMARA.replace('since = "2025-02"\n', "").replace("until = 2026-03-31\n", "")
    found = leaders(LEXICON, written(file, text)).meant_by("Quillfeather", date(1996, 5, 5))
    assert found is not None
    assert found.sectors == ("GOV",)


def test_a_role_is_found_and_outranks_ours(file: Path) -> None:
    text = MASTER + MASTER.replace('"harbour master", "port captain"', '"sheriff"')
    found = lexicons(LEXICON, written(file, text))
    roles = [found.role(phrase) for phrase in ("Harbour Masters", "port captain", "sheriff")]
    assert [role.sectors if role else None for role in roles] == [("GOV",)] * 3


def test_the_version_follows_what_the_entries_say_and_nothing_else(file: Path) -> None:
    first = own_version(written(file, GUILD))
    same = own_version(written(file.with_name("b.toml"), "# mine\n" + GUILD))
    other = own_version(written(file.with_name("c.toml"), GUILD.replace("GHA", "TGO")))
    assert first.startswith("parties-")
    assert first == same != other


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[organisation]\n", "parties.toml: Expected"),
        ("[[country]]\n", "parties.toml: unknown 'country'; use [[organisation]], [[person]]"),
        ("[organisation]\nname = 'A'\n", "parties.toml: organisation must be a table of its own;"),
        ("person = ['A']\n", "parties.toml: person 1: must be a table of keys; write them below"),
        (
            GUILD.replace("aliases", "alias"),
            "parties.toml: organisation 1 (Harbour Guild): unknown key 'alias'; use name, aliases,",
        ),
        (
            GUILD.replace('"Harbour Guild"', '""'),
            "parties.toml: organisation 1: name is missing or empty; give it.",
        ),
        (
            GUILD + GUILD.replace('country = "GHA"\n', ""),
            "parties.toml: organisation 2 (Harbour Guild): country is missing or empty; give it.",
        ),
        (
            GUILD.replace('["HGU"]', '"HGU"'),
            "parties.toml: organisation 1 (Harbour Guild): aliases is 'HGU'; give a list of texts,",
        ),
        (
            GUILD.replace('"HGU"', '"A|B"'),
            "parties.toml: organisation 1 (Harbour Guild): aliases holds 'A|B'; leave out '|'",
        ),
        (
            GUILD.replace('"HGU"', '" HGU"'),
            "parties.toml: organisation 1 (Harbour Guild): aliases holds ' HGU'; leave out '|'",
        ),
        (
            GUILD.replace('"Harbour Guild"', "7"),
            "parties.toml: organisation 1 (7): name is 7; give a text in quotes.",
        ),
        (
            GUILD.replace("GHA", "GHN"),
            "parties.toml: organisation 1 (Harbour Guild): country 'GHN' is in no table; use an",
        ),
        (
            GUILD.replace("LAB", "LBR"),
            "parties.toml: organisation 1 (Harbour Guild): sector 'LBR' is not one of COP, GOV,",
        ),
        (
            GUILD + 'kind = "union"\n',
            "parties.toml: organisation 1 (Harbour Guild): kind 'union' is not one of organisation",
        ),
        (
            GUILD + 'wikidata = "42"\n',
            "parties.toml: organisation 1 (Harbour Guild): wikidata '42' must look like Q42.",
        ),
        (
            GUILD.replace("Harbour Guild", "harbour guild"),
            "parties.toml: organisation 1 (harbour guild): name 'harbour guild' has no capital",
        ),
        (
            GUILD.replace("HGU", "Ghana"),
            "parties.toml: organisation 1 (Harbour Guild): 'Ghana' is the name of a country; give",
        ),
        (
            MASTER.replace("port captain", "Port Captain"),
            "parties.toml: role 1 (harbour master, Port Captain): phrase 'harbour master|Port Cap",
        ),
        (
            MASTER.replace('"office"', '"job"'),
            "parties.toml: role 1 (harbour master, port captain): kind 'job' is not one of office,",
        ),
        (
            MASTER.replace('sectors = ["GOV"]', ""),
            "parties.toml: role 1 (harbour master, port captain): sectors is missing or empty;",
        ),
        (
            MASTER.replace("GOV", "GVO"),
            "parties.toml: role 1 (harbour master, port captain): sector 'GVO' is not one of COP,",
        ),
    ],
)
def test_a_mistake_is_one_line_that_says_where_and_what_to_do(
    file: Path, text: str, message: str
) -> None:
    with pytest.raises(TableError) as error:
        lexicons(LEXICON, written(file, text))
    assert str(error.value).startswith(message)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('title = "energy minister"\n', "", ", office 1: title is missing or empty; give it."),
        ('"2025-02"', "2025.5", ", office 1: since is 2025.5; write 2025, '2025-02' or 2025-02-17"),
        ('"2025-02"', "2025-02-17T10:00:00", ", office 1: since is datetime.datetime("),
        ('"2025-02"', '"spring"', ", office 1: since 'spring' must be a day of the calendar, as"),
        ("2026-03-31", "2024", ", office 1: until '2024' is before since '2025-02'."),
        ('["GOV"]', '["GVO"]', ", office 1: sector 'GVO' is not one of COP, GOV,"),
        ('"GHA"', '"GHN"', ", office 1: country 'GHN' is in no table; use an ISO 3166 alpha-3"),
        ("[[person.office]]\n", "", ": unknown key 'title'; use name, aliases, alone, country,"),
        ("[[person.office]]", "[person.office]", ": office must be a table of its own; write [["),
        ('["Quillfeather"]', '["quillfeather"]', ", office 1: alone 'quillfeather' has no capital"),
        ("since", "begun", ", office 1: unknown key 'begun'; use title, sectors, since, until."),
    ],
)
def test_a_mistake_in_a_person_names_the_office(
    file: Path, old: str, new: str, message: str
) -> None:
    text = AMARA.replace(old, new)
    assert text != AMARA
    with pytest.raises(TableError) as error:
        leaders(LEXICON, written(file, text))
    assert str(error.value).startswith(f"parties.toml: person 1 (Amara Quillfeather){message}")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("text", [GUILD, AMARA, MASTER])
def test_the_version_is_told_only_of_entries_that_can_be_used(file: Path, text: str) -> None:
    wrong = text.replace("GHA", "GHN").replace('kind = "office"', 'kind = "job"')
    with pytest.raises(TableError):
        own_version(written(file, wrong))


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"^parties\.toml: .*mend it there"):
        own_parties(written(tmp_path / "parties.toml", "name = \\udcff"))
    (tmp_path / "folder").mkdir()
    with pytest.raises(TableError, match=r"^folder: "):
        own_parties(tmp_path / "folder")
