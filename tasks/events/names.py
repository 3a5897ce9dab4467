"""The names of persons in a parsed paragraph, also those that the language model misses.

What belongs here: which words are a person's name. What does not: whose name it is (`cast`).
"""

from __future__ import annotations

from tasks.events.language import Span, Token
from tasks.events.posts import POSTS, is_post
from tasks.events.tags import Tag

NAME_LABELS = frozenset({"PERSON"})


def name_of(token: Token, at: dict[int, Tag]) -> str | None:
    """Return the person's name whose last word is this token, as written, without titles.

    spaCy often finds only part of a longer name; the proper nouns compounded with it belong to
    it, the tagged words before it (ranks, countries, bodies) do not.
    """
    of_name = token.ent_type_ in NAME_LABELS and token.ent_iob_ == "I"
    of_name = of_name or (token.i > 1 and token.nbor(-1).text == "-" and not token.is_punct)
    if not (token.pos_ == "PROPN" or of_name) or token.i in at:
        return None
    hyphened = token.i + 1 < len(token.doc) and token.nbor(1).text == "-"
    if hyphened or (token.dep_ == "compound" and not _last(token)):
        return None
    start = token.i
    while start > 0 and start - 1 not in at and _joins(token.doc[start - 1], token):
        start -= 1
    span = token.doc[start : token.i + 1]
    if not any(word.ent_type_ in NAME_LABELS for word in span) and not _is_titled_name(span, at):
        return None
    return " ".join(span.text.split()).strip(" ,.;:()\"“”'’-") or None


def _is_titled_name(span: Span, at: dict[int, Tag]) -> bool:
    """Whether words that spaCy takes for no person follow a title: "Rear Admiral Iosefa Tui"."""
    if not all(word[0].isupper() or word.startswith(("al-", "el-")) for word in span.text.split()):
        return False
    title = at.get(span.start - 1)
    if title is None:  # "the deputy chairman, Iosefa Tui"
        post = span.root.head
        office = post.i in at and (role := at[post.i].role) is not None and is_post(role)
        known = office or post.lemma_.lower() in POSTS
        return len(span) > 1 and span.root.dep_ == "appos" and known
    if title.role is None:
        return title.kind == "honorific"
    capital = span.doc[title.end - 1].text.istitle()
    return title.role.kind in {"office", "rank"} or (title.role.kind == "person" and capital)


def _last(token: Token) -> bool:
    return token.i + 1 == len(token.doc) or token.nbor(1).ent_iob_ != "I"


def _joins(before: Token, last: Token) -> bool:
    """Whether the word before is part of the same name."""
    if before.ent_type_ in NAME_LABELS and before.nbor(1).ent_iob_ == "I":
        return True
    if before.text == "-" and before.i > 0:  # "Han Jae-won"
        return before.nbor(-1).pos_ == "PROPN" and last in before.ancestors
    return before.pos_ == "PROPN" and before.dep_ == "compound" and last in before.ancestors
