"""Titles that rules make: "deputy tourism minister" of a portfolio, "Chief of Staff" of a role.

What belongs here: the ways to name the head of a ministry, a deputy and the ministry itself, after
`lexicon/portfolios.csv`; which role phrases must be found as titles. What does not: posts that no
rule makes ("chancellor of the exchequer"); they are in `roles.csv`, whose rows outrank the rules.

Alternatives in one `portfolio` cell share their sectors, as in `roles.csv`. "Health chief" and
"health department" are left out: both are as often of a city, a company or a university.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from tasks.plover.cells import check_example, sectors
from tasks.plover.folding import form_key, role_key
from tasks.plover.tables import read_table

OFFICES = (
    "{} minister|minister of {}|minister for {}|{} secretary|secretary of {}|secretary for {}"
    "|deputy {} minister|deputy minister of {}|deputy minister for {}|vice {} minister"
    "|vice minister of {}|state minister for {}|minister of state for {}"
    "|acting {} minister|acting minister of {}|{} undersecretary"
).split("|")
BODIES = tuple("{} ministry|ministry of {}|ministry for {}|department of {}".split("|"))


def portfolio_phrases(
    file: Path,
) -> Iterator[tuple[str, str, Literal["office", "organ"], tuple[str, ...]]]:
    """Yield each way to say each portfolio, with its key, the kind of role and its sectors.

    Raises TableError for a line that cannot work.
    """
    seen: dict[str, int] = {}
    for row in read_table(file, ("portfolio", "sectors", "example")):
        portfolios, of_row = row.several("portfolio"), sectors(row)
        if not portfolios or row["portfolio"] != row["portfolio"].lower():
            raise row.error(f"portfolio {row['portfolio']!r} must be lower-case words.")
        if not of_row:
            raise row.error("sectors is empty.")
        check_example(row, portfolios)
        for portfolio in portfolios:
            key = role_key(portfolio)  # the forms are keys themselves
            first = seen.setdefault(key, row.line)
            if first != row.line:
                raise row.error(f"{portfolio!r} is there twice, first in line {first}.")
            for form in OFFICES:
                yield form.replace("{}", portfolio), form.replace("{}", key), "office", of_row
            for form in BODIES:
                yield form.replace("{}", portfolio), form.replace("{}", key), "organ", of_row


def longer_titles(phrases: Iterable[str], forms: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Yield the role phrases that hold the form of a shorter honorific, after their keys.

    Without them "Chief" would be all that is seen of "Chief of Staff" and "Army Chief", for
    honorifics are looked up before roles, by the longest form.
    """
    for phrase in phrases:
        words = phrase.replace("-", " ").split()
        if len(words) > 1 and not forms.isdisjoint(words):
            key = phrase if phrase.isascii() and "-" not in phrase else form_key(phrase)
            yield key, phrase
            if words[0] in forms:  # "Chief ministers", "Private companies" begin sentences
                yield (f"{key[:-1]}ies" if key.endswith("y") else f"{key}s"), phrase
