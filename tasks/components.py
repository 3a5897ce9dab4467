"""What pairs connect, directly or through others.

What belongs here: the one function. What does not: what connects two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


def components(nodes: Iterable[Node], pairs: Iterable[Sequence[Node]]) -> list[list[Node]]:
    """Return the nodes in the groups that pairs connect, each group in the order it is reached."""
    neighbours: dict[Node, list[Node]] = defaultdict(list)
    for one, other in pairs:
        neighbours[one].append(other)
        neighbours[other].append(one)
    found: list[list[Node]] = []
    seen: set[Node] = set()
    for node in nodes:
        if node in seen:
            continue
        group = [node]
        seen.add(node)
        for member in group:  # grows while we go through it
            fresh = [one for one in dict.fromkeys(neighbours[member]) if one not in seen]
            group += fresh
            seen.update(fresh)
        found.append(group)
    return found
