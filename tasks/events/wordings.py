"""The words that name a time, as patterns over a sentence's text, each with its kind.

What belongs here: names of days, months, feasts and calendars, and how expressions are worded.
What does not: what a kind means (`expressions`). In a pattern, group `x` is the expression where
words around it are only looked at.
"""

from __future__ import annotations

import re

from tasks.events.days import MONTHS, WEEKDAYS

NUMBERS = {
    word: i
    for i, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
} | {"a": 1, "an": 1}
FIXED_DAYS = {
    "new year's day": (1, 1),
    "valentine's day": (2, 14),
    "international women's day": (3, 8),
    "may day": (5, 1),
    "halloween": (10, 31),
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "christmas": (12, 25),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
}
DAY_WORDS = {
    "the day before yesterday": -2,
    "the day after tomorrow": 2,
    "yesterday": -1,
    "last night": -1,
    "tomorrow": 1,
}


def _any(names: list[str]) -> str:
    """Return a pattern for names as they are printed: "March", "MARCH", "Mar."."""
    full = [form for n in names if len(n) > 5 or n == "march" for form in (n.title(), n.upper())]
    rest = [rf"{n.title()}\b\.?" for n in names if n.title() not in full]
    return rf"(?:{'|'.join(sorted(full, key=len, reverse=True) + rest)})(?!\w)"


_MONTH = _any(sorted(MONTHS, key=len, reverse=True))
_WEEKDAY = _any([name for name in WEEKDAYS if name.endswith("day")])
_ANY_DAY = rf"(?:{_WEEKDAY}|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\b\.?)"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?\b(?![.,:/]\d)"
_YEAR = r"(?:19|20)\d\d\b(?!,\d|-\w|['’]?s\b)"
_IN_YEAR = rf"(?:,? (?:of )?(?P<year>{_YEAR}))?"
_BESIDE = rf"(?:(?P<weekday>{_ANY_DAY}),? ?\(?(?:the )?)?"
_BETWEEN = r"(?P<between>[Bb]etween )?"
_UNSAID = r"(?P<between>(?!))?"
_TO = r"(?: ?[–—-] ?| (?:to|through|until|till) )"
_HOUR = r"(?: (?:morning|midday|noon|lunchtime|afternoon|evening|night|midnight)\b)?"
_TIMES_OF_DAY = "day|night|morning|afternoon|evening"
_UNIT = r"(?P<unit>day|week|month|year)s?\b"
_UNITS = r"(?:hour|day|week|month|year|decade)s?\b"
_NUMBER = rf"(?:\d{{1,3}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})"
_MANY = r"(?:[Ss]everal|[Aa] few|few|[Ss]ome|[Mm]any|[Aa] couple of|couple of)"
_WAY = r"(?P<way>earlier|later|afterwards?|previously|(?:before|after)(?=$|[,.;:!?)”\"]))(?! than)"
_END = r"(?=$|[,.;:!?)”\"]| (?:in|at|on|and|when|by|that|to|with|as|but|for|near)\b)"
_DETERMINER = r"(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[Tt]hat|[Ff]ailed)"
_MOON = (
    r"(?:Muharram|Safar|Rabi al-\w+|Jumada al-\w+|Rajab|Sha['’]?ban|Rama[dz]h?an|Shawwal|Dhu al-\w+"
    r"|Farvardin|Ordibehesht|Khordad|Tir|Mordad|Shahrivar|Mehr|Aban|Azar|Dey|Bahman|Esfand|Nisan"
    r"|Iyar|Sivan|Tammuz|Av|Elul|Tishrei|Cheshvan|Kislev|Tevet|Shevat|Adar"
    r"|(?:the )?\w+ lunar month)\b"
)
_FEAST = (
    r"(?:(?:(?:Orthodox )?Easter|Palm|Whit)(?: (?:Sunday|Monday))?|Good Friday|Ash Wednesday"
    r"|Eid(?: al-\w+)?|Rama[dz]h?an|Ashura|Arbaeen|Passover|Yom Kippur|Rosh Hashanah|Hanukkah"
    r"|Diwali|Holi|Vesak|Now?ruz|Thanksgiving|Pentecost|Orthodox Christmas(?: (?:Day|Eve))?"
    r"|(?:Lunar|Chinese|Persian|Tibetan) New Year(?:['’]s (?:Day|Eve))?)\b"
)
_FIXED = "|".join(n.title().replace("'S", "['’]s") for n in sorted(FIXED_DAYS, key=len)[::-1])
_NO_TIME = r"(?! (?:[Aa]greement|[Aa]ccords?|Times|Telegraph|Mail|Mirror|Express|Post|Herald))"

# In order: of two that overlap, the first counts.
_WORDED: tuple[tuple[str, str], ...] = (
    ("no day", rf"\b(?:the )?{_DAY} (?:day )?(?:of )?{_MOON}(?:,? \d{{4}})?"),
    ("no day", rf"\b{_MOON} (?:{_DAY}(?:,? \d{{4}})?|1[345]\d\d\b)"),
    ("no day", rf"\b{_FEAST}{_NO_TIME}(?: \d{{4}})?(?! [A-Z])"),
    ("no day", r"\b(?:Good|Black|Bloody) [FS]\w+day\b"),
    ("iso", r"\b(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})\b"),
    ("slashed", r"\b(?P<one>\d{1,2})[/.](?P<two>\d{1,2})[/.](?P<year>(?:19|20)\d\d)\b"),
    ("day", rf"\b{_BETWEEN}(?P<day>{_DAY})(?:{_TO}|,? and )(?P<last>{_DAY}) (?:of )?"
            rf"(?P<month>{_MONTH}){_IN_YEAR}"),
    ("day", rf"\b(?P<between>[Bb]etween )(?P<month>{_MONTH}) (?P<day>{_DAY}) and "
            rf"(?P<month2>{_MONTH} )?(?P<last>{_DAY}){_IN_YEAR}"),
    ("day", rf"\b(?P<between>[Bb]etween )(?P<day>{_DAY}) (?P<month>{_MONTH}) and "
            rf"(?P<last>{_DAY}) (?P<month2>{_MONTH}){_IN_YEAR}"),
    ("day", rf"\b{_BESIDE}(?<!\b[Ii]n )(?P<month>{_MONTH}) (?:the )?(?P<day>{_DAY}){_IN_YEAR}"
            rf"{_UNSAID}(?:{_TO}(?:{_MONTH} )?(?P<last>{_DAY})(?:,? (?P<year2>{_YEAR}))?)?"),
    ("day", rf"\b{_BESIDE}(?P<day>{_DAY}) (?:of )?(?P<month>{_MONTH}){_IN_YEAR}{_UNSAID}"
            rf"(?:{_TO}(?P<last>{_DAY}) (?:of )?{_MONTH}(?:,? (?P<year2>{_YEAR}))?)?"),
    ("weekdays", rf"\b(?P<between>[Bb]etween )(?P<weekday>{_WEEKDAY}) and (?P<last>{_WEEKDAY})"),
    ("weekdays", rf"\b{_UNSAID}(?P<weekday>{_WEEKDAY}){_TO}(?P<last>{_WEEKDAY})"),
    ("feast", rf"\b(?P<feast>{_FIXED})\b(?! (?!\d)\w*[a-z]s?\b(?<! in)(?<! at)(?<! on)){_IN_YEAR}"),
    ("month", r"(?P<x>\b(?:[Ee]arly|[Ll]ate|[Mm]id|[Ll]ater|[Ee]arlier)[ -](?:in )?"
              rf"(?P<which>last|next|this)? ?(?P<month>{_MONTH}){_IN_YEAR})"),
    ("month", rf"\b(?P<which>[Ll]ast|[Nn]ext|[Tt]his) (?P<month>{_MONTH}){_IN_YEAR}"),
    ("month", rf"\b(?P<which>(?!))?(?P<month>{_MONTH}),? (?:of )?(?P<year>{_YEAR})"),
    ("month", r"\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|[Dd]uring|[Bb]efore|[Aa]fter|[Oo]f|[Bb]ack in)"
              rf" (?P<x>(?P<which>(?!))?(?P<month>{_MONTH}){_IN_YEAR})"),
    ("month", rf"\b{_DETERMINER} "
              rf"(?P<x>(?P<which>(?!))?(?P<month>{_MONTH})(?P<year>(?!))?)(?= [a-z])"),
    ("no day", r"\b(?:[Tt]he )?(?:(?:early|mid|late)[ -])?(?:19|20)?\d0['’]?s\b"),
    ("no day", r"\b\d\d(?:st|nd|rd|th)[ -][Cc]entury"),
    ("year", r"\b(?:[Ii]n|[Ss]ince|[Ee]arly|[Ll]ate|[Mm]id|[Dd]uring|[Uu]ntil|[Bb]efore"
             rf"|[Aa]fter)[ -](?P<x>(?P<year>{_YEAR}))"),
    ("year", rf"\b(?:of|by|from|and|around|to) (?P<x>(?P<year>{_YEAR}))(?! [a-z]{{3,}}s\b)"),
    ("year", rf"\b{_DETERMINER} (?P<x>(?P<year>{_YEAR}))(?= [A-Za-z])"),
    ("same day", rf"\b(?:[Oo]n )?(?:[Tt]he|[Tt]hat) (?:very )?same (?:{_TIMES_OF_DAY})\b"),
    ("same day", r"\b(?:[Ee]arlier|[Ll]ater) (?:in|on) the day\b"),
    ("same day", rf"\b(?:(?:[Ee]arlier|[Ll]ater|[Oo]n) )?[Tt]hat (?:{_TIMES_OF_DAY})\b"),
    ("same day", rf"\b(?:(?:{_NUMBER}|{_MANY}|[Jj]ust) )?(?:[Hh]ours?|[Mm]inutes|[Mm]oments) "
                 r"(?:later|earlier|afterwards?|before|after)\b"),
    ("same day", r"\b[Ss]hortly (?:after(?:wards?)?|before|later)\b"),
    ("no day", r"\b(?:the )?night before last\b"),
    ("unit", r"\b(?P<which>(?!))?[Tt]he (?P<unit>week|month|year) (?P<beyond>before last)\b"),
    ("day word", r"\b(?P<word>(?:the|The) day (?:before yesterday|after tomorrow)|last night)\b"),
    ("after told", rf"\b[Tt]he (?P<number>(?!))?(?P<way>previous|following|next) "
                   rf"(?P<unit>{_TIMES_OF_DAY})\b"),
    ("after told", r"\b[Tt]he (?P<number>(?!))?(?P<way>previous|following) "
                   r"(?P<unit>week|month|year)\b"),
    ("after told", rf"\b[Tt]he (?P<number>(?!))?(?P<unit>{_TIMES_OF_DAY}|week|month|year) "
                   rf"(?P<way>before|after|earlier){_END}"),
    ("after told", rf"\b(?P<number>{_NUMBER}|An?|One|Two|Three|Four|Five|Six) {_UNIT} {_WAY}"),
    ("ago", r"\b(?:(?P<about>more than|less than|over|nearly|almost|about|around|some|roughly) )?"
            rf"(?P<number>{_NUMBER}|An?|One|Two|Three) {_UNIT} ago\b"),
    ("no day", rf"\b(?:(?:{_MANY}|{_NUMBER}) )?(?i:{_UNITS}) (?:ago|earlier|later|before|after)\b"),
    ("day word", r"(?P<x>(?P<word>\b(?:today|yesterday|tomorrow|tonight|overnight"
                 r"|[Tt]his (?:morning|afternoon|evening))\b))"),
    ("day word", r"^\W*(?P<x>(?P<word>Today|Yesterday|Tomorrow|Tonight|Overnight|Last night))\b"),
    ("no day", rf"\b(?:[Ee]very|[Ee]ach) (?:{_WEEKDAY}|{_UNITS})|\b(?:{_WEEKDAY[3:-7]})s\b"),
    ("weekday", r"\b(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his|[Cc]oming|[Pp]revious|[Ff]ollowing"
                rf"|[Tt]hat) )?(?P<weekday>{_WEEKDAY}){_NO_TIME}{_HOUR}(?:,? (?:of )?"
                r"(?P<week>last|next|this) week\b)?(?P<local>,? local time)?"),
    ("weekday", r"\b(?P<which>(?!))?(?P<week>(?!))?(?P<local>(?!))?"
                r"(?P<weekday>(?:Mon|Tues?|Wed|Thurs?|Fri|Sat)\.)"),
    ("no day", r"\b(?:the|these) (?:past|last)(?: \w+)? (?:day|week|month|year|decade)s?\b"),
    ("no day", r"\b(?:[Ll]ast|[Pp]ast) (?:spring|summer|autumn|fall|winter|decade|century)\b"),
    ("unit", r"\b(?:(?:[Ee]arlier|[Ll]ater|[Ll]ate|[Ee]arly) )?(?P<which>[Ll]ast|[Tt]his|[Nn]ext)"
             r" (?P<unit>week|month|year)\b(?P<beyond>(?!))?"),
    ("unit", r"\b(?:[Ee]arlier|[Ll]ater|[Ll]ate|[Ee]arly) (?P<which>in the) "
             r"(?P<unit>week|month|year)\b(?P<beyond>(?!))?"),
    ("weekend", r"\b(?:the )?(?:(?P<which>last|next|this|past|coming) )?[Ww]eekend\b"),
    ("midweek", r"\b[Mm]id-?week\b"),
    ("no day", r"\b(?:[Rr]ecently|[Ll]ately|[Ll]ong ago|[Ii]n recent \w+|[Ii]n the past)\b"),
)  # fmt: skip
PATTERNS = tuple((kind, re.compile(pattern)) for kind, pattern in _WORDED)

# No sentence without one of these names a time.
HINT = re.compile(
    r"\d|(?i:day|night|morning|afternoon|evening|week|month|year|hour|minute|moment|decade|century"
    r"|recent|lately|shortly|tomorrow|christmas)|ago\b|Halloween|past\b|[Ll]ast\b|"
    rf"{_MONTH}|{_FEAST}|{_ANY_DAY}"
)
# What stands before a time that is an end of what happens, not its own.
BOUND = re.compile(
    r"\b(since|until|till|by|before|after|from|ahead of|prior to|following|beyond|through|up to)"
    r"(?: (?:the|late|early|mid|at least|midnight|noon|(?:end|start|beginning|middle) of))* $",
    re.IGNORECASE,
)
