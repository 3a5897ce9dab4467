"""What a noun phrase says of its head: countries, bodies, roles and a name. Words only.

What belongs here: reading one phrase through the parse. What does not: other sentences of the
article (`cast`) or roles in an event (`arguments`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tasks.events.language import Doc, Token
from tasks.events.names import name_of
from tasks.events.posts import is_post
from tasks.events.tags import Tag, is_former, tag
from tasks.plover.lexicons import RolePhrase

# "head of X", "ambassador of X", "commander for X": X says where the head belongs.
BELONGING = frozenset({"of", "at", "from", "for", "in", "within"})
ADVISING = frozenset("adviser advisor aide assistant".split())  # "adviser to X" is X's
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ"})
PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
# "the northern province of Segou", "a village near Homs": the name follows.
KINDS_OF_PLACE = frozenset(
    "province city town village district region state county capital area island port suburb "
    "governorate prefecture municipality neighbourhood neighborhood outskirts part north south "
    "east west northeast northwest southeast southwest centre center republic peninsula valley "
    "oblast department territory enclave bastion stronghold heart hub settlement".split()
)
LONGEST_LIST = 30
MAIN_SHARE = 0.6  # of all words that name a country
MEASURES = frozenset(
    "series round set number group hundred thousand ten dozen score couple pair member "
    "bloc team some many most all both part handful majority pack kind type".split()
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A tagged paragraph and where it starts in the article's text."""

    doc: Doc
    offset: int
    tags: tuple[Tag, ...]
    tags_at: dict[int, Tag]  # token index → the tag that covers it
    sentence_at: tuple[int, ...]  # token index → first token of its sentence


@dataclass(frozen=True, slots=True)
class Description:
    """What the words of one phrase say; every field may be empty."""

    head: Token
    tags: tuple[Tag, ...]  # nearest to the head first, belonging phrases after
    name: str | None  # a person's name as written
    former: bool
    in_post: bool = False  # whether it names a post, told as such or not

    @property
    def countries(self) -> tuple[str, ...]:
        """Country codes in order, without repeats."""
        found = []
        for t in self.tags:
            if t.country:
                found.append(t.country.code)
            elif t.organisation and t.organisation.country:
                found.append(t.organisation.country)
        return tuple(dict.fromkeys(found))

    @property
    def roles(self) -> tuple[RolePhrase, ...]:
        """Role phrases in order."""
        return tuple(t.role for t in self.tags if t.role)

    @property
    def sectors(self) -> tuple[str, ...]:
        """PLOVER sectors, primary first; a former office holder is ELI."""
        if self.former:
            return ("ELI",)
        ranked = sorted(self.tags, key=weight)
        described = any(t.role for t in ranked)
        found = dict.fromkeys(s for t in ranked for s in _beside(t, described=described))
        return tuple(sorted(found, key="PRE".__eq__))  # it stands beside another code


def weight(t: Tag) -> int:
    """Return how little a tag says of what its bearer is: a post most, a military rank least."""
    if t.organisation is not None:
        return 1
    order = {"office": 0, "organ": 1, "organisation": 1, "person": 2, "rank": 3}
    return order[t.role.kind] if t.role else 4


def sectors_of(t: Tag) -> tuple[str, ...]:
    """Return the sectors one tag tells."""
    if t.role is not None:
        return t.role.sectors
    return t.organisation.sectors if t.organisation is not None else ()


def _beside(t: Tag, *, described: bool) -> tuple[str, ...]:
    """Return what a tag tells; a territory no more than that where a role says who is meant."""
    told = sectors_of(t)
    return ("PRE",) if described and t.organisation and "PRE" in told else told


def main_country(passages: Iterable[Passage]) -> str | None:
    """Return the country that most of an article's country words name, None when none does."""
    named = Counter(t.country.code for p in passages for t in p.tags if t.country)
    if not named:
        return None
    code, count = min(named.items(), key=lambda item: (-item[1], item[0]))
    return code if count >= MAIN_SHARE * named.total() else None


def countries_named(passages: Iterable[Passage]) -> dict[str, int]:
    """Return the countries that an article names in any way, as often as it does, first first."""
    return dict(Counter(t.country.code for p in passages for t in p.tags if t.country))


def annotate(doc: Doc, offset: int) -> Passage:
    """Tag a parsed paragraph."""
    tags = tuple(tag(doc))
    tags_at = {i: t for t in tags for i in range(t.start, t.end)}
    sentence_at = tuple(s.start for s in doc.sents for _ in s)
    return Passage(doc, offset, tags, tags_at, sentence_at)


def conjuncts(token: Token) -> Iterator[Token]:
    """Yield the token and what is coordinated with it, LONGEST_LIST at most: "Iran and Iraq"."""
    waiting = [token]
    for _ in range(LONGEST_LIST):
        if not waiting:
            return
        current = waiting.pop(0)
        yield current
        joined = [c for c in current.children if c.dep_ == "conj" and c.pos_ in NOMINAL]
        waiting = joined + waiting


def content(token: Token) -> Token:
    """Follow "a series of talks", "12 of the teachers" to the word that carries the sense."""
    if token.lemma_.lower() in MEASURES or token.pos_ == "NUM":
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ == "of":
                for inner in child.children:
                    if inner.dep_ == "pobj":
                        return content(inner)
    return token


def base(token: Token) -> tuple[int, int]:
    """Return the span of the phrase up to its head: "the Iraqi defence minister X"."""
    start = token.i
    for child in token.lefts:
        if child.dep_ not in {"cc", "punct", "relcl", "advmod", "preconj"}:
            start = min(start, child.left_edge.i)
    return start, token.i + 1


def belonging(token: Token) -> Iterator[Token]:
    """Yield the heads of "of …", "at …": where the token's bearer belongs."""
    for child in token.rights:
        to_whom = child.lower_ == "to" and token.lemma_.lower() in ADVISING
        if child.dep_ == "prep" and (child.lower_ in BELONGING or to_whom):
            for inner in child.children:
                if inner.dep_ == "pobj":
                    yield inner


def titled(token: Token, passage: Passage) -> bool:
    """Whether titles stand right before a name: "Ground Forces Brigadier General X"."""
    start, end = base(token)
    return any(i in passage.tags_at for i in range(start, end - 1))


def _renamings(token: Token) -> Iterator[Token]:
    """Yield appositions and "who is the …" complements."""
    for child in token.rights:
        if child.dep_ == "appos":
            yield child
        elif child.dep_ == "relcl" and child.lemma_ == "be":
            yield from (inner for inner in child.children if inner.dep_ == "attr")


def _title_start(start: int, doc: Doc, at: dict[int, Tag]) -> int:
    """Return where the titles before a name begin: "… Guards Corps (IRGC) Navy Commander X"."""
    while start > 0 and (start - 1 in at or doc[start - 1].text in {"(", ")"}):
        start -= 1
    return start


def _collect(token: Token, at: dict[int, Tag], depth: int) -> Iterator[Tag]:
    start, end = base(token)
    if token.pos_ == "PROPN" and token.i not in at:
        start = _title_start(start, token.doc, at)
    near = [at[i] for i in range(start, end) if i in at]
    yield from sorted(dict.fromkeys(near), key=lambda t: -t.start)
    if depth:
        for inner in belonging(token):
            for part in conjuncts(inner):
                yield from _collect(part, at, depth - 1)


def describe(token: Token, passage: Passage) -> Description:
    """Return what the phrase headed by `token` says of it, renamings included."""
    at = passage.tags_at
    heads = [token, *_renamings(token)]
    above = token
    while above.dep_ == "appos" and next(_renamings(above.head)) == above:
        above = above.head
        heads.append(above)
    told = {head: list(_collect(head, at, 3)) for head in heads}
    former = {head for head, tags in told.items() if _is_over(tags, passage)}
    # "the union's mediator, former judge X" is the union's now.
    current = [h for h in heads if former and h not in former and any(map(_is_office, told[h]))]
    tags = list(dict.fromkeys(t for head in current or heads for t in told[head]))
    names = [name for head in heads if (name := name_of(head, at))]
    return Description(
        token, tuple(tags), names[0] if names else None, bool(former) and not current
    )


def _is_over(tags: Sequence[Tag], passage: Passage) -> bool:
    """Whether the first post that the words tell is a former one."""
    return any(is_former(passage.doc, t) for t in tags[:3] if t.role and is_post(t.role))


def _is_office(t: Tag) -> bool:
    """Whether the words tell a post or a body to which one belongs."""
    return t.organisation is not None or (t.role is not None and is_post(t.role))
