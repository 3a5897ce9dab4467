"""Which people a sentence counts, and what befell them."""

from __future__ import annotations

import pytest

from tasks.events.language import parse
from tasks.events.magnitudes import stated_in
from tasks.events.phrases import annotate


def stated(text: str) -> list[tuple[str, int, int | None, str]]:
    found: list[tuple[str, int, int | None, str]] = []
    for paragraph in parse(text):
        passage = annotate(paragraph.doc, paragraph.offset)
        for sentence in passage.doc.sents:
            for one in stated_in(sentence, passage):
                words = passage.doc[one.count.first : one.count.last].text
                found.append((one.kind, one.count.least, one.count.most, words))
    return found


@pytest.mark.parametrize(
    ("text", "kind", "least", "most", "words"),
    [
        ("Gunmen killed at least 12 villagers.", "killed", 12, None, "at least 12 villagers"),
        ("A herder was killed by border guards.", "killed", 1, 1, "A herder"),
        ("The drone killed Abdi Warsame on Sunday.", "killed", 1, 1, "Abdi Warsame"),
        ("Dozens of miners died in Potosi.", "killed", 20, None, "Dozens of miners"),
        ("Militants shot dead three aid workers.", "killed", 3, 3, "three aid workers"),
        ("Sixteen people lost their lives in Aden.", "killed", 16, 16, "Sixteen people"),
        ("The ambush claimed 11 lives.", "killed", 11, 11, "11 lives"),
        ("The death toll rose to 57 on Friday.", "killed", 57, 57, "57"),
        ("Officials put the toll at 340.", "killed", 340, 340, "340"),
        ("The shelling caused 12 deaths.", "killed", 12, 12, "12 deaths"),
        ("The deaths of nine monks shocked Lhasa.", "killed", 9, 9, "nine monks"),
        ("The raid left 14 people dead.", "killed", 14, 14, "14 people"),
        ("No one was hurt in the blast.", "wounded", 0, 0, "No one"),
        ("None of the passengers was wounded.", "wounded", 0, 0, "None of the passengers"),
        ("The officers said 3 to 4 nurses had been injured.", "wounded", 3, 4, "3 to 4 nurses"),
        ("Twelve sailors remain missing.", "missing", 12, 12, "Twelve sailors"),
        ("The gang abducted over 100 schoolgirls.", "abducted", 101, None, "over 100 schoolgirls"),
        ("Two engineers were taken hostage.", "abducted", 2, 2, "Two engineers"),
        ("A group of 14 students was kidnapped.", "abducted", 14, 14, "14 students"),
        ("Some 3,000 people were displaced.", "displaced", 3000, 3000, "Some 3,000 people"),
        ("Over 2 million people have fled.", "displaced", 2_000_001, None, "Over 2 million people"),
        ("Police held and arrested a monk and two nuns.", "arrested", 3, 3, "a monk and two nuns"),
        ("Half a dozen smugglers were rounded up.", "arrested", 6, 6, "Half a dozen smugglers"),
        ("The arrest of six journalists was condemned.", "arrested", 6, 6, "six journalists"),
        ("The court sentenced nine dockers to 12 years.", "sentenced", 9, 9, "nine dockers"),
        ("Norway expelled four diplomats.", "expelled", 4, 4, "four diplomats"),
        ("Two Malians and a Thai were deported.", "expelled", 3, 3, "Two Malians and a Thai"),
        ("The rebels freed 13 women and children.", "freed", 13, 13, "13 women and children"),
        ("Thousands marched through Suva.", "protesters", 2000, None, "Thousands"),
        ("Tens of thousands of Georgians rallied.", "protesters", 20_000, None,
         "Tens of thousands of Georgians"),
        ("Hundreds of men took to the streets.", "protesters", 200, None, "Hundreds of men"),
        ("A crowd of 300 people watched.", "protesters", 300, 300, "300 people"),
        ("Police dispersed 500 demonstrators.", "protesters", 500, 500, "500 demonstrators"),
    ],
)  # fmt: skip
def test_a_count_is_read_with_its_words(
    text: str, kind: str, least: int, most: int | None, words: str
) -> None:
    assert stated(text) == [(kind, least, most, words)]


def test_each_fate_of_a_sentence_has_its_own_count() -> None:
    text = "The blast killed 20 people, including 5 children, and injured another 8."
    assert [found[:3] for found in stated(text)] == [("killed", 20, 20), ("wounded", 8, 8)]
    text = "Forty people were killed and up to 30 wounded."
    assert [found[:3] for found in stated(text)] == [("killed", 40, 40), ("wounded", 0, 30)]


def test_people_without_a_number_among_others_leave_the_sum_open() -> None:
    text = "The army killed two rebels and their relatives."
    assert [found[:3] for found in stated(text)] == [("killed", 2, None)]


def test_a_protester_who_is_arrested_is_counted_once() -> None:
    assert [found[0] for found in stated("Police detained 40 protesters.")] == ["arrested"]


@pytest.mark.parametrize(
    "text",
    [
        "The army killed civilians.",
        "The drought killed 300 cattle.",
        "The studio released two films.",
        "Rebels seized three villages.",
        "The prince detained nobody's guest house.",
        "The officers did not kill two men.",
        "Fighters fled over 40 kilometres of desert.",
        "The minister sentenced the plan to 3 years of delay.",
        "A 12-year plan was killed.",
        "The 2011 protesters were released.",
        "The teacher protested in Tartu.",
        "Soldiers met 12 elders.",
    ],
)
def test_what_counts_no_people_is_no_count(text: str) -> None:
    assert stated(text) == []


def test_who_does_it_is_not_counted_among_those_who_suffer_it() -> None:
    text = "The crown prince detained the Omani envoy."
    assert [found[3] for found in stated(text)] == ["the Omani envoy"]
