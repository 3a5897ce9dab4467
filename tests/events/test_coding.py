"""Articles of our own, end to end: what is reported, of whom, when, where, and on which words."""

from __future__ import annotations

import re
from datetime import date

import pytest

from tasks.events.coding import VERSION, coder
from tasks.plover.ontology import ontology
from tasks.records import Coding
from tests.events.reading import code, countries, report

ONE_OF_EACH = {
    "AGREE": "Ecuador agreed to share river data with Peru.",
    "CONSULT": "The Malawian president met the Zambian president.",
    "SUPPORT": "Mexico praised the Chilean government.",
    "CONCEDE": "The Indonesian government apologised to East Timor.",
    "COOPERATE": "The Brazilian army held joint exercises with the Colombian army.",
    "AID": "Denmark sent food to Yemen.",
    "RETREAT": "Ethiopian troops withdrew from Somalia.",
    "REQUEST": "Botswana urged Zimbabwe to free the journalist.",
    "ACCUSE": "Slovakia accused Belarus of sheltering smugglers.",
    "REJECT": "The Peruvian president refused to meet the Bolivian envoy.",
    "THREATEN": "North Korea threatened Japan with a missile strike.",
    "PROTEST": "Thousands of protesters marched in Tbilisi against the Georgian government.",
    "SANCTION": "Canada imposed sanctions on Myanmar.",
    "MOBILIZE": "Ethiopia sent troops to Somalia.",
    "COERCE": "Turkish police arrested three journalists in Ankara.",
    "ASSAULT": "Pakistan launched airstrikes on Afghanistan.",
}

ARTICLE = (
    "Chilean Foreign Minister Alberto van Klaveren met his Peruvian counterpart in Lima on "
    "Monday.\n\n"
    "The Chilean minister thanked the Peruvian government for its help. “We condemn the attack "
    "on the Peruvian embassy,” he said.\n\n"
    "On Tuesday, Peru sent food to Haiti. Peruvian police arrested two Chilean smugglers – “at "
    "dawn” – in Tacna."
)


def test_every_event_type_is_tried_here() -> None:
    assert set(ONE_OF_EACH) == set(ontology().event_types)


@pytest.mark.parametrize("event_type", ONE_OF_EACH)
def test_every_event_type_is_reachable(event_type: str) -> None:
    text = ONE_OF_EACH[event_type]
    found = report(text, event_type)
    assert (found.realis, found.article_id) == ("actual", code(text).article_id)
    assert all(p.country for p in found.parties)
    assert found.explanation.startswith("triggers.csv:")


@pytest.mark.parametrize(
    ("text", "event_type", "modes", "actors", "recipients"),
    [
        (
            "The Omani foreign minister visited Baku.",
            "CONSULT",
            ("visit",),
            ["OMN"],
            ["AZE"],
        ),
        (
            "The Swiss foreign minister, Ignazio Cassis, received the Indian envoy.",
            "CONSULT",
            ("visit",),
            ["IND"],
            ["CHE"],
        ),
        (
            "The Japanese foreign minister met the Korean foreign minister in Seoul.",
            "CONSULT",
            ("visit",),
            ["JPN"],
            ["KOR"],
        ),
        (
            "The French president spoke by telephone with the Egyptian president.",
            "CONSULT",
            ("phone",),
            ["FRA", "EGY"],
            [],
        ),
        (
            "Qatar hosted talks between Chad and Sudan.",
            "CONSULT",
            ("third-party",),
            ["TCD", "SDN"],
            [],
        ),
        (
            "Ghana held talks with Togo.",
            "CONSULT",
            (),
            ["GHA", "TGO"],
            [],
        ),
        (
            "Three activists were arrested by Belarusian police.",
            "COERCE",
            ("arrest",),
            ["BLR"],
            ["BLR"],
        ),
        (
            "Hungary criticised Ukraine and Romania.",
            "ACCUSE",
            ("disapprove",),
            ["HUN"],
            ["UKR", "ROU"],
        ),
        (
            "Bolivia was asked by Peru to close the border.",
            "REQUEST",
            (),
            ["PER"],
            ["BOL"],
        ),
        (
            "Brazil plans to send doctors to Haiti.",
            "AGREE",
            (),
            ["BRA"],
            ["HTI"],
        ),
        (
            "Ethiopia will withdraw its troops from Somalia.",
            "CONCEDE",
            (),
            ["ETH"],
            ["SOM"],
        ),
        (
            "Canada will impose sanctions on Georgia.",
            "THREATEN",
            (),
            ["CAN"],
            ["GEO"],
        ),
    ],
)
def test_who_did_what_to_whom(
    text: str, event_type: str, modes: tuple[str, ...], actors: list[str], recipients: list[str]
) -> None:
    found = report(text, event_type)
    assert found.modes == modes
    assert countries(found, "actor") == actors
    assert countries(found, "recipient") == recipients


def test_an_article_is_read_sentence_by_sentence() -> None:
    found = [(r.event_type, r.realis) for r in code(ARTICLE).reports]
    assert [event_type for event_type, _ in found] == [
        "CONSULT",
        "SUPPORT",
        "ACCUSE",
        "AID",
        "COERCE",
    ]
    assert {realis for _, realis in found} == {"actual"}


def test_offsets_point_at_the_very_words() -> None:
    coding = code(ARTICLE)
    triggers = [ARTICLE[r.trigger_start : r.trigger_end] for r in coding.reports]
    assert triggers == ["met", "thanked", "condemn", "sent", "arrested"]
    for found in coding.reports:
        assert all(ARTICLE[p.start : p.end] == p.text for p in found.parties)
        assert found.start <= found.trigger_start < found.trigger_end <= found.end
        assert ARTICLE[found.start : found.end].strip() == ARTICLE[found.start : found.end]
    held = {o.title: ARTICLE[o.start : o.end] for o in coding.offices}
    assert held["foreign minister"] == "Foreign Minister"
    assert "Alberto van Klaveren" in {ARTICLE[m.start : m.end] for m in coding.mentions}


def test_what_reports_refer_to_is_in_the_coding() -> None:
    coding = code(ARTICLE)
    known = {party.id for party in coding.parties}
    assert {p.party_id for r in coding.reports for p in r.parties} <= known
    assert {m.party_id for m in coding.mentions if m.party_id} <= known
    assert {o.party_id for o in coding.offices} <= known
    assert {party_id for party_id, _ in coding.aliases} <= known


def test_ids_of_reports_are_distinct() -> None:
    ids = [r.id for r in code(ARTICLE).reports]
    assert len(ids) == len(set(ids))


def test_coding_twice_gives_the_same() -> None:
    assert code(ARTICLE) == code(ARTICLE)


def test_other_articles_in_between_change_nothing() -> None:
    before = code(ARTICLE)
    code("Chilean Foreign Minister Juana Otra met her Bolivian counterpart in La Paz.")
    assert code(ARTICLE) == before


def test_days_come_from_the_text_against_the_publication_day() -> None:
    days = [(r.event_date, r.date_basis) for r in code(ARTICLE).reports]
    monday, tuesday = date(2024, 5, 13), date(2024, 5, 14)
    assert days[0] == (monday, "text")
    assert days[1] == (monday, "inferred")  # the scene goes on
    assert days[3] == (tuesday, "text")


def test_an_undated_article_gives_no_relative_date() -> None:
    for found in code(ARTICLE, published=None).reports:
        assert (found.event_date, found.date_precision, found.date_basis) == (None, "unknown", None)


def test_an_undated_article_gives_the_dates_it_prints() -> None:
    text = "Peru sent food to Haiti on 3 June 2021."
    (found,) = code(text, published=None).reports
    assert (found.event_date, found.date_basis) == (date(2021, 6, 3), "text")


def test_the_place_is_the_text_s_before_the_dateline_s() -> None:
    met, thanked, *_ = code(ARTICLE, dateline="Santiago").reports
    assert met.place is not None
    assert (met.place.name, met.place_basis) == ("Lima", "text")
    assert thanked.place is not None
    assert (thanked.place.country, thanked.place_basis) == ("CHL", "dateline")


def test_who_is_called_visiting_visits() -> None:
    text = (
        "Iranian army chief Ali Rezai told visiting Iraqi Defence Minister Thamer Jabouri that "
        "Iran sees him as a friend."
    )
    (found,) = [r for r in code(text).reports if r.event_type == "CONSULT"]
    assert [p.country for p in found.in_role("actor")] == ["IRQ"]


def test_the_dateline_is_not_where_something_did_not_happen() -> None:
    (found,) = code("Chad did not expel the French envoy.", dateline="N'Djamena").reports
    assert (found.realis, found.place, found.place_basis) == ("negated", None, None)


def test_a_group_only_described_belongs_where_it_acts() -> None:
    found = report("Police arrested two students in Nairobi.", "COERCE")
    assert countries(found, "actor") == ["KEN"]
    assert {p.basis for p in found.parties} == {"inferred"}


def test_the_coder_is_named_in_every_report() -> None:
    coding = code(ARTICLE)
    assert coding.coder == coder()
    assert re.fullmatch(rf"{VERSION}\+[0-9a-f]{{8}}\+en_core_web_.+", coding.coder)
    assert {r.coder for r in coding.reports} == {coding.coder}


@pytest.mark.parametrize(
    "text",
    [
        "The orchestra opened its season with a symphony.",
        "The striker beat two defenders and scored.",
        "Prices rose by two per cent in April.",
        "She visited her aunt.",
        "The report attacked the problem from a new side.",
    ],
)
def test_no_event_gives_no_report(text: str) -> None:
    assert code(text).reports == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n",
        "Peru",
        ".",
        "met",
        "“”‘’‚„«»‹›",
        "Peru &amp; Chile <b>met</b> &nbsp; in <a href='x'>Lima</a> &#8211; <!-- x -->.",
        "Peru’s “minister” ‘met’ „Chile‟ — … \u00ad\u200b\u2028 today.",
        "🇵🇪 Peru 🤝 met 🇨🇱 Chile 🎉🎉 in Lima 👨‍👩‍👧‍👦.",
        "Peru met\x00 Chile\x00.\x07",
        "التقى وزير الخارجية العماني نظيره العراقي في بغداد يوم السبت.",
        "日本の外相がソウルで会談した。",
        "PERU MET CHILE IN LIMA ON MONDAY.",
        "peru met chile in lima on monday.",
        "Peru\tmet\r\nChile.",
        "e\u0301" * 200,
        "((((((" * 50 + "Peru",
        "Peru and " * 100 + "Chile met.",
    ],
    ids=lambda text: repr(text[:12]),
)
def test_odd_text_is_coded_without_a_crash(text: str) -> None:
    coding = code(text)
    for found in coding.reports:
        assert all(text[p.start : p.end] == p.text for p in found.parties)
    assert all(0 <= m.start < m.end <= len(text) for m in coding.mentions)


def test_html_leftovers_do_not_shift_offsets() -> None:
    text = "Oman &amp; Qatar waited.\n\n<p>Hungary criticised Romania.</p>"
    (found,) = [r for r in code(text).reports if r.event_type == "ACCUSE"]
    assert text[found.trigger_start : found.trigger_end] == "criticised"


def test_a_hundred_kilobytes_are_coded() -> None:
    filler = "The weather in the valley stayed mild and the fields were green. "
    paragraph = filler * 150 + "Hungary criticised Romania."
    text = "\n\n".join([paragraph] * 11)
    assert len(text) > 100_000
    coding: Coding = code(text)
    assert len(coding.reports) == 11
    assert {text[r.trigger_start : r.trigger_end] for r in coding.reports} == {"criticised"}
