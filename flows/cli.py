"""The command `communique`: arguments in, one call, words or JSON out.

What belongs here: the group and what it does with errors. What does not: the commands themselves
(`flows.commands`), work of any kind. Commands import what they need when they run, so that only
those that orchestrate load Prefect.

Exit status: 0 all well; 1 something was lost or failed; 2 the command was used wrongly.
"""

from __future__ import annotations

import signal
from typing import Any

import click

from flows import prefect_env
from flows.commands import (
    coding,
    comparing,
    evaluating,
    events,
    exporting,
    keeping,
    parties,
    querying,
    reading,
    recoding,
    status,
)


class Communique(click.Group):
    """A group whose commands answer a user's mistake with one line, not a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; errors a user can do something about end it with status 1."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server may take a second to stop
            raise
        except (click.ClickException, BrokenPipeError):
            raise
        except Exception as error:
            if (message := _for_user(error)) is None:
                raise
            raise click.ClickException(message) from error


def _for_user(error: Exception) -> str | None:
    """Return the message of an error that was written for users or names a path of theirs."""
    if type(error).__module__.split(".")[0] in ("flows", "tasks"):
        return str(error)
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}."
    return prefect_env.lost(error)


@click.group(cls=Communique, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="communique")
def main() -> None:
    """Who did what to whom, read from the news.

    \b
    Example: communique sample
    """


for command in (
    reading.ingest,
    reading.backfill,
    reading.sources,
    reading.publish,
    recoding.recode,
    reading.sample,
    coding.code,
    coding.clean,
    parties.parties,
    events.events,
    querying.query,
    comparing.compare_rules,
    exporting.export,
    evaluating.evaluate,
    status.status,
    keeping.doctor,
    keeping.backup,
    keeping.restore,
):
    main.add_command(command)


if __name__ == "__main__":
    main()
