"""To which report of a sentence its counts belong."""

from __future__ import annotations

from tests.events.reading import code, report


def counts(text: str, event_type: str) -> list[tuple[str, int, int | None]]:
    return [(c.kind, c.least, c.most) for c in report(text, event_type).counts]


def test_each_report_of_a_sentence_has_its_own_counts() -> None:
    text = (
        "Kenyan police opened fire on the crowd in Kisii, killing two men, and arrested 31 people."
    )
    found = {r.event_type: [(c.kind, c.least) for c in r.counts] for r in code(text).reports}
    assert found == {"ASSAULT": [("killed", 2)], "COERCE": [("arrested", 31)]}


def test_a_count_is_of_no_report_whose_type_it_does_not_fit() -> None:
    text = "Chad expelled four Sudanese diplomats on Monday and bombed a Sudanese army camp."
    found = {r.event_type: [(c.kind, c.least) for c in r.counts] for r in code(text).reports}
    assert found == {"SANCTION": [("expelled", 4)], "ASSAULT": []}


def test_the_dead_are_those_of_the_strike_that_killed_them() -> None:
    text = (
        "Turkish jets struck the Iraqi village of Dola on Monday and killed at least four farmers."
    )
    assert counts(text, "ASSAULT") == [("killed", 4, None)]


def test_the_dead_of_a_raid_and_of_what_it_was_done_with_are_its_own() -> None:
    raid = "Turkey's bombardment of the Iraqi village of Dola wounded three farmers."
    assert counts(raid, "ASSAULT") == [("wounded", 3, 3)]
    blasts = "Turkish jets struck the Iraqi village of Dola and the blasts killed two shepherds."
    assert counts(blasts, "ASSAULT") == [("killed", 2, 2)]


def test_a_crowd_is_its_protests_alone() -> None:
    text = "About 5,000 Georgians protested against the Russian government in Batumi on Monday."
    assert counts(text, "PROTEST") == [("protesters", 5000, 5000)]


def test_the_dead_of_another_happening_are_not_these() -> None:
    flood = "Malian soldiers attacked a Tuareg camp as a flood killed 200 people in Gao."
    before = "Malian soldiers attacked a Tuareg camp a week after nine traders had been killed."
    assert counts(flood, "ASSAULT") == counts(before, "ASSAULT") == []


def test_meetings_have_no_counts() -> None:
    text = "The Chilean president met the Peruvian president after 12 miners had been killed."
    assert all(r.counts == () for r in code(text).reports if r.event_type == "CONSULT")


def test_a_count_stands_at_its_words() -> None:
    text = "Rains fell.\n\nNorway expelled four Russian diplomats on Tuesday."
    (count,) = report(text, "SANCTION").counts
    assert text[count.start : count.end] == count.words == "four Russian diplomats"
