"""What goes wrong on the network, by the names that rejections have for it.

What belongs here: errors of httpx, its engine and the resolver. What does not: answers that are no
page (`tasks.news.answers`).
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager

import httpcore
import httpx

from tasks.news.answers import FetchError
from tasks.news.text import one_line


@contextmanager
def errors_named() -> Iterator[None]:
    """Turn what httpx, httpcore and the resolver raise into FetchError."""
    try:
        yield
    except httpcore.TimeoutException as error:  # as is the deadline's own
        raise TimeoutError from error
    except httpcore.ProtocolError as error:
        what = f"sent a broken answer ({one_line(str(error))}); try again later"
        # A server may close an idle connection just as we use it.
        raise FetchError("broken_response", what, again="disconnected" in str(error)) from error
    except (httpcore.NetworkError, httpx.InvalidURL, OSError, UnicodeError) as error:
        raise _lost_connection(error) from error


def _lost_connection(error: Exception) -> FetchError:
    said = one_line(str(error)) or type(error).__name__
    if _is_tls(error):
        return FetchError("bad_tls", f"has no TLS that we can trust ({said}); try again later")
    what = f"cannot be reached ({said}); check the address and your network"
    again = not isinstance(error, httpx.InvalidURL | UnicodeError | socket.gaierror)
    return FetchError("unreachable", what, again=again)


def _is_tls(error: BaseException | None) -> bool:
    while error is not None and not isinstance(error, ssl.SSLError):
        error = error.__cause__ or error.__context__
    return error is not None
