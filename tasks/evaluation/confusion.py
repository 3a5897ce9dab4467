"""What was said instead of the core triples that were not found.

What belongs here: pairing them with what was said. What does not: how often that was (`events`).

Only predictions that match no gold triple of their article can stand for a missed one, whatever
their realis, and each stands for one. Likeness is asked for in the order of `Likeness`, each time
of all that is missed, in the order of the article: the same countries with another type come
first. The same countries are the same on each side, or on both together where one of the two
types is UNDIRECTED.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Literal

from tasks.evaluation.figures import NOTHING, Confusion
from tasks.evaluation.triples import UNDIRECTED, Groups, Triple, core_of

Likeness = Literal["countries", "actor", "recipient", "part"]
Miss = tuple[str, Likeness | None, str]  # type of the gold, what it has in common, type said


def misses(gold: Groups, predicted: Groups) -> Iterator[Miss]:
    """Yield each core triple of one article that was not found, with what was said instead.

    What was said is NOTHING, and the likeness None, where no prediction is like it.
    """
    missed = [triple for triple in core_of(gold) if triple not in predicted]
    free = [triple for triple in predicted if triple not in gold]
    for likeness, alike in _LIKE.items():
        for triple in list(missed):
            said = next((other for other in free if alike(triple, other)), None)
            if said:
                missed.remove(triple)
                free.remove(said)
                yield triple[1], likeness, said[1]
    yield from ((triple[1], None, NOTHING) for triple in missed)


def confusion_of(missed: Counter[Miss]) -> Confusion:
    """Return the table of what was missed; the most frequent comes first."""
    said: Counter[tuple[str, str]] = Counter()
    for (gold, likeness, instead), n in missed.items():
        said[gold, instead if likeness == "countries" else NOTHING] += n

    def count(likeness: Likeness) -> int:
        return sum(n for (_, one, _), n in missed.items() if one == likeness)

    return Confusion(
        missed=missed.total(),
        said=sorted(((*pair, n) for pair, n in said.items()), key=lambda one: (-one[2], one[:2])),
        only_actor=count("actor"),
        only_recipient=count("recipient"),
        only_part=count("part"),
    )


def _same_countries(one: Triple, other: Triple) -> bool:
    if UNDIRECTED & {one[1], other[1]}:
        return one[0] | one[2] == other[0] | other[2]
    return (one[0], one[2]) == (other[0], other[2])


def _only_actor_differs(one: Triple, other: Triple) -> bool:
    return one[1] not in UNDIRECTED and one[1:] == other[1:]


def _only_recipient_differs(one: Triple, other: Triple) -> bool:
    return one[:2] == other[:2]


def _share_a_part(one: Triple, other: Triple) -> bool:
    return one[1] in UNDIRECTED and one[1] == other[1] and bool(one[0] & other[0])


_LIKE: dict[Likeness, Callable[[Triple, Triple], bool]] = {
    "countries": _same_countries,
    "actor": _only_actor_differs,
    "recipient": _only_recipient_differs,
    "part": _share_a_part,
}
