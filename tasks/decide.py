"""The decide stage: an operator's word on which parties are one, and what is known of a party.

What belongs here: finding the parties that an operator names, and keeping what is decided of them.
What does not: what follows for identities (`identify`) and events (`merge`).

A decision is kept by the ids of two tellings, which depend on kind, name and country alone, and so
outlive a recode. A word that takes back an earlier one removes it; only where the rules would
still say otherwise is a word of its own kept.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tasks import database
from tasks.database import Connection, fetch_dicts, listed, statement
from tasks.storing.deciding import (
    SEVERAL,
    TAKEN_BACK,
    Decision,
    NothingToDecide,
    now,
    snapshot,
)


class UnknownParty(Exception):  # noqa: N818 — the state, as users say it
    """No party has this name or id, or several have it; the message says which."""


@dataclass(frozen=True, slots=True)
class Named:
    """A telling that an operator names, and the one that stands for its party."""

    id: str
    name: str
    country: str | None
    same_as: str

    @property
    def label(self) -> str:
        """The name with country and id, for messages."""
        return f"{self.name} ({self.country or 'no country'}, {self.id})"


def _find(connection: Connection, text: str) -> list[Named]:
    """Return the tellings of this id or name.

    Without any, those that some article names so, else those whose name has it in it.
    """
    for how in ("name", "alias", "part"):
        rows = fetch_dicts(connection, statement("parties_named"), [text.strip(), how])
        if rows:
            return [Named(row["id"], row["name"], row["country"], row["same_as"]) for row in rows]
    raise UnknownParty(
        f"No party is called {text!r}; look for it with "
        f"`communique query \"SELECT id, name FROM party WHERE name ILIKE '%…%'\"`."
    )


def _one_party(connection: Connection, text: str) -> Named:
    """Return the party of this name, by one of its tellings; the one that stands for it if named.

    Raises UnknownParty for none and for several.
    """
    found = _find(connection, text)
    if len({one.same_as for one in found}) > 1:
        raise _several(text, found)
    return min(found, key=lambda one: (one.id != one.same_as, one.id))


def _one_telling(connection: Connection, text: str) -> Named:
    """Return the telling of this name, whoever it is. Raises UnknownParty for none and several."""
    found = _find(connection, text)
    if len(found) > 1:
        raise _several(text, found)
    return found[0]


def _several(text: str, found: list[Named]) -> UnknownParty:
    listed_ = ", ".join(one.label for one in found[:SEVERAL])
    more = f" and {len(found) - SEVERAL} more" if len(found) > SEVERAL else ""
    return UnknownParty(f"{len(found)} parties are called {text!r}: {listed_}{more}; give an id.")


def decide(
    decision: Decision, one: str, other: str | None, why: str | None, settle: Callable[[], object]
) -> str:
    """Keep an operator's word, and return it; `settle` brings identities up to date.

    Raises UnknownParty and NothingToDecide, with everything as it was.
    """
    with database.working() as connection:
        told = _named(connection, decision, one, other)
        if len(told) > len({each.id for each in told}):
            raise NothingToDecide(f"Both names mean {told[0].label}; name two parties.")
        if _is_so(connection, decision, told):
            raise NothingToDecide(_already(connection, decision, told))
        _take_back(connection, decision, told)
    settle()
    with database.working() as connection:
        if not _is_so(connection, decision, told):
            _keep(connection, decision, told, why)
    settle()
    with database.working() as connection:
        if _is_so(connection, decision, told):
            return _said(decision, told)
        with database.transaction(connection):
            other_id = told[1].id if len(told) > 1 else None
            named = {"decision": decision, "one": told[0].id, "other": other_id}
            connection.execute(statement("forget_decisions"), named)
            _look_again(connection, told)
    settle()
    raise NothingToDecide(
        f"{told[0].label} and {told[-1].label} stay as they are: earlier decisions on others of "
        "these parties forbid it; see `communique parties show`."
    )


def _named(
    connection: Connection, decision: Decision, one: str, other: str | None
) -> tuple[Named, ...]:
    look_up = _one_party if decision == "merge" else _one_telling
    if decision == "split" and other is None:
        return (_one_telling(connection, one),)
    return tuple(look_up(connection, text) for text in (one, other) if text is not None)


def _is_so(connection: Connection, decision: Decision, told: tuple[Named, ...]) -> bool:
    """Whether the parties are one, or two, as decided; one alone, whether nobody is with it."""
    ids = [one.id for one in told]
    same = fetch_dicts(connection, statement("identities_stored"), [listed(ids)])
    groups = {row["party_id"]: row["same_as"] for row in same}
    groups = {key: groups.get(key, key) for key in ids}
    if len(told) == 1:
        members = connection.execute(
            statement("identities_of_group"), [listed(groups.values())]
        ).fetchall()
        return len(members) <= 1
    return (len({*groups.values()}) == 1) == (decision == "merge")


def _already(connection: Connection, decision: Decision, told: tuple[Named, ...]) -> str:
    labels = " and ".join(one.label for one in told)
    if len(told) == 1:
        return f"{labels} is told by no other name; there is nothing to split."
    return f"{labels} are {'one party' if decision == 'merge' else 'two parties'} already."


def _take_back(connection: Connection, decision: Decision, told: tuple[Named, ...]) -> None:
    """Remove what was decided otherwise of these parties, and have them looked at anew."""
    back = TAKEN_BACK[decision]
    one, other = told[0].id, told[1].id if len(told) > 1 else None
    with database.transaction(connection):
        if other is None:
            connection.execute(
                "DELETE FROM identity_decision "
                "WHERE decision = 'merge' AND $one IN (party_id, other_id)",
                {"one": one},
            )
        else:
            connection.execute(
                statement("forget_decisions"), {"decision": back, "one": one, "other": other}
            )
        if decision == "merge":
            for each in (one, other):
                connection.execute(
                    statement("forget_decisions"),
                    {"decision": back, "one": each, "other": None},
                )
        _look_again(connection, told)


def _keep(
    connection: Connection, decision: Decision, told: tuple[Named, ...], why: str | None
) -> None:
    other = told[1] if len(told) > 1 else None
    row = {
        "party_id": told[0].id,
        "other_id": other.id if other else None,
        "decision": decision,
        "party_name": told[0].name,
        "other_name": other.name if other else None,
        "why": why,
        "decided_at": now(),
    }
    with database.transaction(connection):
        database.insert(connection, "identity_decision", [row])
        _look_again(connection, told)


def _look_again(connection: Connection, told: tuple[Named, ...]) -> None:
    ids = [one.id for one in told]
    database.delete(connection, "pending_identity", "party_id", ids)
    database.insert(connection, "pending_identity", [{"party_id": key} for key in ids])


def _said(decision: Decision, told: tuple[Named, ...]) -> str:
    if decision == "merge":
        return f"{told[0].label} and {told[1].label} are one party."
    if len(told) == 1:
        return f"{told[0].label} is a party of its own."
    return f"{told[0].label} and {told[1].label} are two parties."


def party_known_as(text: str) -> dict[str, Any]:
    """Return what the published snapshot knows of a party: its tellings, offices and decisions.

    Raises UnknownParty for none and for several, NoSnapshot before the first publish.
    """
    with snapshot() as connection:
        named = _one_party(connection, text)
        told = fetch_dicts(connection, statement("party_tellings"), [named.same_as])
        ids = [listed(row["id"] for row in told)]
        return {
            "id": named.same_as,
            **{key: told[0][key] for key in ("name", "kind")},
            "country": next((row["country"] for row in told if row["country"]), None),
            "articles": _articles(connection, named.same_as),
            "tellings": told,
            "offices": fetch_dicts(connection, statement("party_offices"), [named.same_as]),
            "decisions": fetch_dicts(connection, statement("party_decisions"), ids),
        }


def _articles(connection: Connection, party: str) -> int:
    row = connection.execute(statement("party_articles"), [party]).fetchone()
    return row[0] if row else 0
