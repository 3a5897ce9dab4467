"""Pages that stand in for an article: an error served as a page, a consent wall, a paywall.

What belongs here: recognising them by their words. What does not: HTTP's own statuses (`answers`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_SHORT = 120  # words; above, the notice stands beside an article
# Titles of nothing but an error, with an outlet's name at most; longer ones may be news.
_ERROR = re.compile(
    r"""
    (?:(?:(?:http\s)?(?:error|status)\W+)?(?:40[0-9]|410|45[01]|50[0-4])\b(?:\s*error)?\W*)?
    (?:(?:(?:sorry|oops)\W+)?
        (?:the\s|this\s|your\s)?(?:(?:web\s?)?page|url|file|article|story|content|document)
        (?:\syou\s(?:requested|are\slooking\sfor|were\slooking\sfor))?
        \s(?:(?:was|is|could|can)\s?(?:not|n['’]t)(?:\sbe)?|cannot\sbe|can['’]t\sbe|not)
        \s(?:found|available)
      | not\sfound | access\s(?:to\sthis\spage\s)?(?:has\sbeen\s)?denied | forbidden
      | (?:internal\s)?server\serror | bad\s(?:request|gateway)
      | service\s(?:temporarily\s)?unavailable
      | (?:site\s)?(?:down\sfor|under)\smaintenance | too\smany\srequests
      | just\sa\smoment | attention\srequired | (?:security|robot|bot)\s(?:check|verification)
      | are\syou\s(?:a\s(?:robot|human)|human) | pardon\sour\sinterruption | before\syou\scontinue
    )?
    [\s.!…?]*
    """,
    re.IGNORECASE | re.VERBOSE,
)
_BEHIND = re.compile(r"\s[|–—:·»-]\s")
_WALL = re.compile(
    r"""
    we\s(?:and\sour\s(?:\w+\s){0,3}partners\s)?(?:use|store|process)\b.{0,60}\bcookies
    | (?:accept|consent\sto|enable|allow)\s(?:all\s|the\suse\sof\s)?cookies
    | (?:enable|turn\son)\sjavascript | javascript\s(?:is|has\sbeen)\sdisabled
    | (?:subscribe|log\s?in|sign\s?in|register|create\s(?:a|an)\s(?:\w+\s)?account)\s(?:now\s)?
      (?:to|and)\s(?:continue|keep|read|finish|access|unlock)
    | to\s(?:continue|keep)\sreading | (?:this|the)\s(?:article|story|content)\sis\s
      (?:\w+\s)?(?:for|reserved\sfor|available\s(?:only\s)?to)\s
      (?:our\s|paying\s)?(?:subscribers|members)
    | verify\s(?:that\s)?you\sare\s(?:a\s)?(?:human|not\sa\srobot)
    | unusual\s(?:traffic|activity)\sfrom\syour
    | (?:page|article|story)\syou\s(?:requested|are\slooking\sfor|were\slooking\sfor)
    """,
    re.IGNORECASE | re.VERBOSE,
)


def stands_in(titles: Iterable[str], body: str) -> str | None:
    """Return what a page holds in place of an article, for a message; None if it holds one.

    A title alone tells only where it is nothing but an error; beside an outlet's name, and for a
    wall, the body must be short too, for both words are in the news.
    """
    short = len(body.split()) < _SHORT
    for title in titles:
        said = _BEHIND.split(title)
        if _is_error(title) or (short and any(_is_error(part) for part in said)):
            return f'an error page ("{title[:80]}")'
    return "a consent, log-in or subscription notice" if short and _WALL.search(body) else None


def _is_error(title: str) -> bool:
    title = title.strip()
    return bool(title) and _ERROR.fullmatch(title) is not None
