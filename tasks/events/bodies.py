"""Bodies that an article names and no lexicon knows: "the Okavi Liberation Front (OLF)".

What belongs here: the name as the article has it, its acronym, and what its words tell. What does
not: bodies of the lexicon (`tags`), countries (`phrases`), persons (`cast`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tasks.events.language import Paragraph, Span, Token
from tasks.events.phrases import Passage, annotate
from tasks.events.tags import Tag
from tasks.plover.body_words import sectors_of_body

NAMES = frozenset({"ORG"})
WORLDWIDE = frozenset({"International", "World", "Global", "Worldwide"})
FILLING = frozenset("the of for and in 's - ’s".split())
ACRONYM = range(2, 9)  # letters


@dataclass(frozen=True, slots=True)
class Body:
    """A body by its full name, with the sectors that the words of the name tell."""

    name: str
    sectors: tuple[str, ...]

    @property
    def country(self) -> str | None:
        """NGO for a society that calls itself international; None where the name tells nothing."""
        worldwide = self.name.split()[0] in WORLDWIDE and self.sectors[0] in {"SOC", "LAB", "REL"}
        return "NGO" if worldwide else None


def _name(entity: Span) -> str:
    words = entity.text.split()
    return " ".join(words[1:] if words[0].lower() == "the" else words)


def _says_more(entity: Span, passage: Passage) -> bool:
    """Whether a name says more than a country and a kind: "Zambian Supreme Court" does not."""
    return any(
        token.lower_ not in FILLING and token.is_alpha and token.i not in passage.tags_at
        for token in entity
    )


def body_at(token: Token, passage: Passage) -> Body | None:
    """Return the body whose name a token heads, if its words tell what it is."""
    if token.ent_type_ not in NAMES or token.pos_ not in {"PROPN", "NOUN"}:
        return None
    entity = next((e for e in token.sent.ents if e.start <= token.i < e.end), None)
    if entity is None or len(entity) < 2 or entity.root != token:
        return None
    if any(passage.tags_at[t.i].organisation for t in entity if t.i in passage.tags_at):
        return None
    sectors = sectors_of_body(_name(entity))
    return Body(_name(entity), sectors) if sectors and _says_more(entity, passage) else None


def passages_of(paragraphs: Sequence[Paragraph], day: date | None = None) -> list[Passage]:
    """Return the tagged paragraphs of an article, with bodies as they are on its day.

    An acronym that the article introduces means what it says, not the lexicon's body of that
    acronym: "the Okavi Liberation Front (OLF)".
    """
    passages = [_on(day, annotate(p.doc, p.offset)) for p in paragraphs]
    own = {short for short, (head, where) in acronyms(passages).items() if body_at(head, where)}
    return [_without(passage, own) for passage in passages] if own else passages


def _on(day: date | None, passage: Passage) -> Passage:
    """Return the passage with bodies as they are on a day: rebels who came to power."""
    if day is None or not any(t.organisation and t.organisation.begun for t in passage.tags):
        return passage
    tags = tuple(
        replace(t, organisation=t.organisation.on(day)) if t.organisation else t
        for t in passage.tags
    )
    return _with_tags(passage, tags)


def _with_tags(passage: Passage, tags: tuple[Tag, ...]) -> Passage:
    return replace(passage, tags=tags, tags_at={i: t for t in tags for i in range(t.start, t.end)})


def _without(passage: Passage, acronyms: Collection[str]) -> Passage:
    """Return the passage without the lexicon's bodies of these acronyms."""
    tags = tuple(
        tag
        for tag in passage.tags
        if tag.organisation is None or passage.doc[tag.start : tag.end].text not in acronyms
    )
    return _with_tags(passage, tags)


def acronyms(passages: Sequence[Passage]) -> dict[str, tuple[Token, Passage]]:
    """Return acronym → the head of the name it was given to: "… Liberation Front (OLF)"."""
    return {short: (head, where) for where in passages for short, head in _introduced(where)}


def _introduced(passage: Passage) -> Iterator[tuple[str, Token]]:
    doc = passage.doc
    for entity in doc.ents:
        at = entity.end
        if entity.label_ not in NAMES or at + 2 >= len(doc) or doc[at].text != "(":
            continue
        short = doc[at + 1].text
        if len(short) in ACRONYM and short.isupper() and doc[at + 2].text == ")":
            initials = "".join(word[0] for word in _name(entity).split() if word[0].isupper())
            if initials[:1] == short[0] and set(short) <= set(initials):
                yield short, entity.root
