"""What a strict run does not accept: a source that could not be read.

What belongs here: the one error. What does not: losses of single pages, which are stored.
"""

from __future__ import annotations

from collections.abc import Sequence

from tasks.records import Rejection, Source
from tasks.report.markdown import redacted

EXAMPLES = 3


class SourcesLostError(Exception):
    """A source that was asked for could not be read; the message says which and why."""


def expect_sources_read(sources: Sequence[Source], losses: Sequence[Rejection]) -> None:
    """Raise SourcesLostError where one of the losses is that of a source itself."""
    named = {source.location for source in sources}
    lost = {loss.subject: loss.reason for loss in losses if loss.subject in named}
    if lost:
        examples = [f"{redacted(location)} ({reason})" for location, reason in lost.items()]
        raise SourcesLostError(
            f"{len(lost)} of {len(named)} sources could not be read, such as "
            f"{', '.join(examples[:EXAMPLES])}; the rest is stored and published. Try again "
            "later, or leave them out."
        )
