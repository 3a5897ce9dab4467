"""Words for posts: what somebody is in a body or a state.

What belongs here: which words those are. What does not: what a phrase with one says (`phrases`).
"""

from __future__ import annotations

from tasks.plover.lexicons import RolePhrase

# Posts that the body beside them makes one: "head of the navy", "a senior official".
POSTS = frozenset(
    "head chief member official leader deputy director chairman chairwoman chairperson founder "
    "spokesman spokeswoman spokesperson representative delegate aide adviser advisor mediator "
    "envoy".split()
)


def is_post(role: RolePhrase) -> bool:
    """Whether one who held it before is a former official: an office, a rank, a seat."""
    return role.kind in {"office", "rank"} or "LEG" in role.sectors
