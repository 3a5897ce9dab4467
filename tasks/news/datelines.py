"""The dateline: the place, and at times the day and agency, printed before an article's text.

What belongs here: recognising one at the start of the first paragraph. What does not: finding the
place on a map.

A dateline is a place, then optionally a country or state, a day and an agency, then a dash (or
TASS's full stop), then text that starts like a sentence. A place in capitals needs no more; one in
ordinary letters needs a day or an agency, or else "Iran – …" would be one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tasks.news.text import words

_CAPITALS = r"(?:[A-Z]{2,}|[A-Z]['’](?=[A-Z])|ST\.)(?:[A-Z]|['’\-](?=[A-Z]))*"
_CAPITAL_PLACE = rf"{_CAPITALS}(?: {_CAPITALS}){{0,3}}"
_WORD = r"[A-Z][\w'’\-]+\.?"
_MIXED_PLACE = rf"{_WORD}(?: (?:de |of |al-)?{_WORD}){{0,2}}"
_COUNTRY = rf"(?:, (?:D\.C\.|(?:[A-Z]\.){{2,3}}|{_WORD}(?: (?:of |the |and )?{_WORD}){{0,3}}))"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)(?:[a-z]{2,6})?\.?"
_DAY = rf"(?:,? (?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?)"
_AGENCY = r"(?:,? ?(?:\([A-Z][\w .&/’'\-]{1,30}\)|/[A-Z][\w .\-]{1,20}/))"
_DASH = r"(?: *(?:[–—―]|--) *| *- +| +- *)"

_CAPITAL_LINE = re.compile(
    rf"(?P<printed>(?P<place>{_CAPITAL_PLACE})(?:/{_CAPITAL_PLACE})?"
    rf"{_COUNTRY}?{_DAY}?{_AGENCY}?){_DASH}(?P<rest>.+)",
    re.DOTALL,
)
_MIXED_LINE = re.compile(
    rf"(?P<printed>(?P<place>{_MIXED_PLACE}){_COUNTRY}?(?:{_DAY}{_AGENCY}?|{_AGENCY}))"
    rf"{_DASH}(?P<rest>.+)",
    re.DOTALL,
)
_TASS_LINE = re.compile(
    rf"(?P<printed>(?P<place>{_CAPITAL_PLACE}){_COUNTRY}?,? {_MONTH} \d{{1,2}}\. /[\w\- ]+/)\.?\s+"
    r"(?P<rest>.+)",
    re.DOTALL,
)
# "GENEVA (RNS) Church leaders …": some agencies print no dash.
_BARE_LINE = re.compile(
    rf"(?P<printed>(?P<place>{_CAPITAL_PLACE}){_COUNTRY}?{_DAY}? \([A-Z]{{2,6}}\)) +(?P<rest>.+)",
    re.DOTALL,
)
_SENTENCE = re.compile(r"[\"'“‘«(\[]*[A-Z0-9]")
_SMALL = words("and au da de del des di do dos du el en es la las le les los of sur")
# Words in capitals that open a line with a dash and are no place: labels and organisations.
_NOT_PLACES = words(
    "ALERT ANALYSIS BLOG BREAKING CAPTION CORRECTED CORRECTION COMMENT DEVELOPING EDITORIAL"
    " EXCLUSIVE EXPLAINED EXPLAINER FACTBOX FEATURE FILE FLASH INTERVIEW JUST LATEST LIVE NEWS"
    " NOTE OPINION PHOTO PHOTOS PODCAST PROFILE READ RECAP SPECIAL TIMELINE TOP UPDATE UPDATED"
    " UPDATES URGENT VIDEO VIEW WATCH WRAPUP"
    " AFRICOM ASEAN BRICS CENTCOM COMESA COVID DAESH ECOWAS EUROPOL FATAH FIFA HAMAS IAEA IGAD"
    " INTERPOL IRGC ISIL ISIS NATO NORAD OPCW OPEC OSCE OXFAM PENTAGON QUAD SADC SIPRI UEFA"
    " UNAMI UNDP UNESCO UNHCR UNICEF UNIFIL UNRWA WHO"
)
LEAD, LINES = 2_000, 6  # characters and lines in which a dateline may stand
# Agencies that sign in ordinary letters; others sign with initials.
_AGENCIES = words(
    "Anadolu Belga Bernama Bloomberg Fars Interfax Kyodo Mehr Petra Reuters Rudaw Shafaq Sputnik"
    " Tasnim Ukrinform Xinhua Yonhap"
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline as printed, without its dash, and its place in ordinary letters."""

    printed: str  # "TEHRAN (Tasnim)"
    place: str  # "Tehran"


def split_dateline(paragraph: str) -> tuple[Dateline | None, str]:
    """Return the dateline of a first paragraph, if it has one, and the text after it."""
    for pattern in (_TASS_LINE, _CAPITAL_LINE, _MIXED_LINE, _BARE_LINE):
        match = pattern.match(paragraph)
        if match and _is_place(match["place"], match["printed"]):
            rest = match["rest"].lstrip()
            if _SENTENCE.match(rest):
                return Dateline(match["printed"].strip(), _place_name(match["place"])), rest
    return None, paragraph


def find_dateline(text: str) -> Dateline | None:
    """Return the first dateline that opens one of the first lines: a headline may stand above."""
    lines = [line for line in text.lstrip()[:LEAD].splitlines() if line.strip()]
    found = (split_dateline(line.strip())[0] for line in lines[:LINES])
    return next((dateline for dateline in found if dateline), None)


def _is_place(place: str, printed: str) -> bool:
    parts = place.replace("-", " ").split()
    if any(word.upper() in _NOT_PLACES for word in parts):
        return False
    agency = re.search(r"\((.+)\)$", printed)
    if agency and not place.isupper():
        return _is_agency(agency[1]) and agency[1] != "".join(word[0] for word in parts)
    # "UN – ", "EU – ": short capitals alone are initials.
    return len(place) > 3 or printed != place


def _is_agency(name: str) -> bool:
    return name.split()[0] in _AGENCIES or re.fullmatch(r"[A-Z]{2,6}", name) is not None


def _place_name(printed: str) -> str:
    if not printed.isupper():
        return printed
    parts = re.split(r"([ \-]|^\w['’])", printed.lower())
    return "".join(
        part if number and part in _SMALL else part.capitalize()
        for number, part in enumerate(parts)
    )
