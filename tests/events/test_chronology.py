"""The day an article counts from, and what a report without a time of its own may inherit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tasks.events.chronology import Told, settle_dates, told_of
from tasks.events.dating import UNDATED
from tasks.events.timeline import OwnDay, Timeline, own_day
from tasks.records import Report, ReportParty, Role
from tests.events.reading import WEDNESDAY, article, code, read, token

FRIDAY = date(2024, 5, 10)


def party(role: Role, country: str) -> ReportParty:
    return ReportParty(
        role=role,
        position=0,
        party_id=f"id-{country}",
        start=0,
        end=1,
        text="x",
        country=country,
        sectors=("GOV",),
        basis="text",
    )


UNDATED_REPORT = Report(
    article_id="a",
    start=0,
    end=9,
    trigger_start=2,
    trigger_end=5,
    event_type="CONSULT",
    modes=(),
    realis="actual",
    parties=(party("actor", "PER"), party("recipient", "CHL")),
    event_date=None,
    date_precision="unknown",
    date_basis=None,
    place=None,
    place_basis=None,
    confidence=0.5,
    coder="test",
)
ON_FRIDAY = replace(UNDATED_REPORT, event_date=FRIDAY, date_precision="day", date_basis="text")
PRAISE = replace(UNDATED_REPORT, event_type="SUPPORT")


def told(
    report: Report, *, has_time: bool = False, is_news: bool = True, paragraph: int = 0
) -> Told:
    return Told(report, has_time, is_news, paragraph)


def last(*items: Told, published: date | None = WEDNESDAY) -> tuple[date | None, str, str | None]:
    found = settle_dates(items, OwnDay(published))[-1]
    return found.event_date, found.date_precision, found.date_basis


def test_a_report_with_its_own_day_keeps_it() -> None:
    assert last(told(ON_FRIDAY, has_time=True)) == (FRIDAY, "day", "text")


def test_the_same_happening_gives_its_day() -> None:
    assert last(told(ON_FRIDAY), told(UNDATED_REPORT)) == (FRIDAY, "day", "inferred")


def test_the_same_happening_may_be_told_later() -> None:
    first, _ = settle_dates([told(UNDATED_REPORT), told(ON_FRIDAY)], OwnDay(WEDNESDAY))
    assert (first.event_date, first.date_basis) == (FRIDAY, "inferred")


def test_a_scene_gives_its_day_to_what_follows_in_it() -> None:
    assert last(told(ON_FRIDAY), told(PRAISE)) == (FRIDAY, "day", "inferred")


def test_a_scene_of_other_countries_gives_nothing() -> None:
    elsewhere = replace(PRAISE, parties=(party("actor", "PER"), party("recipient", "BOL")))
    assert last(told(ON_FRIDAY), told(elsewhere)) == (WEDNESDAY, "day", "publication")


def test_news_without_a_time_is_of_the_publication_day() -> None:
    assert last(told(UNDATED_REPORT)) == (WEDNESDAY, "day", "publication")


def test_a_time_that_could_not_be_read_is_not_replaced() -> None:
    assert last(told(UNDATED_REPORT, has_time=True)) == (None, "unknown", None)


def test_an_event_only_named_takes_the_day_of_its_happening_alone() -> None:
    named = told(UNDATED_REPORT, is_news=False)
    assert last(named) == (None, "unknown", None)
    assert last(told(ON_FRIDAY), named) == (FRIDAY, "day", "inferred")
    assert last(told(ON_FRIDAY), told(PRAISE, is_news=False)) == (None, "unknown", None)


def test_what_did_not_happen_takes_no_day() -> None:
    denied = replace(UNDATED_REPORT, realis="negated")
    assert last(told(ON_FRIDAY), told(denied)) == (None, "unknown", None)


def test_without_a_publication_day_nothing_is_inherited() -> None:
    assert last(told(ON_FRIDAY), told(UNDATED_REPORT), published=None) == (None, "unknown", None)


def test_no_report_gives_no_report() -> None:
    assert settle_dates([], OwnDay(WEDNESDAY)) == ()


THURSDAY = date(2024, 5, 9)
ON_THURSDAY = replace(ON_FRIDAY, event_type="ACCUSE", event_date=THURSDAY)


def test_a_paragraph_goes_on_with_its_last_day() -> None:
    items = told(ON_FRIDAY), told(ON_THURSDAY, paragraph=90), told(PRAISE, paragraph=90)
    assert last(*items) == (THURSDAY, "day", "inferred")


def test_a_new_paragraph_returns_to_the_first_day_of_the_article() -> None:
    items = told(ON_FRIDAY), told(ON_THURSDAY, paragraph=90), told(PRAISE, paragraph=180)
    assert last(*items) == (FRIDAY, "day", "inferred")


LAST_WEEK = replace(ON_FRIDAY, date_precision="week")


@pytest.mark.parametrize(
    "scene",
    [
        told(replace(ON_FRIDAY, realis="historical")),
        told(replace(ON_FRIDAY, date_basis="inferred", start=500)),
        replace(told(LAST_WEEK), is_verb=False),
    ],
)
def test_only_what_happened_when_the_text_says_makes_a_scene(scene: Told) -> None:
    assert last(scene, told(PRAISE)) == (WEDNESDAY, "day", "publication")


def test_reports_of_one_sentence_share_what_they_inherit() -> None:
    before = replace(ON_FRIDAY, date_basis="inferred")
    assert last(told(before), told(PRAISE)) == (FRIDAY, "day", "inferred")


def test_a_time_told_of_more_of_the_parties_outranks_the_last_one() -> None:
    visit = replace(LAST_WEEK, parties=PRAISE.parties)
    other = replace(ON_THURSDAY, parties=tuple(replace(p, party_id="x") for p in PRAISE.parties))
    assert last(told(visit), told(other), told(PRAISE)) == (FRIDAY, "week", "inferred")


def test_a_scene_of_last_week_goes_on_in_its_paragraph_only() -> None:
    assert last(told(LAST_WEEK), told(PRAISE)) == (FRIDAY, "week", "inferred")
    assert last(told(LAST_WEEK), told(PRAISE, paragraph=90)) == (WEDNESDAY, "day", "publication")


def test_news_takes_the_day_of_the_dateline() -> None:
    found = settle_dates([told(UNDATED_REPORT)], OwnDay(FRIDAY, "dateline"))[0]
    assert (found.event_date, found.date_basis) == (FRIDAY, "dateline")


@pytest.mark.parametrize(
    ("printed", "day", "basis"),
    [
        ("KATHMANDU, May 14 (Xinhua)", date(2024, 5, 14), "dateline"),
        ("KATHMANDU, May 16 (Xinhua)", date(2024, 5, 16), "dateline"),
        ("KATHMANDU, May 15 (Xinhua)", WEDNESDAY, "publication"),
        ("KATHMANDU, May 1 (Xinhua)", WEDNESDAY, "publication"),
        ("KATHMANDU (AFP)", WEDNESDAY, "publication"),
        (None, WEDNESDAY, "publication"),
    ],
)
def test_an_article_counts_from_its_dateline_s_day(
    printed: str | None, day: date, basis: str
) -> None:
    found = own_day(replace(article("Nepal voted."), dateline=printed))
    assert (found.day, found.basis) == (day, basis)


@pytest.mark.parametrize(
    ("printed", "day"),
    [("QUITO, March 3", None), ("QUITO, March 3, 2021", date(2021, 3, 3)), (None, None)],
)
def test_without_publication_only_a_full_dateline_gives_a_day(
    printed: str | None, day: date | None
) -> None:
    assert own_day(replace(article("Peru voted.", published=None), dateline=printed)).day == day


def after(text: str, word: str, published: date | None = WEDNESDAY) -> date | None:
    """Return the day of a word of a text whose paragraphs are told in order."""
    reading = read(text)
    return Timeline(reading.passages, OwnDay(published)).date_of(reading.at(word)[0]).day


@pytest.mark.parametrize(
    ("before", "day"),
    [
        ("Rebels took Kassari on Friday.", date(2024, 5, 11)),
        ("Rebels took Kassari on Friday.\n\nThe town is old.", date(2024, 5, 11)),
        ("Rebels took Kassari on Friday. Guards fled on Monday.", date(2024, 5, 14)),
        ("Rebels took Kassari on Friday. Elections are due on 2 June.", date(2024, 5, 11)),
        ("Rebels took Kassari on Friday. Guards may stay until Monday.", date(2024, 5, 11)),
        ("Rebels took Kassari on Friday. A truce was signed last week.", date(2024, 5, 11)),
        ("Rebels took Kassari.", None),
    ],
)
def test_a_day_later_counts_from_the_last_day_told(before: str, day: date | None) -> None:
    assert after(f"{before} A day later, guards shelled it.", "shelled") == day


def test_days_told_in_full_carry_an_article_without_a_day() -> None:
    text = "Rebels took Kassari on 21 March 2018. On 22 March, guards shelled it."
    assert after(text, "shelled", None) == date(2018, 3, 22)
    assert after(text.replace("2018", ""), "shelled", None) is None


@pytest.mark.parametrize(
    ("text", "word", "is_news"),
    [
        ("Chile met Peru.", "met", True),
        ("Chile said it had met Peru.", "met", True),
        ("Chile had met Peru in secret.", "met", False),
        ("Chile has repeatedly met Peru.", "met", False),
        ("Chile, which met Peru, is content.", "met", False),
        ("Chile broke with Peru in 2016 after a crowd stormed its embassy.", "stormed", False),
        ("Chile is angry after a crowd stormed its embassy.", "stormed", True),
    ],
)
def test_background_is_no_news(text: str, word: str, is_news: bool) -> None:
    found = told_of(UNDATED_REPORT, token(text, word), is_noun=False, paragraph=0)
    assert found.is_news == is_news


@pytest.mark.parametrize(
    ("text", "word", "is_news"),
    [
        ("Chile and Peru held talks.", "talks", True),
        ("Chile fears the talks.", "talks", False),
        ("It was his first visit to Peru.", "visit", True),
        ("The minister, who is on a visit to Peru, is content.", "visit", True),
        ("The minister, who was on a visit to Peru, is content.", "visit", False),
    ],
)
def test_a_noun_is_news_where_a_clause_tells_it(text: str, word: str, is_news: bool) -> None:
    found = told_of(UNDATED_REPORT, token(text, word), is_noun=True, paragraph=0)
    assert found.is_news == is_news


def test_a_future_act_keeps_its_own_time_only() -> None:
    text = "Uganda said on Monday that it will send troops to Somalia"
    for words, day in (("", None), (" on 3 June", date(2024, 6, 3))):
        found = [r for r in code(f"{text}{words}.").reports if r.realis == "future"]
        assert {r.event_date for r in found} <= {day}


def test_an_agreement_is_not_of_the_day_that_is_agreed() -> None:
    (found,) = code("Peru agreed on Monday to meet Chile on 3 June.").reports
    assert (found.event_type, found.event_date) == ("AGREE", date(2024, 5, 13))


def test_no_article_without_a_day_gets_one() -> None:
    text = "Peru met Chile on Monday. A day later, Peru thanked Chile.\n\nPeru sent food to Haiti."
    reports = code(text, published=None).reports
    assert len(reports) == 3
    assert {r.event_date for r in reports} == {UNDATED.day}


@pytest.mark.parametrize(
    ("later", "day"),
    [
        ("On 13 October 2016, Boko Haram freed nine nurses.", date(2016, 10, 13)),
        ("On 14 October 2016, Boko Haram freed nine nurses.", None),
        ("On 13 October 2016, Boko Haram killed nine nurses.", None),
    ],
)
def test_a_weekday_may_be_told_in_full_elsewhere(later: str, day: date | None) -> None:
    text = f"Boko Haram freed nine nurses on Thursday.\n\n{later}"
    assert code(text, published=None).reports[0].event_date == day


@pytest.mark.parametrize(
    ("later", "day"),
    [
        ("Monday's bombing is the first in years.", date(2024, 5, 13)),
        ("The bombing late on Monday is the first in years.", date(2024, 5, 13)),
        ("Monday's bombing was worse than Friday's bombing.", None),
        ("The bombing on 3 March is not forgotten.", None),
        ("Bombing until Monday is likely.", None),
    ],
)
def test_an_occasion_is_of_the_one_day_it_is_given(later: str, day: date | None) -> None:
    text = f"The death toll from the bombing rose to nine on Tuesday.\n\n{later}"
    assert after(text, "bombing") == day


def test_news_of_where_the_day_had_begun_is_of_that_day() -> None:
    tomorrow, elsewhere = date(2024, 5, 16), (party("actor", "FJI"), party("recipient", "TON"))
    news = told(replace(PRAISE, parties=elsewhere))
    begun = replace(ON_THURSDAY, event_date=tomorrow)
    assert last(told(begun), news) == (tomorrow, "day", "inferred")
    assert last(told(replace(begun, realis="future")), news) == (WEDNESDAY, "day", "publication")
