"""The frozen records that pass between stages.

What belongs here: plain data with no behaviour beyond its own identity; standard library only.
What does not: parsing, coding, SQL. Field names are the column names of the tables.

All character offsets are into `Article.text` (or a title's own text where said), half-open, so
`text[start:end]` is the evidence and `substr(text, start + 1, end - start)` is the same in SQL.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Literal

Role = Literal["actor", "recipient"]
Realis = Literal["actual", "historical", "future", "hypothetical", "negated"]
Precision = Literal["day", "week", "month", "year", "unknown"]
Basis = Literal["text", "office", "dateline", "publication", "inferred"]
PlacePrecision = Literal["country", "admin1", "admin2", "city", "site", "area"]
PartyKind = Literal["person", "organisation", "group", "state"]
CountKind = Literal[
    "killed",
    "wounded",
    "missing",
    "abducted",
    "displaced",
    "arrested",
    "sentenced",
    "expelled",
    "freed",
    "protesters",
]


# By how a GeoNames feature code begins; any other is an area: region, sea, mountains, river.
_PLACE_PRECISIONS: tuple[tuple[tuple[str, ...], PlacePrecision], ...] = (
    (("PCL", "TERR"), "country"),
    (("ADM1",), "admin1"),
    (("ADM",), "admin2"),
    (("PPL",), "city"),
    (("AIRP", "AIRB", "BLDG", "BDG", "CAVE", "DAM", "FCL", "HSTS", "MFG", "MSQE", "PASS", "PS",
      "SQR", "TMPL"), "site"),
)  # fmt: skip


def stable_id(*parts: object) -> str:
    """Return a 16-character hex id that depends on the parts alone, never on time or machine."""
    joined = "\x1f".join("" if part is None else str(part) for part in parts)
    return hashlib.sha256(joined.encode("utf-8")).hexdigest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One place to read: a URL, a file or a folder, with what the operator knows about it."""

    location: str
    outlet: str | None = None
    country: str | None = None  # ISO 3166 alpha-3 of the outlet's seat
    language: str | None = None
    trust: float | None = None  # 0 to 1: how far the operator trusts the outlet


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A URL to fetch, with what the source or feed that named it says about it."""

    url: str
    outlet: str | None = None
    title: str | None = None
    language: str | None = None
    published: str | None = None  # as given
    modified: str | None = None  # as given


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A body that was read before at a URL, and the validators that came with it (RFC 9110)."""

    url: str  # where the redirects ended
    body_hash: str
    media_type: str
    charset: str | None = None
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LayoutRule:
    """Where an outlet's pages of some days keep their parts, as CSS selectors.

    The first selector that finds something counts; `remove` takes out all that it finds. The
    days are those of publication, from `since` up to but without `until`; None is open.
    """

    since: date | None = None
    until: date | None = None
    body: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    byline: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Fetched or read bytes, uncleaned, with the metadata that came beside them.

    `url` is the page's address: an http(s) URL, or for a local file the `url` of its metadata,
    else `urn:communique:<outlet>:<id>`, else its `file:` URI. Metadata given by the operator
    (sidecar, JSONL line, feed entry) outranks what the page says of itself.
    """

    url: str
    body: bytes
    media_type: str  # "text/html", "text/plain"
    charset: str | None = None  # as declared by the transport; None when undeclared
    outlet: str | None = None
    title: str | None = None
    language: str | None = None
    published: str | None = None  # as given: "2023-03-05", an RFC 822 or ISO 8601 timestamp
    published_by: Literal["metadata", "feed"] = "metadata"  # who gave it
    license: str | None = None
    etag: str | None = None  # the validators that the server sent with this body
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchOutcome:
    """One URL tried in one run: what happened and why."""

    url: str
    outcome: Literal["fetched", "unchanged", "rejected"]
    final_url: str | None = None  # where its redirects ended; None when they led nowhere
    status: int | None = None  # HTTP status of the last response
    reason: str | None = None  # the rejection's reason code
    n_bytes: int = 0  # decoded; 0 when the server says that nothing changed
    elapsed_ms: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """An expected loss, stored with its reason.

    `subject` is the URL, path or `path:line` that was lost; `reason` a short snake_case code
    that can be counted; `detail` one sentence for a person: what, where, what to do.
    """

    stage: Literal["discover", "fetch", "clean", "extract"]
    subject: str
    reason: str
    detail: str

    @property
    def id(self) -> str:
        """Identity: the same loss in a second run is the same row."""
        return stable_id(self.stage, self.subject, self.reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """Cleaned text at one canonical URL.

    `text` is the body alone: paragraphs joined by one blank line, dateline, captions, initials
    and licence lines taken out and kept in their own fields.
    """

    url: str  # canonical
    outlet: str
    title: str | None
    text: str
    byline: str | None = None
    language: str = "en"  # ISO 639-1
    dateline: str | None = None  # as printed: "TEHRAN (Tasnim)"
    dateline_place: str | None = None  # "Tehran"
    published_on: date | None = None  # calendar day at the outlet
    published_at: datetime | None = None  # UTC, naive; None when only a day is known
    published_basis: Literal["metadata", "page", "feed"] | None = None
    modified_on: date | None = None  # as the page declares; never before publication
    modified_at: datetime | None = None  # UTC, naive
    section: str | None = None  # of the outlet, as the page declares: "Politics"
    captions: tuple[str, ...] = ()
    initials: str | None = None  # "SP/PA"
    license: str | None = None

    @property
    def id(self) -> str:
        """Identity: the canonical URL."""
        return stable_id("article", self.url)

    @property
    def text_hash(self) -> str:
        """Hash of the text and all that is known of it; equal hashes need no second look."""
        return stable_id(*(getattr(self, each.name) for each in fields(self)))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFrom:
    """The page that an article was read from, by its address and its body's SHA-256."""

    article_id: str
    url: str
    body_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A resolved person, organisation, group or state."""

    name: str
    kind: PartyKind
    country: str | None  # ISO 3166 alpha-3, KOS, or PLOVER's UNO EUR IGO NGO IMG MNC ISM
    sectors: tuple[str, ...] = ()  # PLOVER sector codes, primary first
    wikidata_id: str | None = None

    @property
    def id(self) -> str:
        """Identity: kind, folded name and country."""
        return stable_id("party", self.kind, self.name.casefold(), self.country)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A span that names someone or something; `party_id` when it was resolved."""

    article_id: str
    start: int
    end: int
    label: str  # spaCy's entity label, or TITLE, PRONOUN, DESCRIPTION
    party_id: str | None = None

    @property
    def id(self) -> str:
        """Identity: the span."""
        return stable_id("mention", self.article_id, self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyOffice:
    """That an article shows a party holding an office; the span is the evidence."""

    party_id: str
    title: str
    country: str | None
    sectors: tuple[str, ...]
    article_id: str
    start: int
    end: int
    seen_on: date | None  # the article's day; None when undated
    held_since: date | None = None  # the term as the table of leaders has it, where it knows one
    held_until: date | None = None

    @property
    def id(self) -> str:
        """Identity: who, what office, where it is said."""
        return stable_id("office", self.party_id, self.title, self.article_id, self.start)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place on the map; `geonames_id` is None when the gazetteer has no such name."""

    name: str
    country: str | None  # ISO 3166 alpha-3
    geonames_id: int | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    feature: str | None = None  # GeoNames feature code: PPLC, PPL, ADM1, PCLI, …

    @property
    def precision(self) -> PlacePrecision | None:
        """What its point stands for: how far from it the event may have been."""
        if self.feature is None:
            return None
        for prefix, precision in _PLACE_PRECISIONS:
            if self.feature.startswith(prefix):
                return precision
        return "area"

    @property
    def id(self) -> str:
        """Identity: the GeoNames id, else name and country."""
        if self.geonames_id is not None:
            return stable_id("place", self.geonames_id)
        return stable_id("place", self.name.casefold(), self.country)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Words that other words take up: "the Iraqi minister" for "he"."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportParty:
    """A party in its role in one report, with the mention it rests on."""

    role: Role
    position: int  # 0-based within the role
    party_id: str
    start: int  # the mention's span
    end: int
    text: str
    country: str | None
    sectors: tuple[str, ...]
    basis: Basis  # text: the words name it; office: a title; inferred: pronoun or counterpart
    chain: tuple[Link, ...] = ()  # what the words take up, and so on to the name; nearest first


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many people a report's sentence says were killed, arrested and so on.

    "At least 12" is (12, None), "up to 30" (0, 30), "nobody" (0, 0), "dozens" (20, None).
    """

    kind: CountKind
    start: int  # the words that say how many, of whom
    end: int
    words: str
    least: int  # 0 where no lower bound is said
    most: int | None  # None where no upper bound is said


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What one sentence of one article says: who did what to whom, when, where."""

    article_id: str
    start: int  # the sentence's span
    end: int
    trigger_start: int
    trigger_end: int
    event_type: str
    modes: tuple[str, ...]
    realis: Realis
    parties: tuple[ReportParty, ...]
    event_date: date | None
    date_precision: Precision
    date_basis: Basis | None
    place: Place | None
    place_basis: Basis | None
    confidence: float  # 0 to 1
    coder: str  # version of the coder that assigned the codes
    contexts: tuple[str, ...] = ()
    explanation: str = ""  # the trigger entry and rules that led here
    counts: tuple[Count, ...] = ()

    @property
    def id(self) -> str:
        """Identity: article, trigger span, type and parties in their roles."""
        parties = [f"{p.role}:{p.party_id}" for p in self.parties]
        return stable_id("report", self.article_id, self.trigger_start, self.event_type, *parties)

    def in_role(self, role: Role) -> tuple[ReportParty, ...]:
        """Return the parties in one role, in order."""
        return tuple(p for p in self.parties if p.role == role)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words quoted directly, without their marks, with their speaker where one can be told.

    Words that are interrupted ("…," she said, "…"), or go on in the next paragraph, are one quote
    a stretch. Without a party, `speaker_start` and `speaker_end` may still say who it is in words.
    """

    article_id: str
    start: int
    end: int
    party_id: str | None = None
    speaker_start: int | None = None
    speaker_end: int | None = None
    verb: str | None = None  # lemma; None as in "according to"
    verb_start: int | None = None
    verb_end: int | None = None
    basis: Basis | None = None  # of the party; inferred: a pronoun, or a sentence beside says it

    @property
    def id(self) -> str:
        """Identity: the span."""
        return stable_id("quote", self.article_id, self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """Everything extracted from one article; replaces what was stored for it before."""

    article_id: str
    text_hash: str  # the article text that was coded
    coder: str
    mentions: tuple[Mention, ...] = ()
    parties: tuple[Party, ...] = ()
    aliases: tuple[tuple[str, str], ...] = ()  # (party_id, name as written)
    offices: tuple[PartyOffice, ...] = ()
    reports: tuple[Report, ...] = ()
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """A party of an event in either role."""

    role: Role
    position: int
    party_id: str
    country: str | None
    sectors: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """The real-world happening that one or more reports tell of."""

    id: str
    event_type: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    quad_class: int  # 1 verbal cooperation, 2 material cooperation, 3 verbal, 4 material conflict
    plover_score: float | None  # -10 to 10
    realis: Realis
    event_date: date | None
    date_precision: Precision
    date_basis: Basis | None
    place_id: str | None
    place_basis: Basis | None
    confidence: float
    n_reports: int
    n_articles: int
    n_outlets: int
    participants: tuple[Participant, ...]
    reports: tuple[tuple[str, str], ...] = field(default=())  # (report_id, merge reason)
