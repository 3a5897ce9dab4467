"""What was found wrong with a database, one line each.

What belongs here: findings and how they are worded. What does not: looking (`doctor`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was found."""

    what: str
    where: str
    todo: str
    wrong: bool = True  # else worth knowing, and no fault

    def __str__(self) -> str:
        return f"{'wrong' if self.wrong else 'note'}: {self.what} · {self.where} · {self.todo}"


@dataclass(slots=True)
class Examination:
    """What was found in a home, and what stands in it."""

    findings: list[Finding] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)

    @property
    def well(self) -> bool:
        """Whether nothing is wrong."""
        return not any(finding.wrong for finding in self.findings)

    def add(self, what: str, where: object, todo: str, *, wrong: bool = True) -> None:
        """Note a finding."""
        self.findings.append(Finding(what=what, where=str(where), todo=todo, wrong=wrong))

    def lines(self) -> Iterator[str]:
        """Yield what was found, for a person."""
        yield from (f"{name}: {fact}" for name, fact in self.facts.items())
        yield from map(str, self.findings)
        wrong = sum(finding.wrong for finding in self.findings)
        yield f"{wrong} wrong." if wrong else "Nothing is wrong."
