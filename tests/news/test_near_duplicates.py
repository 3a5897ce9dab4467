"""Copies, however an outlet alters them, are told from other articles and from templates."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from itertools import combinations, pairwise
from pathlib import Path
from random import Random

import pytest

from tasks.news.near_duplicates import MIN_WORDS, Likeness, compare, is_copy, keys, outline

GOLD = Path(__file__).parents[1] / "gold" / "sample_articles.jsonl"
ARTICLES = [json.loads(line)["text"] for line in GOLD.read_text(encoding="utf-8").splitlines()]
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
OWN = "Our correspondent in the port city adds that shops closed early and few people were about."
LATIN = str.maketrans("aeiou", "eaoui")


def alike(one: str, other: str) -> Likeness:
    return compare(outline(one), outline(other))


def cut(text: str, share: float) -> str:
    """Return the first sentences, up to a share of the words."""
    kept: list[str] = []
    for sentence in re.split(r"(?<=[.!?])\s+", text):
        if len(" ".join([*kept, sentence]).split()) > share * len(text.split()):
            break
        kept.append(sentence)
    return " ".join(kept)


def edited(text: str, share: float) -> str:
    random = Random(text)
    return " ".join("edited" if random.random() < share else word for word in text.split())


def respelt(text: str) -> str:
    """Return the text with every name's vowels otherwise, as another transliteration has them."""
    return re.sub(r"\b[A-Z]\w{3,}", lambda name: name[0][0] + name[0][1:].translate(LATIN), text)


ALTERED: dict[str, Callable[[str], str]] = {
    "cut to 60 %": lambda text: cut(text, 0.6),
    "a headline and a credit line": lambda text: f"A day of talks: {text} With our agencies.",
    "a paragraph added": lambda text: f"{text}\n\n{OWN}",
    "a lead added, a quarter cut": lambda text: f"{OWN}\n\n{cut(text, 0.75)}",
    "one word in 25 edited": lambda text: edited(text, 0.04),
    "names spelled otherwise": respelt,
    "names spelled otherwise, cut": lambda text: cut(respelt(text), 0.6),
    "other quotes and blanks": lambda text: text.replace("'", "’").replace(" ", "\u00a0\n"),
    "in capitals": str.upper,
}


@pytest.mark.parametrize("how", ALTERED)
def test_an_altered_copy_is_proposed_and_told(how: str) -> None:
    for text in ARTICLES:
        copy = ALTERED[how](text)
        assert copy != text
        assert is_copy(alike(text, copy)), (how, text, alike(text, copy))
        assert {*keys(text)} & {*keys(copy)}, (how, text)


def test_articles_of_several_outlets_on_one_subject_are_no_copies() -> None:
    likeness = [alike(one, other) for one, other in combinations(ARTICLES, 2)]
    assert not any(is_copy(each) for each in likeness)
    assert 0 < max(each.containment for each in likeness) < 0.1  # far below the threshold


def test_a_later_article_that_repeats_half_of_an_earlier_one_is_no_copy() -> None:
    for earlier, news in pairwise(ARTICLES):
        later = f"{cut(news, 0.5)}\n\n{cut(earlier, 0.5)}"
        assert not is_copy(alike(earlier, later))


def rates(day: int) -> str:
    return (
        f"The Central Bank of Varland set the official rate of the dollar at {42000 + day * 137} "
        f"krons on {DAYS[day]}. The euro was quoted at {45100 + day * 91} krons and the British "
        f"pound at {52800 + day * 211} krons. On the open market the dollar changed hands at "
        f"{49500 + day * 160} krons, dealers said. The bank publishes its rates every working day "
        "at noon. They apply to imports of essential goods and to the fees of students abroad."
    )


def weather(day: int) -> str:
    return (
        f"The Meteorological Office of Varland expects clear skies on {DAYS[day]}, with a high of "
        f"{31 + day} and a low of {18 + day % 2} degrees. Along the coast winds of "
        f"{20 + 5 * (day % 3)} kilometres an hour are expected and waves of up to {1 + day % 2} "
        "metres. Drivers on the northern roads should take care in the morning, when fog reduces "
        "visibility. The office advises the elderly to stay indoors between noon and four."
    )


def cable(day: int) -> str:
    land = ("Marn", "Koss", "Brel", "Dorvat", "Selkim")[day]
    ruler = ("President Tolla Bren", "King Ansel", "President Ivo Lund", "Queen Sera", "Umar")[day]
    return (
        f"His Majesty King Osmar of Varland has sent a cable of congratulations to {ruler} of "
        f"{land} on the anniversary of the National Day. In the cable the King expressed his best "
        "wishes for the health and happiness of the leader, and for further progress and "
        f"prosperity of the friendly people of {land}. The Crown Prince and the Prime Minister "
        "sent similar cables on the happy occasion."
    )


@pytest.mark.parametrize("notice", [rates, weather, cable])
def test_notices_from_one_template_are_no_copies(notice: Callable[[int], str]) -> None:
    for one, other in combinations(range(len(DAYS)), 2):
        likeness = alike(notice(one), notice(other))
        assert likeness.containment > 0.7  # by their words alone they would be
        assert not is_copy(likeness), likeness
        assert is_copy(alike(notice(one), notice(one)))


def test_a_corrected_figure_and_a_name_told_in_full_leave_a_copy() -> None:
    text = ARTICLES[0].replace("nine people", "9 people")
    corrected = text.replace("9 people", "11 people").replace("Mr Kakar", "Anwaar-ul-Haq Kakar")
    assert 0.75 < alike(text, corrected).agreement < 1
    assert is_copy(alike(text, corrected))


@pytest.mark.parametrize(
    "hostile",
    [
        lambda name: " ".join(f"he met {name}{number} and left" for number in range(9_000)),
        lambda name: "at " + " ".join(f"{name}{number}" for number in range(20_000)),
        lambda name: f"he met {name * 200_000} and left",
    ],
    ids=["many names in one frame", "one run of names", "a giant name"],
)
def test_spelling_is_not_looked_into_without_end(hostile: Callable[[str], str]) -> None:
    # Compared name by name and letter by letter, each of these would take minutes or more.
    assert alike(hostile("Bren"), hostile("Brem")).agreement == 0.0
    assert alike(hostile("Bren"), hostile("Bren")).agreement == 1.0


def test_likeness_is_the_same_both_ways() -> None:
    for one, other in combinations([*ARTICLES[:6], respelt(ARTICLES[0]), rates(0), rates(1)], 2):
        assert alike(one, other) == alike(other, one)


def test_likeness_is_what_its_fields_say() -> None:
    likeness = alike("a b c d e", "a b c d f")  # abc bcd cde; abc bcd cdf
    assert likeness == Likeness(jaccard=2 / 4, containment=2 / 3, agreement=1.0)
    assert alike("a b c", "a b c d e f").containment == 1.0
    assert alike("", "") == Likeness(jaccard=0.0, containment=0.0, agreement=1.0)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mohammed", "Muhammad"),
        ("Kiev", "Kyiv"),
        ("Erdoğan", "Erdogan"),
        ("Sana'a", "Sanaa"),
        ("Qasem", "Kassim"),
        ("1,250.5", "12505"),
    ],
)
def test_spellings_of_one_word_are_one(one: str, other: str) -> None:
    assert alike(f"x y {one}", f"x y {other}").jaccard == 1.0


@pytest.mark.parametrize(("one", "other"), [("in", "on"), ("100", "1000"), ("Oman", "Yemen")])
def test_other_words_are_others(one: str, other: str) -> None:
    assert alike(f"x y {one}", f"x y {other}").jaccard == 0.0


def test_a_short_text_has_no_keys() -> None:
    words = [f"word{number}" for number in range(MIN_WORDS)]
    assert keys(" ".join(words))
    assert keys(" ".join(words[1:])) == keys("") == keys("… — !") == ()


def test_keys_are_the_same_in_every_process() -> None:
    code = "import sys; from tasks.news.near_duplicates import keys; print(keys(sys.argv[1]))"
    for seed in ("1", "2"):
        said = subprocess.run(
            [sys.executable, "-c", code, ARTICLES[0]],
            capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[2],
        )  # fmt: skip
        assert said.stdout.strip() == str(keys(ARTICLES[0]))


def test_keys_are_those_that_databases_already_hold() -> None:
    # A library or rule that makes other keys must come with another METHOD.
    first = keys(" ".join(f"word{number}" for number in range(60)))[:3]
    assert first == (648643364, 649042105, 683347691)
