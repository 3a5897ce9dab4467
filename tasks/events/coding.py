"""Code one article: from its text to mentions, parties and reports.

What belongs here: the order in which the parts of this package are asked, and the records they
make. What does not: any knowledge of language or politics of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tasks.events.arguments import carrier, own_subject
from tasks.events.cast import Person
from tasks.events.chronology import Told, settle_dates
from tasks.events.confidence import confidence_of
from tasks.events.dating import UNDATED, Dated, date_of, names_time
from tasks.events.decision import Draft, decide, domestic
from tasks.events.language import Span, Token, model_name, parse
from tasks.events.parties import Resolver
from tasks.events.phrases import Passage, annotate
from tasks.events.placing import NOWHERE, Placed, place_of
from tasks.events.predicates import Predicate, predicates
from tasks.events.quotes import clauses_above
from tasks.events.realis import realis_of
from tasks.events.resolved import Resolved, party_of
from tasks.events.roles import draft_of
from tasks.plover.ontology import ontology
from tasks.plover.triggers import Trigger
from tasks.records import (
    Article,
    Coding,
    Mention,
    Party,
    PartyOffice,
    Report,
    ReportParty,
    Role,
)

VERSION = "lexicon-2"
ENTITY_LABELS = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC"})


def coder(model: str | None = None) -> str:
    """Return the version of the coder: this code's and the language model's."""
    return f"{VERSION}+{model_name(model)}"


@dataclass(frozen=True, slots=True)
class Found:
    """A report with the draft and predicate it came from."""

    draft: Draft
    predicate: Predicate
    report: Report

    @property
    def told(self) -> Told:
        """The report as `settle_dates` wants it."""
        token = self.predicate.token
        told = self.predicate.trigger.pos != "noun" or carrier(token) is not None
        aside = any(a.dep_ == "relcl" for a in (token, *token.ancestors))
        return Told(self.report, names_time(token), told and not aside)


class _Desk:
    """One article while it is being coded."""

    def __init__(self, article: Article, model: str | None) -> None:
        self.article = article
        self.coder = coder(model)
        self.passages = [annotate(p.doc, p.offset) for p in parse(article.text, model=model)]
        self.resolver = Resolver(self.passages, article.published_on, article.dateline_place)
        self.used: dict[str, Party] = {}
        self.mentions: dict[tuple[int, int], Mention] = {}

    def found(self) -> Iterator[Found]:
        """Yield what each sentence tells, dates not yet settled across sentences."""
        for passage in self.passages:
            for sentence in passage.doc.sents:
                yield from self._sentence(passage, sentence)

    def _sentence(self, passage: Passage, sentence: Span) -> Iterator[Found]:
        def is_party(token: Token) -> bool:
            return bool(self.resolver.resolve(token, passage))

        seen = set()
        for predicate in predicates(list(sentence), is_party):
            found = self._found(predicate, passage, sentence)
            if found is None:
                continue
            report = found.report
            same = report.event_type, tuple((p.role, p.party_id) for p in report.parties)
            if same not in seen:
                seen.add(same)
                yield found

    def _found(self, predicate: Predicate, passage: Passage, sentence: Span) -> Found | None:
        token = predicate.token
        draft = draft_of(predicate, self.resolver, passage)
        published = self.article.published_on
        dated = date_of(token, published)
        realis = realis_of(token, dated, published)
        placed = place_of(token, self.article, draft.countries)
        if realis != "actual":
            # The dateline says where the writer is now, not where something else will be or was.
            placed = NOWHERE if placed.basis == "dateline" else placed
        own_words = self._in_own_words(token, draft, passage)
        draft = replace(draft, realis=realis, place=placed.place, own_words=own_words)
        draft = domestic(draft, placed, self.resolver.home)
        decided = decide(draft)
        if decided is None:
            return None
        for resolved in (*decided.actors, *decided.recipients):
            self._keep(resolved)
        if realis == "future":  # the time named is the act's, not its announcement's
            dated = UNDATED
        report = self._record(decided, predicate, passage, sentence, dated, placed)
        return Found(decided, predicate, report)

    def _in_own_words(self, token: Token, draft: Draft, passage: Passage) -> bool:
        """Whether the actor, or nobody, is the one who says or thinks what will happen."""
        for verb in clauses_above(token):
            subject = own_subject(verb) if verb.pos_ == "VERB" else None
            if subject is not None:
                said_by = {r.party.country for r in self.resolver.resolve(subject, passage)}
                return bool(said_by & {r.party.country for r in draft.actors})
        return True

    def _keep(self, resolved: Resolved) -> None:
        self.used[resolved.party.id] = resolved.party
        mention = resolved.mention(self.article.id)
        self.mentions.setdefault((mention.start, mention.end), mention)

    def _record(
        self,
        draft: Draft,
        predicate: Predicate,
        passage: Passage,
        sentence: Span,
        dated: Dated,
        placed: Placed,
    ) -> Report:
        token, text = predicate.token, sentence.text
        start = passage.offset + sentence.start_char
        return Report(
            article_id=self.article.id,
            start=start + len(text) - len(text.lstrip()),
            end=start + len(text.rstrip()),
            trigger_start=passage.offset + token.idx,
            trigger_end=passage.offset + token.idx + len(token.text),
            event_type=draft.event_type,
            modes=draft.modes,
            realis=draft.realis,
            parties=(*_in_role("actor", draft.actors), *_in_role("recipient", draft.recipients)),
            event_date=dated.day,
            date_precision=dated.precision,
            date_basis=dated.basis,
            place=placed.place,
            place_basis=placed.basis,
            confidence=confidence_of(draft, predicate.trigger),
            coder=self.coder,
            contexts=ontology().automatic_contexts(draft.event_type, draft.modes),
            explanation=" > ".join(draft.rules),
        )

    def name_mentions(self) -> None:
        """Keep every named entity as a mention, with its party where one was resolved."""
        for passage in self.passages:
            for entity in passage.doc.ents:
                if entity.label_ in ENTITY_LABELS:
                    self._name_mention(passage, entity)

    def _name_mention(self, passage: Passage, entity: Span) -> None:
        start = passage.offset + entity.start_char
        found = self.resolver.resolve(entity.root, passage)
        party = found[0].party if len(found) == 1 and _is_somebody(found[0]) else None
        if party is not None:
            self.used.setdefault(party.id, party)
        mention = Mention(
            article_id=self.article.id,
            start=start,
            end=start + len(entity.text),
            label=entity.label_,
            party_id=party.id if party else None,
        )
        self.mentions[mention.start, mention.end] = mention

    def people(self) -> Iterator[tuple[Party, Person]]:
        """Yield the persons whose party is in use."""
        for person in self.resolver.cast.people:
            party = party_of(person)
            if party.id in self.used:
                yield party, person

    def offices(self) -> Iterator[PartyOffice]:
        """Yield the offices the article shows people in, each where it is said first."""
        for party, person in self.people():
            held = {role.phrase: (role, start, end) for role, start, end in person.roles[::-1]}
            for title, (role, start, end) in sorted(held.items()):
                yield PartyOffice(
                    party_id=party.id,
                    title=title,
                    country=party.country,
                    sectors=role.sectors,
                    article_id=self.article.id,
                    start=start,
                    end=end,
                    seen_on=self.article.published_on,
                )

    def aliases(self) -> tuple[tuple[str, str], ...]:
        """Return (party id, name as written) of people in use, sorted."""
        return tuple(sorted((party.id, form) for party, p in self.people() for form in p.forms))


def _is_somebody(resolved: Resolved) -> bool:
    """Whether a named entity is worth a party: not half a title, not an unknown single word."""
    party = resolved.party
    if party.kind == "person":
        known = party.country is not None or bool(party.sectors) or " " in party.name
        return known and resolved.label == "PERSON"
    return True


def _in_role(role: Role, parties: Sequence[Resolved]) -> Iterator[ReportParty]:
    for position, resolved in enumerate(parties):
        yield ReportParty(
            role=role,
            position=position,
            party_id=resolved.party.id,
            start=resolved.start,
            end=resolved.end,
            text=resolved.text,
            country=resolved.party.country,
            sectors=resolved.party.sectors,
            basis=resolved.basis,
        )


def drafts(
    article: Article, *, model: str | None = None
) -> Iterator[tuple[Draft, Trigger, Report]]:
    """Yield each report with the draft and trigger behind it, for fitting the confidence."""
    for found in _Desk(article, model).found():
        yield found.draft, found.predicate.trigger, found.report


def code_article(article: Article, *, model: str | None = None) -> Coding:
    """Code one cleaned article; the same article always gives the same coding.

    Raises ModelError when no language model can be loaded.
    """
    desk = _Desk(article, model)
    reports = settle_dates([f.told for f in desk.found()], article.published_on)
    desk.name_mentions()
    return Coding(
        article_id=article.id,
        text_hash=article.text_hash,
        coder=desk.coder,
        mentions=tuple(sorted(desk.mentions.values(), key=lambda m: (m.start, m.end))),
        parties=tuple(desk.used[key] for key in sorted(desk.used)),
        aliases=desk.aliases(),
        offices=tuple(desk.offices()),
        reports=reports,
    )
