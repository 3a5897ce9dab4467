"""Datelines in the styles of the agencies, and what only looks like one."""

from __future__ import annotations

import pytest

from tasks.news.datelines import find_dateline, split_dateline

REST = "The two ministers met on Monday."


@pytest.mark.parametrize(
    ("start", "printed", "place"),
    [
        ("TEHRAN – ", "TEHRAN", "Tehran"),
        ("TEHRAN - ", "TEHRAN", "Tehran"),
        ("TEHRAN- ", "TEHRAN", "Tehran"),
        ("ANKARA — ", "ANKARA", "Ankara"),
        ("ANKARA—", "ANKARA", "Ankara"),
        ("LONDON -- ", "LONDON", "London"),
        ("TEHRAN (Tasnim) - ", "TEHRAN (Tasnim)", "Tehran"),
        ("TEHRAN (Tasnim)- ", "TEHRAN (Tasnim)", "Tehran"),
        ("TEHRAN, Mar. 05 (MNA) – ", "TEHRAN, Mar. 05 (MNA)", "Tehran"),
        ("BAGHDAD, March 4 (Xinhua) -- ", "BAGHDAD, March 4 (Xinhua)", "Baghdad"),
        ("ANKARA, 4 March 2023 (AA) – ", "ANKARA, 4 March 2023 (AA)", "Ankara"),
        ("MOSCOW, February 3. /TASS/. ", "MOSCOW, February 3. /TASS/", "Moscow"),
        ("UFA, July 3. /TASS/. ", "UFA, July 3. /TASS/", "Ufa"),
        ("Kyiv, Ukraine (AP) — ", "Kyiv, Ukraine (AP)", "Kyiv"),
        ("Baghdad (INA) - ", "Baghdad (INA)", "Baghdad"),
        ("New York, March 3 (UNI) — ", "New York, March 3 (UNI)", "New York"),
        ("GAZA CITY, Gaza Strip (AP) — ", "GAZA CITY, Gaza Strip (AP)", "Gaza City"),
        ("WASHINGTON, D.C. — ", "WASHINGTON, D.C.", "Washington"),
        ("UNITED NATIONS (Reuters) - ", "UNITED NATIONS (Reuters)", "United Nations"),
        ("PORT-AU-PRINCE, Haiti – ", "PORT-AU-PRINCE, Haiti", "Port-au-Prince"),
        ("RIO DE JANEIRO – ", "RIO DE JANEIRO", "Rio de Janeiro"),
        ("THE HAGUE (AFP) – ", "THE HAGUE (AFP)", "The Hague"),
        ("ST. PETERSBURG, Russia – ", "ST. PETERSBURG, Russia", "St. Petersburg"),
        ("SANA’A – ", "SANA’A", "Sana’a"),
        ("GENEVA (ENI) ", "GENEVA (ENI)", "Geneva"),
        ("N'DJAMENA – ", "N'DJAMENA", "N'Djamena"),
        ("JERUSALEM/GAZA (Reuters) - ", "JERUSALEM/GAZA (Reuters)", "Jerusalem"),
    ],
)
def test_datelines_are_taken_off(start: str, printed: str, place: str) -> None:
    dateline, rest = split_dateline(start + REST)
    assert dateline is not None
    assert (dateline.printed, dateline.place, rest) == (printed, place, REST)


@pytest.mark.parametrize(
    "text",
    [
        "COVID-19 – The clinics are full again.",
        "NATO – The alliance meets in spring.",
        "UN – The council meets today.",
        "BREAKING – The port is closed.",
        "Iran – The team won again.",
        "Baghdad, Iraq — The old town is quiet.",
        "World Food Programme (WFP) – The agency needs grain.",
        "Senator Roe (Democrat) – The bill is dead.",
        "A man in Tehran – The capital – was hurt.",
        "TEHRAN - the capital - was quiet.",
        "The minister left on Monday.",
        "TEHRAN",
        "",
    ],
)
def test_other_openings_stay(text: str) -> None:
    assert split_dateline(text) == (None, text)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f"LIMA – {REST}", "Lima"),
        (f"Ministers meet\nWire | Updated: 12:30\n\nLIMA -- {REST}", "Lima"),
        (f"Ministers meet\n{REST}\n" * 4 + f"LIMA – {REST}", None),
        (f"Ministers meet in LIMA – {REST}", None),
    ],
)
def test_a_dateline_is_found_below_a_headline(text: str, place: str | None) -> None:
    found = find_dateline(text)
    assert (found.place if found else None) == place
