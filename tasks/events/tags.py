"""Lexicon words found in a parsed paragraph: countries, demonyms, capitals, bodies, roles.

What belongs here: looking words up, longest match first. What does not: deciding which party
they make; that needs the parse and the article (`parties`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from tasks.events.gazetteer import find
from tasks.events.language import Doc, Span
from tasks.plover.folding import fold, name_key, role_key
from tasks.plover.lexicons import Country, Organisation, RolePhrase, lexicons

LONGEST_NAME = 7  # words
NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
FORMER = frozenset({"former", "ex", "late", "ousted", "deposed", "exiled", "then", "erstwhile"})
# "Turkish-backed rebels" are not Turkish.
SPONSORED = frozenset(
    "backed led made built controlled occupied born based allied aligned supported funded "
    "brokered mediated sponsored held supplied trained run friendly".split()
)

TagKind = Literal[
    "country", "demonym", "capital", "seat", "city", "organisation", "role", "honorific"
]


@dataclass(frozen=True, slots=True)
class Tag:
    """A lexicon entry over tokens `start` to `end` (half-open) of one paragraph."""

    kind: TagKind
    start: int
    end: int
    country: Country | None = None
    organisation: Organisation | None = None
    role: RolePhrase | None = None


def _name_tag(text: str, start: int, end: int) -> Tag | None:
    lexicon = lexicons()
    if body := lexicon.organisation(text):
        return Tag("organisation", start, end, organisation=body)
    if country := lexicon.country_by_name(text):
        return Tag("country", start, end, country=country)
    if country := lexicon.country_by_demonym(text):
        return Tag("demonym", start, end, country=country)
    if country := lexicon.country_by_seat(text):
        return Tag("seat", start, end, country=country)
    if country := lexicon.country_by_capital(text):
        return Tag("capital", start, end, country=country)
    if honorific := lexicon.honorific(text):
        role = lexicon.role(honorific.phrase) if honorific.phrase else None
        return Tag("role" if role else "honorific", start, end, role=role)
    return None


def _sponsors(doc: Doc, end: int) -> bool:
    """Whether the demonym that ends here only says who backs or made something."""
    return end + 1 < len(doc) and doc[end].text == "-" and doc[end + 1].lower_ in SPONSORED


@lru_cache(maxsize=1)
def _first_words() -> frozenset[str]:
    """Return the first word of every name: what cannot start one is not looked up."""
    known = lexicons()
    tables = (known.names, known.demonyms, known.capitals, known.seats, known.organisations)
    keys = [key for table in tables for key in table] + list(known.honorifics)
    return frozenset(key.split()[0] for key in keys)


@lru_cache(maxsize=65_536)
def _may_start_name(word: str) -> bool:
    keys = {name_key(word), fold(word), name_key(word.replace(".", ""))}
    first_words = {key.split()[0] for key in keys if key}
    return word != word.lower() and not first_words.isdisjoint(_first_words())


def _name_starting(doc: Doc, start: int) -> Tag | None:
    """Return the longest name that starts at a token."""
    if not _may_start_name(doc[start].text):
        return None
    for end in range(min(start + LONGEST_NAME, len(doc)), start, -1):
        if doc[end - 1].is_punct:
            continue
        found = _name_tag(doc[start:end].text, start, end)
        given = end == start + 1 and _is_given_name(doc, start)
        if found is not None and found.country is not None:
            return None if end == start + 1 and _opens_name(doc, start) else found
        if found is not None and not given:
            return found
    return None


def _opens_name(doc: Doc, at: int) -> bool:
    """Whether a country's name is a person's given name: "Commander Chad Miller"."""
    if doc[at].ent_type_ != "PERSON" or doc[at].ent_iob_ != "B" or at + 1 == len(doc):
        return False
    follows = doc[at + 1]
    is_title = role_key(follows.text) in _role_words()
    return follows.ent_iob_ == "I" and follows.text.istitle() and not is_title


def _ends_longer(doc: Doc, found: Tag, taken: int) -> bool:
    """Whether a one-word body is the end of a longer name: "the Trade Union Congress of Ghana"."""
    if found.organisation is None or found.end - found.start > 1 or found.start <= taken:
        return False
    before, word = doc[found.start - 1], doc[found.start]
    return before.pos_ == "PROPN" and before.dep_ == "compound" and before.head == word


def _names(doc: Doc) -> list[Tag]:
    tags: list[Tag] = []
    start = 0
    while start < len(doc):
        found = _name_starting(doc, start)
        taken = tags[-1].end if tags else 0
        if found is not None and not (_sponsors(doc, found.end) or _ends_longer(doc, found, taken)):
            tags.append(found)
        start = found.end if found is not None else start + 1
    return tags


def _is_given_name(doc: Doc, at: int) -> bool:
    """Whether a title word is part of a name: "Hossein Amir X", "Defence Minister Amir Y"."""
    word = doc[at]
    if at + 2 < len(doc) and doc[at + 1].text == "-" and not word.whitespace_:
        return doc[at + 2].text.istitle()  # "Amir-Abdollahian"
    if word.ent_type_ != "PERSON" or not word.text[0].isupper() or at == 0:
        return False
    return word.ent_iob_ == "I" or (doc[at - 1].pos_ == "PROPN" and doc[at - 1].text[0].isupper())


def _role_ending(doc: Doc, end: int) -> Tag | None:
    """Return the longest role phrase whose last word is the token before `end`."""
    last = doc[end - 1]
    if role_key(last.text) not in _last_words() and role_key(last.lemma_) not in _last_words():
        return None
    lexicon = lexicons()
    for start in range(max(0, end - _longest_role()), end):
        if doc[start].pos_ in {"DET", "PUNCT", "SPACE", "PRON"}:
            continue
        words = doc[start:end]
        if len(words) == 1 and _is_given_name(doc, start):
            continue
        lemmas = f"{words[:-1].text} {words[-1].lemma_}"  # irregular plurals: "policemen"
        if role := lexicon.role(words.text) or lexicon.role(lemmas.strip()):
            return Tag("role", start, end, role=role)
    return None


@lru_cache(maxsize=1)
def _last_words() -> frozenset[str]:
    return frozenset(key.split()[-1] for key in lexicons().roles)


@lru_cache(maxsize=1)
def _role_words() -> frozenset[str]:
    return frozenset(word for key in lexicons().roles for word in key.split())


@lru_cache(maxsize=1)
def _longest_role() -> int:
    return len(lexicons().roles_by_length[0].phrase.split())


def _roles(doc: Doc, taken: set[int]) -> list[Tag]:
    tags: list[Tag] = []
    end = len(doc)
    while end > 0:
        found = _role_ending(doc, end) if doc[end - 1].pos_ in NOMINAL else None
        if found is not None and not taken & set(range(found.start, found.end)):
            tags.append(found)
            end = found.start
        else:
            end -= 1
    return tags[::-1]


def whole_name(entity: Span) -> str:
    """Return a name with the rest of it after a hyphen: spaCy cuts "Mazar-e-Sharif" to "Mazar"."""
    end = entity.end
    while end + 1 < len(entity.doc) and entity.doc[end].text == "-":
        if entity.doc[end - 1].whitespace_ or entity.doc[end].whitespace_:
            break
        end += 2
    return entity.doc[entity.start : end].text


def _cities(doc: Doc, taken: set[int]) -> list[Tag]:
    """Tag cities, which tell where somebody belongs: "dockers in Melbourne"."""
    tags = []
    for entity in doc.ents:
        free = not taken & set(range(entity.start, entity.end))
        if entity.label_ == "GPE" and free and not _sponsors(doc, entity.end):
            place = find(whole_name(entity))
            country = lexicons().countries.get(place.country or "") if place else None
            if country is not None:
                tags.append(Tag("city", entity.start, entity.end, country=country))
    return tags


def tag(doc: Doc) -> list[Tag]:
    """Return the tags of a paragraph in text order; names and roles never overlap."""
    names = _names(doc)
    names += _cities(doc, {i for t in names for i in range(t.start, t.end)})
    taken = {i for t in names for i in range(t.start, t.end)}
    return sorted(names + _roles(doc, taken), key=lambda t: t.start)


def is_former(doc: Doc, role: Tag) -> bool:
    """Whether the role is over: "former president", "ex-minister", "late king"."""
    for token in reversed(doc[max(0, role.start - 4) : role.start]):
        if token.lower_ in FORMER:
            return True
        if token.pos_ in {"VERB", "CCONJ"} or token.text == ",":
            return False
    return False
