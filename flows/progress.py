"""What a person sees while a flow runs: plain lines, the same on the terminal and in the UI.

What belongs here: saying a line, showing lines on a terminal, how far long work is. What does not:
what to say. Outside of a flow run there is nobody to see it, and nothing is shown.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from functools import partial
from uuid import UUID

from prefect import get_run_logger
from prefect.artifacts import create_progress_artifact, update_progress_artifact
from prefect.context import FlowRunContext

CHILD = "progress"
LOGGER = f"prefect.flow_runs.{CHILD}"
STEP = 5.0  # per cent that are worth telling the server


def is_running() -> bool:
    """Tell whether this is called within a flow run."""
    return FlowRunContext.get() is not None


def say(line: str) -> None:
    """Log one line of progress in the running flow."""
    if is_running():
        run_logger = get_run_logger()
        assert isinstance(run_logger, logging.LoggerAdapter)  # it knows the flow run
        logging.LoggerAdapter(run_logger.logger.getChild(CHILD), run_logger.extra).info(line)


def show_on_terminal() -> None:
    """Write the lines of progress, and nothing else that Prefect logs, to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(message)s"))
    logging.getLogger(LOGGER).handlers = [handler]


def attempt(what: str, show: Callable[[], UUID | None]) -> UUID | None:
    """Show something in the UI; where that fails, the run goes on and its log says so."""
    if not is_running():
        return None
    try:
        return show()
    except Exception as error:  # a server that is gone must cost no batch
        say(f"The Prefect UI lacks {what} ({type(error).__name__}); the run goes on.")
        return None


def progress(name: str) -> Callable[[int, int], None]:
    """Return what is to be told how many are done, of how many: it shows that as a bar in the UI.

    `name` becomes the artifact's key: letters in lower case, digits and hyphens. Steps of less than
    STEP are not shown, so that it may be told often.
    """
    shown: float | None = None
    artifact: UUID | None = None

    def tell(done: int, of: int) -> None:
        nonlocal shown, artifact
        now, words = 100.0 * done / of if of else 100.0, f"{done:,} of {of:,}"
        if shown is not None and abs(now - shown) < STEP and not now == 100 > shown:
            return
        shown = now
        if artifact is None:
            artifact = attempt("the progress", lambda: _started(name, now, words))
        else:
            attempt("the progress", partial(_moved, artifact, now, words))

    return tell


def _started(name: str, now: float, words: str) -> UUID:
    return UUID(str(create_progress_artifact(progress=now, key=name, description=words)))


def _moved(artifact: UUID, now: float, words: str) -> UUID:
    update_progress_artifact(artifact_id=artifact, progress=now, description=words)
    return artifact
