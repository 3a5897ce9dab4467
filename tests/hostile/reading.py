"""Reading as a run does: fetch, expand and clean, level by level, each address once.

As a program it reads URLs and prints the most memory in use at a time, in bytes: its own, and
that of it and of the processes that it started, as far as samples tell.
"""

from __future__ import annotations

import re
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tasks import workers
from tasks.clean import clean
from tasks.discover import expand
from tasks.fetch import fetch
from tasks.records import Article, FetchOutcome, Rejection, Target

_LEVELS = 5
_SAMPLE = 0.05  # seconds


@dataclass(slots=True)
class Reading:
    """What came of the addresses, and of those that they led to."""

    outcomes: list[FetchOutcome] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    losses: list[Rejection] = field(default_factory=list)

    def reasons(self, url: str) -> set[str]:
        return {loss.reason for loss in self.losses if loss.subject == url}


def read(urls: Sequence[str]) -> Reading:
    """Take addresses through the stages; of more than 100 found at once the rest is left out."""
    found = Reading()
    seen: set[str] = set()
    targets: Sequence[Target] = [Target(url=url) for url in urls]
    for _ in range(_LEVELS):
        fresh = list({one.url: one for one in targets if one.url not in seen}.values())[:100]
        seen |= {one.url for one in fresh}
        fetched = fetch.fn(fresh)
        expanded = expand.fn(fetched.pages)
        cleaned = clean.fn(expanded.pages)
        found.outcomes += fetched.outcomes
        found.articles += cleaned.articles
        found.losses += (*fetched.rejections, *expanded.rejections, *cleaned.rejections)
        targets = expanded.targets
    return found


def _in_use() -> int:
    """Return the bytes that this process and its descendants have in memory, shared ones once."""
    parents, sizes = {}, {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            stat = (folder / "stat").read_text().rpartition(")")[2].split()
            fields = dict(
                line.split(":", 1) for line in (folder / "smaps_rollup").open() if ":" in line
            )
        except OSError:  # it ended, or is another user's
            continue
        parents[folder.name] = stat[1]
        sizes[folder.name] = int(fields.get("Pss", "0").split()[0]) * 1024
    own = {str(Path("/proc/self").resolve().name)}
    while more := {pid for pid, parent in parents.items() if parent in own} - own:
        own |= more
    return sum(sizes.get(pid, 0) for pid in own)


class _Peak(threading.Thread):
    """Watches how much memory is in use."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.bytes = 0
        self.over = threading.Event()

    def run(self) -> None:
        while not self.over.wait(_SAMPLE):
            self.bytes = max(self.bytes, _in_use())


def main() -> None:
    peak = _Peak()
    peak.start()
    read(sys.argv[1:])
    peak.over.set()
    peak.join()
    workers.stop()
    # Exact, for us alone; getrusage would count the process that started us, too.
    own = int(re.findall(r"VmHWM:\s*(\d+) kB", Path("/proc/self/status").read_text())[0]) * 1024
    sys.stdout.write(f"{own} {peak.bytes}\n")


if __name__ == "__main__":
    main()
