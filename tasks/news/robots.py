"""robots.txt by RFC 9309, and the only door to protego: which URLs of a site we may ask for.

What belongs here: our name, the file's rules, and what holds when the file cannot be had. What does
not: asking for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version

from protego import Protego

from tasks.news.answers import FetchError

AGENT = "communique"  # our product token, which a group of rules may name
MAX_REDIRECTS = 5  # after more, the file counts as missing
MAX_BYTES = 500 * 1024  # of robots.txt; what comes after is not read, as the RFC allows
MAX_DELAY = 30.0  # seconds; a longer Crawl-delay is cut to this

_BOM = b"\xef\xbb\xbf"
_AGENT_LINE = re.compile(r"\s*user[-\s]?agent\s*:\s*(\*|[a-z_-]*)", re.IGNORECASE)
_RULE_LINE = re.compile(r"\s*(?:allow|d[a-z]+)\s*:", re.IGNORECASE)
_DELAY_LINE = re.compile(
    r"\s*crawl[-\s]?delay\s*:\s*(\d{1,9}(?:\.\d{0,9})?|\.\d{1,9})", re.IGNORECASE
)


@lru_cache(maxsize=1)
def user_agent() -> str:
    """Return how we name ourselves to servers."""
    try:
        return f"{AGENT}/{version('communique')} (+news research)"
    except PackageNotFoundError:  # run from a checkout that is not installed
        return f"{AGENT}/0 (+news research)"


class Robots:
    """One site's rules, as far as they concern us; `delay` is in seconds, 0 where none is told."""

    def __init__(self, body: bytes = b""):
        lines = _lines(body)
        self._rules = Protego.parse("\n".join(_our_lines(lines)))
        self.delay = min(_delay(lines), MAX_DELAY)

    def allows(self, url: str) -> bool:
        """Tell whether the rules let us ask for a URL of their site."""
        return self._rules.can_fetch(url, AGENT)

    def check(self, url: str) -> None:
        """Raise FetchError (robots) if the rules forbid a URL of their site."""
        if not self.allows(url):
            what = "may not be read by robots, says its site's robots.txt; name another address"
            raise FetchError("robots", what)


def without(error: FetchError) -> Robots | FetchError:
    """Return what holds where robots.txt is lost: no rules after 4xx, else the loss of its site."""
    if error.status is not None and 400 <= error.status < 500:
        return Robots()
    if error.reason in ("unreachable", "bad_tls"):  # as would be every page
        return error
    return FetchError("robots", f"has a site whose robots.txt {error}")


def _lines(body: bytes) -> list[str]:
    """Return the lines of a robots.txt; an error page in HTML has none."""
    body = body[:MAX_BYTES].removeprefix(_BOM)
    if body.lstrip().startswith(b"<"):
        return []
    return re.split(r"\r\n|\r|\n", body.decode("utf-8", "replace"))


def _our_lines(lines: Iterable[str]) -> list[str]:
    """Return the lines of groups and rules, with every other agent's name made the same.

    Protego takes part of our name for our name, and ends a group at lines that the RFC says must
    not matter.
    """
    ours = []
    for line in lines:
        if named := _AGENT_LINE.match(line):
            ours.append(f"User-agent: {_group(named[1])}")
        elif _RULE_LINE.match(line):
            ours.append(line)
    return ours


def _delay(lines: Iterable[str]) -> float:
    """Return the Crawl-delay of our group, else of everyone's.

    The RFC knows no such line: it belongs to the agents named above it and ends no group.
    """
    told: dict[str, float] = {}
    agents: set[str] = set()
    is_open = False
    for line in lines:
        if named := _AGENT_LINE.match(line):
            agents = {*agents, _group(named[1])} if is_open else {_group(named[1])}
            is_open = True
            told |= {agent: told.get(agent, 0.0) for agent in agents}
        elif _RULE_LINE.match(line):
            is_open = False
        elif found := _DELAY_LINE.match(line):
            told |= {agent: max(told[agent], float(found[1])) for agent in agents}
    return told.get(AGENT, told.get("*", 0.0))


def _group(name: str) -> str:
    return name.lower() if name.lower() in ("*", AGENT) else "another"
