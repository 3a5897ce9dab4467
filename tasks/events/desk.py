"""One article on the desk: its passages, what may be events in it, and the records they become.

What belongs here: the order in which the parts of this package are asked of one article. What does
not: batches of articles (`coding`), any knowledge of language or politics of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from tasks.events.arguments import own_subject, patient
from tasks.events.bodies import passages_of
from tasks.events.candidates import Proposal, proposals
from tasks.events.chronology import settle_dates
from tasks.events.contexts import contexts_of
from tasks.events.counting import counted
from tasks.events.dating import UNDATED, Dated
from tasks.events.decision import Draft, besides, decide, domestic
from tasks.events.entries import Entries
from tasks.events.judgement import Verdict, judge, judged
from tasks.events.language import Paragraph, Token
from tasks.events.marking import Candidate
from tasks.events.parties import Resolver
from tasks.events.phrases import Passage
from tasks.events.placing import NOWHERE, Placed, place_of, scene_of
from tasks.events.quotes import clauses_above
from tasks.events.quoting import quotes_of
from tasks.events.realis import realis_of, refuses
from tasks.events.recalling import with_author, with_sufferers, with_winner
from tasks.events.relations import Relation
from tasks.events.reporting import Considered, report_of
from tasks.events.scenes import settle_places
from tasks.events.timeline import Timeline, own_day
from tasks.plover.ontology import ontology
from tasks.records import (
    Article,
    Coding,
    Realis,
    Report,
)

# Done by saying so: they happen where the speaker is.
SPOKEN = frozenset("CONSULT AGREE SUPPORT REQUEST ACCUSE REJECT THREATEN".split())


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
        self.passages = passages_of(paragraphs, article.published_on)
        self.timeline = Timeline(self.passages, own_day(article))
        self.scene = scene_of(self.passages, article.dateline_place)
        self.contexts = contexts_of(self.passages)
        self.resolver = Resolver(self.passages, article.published_on, article.dateline_place)
        self.entries = Entries(article, self.resolver)
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
        token = proposal.token
        dated = self.timeline.date_of(token)
        realis = realis_of(token, dated, self.timeline.own.day)
        if not verdict.is_event(to_come=realis == "future"):
            yield Considered(proposal, verdict)
            return
        realis = verdict.realis or realis if realis == "actual" else realis
        draft, placed = self._read(proposal, verdict, realis, told)
        decided = decide(draft)
        if decided is None:
            yield Considered(proposal, verdict, ruled_out=True)
            return
        # A future act's time is not that of its announcement.
        is_of_act = realis != "future" or (dated.is_own and decided.realis == "future")
        dated = dated if is_of_act else UNDATED
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
        placed = place_of(token, passage, self.scene, draft.countries, spoken=spoken)
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
            guests=self._guests(token, passage),
        )
        return domestic(draft, placed, self.resolver.home), placed

    def _report(self, proposal: Proposal, draft: Draft, dated: Dated, placed: Placed) -> Report:
        for resolved in (*draft.actors, *draft.recipients):
            self.entries.keep(resolved)
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

    def _guests(self, token: Token, passage: Passage) -> frozenset[str]:
        """Return whom "visiting" describes where that is the trigger.

        The parser takes "told visiting X" for what somebody told, too.
        """
        if token.lower_ != "visiting":
            return frozenset()
        beside = token.i > 0 and token.nbor(-1) == token.head
        guest = token.head if token.dep_ == "amod" else patient(token) if beside else None
        found = self.resolver.resolve(guest, passage) if guest is not None else ()
        return frozenset(r.party.id for r in found)

    def _in_own_words(self, token: Token, draft: Draft, passage: Passage) -> bool:
        """Whether the actor, or nobody, is the one who says or thinks what will happen."""
        for verb in clauses_above(token):
            subject = own_subject(verb) if verb.pos_ == "VERB" else None
            if subject is not None:
                said_by = {r.party.country for r in self.resolver.resolve(subject, passage)}
                return bool(said_by & {r.party.country for r in draft.actors})
        return True

    def coding(self, said: Sequence[Relation]) -> Coding:
        """Return all that is stored of the article."""
        told = [one.told for one in counted(self.considered(said))]
        reports = settle_dates([one for one in told if one is not None], self.timeline.own)
        reports = settle_places(reports)
        keep = self.entries.keep
        quotes = quotes_of(self.passages, self.resolver, self.article.id, keep)
        self.entries.name(self.passages)
        return Coding(
            article_id=self.article.id,
            text_hash=self.article.text_hash,
            coder=self.coder,
            mentions=self.entries.mentions(),
            parties=self.entries.parties(),
            aliases=self.entries.aliases(),
            offices=tuple(self.entries.offices()),
            reports=reports,
            quotes=quotes,
        )
