"""The same sentence in other countries: words, articles, spans."""

from __future__ import annotations

from random import Random

from tasks.events.marking import Candidate, Chars
from training.renaming import changed, renamed

TEXT = "An Indian patrol from India stopped a Kenyan ship, New Delhi said in Nairobi."


def at(text: str, word: str) -> Chars:
    start = text.index(word)
    return start, start + len(word)


def candidate() -> Candidate:
    return Candidate(
        text=TEXT,
        actors=(at(TEXT, "Indian patrol"), at(TEXT, "New Delhi")),
        recipients=(at(TEXT, "Kenyan ship"),),
        trigger=at(TEXT, "stopped"),
    )


def words(found: Candidate, spans: tuple[Chars, ...]) -> list[str]:
    return [found.text[start:end] for start, end in spans]


def test_every_name_of_a_country_changes_with_it() -> None:
    found = renamed(candidate(), Random(3))
    for gone in ("India", "Kenya", "New Delhi", "Nairobi"):
        assert gone not in found.text
    people, other = (words(found, (span,))[0].split()[0] for span in
                     (found.actors[0], found.recipients[0]))  # fmt: skip
    assert people != other


def test_spans_follow_their_words() -> None:
    for seed in range(20):
        found = renamed(candidate(), Random(seed))
        assert words(found, found.actors[:1])[0].endswith(" patrol")
        assert words(found, found.recipients)[0].endswith(" ship")
        assert found.trigger is not None
        assert words(found, (found.trigger,)) == ["stopped"]
        capital = words(found, found.actors[1:])[0]
        assert f", {capital} said" in found.text


def test_articles_follow_the_sound() -> None:
    one = Candidate(text="A Kenyan spoke to an Omani.", actors=((2, 8),))
    found = changed(one, [(2, 8, "Omani"), (0, 1, "An"), (21, 26, "Kenyan"), (18, 20, "a")])
    assert found.text == "An Omani spoke to a Kenyan."
    assert words(found, found.actors) == ["Omani"]
    for seed in range(20):
        text = renamed(one, Random(seed)).text
        first, people = text.split()[:2]
        assert first == ("An" if people[0] in "AEIO" else "A")


def test_a_boundary_inside_a_name_moves_to_its_nearer_end() -> None:
    one = Candidate(text="East Timor waits", actors=((5, 10),), trigger=(11, 16))
    found = changed(one, [(0, 10, "Fiji")])
    assert words(found, found.actors) == ["Fiji"]
    assert found.trigger == (5, 10)


def test_a_sentence_without_countries_stays() -> None:
    one = Candidate(text="The harbour board met.", actors=((4, 17),))
    assert renamed(one, Random(0)) == one
