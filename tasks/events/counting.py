"""Which report a count belongs to.

What belongs here: matching the counts of a sentence to the reports it gives. What does not: what
is counted (`magnitudes`).

A count belongs to the report whose word is nearest to its own in the parse, of a type that such a
count can be of: the killed to an assault, the arrested to coercion, the crowd to a protest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from tasks.events.arguments import own_subject
from tasks.events.language import Token
from tasks.events.magnitudes import Stated, stated_in
from tasks.events.phrases import Passage
from tasks.events.reporting import Considered
from tasks.records import Count, CountKind, Report

# The likeliest first: it has the count where two words are equally near.
TYPES: dict[CountKind, tuple[str, ...]] = {
    "killed": ("ASSAULT", "COERCE", "PROTEST"),
    "wounded": ("ASSAULT", "COERCE", "PROTEST"),
    "missing": ("ASSAULT", "COERCE"),
    "abducted": ("ASSAULT", "COERCE"),
    "displaced": ("ASSAULT", "COERCE", "SANCTION", "RETREAT", "AID"),
    "arrested": ("COERCE", "SANCTION", "ASSAULT"),
    "sentenced": ("SANCTION", "COERCE"),
    "expelled": ("SANCTION", "COERCE"),
    "freed": ("RETREAT", "CONCEDE", "AID", "AGREE", "COOPERATE"),
    "protesters": ("PROTEST",),
}
COUNTED = frozenset(name for types in TYPES.values() for name in types)
# What people are killed by, said in a clause of its own: "… and the blast killed three".
MEANS = frozenset(
    "attack strike blast explosion bomb bombing shell shelling missile rocket drone raid assault "
    "fire gunfire bullet clash fighting operation ambush airstrike violence which that who it they "
    "he she shooting crackdown".split()
)
ANOTHER_TIME = frozenset("after before since although though while".split())


def counted(considered: Iterable[Considered]) -> list[Considered]:
    """Return what was considered, the reports of it with the counts that belong to them."""
    every = list(considered)
    sentences: dict[tuple[int, int], list[int]] = {}
    for at, one in enumerate(every):
        if one.report is not None and one.report.event_type in COUNTED:
            place = one.proposal.passage.offset, one.proposal.sentence.start
            sentences.setdefault(place, []).append(at)
    for places in sentences.values():
        proposal = every[places[0]].proposal
        for stated in stated_in(proposal.sentence, proposal.passage):
            count = _count(stated, proposal.passage)
            for at in _owners(stated, [(at, every[at]) for at in places]):
                every[at] = _with(every[at], count)
    return every


def _with(one: Considered, count: Count) -> Considered:
    report = one.report
    assert report is not None
    return replace(one, report=replace(report, counts=(*report.counts, count)))


def _owners(stated: Stated, told: Sequence[tuple[int, Considered]]) -> list[int]:
    """Return the places of the reports a count belongs to: those of the nearest word."""
    near: list[tuple[int, int, int]] = []  # distance, likelihood of the type, place
    for at, one in told:
        token, report, types = one.proposal.token, one.report, TYPES[stated.kind]
        if report is None or report.event_type not in types:
            continue
        if _belongs(stated.anchor, token, report, one.proposal.passage):
            likely = types.index(report.event_type)
            near.append((_distance(stated.anchor, token), likely, at))
    if not near:
        return []
    words = {at: one.proposal.token for at, one in told}
    owner = words[min(near)[2]]
    return [at for _, _, at in near if words[at] == owner]


def _belongs(anchor: Token, token: Token, report: Report, passage: Passage) -> bool:
    """Whether a word such as "killing" tells of the same happening as a report's word."""
    if anchor == token:
        return True
    if anchor.dep_ == "advcl" and any(
        c.dep_ in {"mark", "advmod"} and c.lower_ in ANOTHER_TIME for c in anchor.lefts
    ):
        return False
    subject = own_subject(anchor) if anchor.pos_ == "VERB" else None
    if subject is None or subject.dep_ == "nsubjpass" or subject.lemma_.lower() in MEANS:
        return True
    if token in subject.subtree:  # "the raid on the camp killed three"
        return True
    start = passage.offset + subject.idx
    return any(p.start <= start < p.end for p in report.parties)


def _distance(one: Token, other: Token) -> int:
    """Return how many steps of the parse lie between two words of a sentence."""
    ups = [one, *one.ancestors]
    for steps, token in enumerate([other, *other.ancestors]):
        if token in ups:
            return steps + ups.index(token)
    return len(ups)


def _count(stated: Stated, passage: Passage) -> Count:
    span = passage.doc[stated.count.first : stated.count.last]
    start = passage.offset + span.start_char
    return Count(
        kind=stated.kind,
        start=start,
        end=start + len(span.text),
        words=span.text,
        least=stated.count.least,
        most=stated.count.most,
    )
