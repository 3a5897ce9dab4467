"""What stands around an article's body and is not part of it.

What belongs here: captions, initials, licence lines, credit lines and prompts, recognised by their
words. What does not: finding the body in HTML.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tasks.news.text import ends_sentence

_TAIL = 500  # characters in which a licence line stands
_LICENSE = re.compile(
    r"""
    (?:^|(?<=[.!?…”"’')\]]\s)|(?<=[A-Z]{2}\s))  # opens or follows
    (?:
        All\s(?:the\s)?(?:content|articles|stories|text|material)s?
        (?:\s(?:by|of|on|from)\s.{2,80}?)?
        | This\s(?:work|article|story|text|content)
        | (?:Content|Text)
    )
    \s(?:is|are)\s(?:licen[sc]ed|published|released|available)\sunder\s
    .*(?:Creative\sCommons|\bCC[ -]BY|\bCC0|Open\sGovernment\sLicen[cs]e).*
    """,
    re.IGNORECASE | re.VERBOSE,
)
_CAPTION = re.compile(
    r"(?:^|(?<=[.!?…”\"’')\]]\s))(?:PHOTO )?CAPTION\s*:\s*|^(?:Photo )?[Cc]aption\s*:\s*"
)
_INITIALS = re.compile(
    r"(?:^|(?<=[.!?…”\"’')\]])\s+)(?P<initials>[A-Z]{2,4}/(?:[A-Z]{2,4}|\d{4,}))\.?$"
)
_NAMES = r"[A-Z][\w'’.\-]*(?:[ ,;/&|]+(?:(?:and|in|at|for) )?[A-Z][\w'’.\-]*)*"
_LONGEST = 300  # characters of furniture
_FURNITURE = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?i:copyright(?=\W*(?:\d|by|©|\())|©|\(c\)\s*\d{4}).{0,200}",
        r".{0,120}\b(?i:all rights reserved)\b.{0,80}",
        rf"\(?(?:(?i:(?:additional )?(?:report|edit|writ|compil|translat)(?:ing|ed|ten)"
        rf"(?: and \w+ing)?) by {_NAMES}\W*)+",
        r"(?i:(?:file )?(?:photo|image|picture|video)s?(?: credits?)?)"
        rf"(?:\s*[:/©]| by)\s*{_NAMES}\W*",
        rf"(?i:source|credit)s?\s*:\s*{_NAMES}\W*",
        r"(?i:follow us|subscribe|sign up|click here|tap here)\b.{0,150}",
        # Invitations of the outlet, which are sentences: told by what they invite to.
        r"(?i:follow|(?:like|find|join) (?:us|our|me)\b)\b.{0,80}\bon\W+"
        r"(?i:facebook|twitter|instagram|x|telegram|whatsapp|youtube|\w+ news)\b.{0,60}",
        r"(?i:get|join|enjoy(?:ing|ed)?|want more|if you (?:like|enjoy)ed)\b.{0,200}"
        r"\b(?i:newsletters?|(?:your|the) inbox|delivered (?:daily|weekly|through|to your)"
        r"|our (?:channel|podcast)|subscribers? only)\b.{0,150}",
        r"(?i:have|got) a (?:news )?(?i:tip|story)\b.{0,200}",
        r"(?i:write to|contact|e-?mail) .{0,80}@[\w.\-]+\.\w{2,}\W*",
        r"(?i:\d* ?comments?|(?:leave|post|add|view) (?:a |your |all )?comments?"
        r"|tell us what you think)\W*",
        r"(?i:(?:last )?(?:updated|published|posted)(?: at| on)?:? \d{1,2}:\d{2}\W*"
        r"(?:[ap]\.?m\.?)?).{0,25}",
        r"(?i:(?:log|sign) in (?:or register )?to (?:post|leave|add|view) .{0,20}comments?)\W*",
        r"(?i:(?:photographs|photos|pictures|video) and text by) .{2,60}",
        r"(?i:press release|news release|release)(?i: no\.?| number)? ?#?[\d/.\-]+\W*",
        r"(?i:(?:media )?contacts?|contact for (?:the )?(?:media|press))(?i: information)?\W*",
        r"(?i:(?:skip )?advertis(?:ement|ing)|sponsored|story continues below.{0,20})\W*",
        r"(?i:(?:the )?ends?|end (?:of )?(?:article|story|text|item))\W*|[#*_\-–—=•·|\s]+",
    )
)
# Prompts to read or share; a sentence may start the same, but ends with a full stop.
_PROMPTS = re.compile(
    r"""
    (?:also\sread|(?:read|see|watch|listen)\s(?:also|more|next|too))(?:\W.{0,200})?
    | related(?:\s(?:articles?|stories|news|topics|coverage))?(?:\s*:.{0,200})?
    | (?:more\son\sthis|recommended|you\smay\salso\slike|most\s(?:read|viewed))\b.{0,40}
    | (?:share|tweet|print|email|save)(?:\s(?:this|on|via|with)\b.{0,60})?
    | (?:(?:share|tweet|facebook|twitter|whatsapp|telegram|linkedin|email|print|copy\slink|x)\W*)+
    """,
    re.IGNORECASE | re.VERBOSE,
)
_LIST_HEADING = re.compile(
    r"(?:related(?: (?:articles?|stories|news|topics|coverage|links))?|more on this(?: story)?"
    r"|recommended(?: (?:for you|stories|reading))?|you may also like|don['’]t miss|top stories"
    r"|most (?:read|viewed|popular)|read (?:more|next)|more (?:stories|news|from \w+(?: \w+)?))"
    r"[\s:.…!]*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Parted:
    """An article's paragraphs, and what was among them that is not its body."""

    paragraphs: tuple[str, ...]
    captions: tuple[str, ...]
    initials: str | None
    license: str | None


def part(paragraphs: Sequence[str]) -> Parted:
    """Part the body from captions, initials, licence lines and furniture.

    Inline captions run to the licence line or the paragraph's end. Paragraphs that are nothing but
    furniture are dropped.
    """
    body: list[str] = []
    captions: list[str] = []
    license_ = None
    listing = False  # below a heading of links to other articles
    for paragraph in paragraphs:
        paragraph, found = split_license(paragraph)
        license_ = license_ or found
        paragraph, texts = split_captions(paragraph)
        captions += texts
        listing = is_list_heading(paragraph) or (listing and not ends_sentence(paragraph))
        if paragraph and not listing and not is_furniture(paragraph):
            body.append(paragraph)
    initials = None
    if body:
        last, initials = split_initials(body.pop())
        body += [last] if last else []
    return Parted(tuple(body), tuple(captions), initials, license_)


def split_license(paragraph: str) -> tuple[str, str | None]:
    """Return the paragraph before its licence line, and the line."""
    match = _LICENSE.search(paragraph, max(0, len(paragraph) - _TAIL))
    if match is None:
        return paragraph, None
    return paragraph[: match.start()].rstrip(), match[0]


def split_captions(paragraph: str) -> tuple[str, tuple[str, ...]]:
    """Return the paragraph before its first "CAPTION:", and the captions that follow."""
    before, *captions = _CAPTION.split(paragraph)
    return before.rstrip(), tuple(caption.strip() for caption in captions if caption.strip())


def split_initials(paragraph: str) -> tuple[str, str | None]:
    """Return a last paragraph without the desk's initials after its last sentence, and them."""
    match = _INITIALS.search(paragraph)
    if match is None:
        return paragraph, None
    return paragraph[: match.start()].rstrip(), match["initials"]


def is_list_heading(paragraph: str) -> bool:
    """Tell whether a paragraph is nothing but the heading of links to other articles."""
    return _LIST_HEADING.fullmatch(paragraph) is not None


def is_furniture(paragraph: str) -> bool:
    """Tell whether a whole paragraph is a credit, a copyright line, a prompt or a link."""
    if len(paragraph) > _LONGEST:
        return False
    if any(pattern.fullmatch(paragraph) for pattern in _FURNITURE):
        return True
    return _PROMPTS.fullmatch(paragraph) is not None and not paragraph.endswith((".", ".”", '."'))
