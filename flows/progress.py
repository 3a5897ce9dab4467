"""What a person sees while a flow runs: plain lines, the same on the terminal and in the UI.

What belongs here: saying a line, showing lines on a terminal. What does not: what to say.
"""

from __future__ import annotations

import logging
import sys

from prefect import get_run_logger

CHILD = "progress"
LOGGER = f"prefect.flow_runs.{CHILD}"


def say(line: str) -> None:
    """Log one line of progress in the running flow."""
    run_logger = get_run_logger()
    assert isinstance(run_logger, logging.LoggerAdapter)  # it knows the flow run
    logging.LoggerAdapter(run_logger.logger.getChild(CHILD), run_logger.extra).info(line)


def show_on_terminal() -> None:
    """Write the lines of progress, and nothing else that Prefect logs, to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(message)s"))
    logging.getLogger(LOGGER).handlers = [handler]
