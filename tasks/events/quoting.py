"""The direct quotations of an article, with their speakers, as the records they become.

What belongs here: telling quotations from names and scare quotes, and words whose speaker the
sentence beside them names. What does not: the marks (`quotations`), the sentence of a quotation
itself (`attribution`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from tasks.events.arguments import preposition
from tasks.events.attribution import ENDS, FAR, Quoted, nearest, own, surroundings, topmost
from tasks.events.language import Span, Token
from tasks.events.parties import Resolver
from tasks.events.phrases import Passage
from tasks.events.quotations import PAUSES, Quotation, quotations
from tasks.events.resolved import Resolved
from tasks.events.speakers import Attribution, attributed, said_by
from tasks.records import Quote

SCARE = 2  # words that somebody must be said to say, or they are no quotation
# Words right before a name, a title or a motto in quotation marks.
NAMING = frozenset(
    "entitled titled named dubbed nicknamed codenamed film novel book song documentary album play "
    "poem series newspaper magazine operation exercise slogan motto theme headline hashtag "
    "alias".split()
)
AUTHORS = frozenset("author writer editor singer director star title name".split())
TAKES_UP = frozenset("so thus that those such these this".split())  # "So said the mayor."


def quotes_of(
    passages: Sequence[Passage],
    resolver: Resolver,
    article_id: str,
    keep: Callable[[Resolved], None],
) -> tuple[Quote, ...]:
    """Return the direct quotations of an article, in text order; `keep` is told their speakers."""
    found = _surrounded(quotations(passages))
    first = [own(quoted, resolver) for quoted in found]
    said = _inherited(found, first, resolver)
    quotes = []
    for quoted, told, attribution in zip(found, first, said, strict=True):
        if _is_quotation(quoted, told, attribution):
            if attribution is not None and attribution.party is not None:
                keep(attribution.party)
            quotes.append(_record(quoted.quotation, attribution, article_id))
    return tuple(quotes)


def _surrounded(found: Sequence[Quotation]) -> list[Quoted]:
    marked: dict[int, set[int]] = {}
    spans = [
        (quotation, span.start, span.end)
        for quotation in found
        if (span := _tokens(quotation)) is not None
    ]
    for quotation, first, last in spans:
        marked.setdefault(quotation.passage.offset, set()).update(range(first, last))
    return [surroundings(*each, marked) for each in spans]


def _tokens(quotation: Quotation) -> Span | None:
    text = quotation.passage.doc
    return text.char_span(quotation.opening, quotation.closing, alignment_mode="expand")


def _is_quotation(quoted: Quoted, told: Attribution | None, said: Attribution | None) -> bool:
    """Whether words between marks are what somebody said: no name, no title, no scare quotes.

    `told` is what their sentence says of them, `said` what any sentence does.
    """
    text = quoted.quotation.text
    words, ended = text.split(), text[-1] in PAUSES
    if quoted.before and _names(quoted.before[-1]):
        return False
    if len(words) <= SCARE and not (told or (ended and said)):
        return False
    long = [word.lstrip("(-#'‘“") for word in words if len(word) > 3]
    title = len(words) > 1 and len(long) > 0 and all(word[:1].isupper() for word in long)
    return not title or quoted.quotation.goes_on or (ended and said is not None)


def _names(token: Token) -> bool:
    """Whether a word right before a mark gives a name: "a film", "a group called"."""
    called = token.lower_ == "called" and token.tag_ == "VBN" and token.dep_ == "acl"
    by = token.lower_ == "of" and token.head.lemma_.lower() in AUTHORS
    return called or by or token.lower_ in NAMING


def _inherited(
    found: Sequence[Quoted], said: Sequence[Attribution | None], resolver: Resolver
) -> list[Attribution | None]:
    """Return the attribution of each, of the sentences beside it where its own has none."""
    every = list(said)
    for at, quoted in enumerate(found):
        if every[at] is None and not quoted.before:
            before = every[at - 1] if at and _goes_on(found[at - 1], quoted) else None
            every[at] = before or _by_neighbours(at, found, every, resolver)
    for at in range(len(found) - 2, -1, -1):  # "“No.” “Never,” she said."
        following = every[at + 1]
        if every[at] is None and following and _adjoin(found[at], found[at + 1]):
            every[at] = following.taken_up()
    return every


def _goes_on(one: Quoted, other: Quoted) -> bool:
    """Whether the words of one line go on in those of the next."""
    return one.quotation.goes_on and other.quotation.line == one.quotation.line + 1


def _adjoin(one: Quoted, other: Quoted) -> bool:
    """Whether nothing stands between two stretches of quoted words."""
    return _goes_on(one, other) or (
        one.passage is other.passage
        and one.quotation.line == other.quotation.line
        and not other.before
        and all(t.is_space for t in one.passage.doc[one.last : other.first])
    )


def _by_neighbours(
    at: int, found: Sequence[Quoted], every: Sequence[Attribution | None], resolver: Resolver
) -> Attribution | None:
    """Return whom the sentence before, or one after such as "So said X.", names as the speaker."""
    quoted = found[at]
    passage, words = _sentence_before(quoted, resolver)
    if words is None:  # it holds quoted words itself
        before = every[at - 1] if at else None
        return before.taken_up() if before else None
    if words and words[-1].text == ":":
        verb = nearest(words)
        return said_by(verb, passage, quoted.marked, resolver) if verb else None
    verb = topmost(words) if passage is quoted.passage and not _is_break(words, quoted) else None
    if verb is not None and verb.dep_ == "ROOT":
        return said_by(verb, passage, quoted.marked, resolver).taken_up()
    return _by_sentence_after(quoted, resolver)


def _is_break(words: Sequence[Token], quoted: Quoted) -> bool:
    return bool(words) and words[0].idx < quoted.quotation.line_start


def _sentence_before(quoted: Quoted, resolver: Resolver) -> tuple[Passage, list[Token] | None]:
    """Return the words of the sentence before a quotation; None where it holds quoted words."""
    passage, end = quoted.passage, quoted.first
    if all(token.is_space for token in passage.doc[:end]):  # the passage before
        at = next(i for i, p in enumerate(resolver.passages) if p.offset == passage.offset)
        passage = resolver.passages[at - 1] if at else passage
        end = len(passage.doc) if at else 0
    within = quoted.marked.get(passage.offset, ())
    words: list[Token] = []
    for i in range(end - 1, max(-1, end - FAR), -1):
        token = passage.doc[i]
        if i in within:
            return passage, None
        if words and (token.text in ENDS or "\n" in token.text):
            break
        if not token.is_space and token.text not in ENDS:
            words.append(token)
    return passage, words[::-1]


def _by_sentence_after(quoted: Quoted, resolver: Resolver) -> Attribution | None:
    """Return whom "So said X." or "Those were the words of X." names."""
    words: list[Token] = []
    for token in quoted.passage.doc[quoted.last : quoted.last + FAR]:
        if token.i in quoted.within or (words and token.text in ENDS):
            break
        if not token.is_space and token.text not in ENDS:
            words.append(token)
    if not words or words[0].lower_ not in TAKES_UP:
        return None
    if verb := topmost(words):
        return said_by(verb, quoted.passage, quoted.marked, resolver, after=words).taken_up()
    said = next((t for t in words if t.lemma_ == "word"), None)
    author = preposition(said, "of") if said is not None else None
    if author is None:
        return None
    return attributed(author, quoted.passage, quoted.marked, resolver).taken_up()


def _record(quotation: Quotation, said: Attribution | None, article_id: str) -> Quote:
    bare = Quote(
        article_id=article_id,
        start=quotation.passage.offset + quotation.start,
        end=quotation.passage.offset + quotation.end,
    )
    if said is None:
        return bare
    speaker, verb = said.speaker_span, said.verb_span
    return replace(
        bare,
        party_id=said.party.party.id if said.party else None,
        speaker_start=speaker[0] if speaker else None,
        speaker_end=speaker[1] if speaker else None,
        verb=said.verb.lemma_.lower() if said.verb is not None else None,
        verb_start=verb[0] if verb else None,
        verb_end=verb[1] if verb else None,
        basis=said.basis,
    )
