"""The codebook's rules that turn a draft into a report, each with a name.

What belongs here: rules of PLOVER 2.0 that look at type, realis, roles and parties. Each takes a
draft and returns it changed, unchanged, or None when there is no event to report.
What does not: reading the sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace

from tasks.events.placing import Placed
from tasks.events.resolved import Resolved
from tasks.plover.ontology import ontology
from tasks.records import Basis, Place, Realis

INTENTIONS = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID"})
# Conflict still to come, and the modes of the threat that announces it.
THREATS: Mapping[str, tuple[str, ...]] = {
    "ASSAULT": ("violence",),
    "COERCE": (),
    "SANCTION": (),
    "MOBILIZE": (),
}
# What an act still to come is: its announcement.
TO_COME: Mapping[str, str] = {
    **dict.fromkeys(INTENTIONS, "AGREE"),
    "RETREAT": "CONCEDE",
    **dict.fromkeys(THREATS, "THREATEN"),
}
STATE_SECTORS = frozenset({"GOV", "MIL"})
# What can be refused, and the mode that the refusal has.
REFUSABLE: Mapping[str, tuple[str, ...]] = {
    "AGREE": (),
    "CONSULT": ("meet",),
    "SUPPORT": (),
    "COOPERATE": (),
    "AID": ("assist",),
    "CONCEDE": ("yield",),
    "RETREAT": ("yield",),
}
PRISON = frozenset("prison jail imprisonment imprison custody penitentiary".split())
SENTENCING = frozenset({"sentence", "convict", "condemn"})
VISITING = "visiting"  # "met the visiting Iraqi minister"
HOSTING = frozenset("host receive welcome greet".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A candidate event on its way to a report."""

    lemma: str  # of the trigger
    event_type: str
    modes: tuple[str, ...]
    actors: tuple[Resolved, ...]
    recipients: tuple[Resolved, ...]
    realis: Realis
    place: Place | None
    own_words: bool = True  # whether the actor, or nobody else, is the one who says it
    in_detail: bool = False  # whether its entry names other words that must stand with its own
    refused: bool = False  # whether the actor will not do it
    guests: frozenset[str] = frozenset()  # ids of parties whom the trigger calls visiting
    entry: str = ""  # the type that the lexicon's entry has, where it was judged anew
    chance: float = 1.0  # that it is an event of this type, as it was judged
    rules: tuple[str, ...] = ()

    @property
    def countries(self) -> tuple[str, ...]:
        """The parties' countries in order, without repeats."""
        found = [r.party.country for r in (*self.actors, *self.recipients)]
        return tuple(dict.fromkeys(c for c in found if c))


Rule = Callable[[Draft], Draft | None]


def domestic(draft: Draft, placed: Placed, main_country: str | None) -> Draft:
    """Give whoever is only described ("police", "a former minister") the country of the event.

    That country is the place's, else the other parties' if they all share one, else the one the
    article is mainly about; the party's basis says dateline or inferred. Attackers are not of
    whom they attack but of the place or the article's country. Persons and bodies by name
    keep an unknown country, and so do a state's people or things ("attacked the embassy") when
    the actor's country is all there is to go by.
    """
    country = placed.place.country if placed.place else None
    basis: Basis = "dateline" if placed.basis == "dateline" else "inferred"
    states = [code for code in draft.countries if code not in ontology().nonstate]
    if country is None:
        country = states[0] if len(states) == 1 else main_country
    if country is None:
        return draft
    attacked = placed.place is None and draft.event_type == "ASSAULT"
    of_actors = main_country if attacked else country
    from_actor = placed.place is None and {country} == {r.party.country for r in draft.actors}

    def settle(resolved: Resolved, code: str | None, *, foreign: bool) -> Resolved:
        party, described = resolved.party, resolved.label == "DESCRIPTION"
        if party.country is not None or not described or foreign or code is None:
            return resolved
        return replace(resolved, party=replace(resolved.party, country=code), basis=basis)

    def may_be_foreign(resolved: Resolved) -> bool:
        return from_actor and bool(STATE_SECTORS.intersection(resolved.party.sectors))

    return replace(
        draft,
        actors=tuple(settle(r, of_actors, foreign=False) for r in draft.actors),
        recipients=tuple(settle(r, country, foreign=may_be_foreign(r)) for r in draft.recipients),
    )


def intended_cooperation_is_agree(draft: Draft) -> Draft:
    """Cooperative acts in the future tense are intentions: AGREE (codebook, AGREE)."""
    if draft.realis == "future" and draft.event_type in INTENTIONS:
        return replace(draft, event_type="AGREE", modes=(), realis="actual")
    return draft


def announced_retreat_is_concede(draft: Draft) -> Draft:
    """Announcements of future retreats are CONCEDE (codebook, CONCEDE and RETREAT)."""
    if draft.realis == "future" and draft.event_type == "RETREAT":
        return replace(draft, event_type="CONCEDE", modes=(), realis="actual")
    return draft


def announced_conflict_is_threat(draft: Draft) -> Draft:
    """An act of force or coercion that somebody says will come is a threat (THREATEN)."""
    if draft.realis != "future" or draft.event_type not in THREATS:
        return draft
    if not draft.own_words:  # "Washington fears that X will attack" is no threat by X
        return replace(draft, realis="hypothetical")
    return replace(draft, event_type="THREATEN", modes=THREATS[draft.event_type], realis="actual")


def refusal_is_reject(draft: Draft) -> Draft:
    """Who says that they will not cooperate or yield refuses: REJECT (codebook, REJECT)."""
    if not (draft.refused and draft.own_words and draft.event_type in REFUSABLE):
        return draft
    return replace(draft, event_type="REJECT", modes=REFUSABLE[draft.event_type], realis="actual")


def stated_intention_is_actual(draft: Draft) -> Draft:
    """An act to come that is judged AGREE, CONCEDE or THREATEN is the stating, which is done."""
    intends = draft.event_type in TO_COME.values()
    if intends and draft.realis == "future" and draft.entry not in {"", draft.event_type}:
        return replace(draft, realis="actual")
    return draft


def nobody_acts_on_oneself(draft: Draft) -> Draft:
    """A party stands in one role only; the actor's role wins."""
    acting = {r.party.id for r in draft.actors}
    others = tuple(r for r in draft.recipients if r.party.id not in acting)
    return replace(draft, recipients=others) if others != draft.recipients else draft


def third_party_host_takes_no_part(draft: Draft) -> Draft:
    """Who hosts others' talks is no participant; the mode says so (codebook, CONSULT)."""
    if "third-party" in draft.modes and draft.lemma in HOSTING and draft.recipients:
        return replace(draft, actors=draft.recipients, recipients=())
    return draft


def host_receives(draft: Draft) -> Draft:
    """Who hosts is the recipient, who visits the actor (codebook, CONSULT)."""
    if draft.event_type == "CONSULT" and draft.lemma in HOSTING and draft.recipients:
        modes = tuple(dict.fromkeys((*draft.modes, "visit")))
        return replace(draft, actors=draft.recipients, recipients=draft.actors, modes=modes)
    return draft


def visitor_acts(draft: Draft) -> Draft:
    """Who is told to be visiting is the visitor, the other side hosts (codebook, CONSULT)."""
    visiting = any(
        VISITING in r.text.split() or r.party.id in draft.guests for r in draft.recipients
    )
    if draft.event_type != "CONSULT" or draft.lemma in HOSTING or not visiting:
        return draft
    modes = tuple(dict.fromkeys((*draft.modes, "visit")))
    return replace(draft, actors=draft.recipients, recipients=draft.actors, modes=modes)


def nobody_visits_home(draft: Draft) -> Draft | None:
    """Going to one's own country is no consultation."""
    if draft.event_type != "CONSULT" or "visit" not in draft.modes or not draft.recipients:
        return draft
    home = {r.party.country for r in draft.actors}
    only_states = all(r.party.kind == "state" for r in draft.recipients)
    own = only_states and {r.party.country for r in draft.recipients} <= home
    return None if own else draft


def place_tells_host(draft: Draft) -> Draft:
    """A meeting in one side's country is a visit by the other side (codebook, CONSULT)."""
    if draft.event_type != "CONSULT" or draft.lemma in HOSTING or draft.place is None:
        return draft
    parties = (*draft.actors, *draft.recipients)
    hosts = tuple(r for r in parties if r.party.country == draft.place.country)
    guests = tuple(r for r in parties if r.party.country not in {draft.place.country, None})
    if not hosts or not guests or len(hosts) + len(guests) != len(parties):
        return draft
    modes = tuple(dict.fromkeys(("visit", *draft.modes)))
    return replace(draft, actors=guests, recipients=hosts, modes=modes)


def meeting_without_host_has_actors_only(draft: Draft) -> Draft:
    """Where nobody is told to host or visit, all participants are actors (codebook, CONSULT)."""
    if draft.event_type == "CONSULT" and "visit" not in draft.modes and draft.recipients:
        return replace(draft, actors=(*draft.actors, *draft.recipients), recipients=())
    return draft


def consult_takes_two(draft: Draft) -> Draft | None:
    """A consultation needs at least two parties that can be placed."""
    known = [r for r in (*draft.actors, *draft.recipients) if r.party.country]
    return None if draft.event_type == "CONSULT" and len(known) < 2 else draft


def actor_is_known(draft: Draft) -> Draft | None:
    """Events without an explicit actor are not coded (codebook, Required entities).

    An actor of whom nothing tells the country is none that could be counted.
    """
    return draft if any(r.party.country for r in draft.actors) else None


def recipient_where_required(draft: Draft) -> Draft | None:
    """SANCTION, COOPERATE and AID need a recipient (codebook, Requires recipient)."""
    if draft.recipients:
        return draft
    needed = ontology().event_type(draft.event_type).requires_recipient
    if draft.event_type == "COOPERATE" and len(draft.actors) > 1:
        return draft  # "Iran and Iraq held joint drills": each is the other's recipient
    return None if needed else draft


RULES: tuple[Rule, ...] = (
    intended_cooperation_is_agree,
    announced_retreat_is_concede,
    announced_conflict_is_threat,
    refusal_is_reject,
    stated_intention_is_actual,
    nobody_acts_on_oneself,
    third_party_host_takes_no_part,
    host_receives,
    visitor_acts,
    place_tells_host,
    nobody_visits_home,
    meeting_without_host_has_actors_only,
    consult_takes_two,
    actor_is_known,
    recipient_where_required,
)


def besides(draft: Draft, words: Collection[str]) -> Draft | None:
    """Return the other report of a prison sentence: SANCTION `convict` and COERCE `arrest`.

    `words` are the lemmas of the clause (codebook, SANCTION; reading 20).
    """
    rules = (*draft.rules, "prison_sentence_is_both")
    if draft.event_type == "SANCTION" and "convict" in draft.modes and PRISON & set(words):
        return replace(draft, event_type="COERCE", modes=("arrest",), rules=rules)
    if draft.event_type == "COERCE" and "arrest" in draft.modes and draft.lemma in SENTENCING:
        return replace(draft, event_type="SANCTION", modes=("convict",), rules=rules)
    return None


def decide(draft: Draft) -> Draft | None:
    """Apply every rule in order; None when one of them says there is no event.

    `rules` of the result names the rules that changed something.
    """
    current = draft
    for rule in RULES:
        changed = rule(current)
        if changed is None:
            return None
        if changed != current:
            changed = replace(changed, rules=(*current.rules, rule.__name__))
        current = changed
    return current
