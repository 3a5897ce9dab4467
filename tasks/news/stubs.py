"""Pages that stand in for an article: an error served as a page, a consent wall, a paywall.

What belongs here: recognising them by their words. What does not: HTTP's own statuses (`answers`).

Walls and errors are in the news too. So a wall is told by sentences that begin as walls do, in
nobody's quotation, on a page that has little else to say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

_SHORT = 120  # words; above, a notice stands beside an article
_FEWEST = 8  # words of a body; below, all of the page is looked at
_FLAGS = re.IGNORECASE | re.VERBOSE
_BEHIND = re.compile(r"\s[|–—:·»-]\s")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")
_THING = r"(?:web\s?)?(?:page|site|url|file|article|story|content|document|link)"
_ASKED = (
    r"(?:\s(?:that\s)?you(?:['’]re|\sare|\swere)\s(?:looking|searching)\sfor"
    r"|\s(?:that\s)?you(?:['’]ve|\shave)?\s(?:requested|followed|tried\sto\s\w+))?"
)
_MISSING = rf"""
    (?:the\s|this\s|that\s|your\s)?(?:requested\s)?{_THING}{_ASKED}\s
    (?: (?:was|is|could|can|does|did)\s?(?:not|n['’]t)\s(?:be\s)?(?:found|available|exist)
      | (?:cannot|can['’]t)\sbe\sfound | not\s(?:found|available)
      | (?:is\s)?no\slonger\s(?:exists?|available|here)
      | (?:has|may\shave|might\shave|have)\s(?:been\s)?(?:moved|removed|deleted|expired) )
    | we\s(?:can(?:['’]t|not)|could\s?n(?:o|['’])t|were\sunable\sto)\s(?:seem\sto\s)?
      (?:find|locate)\s(?:the|that|this)\s{_THING}\b
    | (?:it\slooks\slike\s)?nothing\s(?:was\s)?found(?:\sat\sthis\s(?:location|address))?
"""


@dataclass(frozen=True, slots=True)
class Stub:
    """What a page holds in place of an article: a rejection's reason, and words for a message."""

    reason: str
    what: str


@dataclass(frozen=True, slots=True)
class _Wall:
    reason: str
    what: str
    opening: re.Pattern[str]  # how one of its sentences begins
    topic: re.Pattern[str]  # what its other sentences speak of
    longest: int = _SHORT  # words of such a page
    beside: int = 25  # words that may speak of something else


# Titles of nothing but an error, with an outlet's name at most; longer ones may be news.
_NOT_FOUND = re.compile(
    rf"""
    (?:(?:(?:http\s)?(?:error|status)\W+)?(?:404|410)\b(?:\s*error)?\W*)?
    (?:(?:(?:sorry|oops|uh\soh)\W+)?(?:{_MISSING}|not\sfound))?[\s.!…?]*
    """,
    _FLAGS,
)
# Titles that an article may have as well: these count above few words only.
_TITLES = (
    (
        Stub("error_page", "an error page"),
        r"(?:(?:(?:http\s)?(?:error|status)\W+)?(?:40[0-9]|410|45[01]|50[0-4])\b(?:\s*error)?\W*)?"
        r"(?:access\s(?:to\sthis\spage\s)?(?:has\sbeen\s)?denied | forbidden | gone"
        r"| unauthori[sz]ed | (?:internal\s)?server\serror | bad\s(?:request|gateway)"
        r"| gateway\stime-?out"
        r"| service\s(?:temporarily\s)?unavailable | (?:temporarily\s)?offline"
        r"| (?:site\s)?(?:down\sfor|under)\smaintenance | too\smany\srequests"
        r"| something\swent\swrong)?",
    ),
    (
        Stub("bot_check", "a check for robots"),
        r"just\sa\smoment | attention\srequired | (?:security|robot|bot)\s(?:check|verification)"
        r"| are\syou\s(?:a\s(?:robot|human)|human) | pardon\sour\sinterruption"
        r"| (?:please\s)?verify\syou\sare\s(?:a\s)?human | checking\syour\sbrowser",
    ),
    (
        Stub("consent_wall", "a request for consent"),
        r"before\syou\scontinue(?:\sto\s.{2,40})? | (?:cookie|privacy)\s(?:consent|settings)"
        r"| your\sprivacy(?:\schoices)? | we\s(?:value|respect)\syour\sprivacy",
    ),
    (
        Stub("paywall", "a log-in or subscription notice"),
        r"(?:please\s)?(?:log|sign)[\s-]?in(?:\s(?:to|required).{0,40})? | subscribers?\sonly"
        r"| (?:log\s?in|subscription|registration)\srequired",
    ),
)
_TITLED = [(stub, re.compile(rf"(?:{said})[\s.!…?]*", _FLAGS)) for stub, said in _TITLES]
_ENTER = (
    r"(?:subscribe|log[\s-]?in|sign[\s-]?(?:in|up)|register|upgrade|join|create\s(?:a|an|your)\s"
    r"(?:\w+\s)?account|become\sa\s(?:\w+\s)?(?:member|subscriber)|start\s(?:a|your)\s.{0,20}trial)"
)
_WALLS = (
    _Wall(
        "soft_404",
        "an error page",
        re.compile(rf"(?:(?:sorry|oops|unfortunately)\W+)?(?:but\s)?(?:{_MISSING})", _FLAGS),
        re.compile(r"\b(?:page|search|home|link|url|address|removed|moved|menu|try|error)", _FLAGS),
    ),
    _Wall(
        "bot_check",
        "a check for robots",
        re.compile(
            r"""
            (?:(?:please|to\scontinue,?)\s)*(?:verify|verifying|confirm|prove|check(?:ing)?(?:\sif)?)
            \s(?:that\s)?you(?:['’]re|\sare)\s(?:a\s)?(?:human|not\sa\s(?:robot|bot))
            | (?:we(?:['’]ve|\shave)?|our\s(?:\w+\s)?systems?(?:\sha(?:s|ve))?)\sdetected\sunusual
            | (?:there\s(?:is|was|has\sbeen)\s)?unusual\s(?:traffic|activity)\sfrom\syour
            | checking\s(?:your\sbrowser|if\sthe\ssite\sconnection)
            | (?:please\s)?(?:complete|solve)\sthe\s(?:captcha|security\scheck)
            | (?:performing|complete\sthe)\ssecurity\sverification | press\s(?:&|and)\shold
            | are\syou\sa\s(?:robot|human)
            """,
            _FLAGS,
        ),
        re.compile(
            r"robot|\bbots?\b|human|captcha|browser|security|verif|traffic|network|ray\sid|\bIP\b"
            r"|cookies|javascript|reload|refresh|automatic",
            _FLAGS,
        ),
    ),
    _Wall(
        "needs_javascript",
        "a request for JavaScript",
        re.compile(
            r"""
            (?:please\s|you\s(?:need|have|must)\s(?:to\s)?|(?:to|in\sorder\sto)\s.{3,60}?,?\s){0,2}
            (?:enable|turn\son|activate|allow|switch\son)\s(?:cookies\sand\s)?javascript
            | (?:it\s(?:looks|seems)\slike\s|we(?:['’]ve|\shave)?\sdetected\sthat\s)?javascript\s
              (?:is|has\sbeen|must\sbe|needs\sto\sbe|(?:appears|seems)\sto\sbe)\s
              (?:currently\s)?(?:disabled|off|turned\soff|required|enabled|not)
            | (?:this|our|the)\s(?:web)?(?:site|page|app)\s(?:requires|needs)\sjavascript
            | your\sbrowser\s(?:does\snot\ssupport|has\sdisabled|is\sblocking)\sjavascript
            """,
            _FLAGS,
        ),
        re.compile(r"javascript|browser|reload|refresh|settings|loading|enable", _FLAGS),
    ),
    _Wall(
        "consent_wall",
        "a request for consent",
        re.compile(
            r"""
            (?:we|this\s(?:web)?site|our\s(?:web)?site|.{2,40}\sand\s(?:its|our))\s
              (?:and\sour\s)?(?:[\w,()]+\s){0,4}?
              (?:partners\s)?(?:uses?|stores?|process|values?|need|care|ask)\b
              .{0,80}\b(?:cookies|privacy|consent|data|device)
            | (?:please\s)?(?:accept|consent\sto|allow|enable|manage)\s
              (?:all\s|the\suse\sof\s|(?:your|our)\s)?cookies
            | (?:to\scontinue|before\syou\scontinue|by\sclicking|your\sprivacy\b).{0,80}
              (?:cookies|consent|accept|privacy|choice)
            """,
            _FLAGS,
        ),
        re.compile(
            r"cookie|consent|privacy|partners|personal\s(?:data|information)|vendors?\b|advertis"
            r"|\bads?\b|preferences|interest|device|choices?|accept|reject|decline|settings|opt"
            r"|geolocation|click|identifier|measure",
            _FLAGS,
        ),
        longest=400,
    ),
    _Wall(
        "paywall",
        "a log-in or subscription notice",
        re.compile(
            rf"""
            (?:please\s|you\s(?:must|need\sto|have\sto)\s)?{_ENTER}\b.{{0,40}}?\b(?:to|and)\s
              (?:continue|keep|read|finish|access|unlock|view|see|get\sfull)\b
            | to\s(?:continue|keep|finish)\sreading\b(?:\sthis\s\w+)?\W*
              (?:$|please|you|{_ENTER})
            | to\sread\s(?:the\s(?:full|rest|whole)|this)\b.{{0,30}}\W{_ENTER}
            | (?:this|the)\s(?:\w+\s)?(?:article|story|content|page)\sis\s(?:\w+\s)?
              (?:for|reserved\sfor|(?:available\s)?(?:only\s)?(?:to|for)|exclusive\sto|locked)\b
              .{{0,30}}(?:subscribers|members|registered|locked)
            | you(?:['’]ve|\shave)\s(?:reached|read|used)\s(?:your|all|the)\b.{{0,40}}
              (?:limit|articles?)
            | you\s(?:must|need\sto|have\sto)\sbe\s(?:logged|signed)\sin
            """,
            _FLAGS,
        ),
        re.compile(""),
        beside=_SHORT,  # the start of the article, mostly
    ),
)


def find_stub(
    titles: Iterable[str], paragraphs: Sequence[str], seen: Callable[[], str] = str
) -> Stub | None:
    """Return what a page holds in place of an article; None if it may hold one.

    `paragraphs` are those of its body; `seen` gives all its text, asked for where the body has
    next to none. A title alone tells only where it is nothing but "not found"; another error, or an
    outlet's name beside it, needs a short body too.
    """
    body = "\n".join(paragraphs)
    length = len(body.split())
    for title in titles:
        if found := _titled(title.strip(), short=length < _SHORT):
            return Stub(found.reason, f'{found.what} ("{title[:80]}")')
    return _walled(body if length >= _FEWEST else f"{body}\n{seen()}")


def _titled(title: str, *, short: bool) -> Stub | None:
    parts = [part.strip() for part in (title, *_BEHIND.split(title)) if part.strip()]
    if any(_NOT_FOUND.fullmatch(part) for part in (parts if short else parts[:1])):
        return Stub("soft_404", "an error page")
    if not short:
        return None
    return next((s for s, said in _TITLED for part in parts if said.fullmatch(part)), None)


def _walled(body: str) -> Stub | None:
    words = len(body.split())
    if words >= max(wall.longest for wall in _WALLS):
        return None
    sentences = list(_sentences(body))
    for wall in _WALLS:
        if words < wall.longest and _is(wall, sentences):
            return Stub(wall.reason, wall.what)
    return None


def _sentences(body: str) -> Iterator[str]:
    """Yield the sentences of a body without what they quote."""
    return (one for each in _SENTENCE.split(_QUOTED.sub(" ", body)) if (one := each.strip()))


def _is(wall: _Wall, sentences: Sequence[str]) -> bool:
    """Tell whether sentences are such a wall's; lines that end as no sentence are menus."""
    if not any(wall.opening.match(sentence) for sentence in sentences):
        return False
    others = (one for one in sentences if one.endswith((".", "!", "?", "…")))
    return sum(len(one.split()) for one in others if not wall.topic.search(one)) <= wall.beside
