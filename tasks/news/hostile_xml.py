"""XML that is made to harm its reader: entities that grow or name files, tags without end.

What belongs here: refusing such documents before anyone reads them. What does not: what a
document says.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn
from xml.parsers import expat

_ATTRIBUTES = 500  # of one element; the time to read them grows with their square
_UNKNOWN_ENCODING = 18  # expat's code


class HostileXmlError(Exception):
    """The document declares entities or has a tag without end; the message says which."""


def refuse_hostile(body: bytes) -> None:
    """Raise HostileXmlError for XML that would harm its reader; nothing is expanded or fetched.

    Goes as far as the document is well-formed. Bytes that are no XML pass.
    """
    try:
        _parse(body, None)
    except expat.ExpatError as error:
        if error.code == _UNKNOWN_ENCODING:
            _parse_as_ascii(body)
    except (ValueError, LookupError):
        _parse_as_ascii(body)


def _parse(body: bytes, encoding: str | None) -> None:
    parser = expat.ParserCreate(encoding)
    guard(parser)
    parser.ordered_attributes = True
    parser.StartElementHandler = _count_attributes
    parser.Parse(body, True)


def _parse_as_ascii(body: bytes) -> None:
    """Read markup in a charset unknown to expat: all but UTF-16 and -32 write it as ASCII does."""
    try:
        _parse(body, "iso-8859-1")
    except (expat.ExpatError, ValueError):
        return


def guard(parser: expat.XMLParserType) -> None:
    """Make a parser raise HostileXmlError at the first entity declaration."""
    parser.EntityDeclHandler = _refuse


def _refuse(*_: object) -> NoReturn:
    raise HostileXmlError("it declares entities, which we do not expand")


def _count_attributes(name: str, attributes: Sequence[str]) -> None:
    if len(attributes) > 2 * _ATTRIBUTES:  # names and values in turn
        raise HostileXmlError(f"it has an element of more than {_ATTRIBUTES} attributes")
