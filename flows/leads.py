"""How far a run follows what it is given, and what it says of what lies beyond.

What belongs here: the limits' losses. What does not: following (`flows.ingest`).
"""

from __future__ import annotations

from tasks.records import Rejection

LEVELS = 5  # home page, robots.txt, sitemap index, sitemap, page


def too_many(first: str, named: int, most: int) -> Rejection:
    """Return the loss of the oldest of too many addresses; `first` is the first that was named."""
    left = f"{named} addresses were named, {first} the first; the {named - most} oldest were left"
    detail = f"{left}. Narrow the days with --since, or raise COMMUNIQUE_MAX_ADDRESSES."
    return Rejection(stage="discover", subject=first, reason="too_many_addresses", detail=detail)


def too_deep(url: str) -> Rejection:
    """Return the loss of an address that is found too many steps away."""
    detail = f"{url} is named {LEVELS} steps from a given address; give it, or its feed, itself."
    return Rejection(stage="discover", subject=url, reason="too_deep", detail=detail)
