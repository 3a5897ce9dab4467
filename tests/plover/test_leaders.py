"""Leaders by name and day: who is meant, how the office stands, and what the loader refuses."""

import shutil
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from tasks.plover.leaders import COLUMNS, Leader, Leaders, leaders
from tasks.plover.lexicons import LEXICON
from tasks.plover.personal_names import person_key
from tasks.plover.tables import TableError

HEADER = ",".join(COLUMNS)
VARO = "Ilja Varo,Varo,Ilya Varo,KAZ,president,GOV,2010-03,2014"


def day(text: str) -> date:
    return date.fromisoformat(text)


def country(text: str, when: str | None) -> str | None:
    found = leaders().meant_by(text, day(when) if when else None)
    return found.leader.country if found else None


def table(folder: Path, *lines: str) -> Leaders:
    shutil.copytree(LEXICON, folder, dirs_exist_ok=True)
    (folder / "leaders.csv").write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
    leaders.cache_clear()
    return leaders(folder)


@pytest.mark.parametrize(
    ("text", "when", "code"),
    [
        ("Merkel", "2015-06-01", "DEU"),
        ("Erdoğan", "2023-03-04", "TUR"),
        ("Erdogan", "2023-03-04", "TUR"),
        ("Recep Tayyip Erdogan", None, "TUR"),
        ("Odinga", "2007-12-30", "KEN"),
        ("al-Sissi", "2019-01-01", "EGY"),
        ("Abdel-Fattah el-Sisi", None, "EGY"),
        ("Abdul Fattah Al Sisi", None, "EGY"),
        ("Xi", "2020-01-01", "CHN"),
        ("Abiy", "2021-01-01", "ETH"),
        ("Lula", "2023-05-01", "BRA"),
        ("Zelenskiy", "2022-03-01", "UKR"),
        ("Hossein Amir Abdollahian", None, "IRN"),
        ("Hussein Amir-Abdollahian", None, "IRN"),
        ("Binali Yıldırım", None, "TUR"),
        ("von der Leyen", "2022-01-01", "EUR"),
        ("Guterres", "2023-01-01", "UNO"),
        ("Stoltenberg", "2010-01-01", "NOR"),
        ("Stoltenberg", "2020-01-01", "IGO"),
        ("Nasrallah", "2010-01-01", "LBN"),
    ],
)
def test_a_name_means_its_leader(text: str, when: str | None, code: str) -> None:
    assert country(text, when) == code


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("Merkel", None),
        ("Merkel", "2001-01-01"),
        ("Merkel", "2024-01-01"),
        ("Kim", "2015-01-01"),
        ("Clinton", "2001-02-01"),
        ("merkel", "2015-06-01"),
        ("angela merkel", "2015-06-01"),
        ("Ilja Varo", "2015-06-01"),
        ("", "2015-06-01"),
    ],
)
def test_a_name_that_supports_no_answer_means_nobody(text: str, when: str | None) -> None:
    assert country(text, when) is None


@pytest.mark.parametrize(
    ("when", "office", "standing", "sectors"),
    [
        ("2019-06-01", "chancellor", "holder", ("GOV",)),
        ("2024-06-01", "chancellor", "former", ("ELI",)),
        ("2004-06-01", "chancellor", "not yet", ()),
        (None, "chancellor", "unknown", ()),
    ],
)
def test_an_office_stands_as_of_the_day(
    when: str | None, office: str, standing: str, sectors: tuple[str, ...]
) -> None:
    found = leaders().meant_by("Angela Merkel", day(when) if when else None)
    assert found is not None
    assert (found.leader.office, found.standing, found.sectors) == (office, standing, sectors)


def test_a_second_office_follows_the_first() -> None:
    offices = [
        leaders().meant_by("Hulusi Akar", day(f"{year}-03-01")) for year in (2014, 2016, 2020, 2024)
    ]
    assert [(o.leader.office, o.standing) for o in offices if o] == [
        ("chief of staff of the armed forces", "not yet"),
        ("chief of staff of the armed forces", "holder"),
        ("defence minister", "holder"),
        ("defence minister", "former"),
    ]


def test_the_head_of_government_outranks_a_ministry_taken_on_later() -> None:
    found = leaders().meant_by("Netanyahu", day("2019-03-01"))
    assert found is not None
    assert found.leader.office == "prime minister"


def test_an_office_that_ended_between_two_others_is_a_former_one(tmp_path: Path) -> None:
    second = "Ilja Varo,Varo,Ilya Varo,KAZ,defence minister,GOV|MIL,2018,"
    found = table(tmp_path, VARO, second).meant_by("Ilja Varo", day("2016-01-01"))
    assert found is not None
    assert (found.leader.office, found.standing) == ("president", "former")


@pytest.mark.parametrize(
    ("when", "found"),
    [
        ("2009-11-30", False),
        ("2009-12-02", True),
        ("2014-12-31", True),
        ("2015-03-31", True),
        ("2015-04-01", False),
    ],
)
def test_a_surname_alone_reaches_ninety_days_beyond_the_term(
    tmp_path: Path, when: str, found: bool
) -> None:
    assert (table(tmp_path, VARO).meant_by("Varo", day(when)) is not None) is found


def test_a_surname_of_two_in_office_means_nobody_until_a_country_tells(tmp_path: Path) -> None:
    two = table(tmp_path, VARO, "Ana Varo,Varo,,PRT,prime minister,GOV,2013,2016")
    assert two.meant_by("Varo", day("2013-06-01")) is None
    assert two.countries_of("Varo", day("2013-06-01")) == {"KAZ", "PRT"}
    assert two.countries_of("Varo", day("2016-06-01")) == {"PRT"}
    told = two.meant_by("Varo", day("2013-06-01"), countries=("PRT", "ESP"))
    assert told is not None
    assert told.leader.name == "Ana Varo"


def test_a_shared_full_name_means_the_one_in_office(tmp_path: Path) -> None:
    both = table(tmp_path, VARO, "Ilja B. Varo,Varo,Ilja Varo,PRT,general,MIL,2016,2018")
    assert both.meant_by("Ilja Varo", None) is None
    found = both.meant_by("Ilja Varo", day("2017-01-01"))
    assert found is not None
    assert found.leader.country == "PRT"


def test_members_of_one_family_share_their_country() -> None:
    assert leaders().meant_by("Kaczynski", day("2008-01-01")) is None
    assert leaders().countries_of("Kaczynski", day("2008-01-01")) == {"POL"}


@pytest.mark.parametrize(
    ("when", "sectors"),
    [
        ("2026-04-30", ("GOV",)),  # the last day of the last office
        ("2026-05-01", ("ELI",)),
        ("2031-01-01", ("ELI",)),
    ],
)
def test_whoever_left_the_last_office_known_is_a_former_official(
    tmp_path: Path, when: str, sectors: tuple[str, ...]
) -> None:
    offices = (
        "Odo Kree,Kree,,COD,defence minister,GOV|MIL,2019,2021-03",
        "Odo Kree,Kree,,COD,finance minister,GOV,2021-04,2026-04",
    )
    found = table(tmp_path, *offices).meant_by("Odo Kree", day(when))
    assert found is not None
    assert (found.leader.office, found.sectors) == ("finance minister", sectors)


def test_who_goes_on_to_a_party_is_no_former_official(tmp_path: Path) -> None:
    offices = (
        "Odo Kree,Kree,,COD,prime minister,GOV,2019,2021-03",
        "Odo Kree,Kree,,COD,opposition leader,OPP|PTY,2021-06,",
    )
    found = table(tmp_path, *offices).meant_by("Odo Kree", day("2026-11-01"))
    assert found is not None
    assert found.sectors == ("OPP", "PTY")


def test_a_former_chief_of_rebels_stays_one(tmp_path: Path) -> None:
    line = "Odo Kree,Kree,,COD,rebel leader,REB,2004,2006"
    found = table(tmp_path, line).meant_by("Odo Kree", day("2009-01-01"))
    assert found is not None
    assert (found.standing, found.sectors) == ("former", ("REB",))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Mohamed al-Halbousi", "Muhammad Halbousi"),
        ("Løkke Rasmussen", "Lokke Rasmussen"),
        ("J.D. Vance", "JD Vance"),
        ("Gideon Sa’ar", "Gideon Saar"),
        ("Sergey Lavrov", "SERGEI LAVROV"),
        ("Kim Jong Un", "Kim Jong-un"),
    ],
)
def test_spellings_of_a_name_share_a_key(first: str, second: str) -> None:
    assert person_key(first) == person_key(second)


def test_different_names_keep_different_keys() -> None:
    assert person_key("Li Qiang") != person_key("Li Keqiang")
    assert person_key("bin Salman") != person_key("Salman")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("Odo Kree,Kree,,XXX,king,GOV,2004,", "country 'XXX' is in no table; see countries.csv."),
        ("Odo Kree,Kree,,COD,king,GOW,2004,", "sector 'GOW' is not one of"),
        ("Odo Kree,Kree,,COD,king,,2004,", "office or sectors is empty."),
        ("Odo Kree,Kree,,COD,,GOV,2004,", "office or sectors is empty."),
        (",Kree,,COD,king,GOV,2004,", "name '' has no capital letter."),
        ("Odo Kree,kree,,COD,king,GOV,2004,", "alone 'kree' has no capital letter."),
        ("Odo Kree,Kree,,COD,king,GOV,2004,2003-12", "until '2003-12' is before since '2004'."),
        ("Odo Kree,Kree,,COD,king,GOV,2004", "7 cells, expected 8."),
        (VARO, "'Ilja Varo' is there twice as president since then."),
    ],
)
def test_a_line_that_cannot_work_is_refused(tmp_path: Path, line: str, message: str) -> None:
    with pytest.raises(TableError) as error:
        table(tmp_path, "# invented", VARO, line)
    assert str(error.value).startswith(f"leaders.csv:4: {message}")


@pytest.mark.parametrize("since", ["", "04", "2004-13", "2004-02-30", "0000", "2004-1", "spring"])
def test_what_is_no_day_is_refused(tmp_path: Path, since: str) -> None:
    with pytest.raises(TableError, match=r"^leaders\.csv:2: since .* must be a day"):
        table(tmp_path, f"Odo Kree,Kree,,COD,king,GOV,{since},")


def rows() -> list[Leader]:
    return [leader for offices in leaders().people.values() for leader in offices]


def test_the_shipped_table_is_sorted_and_large() -> None:
    lines = (LEXICON / "leaders.csv").read_text(encoding="utf-8").splitlines()[1:]
    countries = [line.split(",")[3] for line in lines]
    assert countries == sorted(countries)
    assert len(lines) == len(rows()) > 4000


def test_a_person_is_of_one_state_but_where_the_state_was_split() -> None:
    states = defaultdict(set)
    for leader in rows():
        if leader.country not in {"UNO", "EUR", "IGO", "NGO", "IMG"}:
            states[leader.name].add(leader.country)
    several = {name for name, codes in states.items() if len(codes) > 1}
    # Sudan's until 2011, then South Sudan's.
    assert several == {"Deng Alor", "Salva Kiir"}


def test_no_full_name_is_of_two_people_of_one_country() -> None:
    people = leaders().people
    for key, names in leaders().full.items():
        codes = [{office.country for office in people[name]} for name in names]
        shared = [a & b for n, a in enumerate(codes) for b in codes[n + 1 :]]
        assert not any(shared), (key, names)


def test_an_office_ends_once_begun_and_within_the_years_covered() -> None:
    for leader in rows():
        assert date(1940, 1, 1) <= leader.since <= date(2026, 12, 31), leader
        assert leader.until is None or date(2000, 1, 1) <= leader.until <= date(2026, 12, 31), (
            leader
        )


def test_a_term_is_that_of_the_office_told(tmp_path: Path) -> None:
    known = table(
        tmp_path,
        VARO,
        "Ilja Varo,Varo,,KAZ,defence minister,GOV|MIL,2005,2007",
        "Ilja Varo,Varo,,KAZ,defence minister,GOV|MIL,2016,",
    )
    president = known.term_of("Ilja Varo", "KAZ", ("GOV",), None)
    assert president is not None
    assert (president.since, president.until) == (day("2010-03-01"), day("2014-12-31"))
    assert known.term_of("Ilja Varo", "KAZ", ("MIL", "GOV"), None) is None
    later = known.term_of("Ilja Varo", "KAZ", ("MIL", "GOV"), day("2020-01-01"))
    assert later is not None
    assert (later.since, later.until) == (day("2016-01-01"), None)
    assert known.term_of("Ilja Varo", "UZB", ("GOV",), None) is None
