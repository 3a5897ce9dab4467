"""Whose time an expression is: predicates in sentences of Wednesday, 15 May 2024."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tasks.events.dating import UNDATED, Dated, date_of, names_time
from tasks.events.times import expressions
from tests.events.reading import WEDNESDAY, token

TOLD = date(2024, 5, 6)
TWO_TIMES = "Kenya's Amos Rotich, who visited Kigali in March, met the envoy on Monday."
REPORTED = "Pakistan said on Monday that its forces killed four smugglers on Sunday."
SHOT = "Guards had shot at hundreds of miners walking towards the ministry on Monday."
THANKED = "Fiji's envoy thanked Tonga for its help during the siege in 2014."
SIEGE = "Fiji thanked Tonga during the siege in 2014."
ROSE = "The death toll from the bombing rose to nine on Tuesday."


def dated(text: str, word: str, told: date | None = TOLD) -> str:
    found = date_of(token(text, word), WEDNESDAY, told=told)
    return f"{found.day} {found.precision}" if found.day else "none"


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Rebels shelled Kassari late on Saturday.", "shelled", "2024-05-11 day"),
        ("Early Saturday soldiers raided two villages.", "raided", "2024-05-11 day"),
        ("Officers arrested a pastor in Mbala on Sunday night.", "arrested", "2024-05-12 day"),
        ("On Friday evening, guerrillas attacked Tibú.", "attacked", "2024-05-10 day"),
        ("Tonga recalled its envoy last week.", "recalled", "2024-05-06 week"),
        ("Police arrested 40 students in late April.", "arrested", "2024-04-01 month"),
        ("In July 2017, Bolivia and Chile signed a pact.", "signed", "2017-07-01 month"),
        ("The minister visited Hanoi from 3 to 5 May.", "visited", "2024-05-03 day"),
        ("Gunmen killed nine people between Friday and Sunday.", "killed", "2024-05-10 week"),
        ("The army has shelled the port since Monday.", "shelled", "2024-05-13 day"),
        ("Gunmen killed a judge in Kabul in March 2017.", "killed", "2017-03-01 month"),
        ("A court on Tuesday gave two officers three years.", "gave", "2024-05-14 day"),
    ],
)
def test_a_verb_takes_the_time_beside_it(text: str, word: str, expected: str) -> None:
    assert dated(text, word) == expected


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Friday's attack killed four guards in Herat.", "attack", "2024-05-10 day"),
        ("The March 3 raid angered Quito.", "raid", "2024-03-03 day"),
        ("Ministers discussed a meeting on Tuesday in Oslo.", "meeting", "2024-05-14 day"),
        ("Iraq has not forgotten the 2003 invasion.", "invasion", "2003-01-01 year"),
        ("Turkey and Greece held talks in Izmir on Monday.", "talks", "2024-05-13 day"),
        ("Seoul confirmed a missile test on Friday.", "test", "2024-05-10 day"),
        ("Six guards died on Friday in an attack.", "attack", "2024-05-10 day"),
        ("Six guards were killed on Friday by strikes.", "strikes", "2024-05-10 day"),
        (SIEGE, "siege", "2014-01-01 year"),
    ],
)
def test_a_noun_takes_the_time_beside_it(text: str, word: str, expected: str) -> None:
    assert dated(text, word) == expected


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The talks began on Monday and ended on Tuesday.", "began", "2024-05-13 day"),
        ("The talks began on Monday and ended on Tuesday.", "ended", "2024-05-14 day"),
        (TWO_TIMES, "visited", "2024-03-01 month"),
        (TWO_TIMES, "met", "2024-05-13 day"),
        (REPORTED, "said", "2024-05-13 day"),
        (REPORTED, "killed", "2024-05-12 day"),
        ("Chad on Wednesday condemned Monday's raid.", "condemned", "2024-05-15 day"),
        ("Chad on Wednesday condemned Monday's raid.", "raid", "2024-05-13 day"),
    ],
)
def test_each_of_two_predicates_takes_its_own_time(text: str, word: str, expected: str) -> None:
    assert dated(text, word) == expected


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Oslo said on Saturday that it condemns the raid.", "condemns", "2024-05-11 day"),
        ("Oslo said after talks on Saturday that it backs Quito.", "backs", "2024-05-11 day"),
        ("A bomb went off on Friday, killing six soldiers.", "killing", "2024-05-10 day"),
        ("He flew on Friday to Lima, where he met Chile's envoy.", "met", "2024-05-10 day"),
        ("He met the envoy on Friday when he visited Lima.", "visited", "2024-05-10 day"),
        (SHOT, "shot", "2024-05-13 day"),
    ],
)
def test_clauses_that_tell_one_scene_share_its_time(text: str, word: str, expected: str) -> None:
    assert dated(text, word) == expected


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Chad condemned Monday's raid on Abéché.", "condemned"),
        ("Norway froze the funds following talks on Monday.", "froze"),
        ("Peru withdrew its envoy on Friday after La Paz sheltered a fugitive.", "sheltered"),
        ("Fiji cancelled on Friday the deal signed with Tonga.", "signed"),
        ("Chad condemned the raid on Friday.", "raid"),
        (THANKED, "thanked"),
        (SIEGE, "thanked"),
        (ROSE, "bombing"),
        ("Jordan invited Syria to talks in Amman on Saturday.", "invited"),
        ("Bolivia urged the miners to leave by Friday.", "urged"),
        ("Oslo postponed the talks to Friday.", "postponed"),
        ("Miners will march through Potrero until Friday.", "march"),
        ("Miners marched through Potrero for three days.", "marched"),
        ("Protesters have gathered every Friday outside the ministry.", "gathered"),
        ("The army has shelled the port since 2022.", "shelled"),
    ],
)
def test_the_time_of_something_else_is_not_taken(text: str, word: str) -> None:
    assert dated(text, word) == "none"


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Chad expelled two officers the same day.", "expelled", "2024-05-06 day"),
        ("Two days later Chad expelled two officers.", "expelled", "2024-05-08 day"),
        ("Chad had expelled two officers a day earlier.", "expelled", "2024-05-05 day"),
        ("Chad expelled two officers two days ago.", "expelled", "2024-05-13 day"),
        ("Troops landed on Friday and left two days later.", "left", "2024-05-12 day"),
    ],
)
def test_a_time_may_count_from_the_last_day_told(text: str, word: str, expected: str) -> None:
    assert dated(text, word) == expected


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The envoys will meet in Suva on Friday.", "meet", "2024-05-17 day"),
        ("The two governments agreed to meet on Monday.", "meet", "2024-05-20 day"),
        ("Oslo said the envoys would meet on Monday.", "meet", "2024-05-20 day"),
        ("The vote is scheduled for 2 June.", "vote", "2024-06-02 day"),
        ("The envoys refused to meet on Monday.", "meet", "2024-05-13 day"),
        ("Cuba will send doctors to Haiti on 3 March.", "send", "2025-03-03 day"),
    ],
)
def test_what_is_to_come_is_dated_ahead(text: str, word: str, expected: str) -> None:
    assert dated(text, word) == expected


def test_a_time_is_one_s_own_or_that_of_the_verb_of_saying() -> None:
    assert date_of(token(REPORTED, "killed"), WEDNESDAY).is_own
    text = "Pakistan said on Monday that it will send troops."
    assert not date_of(token(text, "send"), WEDNESDAY).is_own


@pytest.mark.parametrize(
    ("text", "word", "named"),
    [
        ("Oslo met the rebels recently.", "met", True),
        ("Oslo met the rebels at Easter.", "met", True),
        ("Oslo has met the rebels since 2020.", "met", True),
        ("Bertrand Okoye, 71, met the envoy.", "met", False),
        ("Hours later, Oslo met the rebels.", "met", False),
        ("Oslo ordered the rebels to leave by Friday.", "ordered", False),
    ],
)
def test_a_time_that_cannot_be_read_is_still_named(text: str, word: str, named: bool) -> None:
    assert names_time(token(text, word)) == named


RELATIVE = (
    "Saturday|last week|yesterday|two days ago|this month|late March|May 3|in December|tomorrow"
    "|the weekend|on New Year's Day|between Monday and Friday|next Tuesday|last year|overnight"
).split("|")


@pytest.mark.parametrize("words", RELATIVE)
@pytest.mark.parametrize("published", [WEDNESDAY + timedelta(days=n) for n in range(0, 400, 37)])
def test_a_time_rests_on_publication_and_is_not_past_it(words: str, published: date) -> None:
    past, ahead = (f"Fijian troops {verb} Suva {words}." for verb in ("left", "will leave"))
    assert date_of(token(past, "left"), None) == UNDATED
    assert date_of(token(ahead, "leave"), None) == UNDATED
    found = date_of(token(past, "left"), published)
    assert found.day is not None
    to_come = words in {"tomorrow", "next Tuesday"}
    assert (found.day > published) == to_come


def test_an_article_without_a_day_keeps_full_dates_and_what_counts_from_them() -> None:
    text = "Troops left Suva on 3 May 2019 and came back two days later."
    assert date_of(token(text, "left"), None) == Dated(date(2019, 5, 3), "day", "text")
    assert date_of(token(text, "came"), None) == Dated(date(2019, 5, 5), "day", "text")


def test_the_times_of_a_sentence_stand_in_order() -> None:
    sentence = token("On Monday, two days after the vote, he left until March.", "left").sent
    spans = [named.span.text for named in expressions(sentence)]
    assert spans == ["Monday", "two days after", "March"]
