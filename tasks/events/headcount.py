"""How many people a noun phrase counts.

What belongs here: who is counted, and which number of the sentence says so. What does not: reading
numbers (`numerals`), what befell the people (`magnitudes`).

One person who is named or described counts as one ("a man", "the mayor", "Ana Ruiz"); people
without a number ("civilians") are none told. Of "three soldiers and a driver" the parts are added
up; where people among them have no number, the sum is a lower bound.
"""

from __future__ import annotations

from dataclasses import dataclass

from tasks.events.arguments import preposition
from tasks.events.language import Span, Token
from tasks.events.numerals import Numeral, numerals
from tasks.events.phrases import Passage, base, conjuncts

PEOPLE = frozenset(
    "people person man woman child boy girl baby infant civilian soldier officer policeman "
    "policewoman villager resident worker student pupil teacher farmer fisherman fisher miner "
    "migrant refugee journalist reporter doctor nurse medic passenger member fighter militant "
    "rebel gunman insurgent terrorist attacker bomber suspect protester protestor demonstrator "
    "activist hostage prisoner inmate captive detainee diplomat citizen national foreigner tourist "
    "victim survivor troop guard driver servicemember serviceman servicewoman peacekeeper sailor "
    "pilot seaman crewman relative mother father son daughter brother sister wife husband youth "
    "teenager adult believer worshipper priest nun monk cleric imam pastor politician lawmaker "
    "leader commander mayor minister governor judge lawyer engineer contractor trader shopkeeper "
    "vendor herder herdsman settler neighbour neighbor bystander pedestrian commuter employee "
    "staffer guerrilla jihadist extremist dissident opponent supporter follower marcher patient "
    "volunteer rescuer firefighter conscript recruit deserter defector spy agent informant "
    "smuggler trafficker pirate bandit robber criminal human soul individual being police "
    "personnel crew staff other more mourner picketer striker participant".split()
)
NO_PEOPLE = frozenset(
    "animal ox cow cattle goat sheep camel bird dog horse pig chicken elephant rhino lion fish "
    "whale livestock job hope bill plan idea deal business economy town village city house home "
    "vehicle building area state country point day week month year hour minute time case count "
    "charge ship boat vessel car truck tank drone missile aircraft plane kilometre kilometer "
    "mile".split()
)
# "A group of 12 students": the number is said of those in it.
GROUPS = frozenset(
    "group team family household crowd total number party band batch squad unit half".split()
)
NO_ONE_ALONE = frozenset(
    "people police personnel crew staff troop other more couple crowd".split()
)  # said of several, in the singular too
ALONE = frozenset("he she him her himself herself".split())
HELPERS = frozenset({"amod", "compound", "nmod", "punct", "advmod", "det", "npadvmod", "nummod"})
YEARS = range(1900, 2101)
ROLES = frozenset({"office", "rank", "person"})


@dataclass(frozen=True, slots=True)
class Headcount:
    """From `least` to `most` people, told by the tokens of a span, half-open."""

    least: int
    most: int | None
    first: int
    last: int
    bare: bool = False  # a plural alone, as the second of "13 women and children"

    @property
    def told(self) -> bool:
        """Whether any number is told."""
        return self.least > 0 or self.most is not None


class Heads:
    """Counts the people of one sentence's phrases."""

    def __init__(self, sentence: Span, passage: Passage) -> None:
        self.passage = passage
        self.doc = passage.doc
        words = [token.lower_ for token in sentence]
        self.numerals = [
            Numeral(n.least, n.most, n.first + sentence.start, n.last + sentence.start)
            for n in numerals(words)
        ]

    def of(self, head: Token, *, surely: bool) -> Headcount | None:
        """Return how many people a phrase with its coordination counts, None when none is told.

        `surely` where the words around can only be said of people.
        """
        parts = [self._part(part, surely=surely) for part in conjuncts(head)]
        people = [part for part in parts if part is not None]
        told = [part for part in people if part.told]
        if not told:
            return None
        shared = [part for part in people if not part.told and part.bare and told[0].most != 1]
        most = [part.most for part in people if part not in shared]
        return Headcount(
            sum(part.least for part in told),
            None if None in most else sum(m for m in most if m is not None),
            min(part.first for part in told),
            max(part.last for part in (*told, *shared)),
        )

    def ending_at(self, place: int) -> Numeral | None:
        """Return the number whose words end right before a token."""
        return next((n for n in self.numerals if n.last == place), None)

    def starting_at(self, place: int) -> Numeral | None:
        """Return the number whose words start at a token."""
        return next((n for n in self.numerals if n.first == place), None)

    def _part(self, head: Token, *, surely: bool) -> Headcount | None:
        """Return the people of one phrase; 0 to any number where it has no number."""
        numeral = next((n for n in self.numerals if n.first <= head.i < n.last), None)
        if numeral is not None:
            return self._bare(head, numeral)
        if head.lemma_.lower() in GROUPS:
            inner = preposition(head, "of")
            return self._part(inner, surely=surely) if inner is not None else None
        if head.lower_ in ALONE:
            return Headcount(1, 1, head.i, head.i + 1)
        if not self.is_people(head, surely=surely):
            return None
        if (numeral := self._numeral_of(head)) is not None:
            return Headcount(numeral.least, numeral.most, numeral.first, head.i + 1)
        if self._is_one(head):
            return Headcount(1, 1, self._start(head), head.i + 1)
        bare = head.dep_ == "conj" and not any(c.dep_ in {"det", "poss"} for c in head.lefts)
        return Headcount(0, None, head.i, head.i + 1, bare)

    def _start(self, head: Token) -> int:
        start = base(head)[0]
        while start < head.i and (self.doc[start].is_space or self.doc[start].is_punct):
            start += 1
        return start

    def _bare(self, head: Token, numeral: Numeral) -> Headcount | None:
        """Return the people of a number that heads its phrase: "12", "dozens of civilians"."""
        number = self.doc[numeral.last - 1]  # "tens of thousands": the last word
        inner, last = preposition(number, "of") or preposition(head, "of"), numeral.last
        inner = None if inner == number else inner
        if inner is not None:
            if inner.pos_ != "PRON" and not self.is_people(inner, surely=False):
                return None
            last = inner.i + 1
        if self._counts(numeral) is None:
            return None
        return Headcount(numeral.least, numeral.most, numeral.first, max(last, head.i + 1))

    def _numeral_of(self, head: Token) -> Numeral | None:
        """Return the number said of a noun, with only words that describe it between."""
        place = head.i
        while place > 0 and self.ending_at(place) is None:
            place -= 1
            token = self.doc[place]
            if token.dep_ not in HELPERS or head not in token.ancestors:
                return None
        numeral = self.ending_at(place)
        return numeral if numeral is not None and self._counts(numeral) else None

    def _counts(self, numeral: Numeral) -> Numeral | None:
        """Return the number unless it is a year: "the 2011 protesters"."""
        figures = self.doc[numeral.last - 1].text  # with a comma, it is no year
        return None if numeral.least in YEARS and figures.isdigit() else numeral

    def is_people(self, head: Token, *, surely: bool) -> bool:
        """Whether a noun is said of people."""
        lemma = head.lemma_.lower()
        tag = self.passage.tags_at.get(head.i)
        if lemma in PEOPLE or _is_name(head):
            return True
        if tag is not None:
            role = tag.role is not None and tag.role.kind in ROLES
            national = head.tag_ in {"NNS", "NNPS"} or _is_indefinite(head)
            return role or (tag.kind == "demonym" and national)
        return surely and head.pos_ == "NOUN" and lemma not in NO_PEOPLE

    def _is_one(self, head: Token) -> bool:
        """Whether a noun in the singular means one person."""
        lemma, tag = head.lemma_.lower(), self.passage.tags_at.get(head.i)
        if head.tag_ not in {"NN", "NNP"} or lemma in NO_ONE_ALONE:
            return False
        known = lemma in PEOPLE or _is_name(head) or _is_indefinite(head)
        return known or (tag is not None and tag.role is not None and tag.role.kind in ROLES)


def _is_name(head: Token) -> bool:
    """Whether a word is a person's name, or joined to one: "Adan and Musa were abducted"."""
    joined = head.dep_ == "conj" and head.pos_ == "PROPN" and not head.ent_type_
    return head.ent_type_ == "PERSON" or (joined and head.head.ent_type_ == "PERSON")


def _is_indefinite(head: Token) -> bool:
    """Whether a word is said of one: "a Ghanaian", which "Ghana" is not."""
    return any(c.dep_ == "det" and c.lower_ in {"a", "an", "another"} for c in head.lefts)
