"""Events in the columns of GDELT and ICEWS: which line for which pair, which value where."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from tasks.report.export_cameo import LINES, line_id, lines
from tasks.report.export_gdelt import columns, gdelt
from tasks.report.export_icews import COLUMNS as ICEWS_COLUMNS
from tasks.report.export_icews import icews


def who(name: str, country: str | None, *sectors: str, role: str = "actor") -> dict[str, Any]:
    return {"role": role, "name": name, "country": country, "sectors": list(sectors)}


OBI = who("Amaka Obi", "NGA", "GOV", "MIL")
SILVA = who("Ruben Silva", "BRA", "GOV", role="recipient")


def row(*participants: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """Return one row of `export_cameo`: Obi praises Silva in Lagos."""
    plain = {
        "id": "0123456789abcdef",
        "event_type": "SUPPORT",
        "modes": [],
        "contexts": [],
        "event_date": date(2023, 12, 31),
        "date_precision": "day",
        "n_reports": 5,
        "n_articles": 4,
        "n_outlets": 3,
        "place_name": "Ikeja",
        "place_country": "NGA",
        "place_admin1": "Lagos",
        "place_precision": "city",
        "lat": 6.6,
        "lon": 3.35,
        "participants": list(participants or (OBI, SILVA)),
        "article_id": "fedcba9876543210",
        "outlet": "Lagoon Herald",
        "url": "https://herald.example/1",
        "first_read_at": datetime(2024, 1, 2, 3, 4, 5),
    }
    return plain | fields


def pairs(*participants: dict[str, Any], **fields: Any) -> list[tuple[Any, str, Any]]:
    return [
        (line.actor and line.actor["name"], line.code, line.recipient and line.recipient["name"])
        for line in lines(row(*participants, **fields))
    ]


def as_gdelt(*participants: dict[str, Any], **fields: Any) -> dict[str, str]:
    """Return the first line, without the empty cells."""
    header, line, *_ = (
        text.rstrip("\n").split("\t") for text in gdelt([row(*participants, **fields)])
    )
    return {name: value for name, value in zip(header, line, strict=True) if value}


def as_icews(*participants: dict[str, Any], **fields: Any) -> dict[str, str]:
    header, line, *_ = (
        text.rstrip("\n").split("\t") for text in icews([row(*participants, **fields)])
    )
    return {name: value for name, value in zip(header, line, strict=True) if value}


def test_each_actor_goes_with_each_recipient() -> None:
    tui, rao = who("Hana Tui", "NZL"), who("Dev Rao", "IND", role="recipient")
    assert pairs(OBI, tui, SILVA, rao) == [
        ("Amaka Obi", "050", "Ruben Silva"),
        ("Amaka Obi", "050", "Dev Rao"),
        ("Hana Tui", "050", "Ruben Silva"),
        ("Hana Tui", "050", "Dev Rao"),
    ]


def test_a_visit_is_also_the_hosts_with_the_roles_swapped() -> None:
    assert pairs(event_type="CONSULT", modes=["visit"]) == [
        ("Amaka Obi", "042", "Ruben Silva"),
        ("Ruben Silva", "043", "Amaka Obi"),
    ]


def test_a_visit_to_nobody_has_no_host() -> None:
    assert pairs(OBI, event_type="CONSULT", modes=["visit"]) == [("Amaka Obi", "042", None)]


@pytest.mark.parametrize("modes", [[], ["visit"]])
def test_those_who_meet_without_sides_meet_each_other(modes: list[str]) -> None:
    assert pairs(OBI, who("Hana Tui", "NZL"), event_type="CONSULT", modes=modes) == [
        ("Amaka Obi", "040", "Hana Tui"),
        ("Hana Tui", "040", "Amaka Obi"),
    ]


def test_those_who_act_together_upon_nobody_stand_alone() -> None:
    assert pairs(OBI, who("Hana Tui", "NZL"), event_type="PROTEST", modes=["demo"]) == [
        ("Amaka Obi", "141", None),
        ("Hana Tui", "141", None),
    ]


def test_an_event_without_an_actor_keeps_its_recipient() -> None:
    assert pairs(SILVA) == [(None, "050", "Ruben Silva")]


def test_a_summit_of_hundreds_ends_at_the_last_number() -> None:
    crowd = [who(f"P{n}", "FJI") for n in range(100)]
    assert len(pairs(*crowd, event_type="CONSULT")) == LINES


def test_line_ids_differ_fit_64_bits_and_lead_back_to_the_event() -> None:
    event = row(OBI, who("Hana Tui", "NZL"), event_type="CONSULT", id="f" * 16)
    first, second = (line_id(event, line) for line in lines(event))
    assert second == first + 1 < 2**63
    assert event["id"].startswith(f"{second // LINES:x}")


def test_gdelt_has_the_columns_of_its_layouts_in_order() -> None:
    assert (len(columns("1.0")), len(columns("2.0"))) == (58, 61)
    assert columns("2.0")[:6] == (
        "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate", "Actor1Code",
    )  # fmt: skip
    assert columns("2.0")[25:31] == (
        "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale",
    )  # fmt: skip
    assert columns("2.0")[51:] == (
        "ActionGeo_Type", "ActionGeo_FullName", "ActionGeo_CountryCode", "ActionGeo_ADM1Code",
        "ActionGeo_ADM2Code", "ActionGeo_Lat", "ActionGeo_Long", "ActionGeo_FeatureID",
        "DATEADDED", "SOURCEURL",
    )  # fmt: skip
    assert [name for name in columns("2.0") if name not in columns("1.0")] == [
        "Actor1Geo_ADM2Code", "Actor2Geo_ADM2Code", "ActionGeo_ADM2Code",
    ]  # fmt: skip


def test_an_event_in_gdelts_columns() -> None:
    assert as_gdelt(event_type="RETREAT", modes=["release"]) == {
        "GLOBALEVENTID": str(0x0123456789ABC * 2048),
        "SQLDATE": "20231231",
        "MonthYear": "202312",
        "Year": "2023",
        "FractionDate": "2023.989",
        "Actor1Code": "NGAGOVMIL",
        "Actor1Name": "AMAKA OBI",
        "Actor1CountryCode": "NGA",
        "Actor1Type1Code": "GOV",
        "Actor1Type2Code": "MIL",
        "Actor2Code": "BRAGOV",
        "Actor2Name": "RUBEN SILVA",
        "Actor2CountryCode": "BRA",
        "Actor2Type1Code": "GOV",
        "EventCode": "0841",
        "EventBaseCode": "084",
        "EventRootCode": "08",
        "QuadClass": "2",
        "NumMentions": "5",
        "NumSources": "3",
        "NumArticles": "4",
        "ActionGeo_Type": "4",
        "ActionGeo_FullName": "Ikeja, Lagos, Nigeria",
        "ActionGeo_Lat": "6.6",
        "ActionGeo_Long": "3.35",
        "DATEADDED": "20240102030405",
        "SOURCEURL": "https://herald.example/1",
    }


@pytest.mark.parametrize(
    ("precision", "told"),
    [
        ("week", {"MonthYear", "Year"}),
        ("month", {"MonthYear", "Year"}),
        ("year", {"Year"}),
        ("unknown", set()),
    ],
)
def test_gdelt_gets_no_day_that_nobody_told(precision: str, told: set[str]) -> None:
    day = None if precision == "unknown" else date(2023, 3, 1)
    line = as_gdelt(event_date=day, date_precision=precision)
    assert {"SQLDATE", "MonthYear", "Year", "FractionDate"} & line.keys() == told


@pytest.mark.parametrize(
    ("party", "told"),
    [
        (who("UN Mission", "UNO"), {"Code": "IGOUNO", "KnownGroupCode": "UNO", "Type1Code": "IGO"}),
        (who("Reef Aid", "NGO", "MED"),
         {"Code": "NGOHLH", "Type1Code": "NGO", "Type2Code": "HLH"}),
        (who("Kiln Radio", "KEN", "JRN"),
         {"Code": "KENMED", "CountryCode": "KEN", "Type1Code": "MED"}),
        (who("gunmen", None, "UAF"), {"Code": "UAF", "Type1Code": "UAF"}),
        (who("Delta Party", "SLE", "PTY"), {"Code": "SLE", "CountryCode": "SLE"}),
    ],
)  # fmt: skip
def test_parties_in_cameos_codes(party: dict[str, Any], told: dict[str, str]) -> None:
    line = as_gdelt(party)
    found = {name.removeprefix("Actor1"): v for name, v in line.items() if "Actor1" in name}
    assert found == told | {"Name": party["name"].upper()}


@pytest.mark.parametrize(
    ("precision", "country", "kind"),
    [
        ("country", "PER", "1"), ("admin1", "USA", "2"), ("city", "USA", "3"),
        ("site", "PER", "4"), ("admin2", "PER", "5"), ("area", "PER", None), (None, None, None),
    ],
)  # fmt: skip
def test_kinds_of_place(precision: str | None, country: str | None, kind: str | None) -> None:
    line = as_gdelt(place_precision=precision, place_country=country)
    assert line.get("ActionGeo_Type") == kind
    assert ("ActionGeo_Lat" in line) == (kind is not None)


def test_what_cannot_be_known_stays_empty() -> None:
    line = as_gdelt(first_read_at=None)
    empty = ("GoldsteinScale", "AvgTone", "IsRootEvent", "DATEADDED", "ActionGeo_CountryCode")
    assert not line.keys() & set(empty)


def test_gdelts_own_files_have_no_header_and_days_in_the_older_layout() -> None:
    (line,) = gdelt([row()], layout="1.0", header=False)
    cells = line.rstrip("\n").split("\t")
    assert len(cells) == 58
    assert cells[-2:] == ["20240102", "https://herald.example/1"]


def test_icews_has_its_columns_in_order() -> None:
    assert "|".join(ICEWS_COLUMNS) == (
        "Event ID|Event Date|Source Name|Source Sectors|Source Country|Event Text|CAMEO Code|"
        "Intensity|Target Name|Target Sectors|Target Country|Story ID|Sentence Number|Publisher|"
        "City|District|Province|Country|Latitude|Longitude"
    )


def test_an_event_in_icews_columns() -> None:
    assert as_icews() == {
        "Event ID": str(0x0123456789ABC * 2048),
        "Event Date": "2023-12-31",
        "Source Name": "Amaka Obi",
        "Source Sectors": "government,military",
        "Source Country": "Nigeria",
        "Event Text": "Engage in diplomatic cooperation",
        "CAMEO Code": "050",
        "Target Name": "Ruben Silva",
        "Target Sectors": "government",
        "Target Country": "Brazil",
        "Story ID": str(0xFEDCBA987654321),
        "Publisher": "Lagoon Herald",
        "City": "Ikeja",
        "Province": "Lagos",
        "Country": "Nigeria",
        "Latitude": "6.6",
        "Longitude": "3.35",
    }


def test_icews_names_bodies_of_no_country_by_their_kind() -> None:
    line = as_icews(who("UN Mission", "UNO", "MIL"))
    assert line["Source Sectors"] == "United Nations,military"
    assert "Source Country" not in line


def test_icews_gets_no_day_that_nobody_told() -> None:
    assert "Event Date" not in as_icews(date_precision="month")


def test_a_name_that_begins_like_a_formula_is_made_harmless() -> None:
    bad = who("=SUM(A1)", "NGA")
    assert as_gdelt(bad)["Actor1Name"] == "'=SUM(A1)"
    assert as_icews(bad)["Source Name"] == "'=SUM(A1)"
