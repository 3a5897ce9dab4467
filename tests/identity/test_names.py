"""When two names are one person's by their words alone."""

from __future__ import annotations

import pytest

from tasks.identity.names import Degree, Kinship, keys, name_of, relation, surname_key
from tasks.identity.spelling import skeleton, slipped, spelt_alike

ONE = [
    ("Yusuf Al-Rashid", "Youssef al Rasheed", Degree.SAME),
    ("Abd al-Karim Nasri", "Abdulkarim Nasri", Degree.SAME),
    ("Tomáš Dvořáček", "Tomas Dvoracek", Degree.SAME),
    ("Willem van der Zande", "Willem Zande", Degree.SAME),
    ("Min-ho Baek", "Min Ho Baek", Degree.SAME),
    ("Farrukh Qodirov", "Farrukh Kodirov", Degree.SPELT),
    ("Behrouz Tavakoli", "Behruz Tavakkoli", Degree.SPELT),
    ("Ostap Hrytsenkiy", "Ostap Hrytsenky", Degree.SPELT),
    ("Karim Al Jabbar", "Kareem al-Jabbari", Degree.SPELT),
    ("Hamid Shah Rokhi", "Hamid Shahrokhi", Degree.SAME),
    ("Abdolkarim Sadri", "Adbolkarim Sadri", Degree.SLIP),
    ("Parviz Golestani", "Parviz Golstani", Degree.SLIP),
    ("Parviz Reza Golestani", "Parviz Golestani", Degree.SHORTER),
    ("Oleg Petrovich Zimin", "Oleg Zimin", Degree.SHORTER),
    ("O. Zimin", "Oleg Zimin", Degree.PARTLY),
    ("J.K. Mensah", "John Kofi Mensah", Degree.PARTLY),
    ("Amir Tavakoli", "Reza Amir Tavakoli", Degree.PARTLY),
    ("Lucía Ferro", "Lucia Ferro Quintana", Degree.PARTLY),
    ("Baek Min-ho", "Min-ho Baek", Degree.PARTLY),
    ("Rodel Aquino Jr.", "Rodel Aquino", Degree.PARTLY),
    ("Tavakoli", "Reza Amir Tavakoli", Degree.BARE),
    ("bin Nasser", "Fahd bin Nasser", Degree.BARE),
]
TWO = [
    ("Ali Karimi", "Reza Karimi"),
    ("Hassan Karimi", "Hussein Karimi"),
    ("Andrei Lupu", "Andrea Lupu"),
    ("Daniel Costa", "Daniela Costa"),
    ("Mario Bianco", "Maria Bianco"),
    ("Anna Novak", "Anne Novak"),
    ("Ivan Sokolov", "Ivan Sokolova"),
    ("Li Wei", "Li Wen"),
    ("Zhang Yi", "Zhang Yu"),
    ("Ali Khomani", "Ali Khameni"),
    ("Nasser", "Fahd bin Nasser"),
    ("Fahd bin Nasser", "Saud bin Nasser"),
    ("Rodel Aquino Jr.", "Rodel Aquino Sr."),
    ("Parviz Reza Golestani", "Parviz Ali Golestani"),
    ("R. Golestani", "Parviz Golestani"),
    ("Tavakoli", "Reza Karimi"),
    ("Kwame Boateng", "Ama Boateng"),
]


@pytest.mark.parametrize(("one", "other", "degree"), ONE)
def test_forms_of_one_name(one: str, other: str, degree: Degree) -> None:
    for pair in ((one, other), (other, one)):
        found = relation(*map(name_of, pair))
        assert isinstance(found, Kinship)
        assert found.degree == degree


@pytest.mark.parametrize(("one", "other"), TWO)
def test_names_of_two_people(one: str, other: str) -> None:
    assert relation(name_of(one), name_of(other)) == "different"
    assert relation(name_of(other), name_of(one)) == "different"


@pytest.mark.parametrize(("one", "other", "degree"), ONE)
def test_forms_of_one_name_share_a_key(one: str, other: str, degree: Degree) -> None:
    mine, theirs = name_of(one), name_of(other)
    if degree == Degree.BARE:
        assert surname_key(mine, "SYR") == surname_key(theirs, "SYR")
    else:
        assert {*keys(mine, "SYR")} & {*keys(theirs, "SYR")}


def test_what_connects_two_names_is_said_in_words() -> None:
    found = relation(name_of("Oleg Zimin"), name_of("Oleg Petrovich Zimin"))
    assert isinstance(found, Kinship)
    assert found.how == 'same name without "Petrovich"'


def test_a_text_without_letters_is_no_name() -> None:
    assert relation(name_of(""), name_of("Oleg Zimin")) is None
    assert list(keys(name_of(""), "RUS")) == []


def test_bare_surnames_are_one_only_letter_by_letter() -> None:
    assert relation(name_of("Qodirov"), name_of("Kodirov")) is None
    assert isinstance(relation(name_of("Al-Qodiri"), name_of("Qodiri")), Kinship)


def test_a_skeleton_is_what_spellings_share() -> None:
    assert skeleton("golestani") == skeleton("gulistany")
    assert skeleton("yi") != skeleton("yu")


@pytest.mark.parametrize(("one", "other"), [("yi", "yu"), ("andrei", "andrea"), ("kazem", "kazum")])
def test_other_vowels_are_another_word(one: str, other: str) -> None:
    assert not spelt_alike(one, other)


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        ("golestani", "golsetani", True),
        ("golestani", "golestanis", False),
        ("golestani", "folestani", False),
        ("golestani", "golastane", False),
        ("karimi", "karami", False),
    ],
)
def test_a_slip_is_one_inner_letter_of_a_long_word(one: str, other: str, is_one: bool) -> None:
    assert slipped(one, other) is slipped(other, one) is is_one
