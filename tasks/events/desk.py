"""One article on the desk: its passages, what may be events in it, and the records they become.

What belongs here: the order in which the parts of this package are asked of one article. What does
not: batches of articles (`coding`), any knowledge of language or politics of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from tasks.events.arguments import own_subject
from tasks.events.candidates import Proposal, proposals
from tasks.events.cast import Person
from tasks.events.chronology import settle_dates
from tasks.events.contexts import contexts_of
from tasks.events.dating import UNDATED, Dated, date_of
from tasks.events.decision import Draft, besides, decide, domestic
from tasks.events.judgement import Verdict, judge, judged
from tasks.events.language import Paragraph, Span, Token
from tasks.events.marking import Candidate
from tasks.events.parties import Resolver
from tasks.events.phrases import Passage, annotate
from tasks.events.placing import NOWHERE, Placed, place_of
from tasks.events.quotes import clauses_above
from tasks.events.realis import realis_of, refuses
from tasks.events.recalling import with_author, with_sufferers, with_winner
from tasks.events.relations import Relation
from tasks.events.reporting import Considered, report_of
from tasks.events.resolved import Resolved, party_of
from tasks.events.scenes import settle_places
from tasks.plover.ontology import ontology
from tasks.records import (
    Article,
    Coding,
    Mention,
    Party,
    PartyOffice,
    Realis,
    Report,
)

# Done by saying so: they happen where the speaker is.
SPOKEN = frozenset("CONSULT AGREE SUPPORT REQUEST ACCUSE REJECT THREATEN".split())
ENTITY_LABELS = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC"})


class Desk:
    """One article while it is being coded.

    `coder` is the version that its reports name, `evokes` as in `proposals`.
    """

    def __init__(
        self,
        article: Article,
        paragraphs: Sequence[Paragraph],
        *,
        coder: str = "",
        evokes: Collection[str] = (),
    ) -> None:
        self.article = article
        self.coder = coder
        self.passages = [annotate(p.doc, p.offset) for p in paragraphs]
        self.contexts = contexts_of(self.passages)
        self.resolver = Resolver(self.passages, article.published_on, article.dateline_place)
        self.used: dict[str, Party] = {}
        self.mentions: dict[tuple[int, int], Mention] = {}

        self.asked = [
            proposal
            for passage in self.passages
            for sentence in passage.doc.sents
            for proposal in proposals(passage, sentence, self.resolver, evokes)
        ]

    @property
    def questions(self) -> list[Candidate]:
        """What the relation model is asked, a question for each of `asked`."""
        return [proposal.question for proposal in self.asked]

    def considered(self, said: Sequence[Relation]) -> Iterator[Considered]:
        """Yield all that may be an event, dates not yet settled across sentences.

        `said` is what the relation model says of each of `asked`. Of the same happening told twice
        in a sentence, the second has no report.
        """
        seen = set()
        told: list[Draft] = []
        for proposal, relation in zip(self.asked, said, strict=True):
            for one in self._consider(proposal, judge(proposal.draft, relation), told):
                report = one.report
                if one.draft is None or report is None:
                    yield one
                    continue
                told.append(one.draft)
                parties = tuple((p.role, p.party_id) for p in report.parties)
                same = report.start, report.event_type, parties
                yield replace(one, report=None) if same in seen else one
                seen.add(same)

    def _consider(
        self, proposal: Proposal, verdict: Verdict, told: Sequence[Draft]
    ) -> Iterator[Considered]:
        """Yield the proposal with its report, and with a second one where two types tell it."""
        token, published = proposal.token, self.article.published_on
        dated = date_of(token, published)
        realis = realis_of(token, dated, published)
        if not verdict.is_event(to_come=realis == "future"):
            yield Considered(proposal, verdict)
            return
        realis = verdict.realis or realis if realis == "actual" else realis
        draft, placed = self._read(proposal, verdict, realis, told)
        # A future act's time is not that of its announcement.
        dated = UNDATED if realis == "future" else dated
        decided = decide(draft)
        if decided is None:
            yield Considered(proposal, verdict, ruled_out=True)
            return
        words = {word.lemma_.lower() for word in token.subtree}
        for one in (decided, besides(decided, words)):
            if one is not None:
                yield Considered(proposal, verdict, one, self._report(proposal, one, dated, placed))

    def _read(
        self, proposal: Proposal, verdict: Verdict, realis: Realis, told: Sequence[Draft]
    ) -> tuple[Draft, Placed]:
        """Return the judged draft with its parties and place."""
        token, passage, predicate = proposal.token, proposal.passage, proposal.predicate
        draft = judged(proposal.draft, verdict)
        draft = with_author(draft, predicate, passage, told)
        draft = with_winner(draft, predicate, self.resolver, passage)
        spoken = draft.event_type in SPOKEN
        placed = place_of(token, self.article, draft.countries, spoken=spoken)
        if realis != "actual":
            # The dateline says where the writer is now, not where something else will be or was.
            placed = NOWHERE if placed.basis == "dateline" else placed
        draft = with_sufferers(draft, predicate, passage, placed, self.resolver.home)
        own_words = self._in_own_words(token, draft, passage)
        draft = replace(
            draft,
            realis=realis,
            place=placed.place,
            own_words=own_words,
            refused=realis == "negated" and refuses(token),
        )
        return domestic(draft, placed, self.resolver.home), placed

    def _report(self, proposal: Proposal, draft: Draft, dated: Dated, placed: Placed) -> Report:
        for resolved in (*draft.actors, *draft.recipients):
            self._keep(resolved)
        contexts = self.contexts.at(
            proposal.start, automatic=ontology().automatic_contexts(draft.event_type, draft.modes)
        )
        return report_of(
            proposal,
            draft,
            dated,
            placed,
            article_id=self.article.id,
            coder=self.coder,
            contexts=contexts,
        )

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

    def coding(self, said: Sequence[Relation]) -> Coding:
        """Return all that is stored of the article."""
        told = [one.told for one in self.considered(said)]
        reports = settle_dates([one for one in told if one is not None], self.article.published_on)
        reports = settle_places(reports)
        self.name_mentions()
        return Coding(
            article_id=self.article.id,
            text_hash=self.article.text_hash,
            coder=self.coder,
            mentions=tuple(sorted(self.mentions.values(), key=lambda m: (m.start, m.end))),
            parties=tuple(self.used[key] for key in sorted(self.used)),
            aliases=self.aliases(),
            offices=tuple(self.offices()),
            reports=reports,
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
