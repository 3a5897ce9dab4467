"""The codebook's rules, each on a draft made by hand; no parser here."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tasks.events.decision import (
    RULES,
    Draft,
    actor_is_known,
    announced_conflict_is_threat,
    announced_retreat_is_concede,
    besides,
    consult_takes_two,
    decide,
    domestic,
    host_receives,
    intended_cooperation_is_agree,
    meeting_without_host_has_actors_only,
    nobody_acts_on_oneself,
    nobody_visits_home,
    place_tells_host,
    recipient_where_required,
    refusal_is_reject,
    stated_intention_is_actual,
    third_party_host_takes_no_part,
    visitor_acts,
)
from tasks.events.placing import NOWHERE, Placed
from tasks.events.resolved import Resolved
from tasks.records import Party, Place

BAGHDAD = Place(name="Baghdad", country="IRQ")


def somebody(
    name: str, country: str | None, *, kind: str = "state", label: str = "GPE"
) -> Resolved:
    party = Party(name=name, kind=kind, country=country, sectors=("GOV",))  # type: ignore[arg-type]
    return Resolved(party, 0, len(name), name, label, "text")


IRAN = somebody("Iran", "IRN")
IRAQ = somebody("Iraq", "IRQ")
OMAN = somebody("Oman", "OMN")
MINISTER = somebody("Iraqi minister", "IRQ", kind="person", label="DESCRIPTION")
POLICE = somebody("police", None, kind="organisation", label="DESCRIPTION")
STRANGER = somebody("A. Nobody", None, kind="person", label="PERSON")
BASE = Draft(
    lemma="meet",
    event_type="CONSULT",
    modes=(),
    actors=(IRAN,),
    recipients=(IRAQ,),
    realis="actual",
    place=None,
    rules=("triggers.csv:1",),
)


def test_countries_come_in_order_without_repeats() -> None:
    draft = replace(BASE, actors=(IRAN, STRANGER, IRAQ), recipients=(MINISTER, OMAN))
    assert draft.countries == ("IRN", "IRQ", "OMN")


@pytest.mark.parametrize("event_type", ["CONSULT", "SUPPORT", "COOPERATE", "AID"])
def test_intended_cooperation_is_agree(event_type: str) -> None:
    draft = replace(BASE, event_type=event_type, modes=("visit",), realis="future")
    found = intended_cooperation_is_agree(draft)
    assert (found.event_type, found.modes, found.realis) == ("AGREE", (), "actual")
    done = replace(draft, realis="actual")
    assert intended_cooperation_is_agree(done) == done


def test_announced_retreat_is_concede() -> None:
    draft = replace(BASE, event_type="RETREAT", modes=("withdraw",), realis="future")
    found = announced_retreat_is_concede(draft)
    assert (found.event_type, found.modes, found.realis) == ("CONCEDE", (), "actual")
    done = replace(draft, realis="actual")
    assert announced_retreat_is_concede(done) == done


@pytest.mark.parametrize(
    ("event_type", "modes"),
    [("ASSAULT", ("violence",)), ("COERCE", ()), ("SANCTION", ()), ("MOBILIZE", ())],
)
def test_announced_conflict_is_threat(event_type: str, modes: tuple[str, ...]) -> None:
    draft = replace(BASE, event_type=event_type, realis="future")
    found = announced_conflict_is_threat(draft)
    assert (found.event_type, found.modes, found.realis) == ("THREATEN", modes, "actual")


@pytest.mark.parametrize("realis", ["actual", "negated", "hypothetical", "historical"])
def test_only_what_is_announced_is_a_threat(realis: str) -> None:
    draft = replace(BASE, event_type="ASSAULT", realis=realis)  # type: ignore[arg-type]
    assert announced_conflict_is_threat(draft) == draft


def test_announced_protest_stays_a_protest() -> None:
    draft = replace(BASE, event_type="PROTEST", realis="future")
    assert announced_conflict_is_threat(draft) == draft


def test_nobody_acts_on_oneself() -> None:
    draft = replace(BASE, recipients=(IRAQ, IRAN))
    assert nobody_acts_on_oneself(draft).recipients == (IRAQ,)
    assert nobody_acts_on_oneself(BASE) == BASE


def test_third_party_host_takes_no_part() -> None:
    draft = replace(
        BASE, lemma="host", modes=("third-party",), actors=(OMAN,), recipients=(IRAN, IRAQ)
    )
    found = third_party_host_takes_no_part(draft)
    assert (found.actors, found.recipients) == ((IRAN, IRAQ), ())
    assert third_party_host_takes_no_part(BASE) == BASE


@pytest.mark.parametrize("lemma", ["host", "receive", "welcome", "greet"])
def test_host_receives(lemma: str) -> None:
    found = host_receives(replace(BASE, lemma=lemma))
    assert (found.actors, found.recipients, found.modes) == ((IRAQ,), (IRAN,), ("visit",))


def test_host_receives_only_guests() -> None:
    alone = replace(BASE, lemma="host", recipients=())
    assert host_receives(alone) == alone
    given = replace(BASE, lemma="receive", event_type="AID")
    assert host_receives(given) == given


def test_an_attacker_is_not_of_whom_he_attacks() -> None:
    gunmen = Resolved(replace(IRAN.party, country=None), 0, 6, "gunmen", "DESCRIPTION", "text")
    draft = replace(BASE, event_type="ASSAULT", actors=(gunmen,), recipients=(OMAN,))
    assert domestic(draft, NOWHERE, "IRQ").actors[0].party.country == "IRQ"
    assert domestic(draft, NOWHERE, None).actors[0].party.country is None
    assert domestic(draft, Placed(BAGHDAD, "text"), None).actors[0].party.country == "IRQ"


def test_visitor_acts() -> None:
    guest = replace(IRAN, text="the visiting Iranian minister")
    found = visitor_acts(replace(BASE, lemma="tell", actors=(IRAQ,), recipients=(guest,)))
    assert (found.actors, found.recipients, found.modes) == ((guest,), (IRAQ,), ("visit",))
    assert visitor_acts(BASE) == BASE


def test_nobody_visits_home() -> None:
    visit = replace(BASE, lemma="visit", modes=("visit",))
    assert nobody_visits_home(visit) == visit
    assert nobody_visits_home(replace(visit, actors=(MINISTER,))) is None
    at_home = replace(visit, actors=(IRAQ,), recipients=(MINISTER,))
    assert nobody_visits_home(at_home) == at_home  # a person may be called on at home


def test_place_tells_host() -> None:
    found = place_tells_host(replace(BASE, actors=(IRAQ,), recipients=(IRAN,), place=BAGHDAD))
    assert (found.actors, found.recipients, found.modes) == ((IRAN,), (IRAQ,), ("visit",))


@pytest.mark.parametrize(
    "change",
    [
        {"place": None},
        {"recipients": (OMAN,)},
        {"actors": (MINISTER,)},
        {"actors": (IRAN, STRANGER)},
        {"lemma": "host"},
        {"event_type": "SUPPORT"},
    ],
    ids=["no place", "third country", "all at home", "somebody unknown", "host", "other type"],
)
def test_place_tells_host_only_between_guests_and_hosts(change: dict[str, object]) -> None:
    draft = replace(BASE, **{"place": BAGHDAD, **change})  # type: ignore[arg-type]
    assert place_tells_host(draft) == draft


def test_meeting_without_host_has_actors_only() -> None:
    found = meeting_without_host_has_actors_only(BASE)
    assert (found.actors, found.recipients) == ((IRAN, IRAQ), ())
    visit = replace(BASE, modes=("visit",))
    assert meeting_without_host_has_actors_only(visit) == visit


def test_consult_takes_two() -> None:
    assert consult_takes_two(replace(BASE, recipients=())) is None
    assert consult_takes_two(BASE) == BASE
    praise = replace(BASE, event_type="SUPPORT", recipients=())
    assert consult_takes_two(praise) == praise


def test_consult_takes_two_that_can_be_placed() -> None:
    assert consult_takes_two(replace(BASE, actors=(IRAN,), recipients=(STRANGER,))) is None


@pytest.mark.parametrize(
    ("event_type", "modes"),
    [("CONSULT", ("meet",)), ("AID", ("assist",)), ("RETREAT", ("yield",)), ("SUPPORT", ())],
)
def test_refusal_is_reject(event_type: str, modes: tuple[str, ...]) -> None:
    draft = replace(BASE, event_type=event_type, realis="negated", refused=True)
    found = refusal_is_reject(draft)
    assert (found.event_type, found.modes, found.realis) == ("REJECT", modes, "actual")


@pytest.mark.parametrize(
    "change", [{"refused": False}, {"own_words": False}, {"event_type": "ASSAULT"}]
)
def test_only_ones_own_refusal_to_cooperate_is_reject(change: dict[str, object]) -> None:
    draft = replace(BASE, event_type="AID", realis="negated", refused=True)
    changed = replace(draft, **change)  # type: ignore[arg-type]
    assert refusal_is_reject(changed) == changed


@pytest.mark.parametrize("event_type", ["AGREE", "CONCEDE", "THREATEN"])
def test_stated_intention_is_actual(event_type: str) -> None:
    judged_anew = replace(BASE, event_type=event_type, realis="future", entry="CONSULT")
    assert stated_intention_is_actual(judged_anew).realis == "actual"
    as_the_entry_has_it = replace(judged_anew, entry=event_type)
    assert stated_intention_is_actual(as_the_entry_has_it).realis == "future"


def test_a_prison_sentence_is_both() -> None:
    convicted = replace(BASE, lemma="sentence", event_type="SANCTION", modes=("convict",))
    also = besides(convicted, {"sentence", "year", "prison"})
    assert also is not None
    assert (also.event_type, also.modes) == ("COERCE", ("arrest",))
    assert besides(convicted, {"sentence", "fine"}) is None
    arrested = replace(convicted, event_type="COERCE", modes=("arrest",))
    also = besides(arrested, set())
    assert also is not None
    assert (also.event_type, also.modes) == ("SANCTION", ("convict",))


def test_actor_is_known() -> None:
    assert actor_is_known(replace(BASE, actors=())) is None
    assert actor_is_known(replace(BASE, actors=(STRANGER,))) is None
    assert actor_is_known(BASE) == BASE


@pytest.mark.parametrize("event_type", ["SANCTION", "COOPERATE", "AID"])
def test_recipient_where_required(event_type: str) -> None:
    draft = replace(BASE, event_type=event_type)
    assert recipient_where_required(draft) == draft
    assert recipient_where_required(replace(draft, recipients=())) is None


def test_two_who_cooperate_are_each_others_recipients() -> None:
    draft = replace(BASE, event_type="COOPERATE", actors=(IRAN, IRAQ), recipients=())
    assert recipient_where_required(draft) == draft


def test_an_accusation_needs_no_recipient() -> None:
    draft = replace(BASE, event_type="ACCUSE", recipients=())
    assert recipient_where_required(draft) == draft


@pytest.mark.parametrize(
    ("placed", "others", "main", "country", "basis"),
    [
        (Placed(BAGHDAD, "text"), (IRAN,), "OMN", "IRQ", "inferred"),
        (Placed(BAGHDAD, "dateline"), (IRAN,), "OMN", "IRQ", "dateline"),
        (NOWHERE, (IRAN,), "OMN", "IRN", "inferred"),
        (NOWHERE, (IRAN, IRAQ), "OMN", "OMN", "inferred"),
        (NOWHERE, (somebody("UN", "UNO"),), "OMN", "OMN", "inferred"),
        (NOWHERE, (), None, None, "text"),
    ],
    ids=["place", "dateline", "other party", "several countries", "no state", "nothing"],
)
def test_described_groups_are_domestic(
    placed: Placed, others: tuple[Resolved, ...], main: str, country: str, basis: str
) -> None:
    found = domestic(replace(BASE, actors=(POLICE,), recipients=others), placed, main)
    (police,) = found.actors
    assert (police.party.country, police.basis) == (country, basis)
    assert found.recipients == others


def test_named_parties_keep_an_unknown_country() -> None:
    firm = somebody("Acme", None, kind="organisation", label="ORG")
    draft = replace(BASE, actors=(firm, STRANGER))
    assert domestic(draft, Placed(BAGHDAD, "text"), "IRQ") == draft


def test_an_office_holder_who_is_only_described_is_domestic() -> None:
    minister = somebody("former minister", None, kind="person", label="DESCRIPTION")
    found = domestic(replace(BASE, actors=(minister,)), Placed(BAGHDAD, "text"), "OMN")
    assert (found.actors[0].party.country, found.actors[0].basis) == ("IRQ", "inferred")


def test_deciding_names_the_rules_that_changed_something() -> None:
    found = decide(replace(BASE, place=BAGHDAD))
    assert found is not None
    assert found.rules == ("triggers.csv:1", "place_tells_host")


def test_deciding_stops_where_there_is_no_event() -> None:
    assert decide(replace(BASE, recipients=())) is None


def test_rules_apply_one_after_the_other() -> None:
    draft = replace(BASE, lemma="host", realis="future", actors=(OMAN,), recipients=(IRAN,))
    found = decide(draft)
    assert found is not None
    assert (found.event_type, found.actors, found.recipients) == ("AGREE", (OMAN,), (IRAN,))


def test_every_rule_has_a_test_here() -> None:
    assert all(f"test_{rule.__name__}" in globals() for rule in RULES)
