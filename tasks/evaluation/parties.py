"""How well marked mentions are resolved to parties: their country and primary sector, by kind.

What belongs here: the comparison, its tables. What does not: the gold file (`marked`), resolving.

Country and sector are judged each for itself. A party without either is no answer, and what is not
answered is wrong, save the country of one of whom the gold says that the text tells none. Where
the gold has no sector, none is judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from tasks.evaluation.figures import Share
from tasks.evaluation.gold import EvaluationError
from tasks.evaluation.marked import Code, MarkedMention, MarkedText, MeantParty
from tasks.records import Party

Said = tuple[Party, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KindScores:
    """The figures of the mentions of one kind; the last two are of what was answered."""

    answered: Share
    country: Share
    sector: Share
    country_answered: Share
    sector_answered: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """A mention whose country or primary sector is wrong, or that is no party and was taken so."""

    where: str  # id:start-end
    text: str
    kind: str
    wrong: str  # "country", "sector", "country, sector" or "party"
    gold: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyScores:
    """The figures of one comparison."""

    total: KindScores
    by_kind: Mapping[str, KindScores]
    no_party: Share  # mentions that are no party, and are taken for none
    wrong: tuple[Wrong, ...]


def score_parties(gold: Sequence[MarkedText], said: Sequence[Sequence[Said]]) -> PartyScores:
    """Compare what is said, a tuple of parties for each mention of each text, with gold.

    Raises EvaluationError where there is not an answer for each mention.
    """
    if [len(text.mentions) for text in gold] != [len(answers) for answers in said]:
        raise EvaluationError("there must be an answer for each mention of each text.")
    judged = [
        _judged(text.id, mention, answer)
        for text, answers in zip(gold, said, strict=True)
        for mention, answer in zip(text.mentions, answers, strict=True)
    ]
    parties = [one for one in judged if one.mention.parties]
    others = [one for one in judged if not one.mention.parties]
    kinds = dict.fromkeys(one.mention.kind for one in parties)
    return PartyScores(
        total=_scores(parties),
        by_kind={kind: _scores(p for p in parties if p.mention.kind == kind) for kind in kinds},
        no_party=_share(not one.said for one in others),
        wrong=tuple(wrong for one in judged if (wrong := one.as_wrong())),
    )


def to_dict(scores: PartyScores, *, wrong: bool = False) -> dict[str, Any]:
    """Return the scores as plain data for JSON: shares 0 to 1 or null, with their counts."""
    plain: dict[str, Any] = {
        **_plain(scores.total),
        "no_party": _counted(scores.no_party),
        "by_kind": {kind: _plain(one) for kind, one in scores.by_kind.items()},
    }
    return plain | {"wrong": [asdict(one) for one in scores.wrong]} if wrong else plain


def format_parties(scores: PartyScores, *, wrong: bool = False) -> str:
    """Return the scores as tables for a terminal, without a newline at the end."""
    answered = f"{'of answered: country':>22}{'sector':>10}"
    head = f"{'':16}{'mentions':>8}{'answered':>10}{'country':>10}{'sector':>10}{answered}"
    rows = [_row(kind, one) for kind, one in scores.by_kind.items()]
    none = scores.no_party
    parts = [
        [head, *rows, _row("all", scores.total)],
        [f"{'no party':16}{none.of:>8}{_figure(none):>10} taken for none"],
        [_wrong_line(one) for one in scores.wrong] if wrong else [],
    ]
    return "\n\n".join("\n".join(lines) for lines in parts if lines)


@dataclass(frozen=True, slots=True)
class _Judged:
    """A mention with what is said of it; a sector is None where it is not judged."""

    where: str
    mention: MarkedMention
    said: Said
    country: bool
    sector: bool | None

    def as_wrong(self) -> Wrong | None:
        if not self.mention.parties:
            faults = ["party"] if self.said else []
        else:
            named = (("country", self.country), ("sector", self.sector))
            faults = [name for name, right in named if right is False]
        if not faults:
            return None
        return Wrong(
            where=self.where,
            text=self.mention.text,
            kind=self.mention.kind,
            wrong=", ".join(faults),
            gold=" + ".join(map(_gold_words, self.mention.parties)) or "no party",
            said=" + ".join(map(_said_words, self.said)) or "nobody",
        )


def _judged(identity: str, mention: MarkedMention, said: Said) -> _Judged:
    said = tuple(party for party in said if party.country or party.sectors)
    countries = [party.country for party in said] or [None]
    sectors: list[Code] = [next(iter(party.sectors), None) for party in said]
    right = [party.sectors for party in mention.parties]
    return _Judged(
        f"{identity}:{mention.start}-{mention.end}",
        mention,
        said,
        country=_fits([party.countries for party in mention.parties], countries),
        sector=_fits(right, sectors) if right and all(right) else None,
    )


def _fits(wanted: Sequence[tuple[Code, ...]], said: Sequence[Code]) -> bool:
    """Whether each that is wanted is said and nothing else is."""
    found = all(any(one in allowed for one in said) for allowed in wanted)
    return found and all(any(one in allowed for allowed in wanted) for one in said)


def _scores(given: Iterable[_Judged]) -> KindScores:
    judged = list(given)

    def countries(of: Sequence[_Judged]) -> Share:
        return _share(one.country for one in of)

    def sectors(of: Sequence[_Judged]) -> Share:
        return _share(one.sector for one in of if one.sector is not None)

    answered = [one for one in judged if one.said]
    return KindScores(
        answered=Share(right=len(answered), of=len(judged)),
        country=countries(judged),
        sector=sectors(judged),
        country_answered=countries(answered),
        sector_answered=sectors(answered),
    )


def _share(rights: Iterable[bool]) -> Share:
    all_of_them = list(rights)
    return Share(right=sum(all_of_them), of=len(all_of_them))


def _shares(scores: KindScores) -> Iterator[tuple[str, Share]]:
    yield "answered", scores.answered
    yield "country", scores.country
    yield "sector", scores.sector
    yield "country_answered", scores.country_answered
    yield "sector_answered", scores.sector_answered


def _plain(scores: KindScores) -> dict[str, Any]:
    return {name: _counted(share) for name, share in _shares(scores)}


def _counted(share: Share) -> dict[str, Any]:
    return asdict(share) | {"share": share.value}


def _row(name: str, scores: KindScores) -> str:
    *usual, country, sector = (_figure(share) for _, share in _shares(scores))
    figures = "".join(f"{figure:>10}" for figure in usual)
    return f"{name:16}{scores.answered.of:>8}{figures}{country:>22}{sector:>10}"


def _figure(share: Share) -> str:
    return "–" if share.value is None else f"{share.value:.3f}"


def _wrong_line(one: Wrong) -> str:
    return f"{one.where}  {one.kind}  {one.text!r}: {one.wrong}; gold {one.gold}, said {one.said}"


def _gold_words(party: MeantParty) -> str:
    return " ".join("/".join(map(str, codes)) for codes in (party.countries, party.sectors)).strip()


def _said_words(party: Party) -> str:
    return f"{party.country} {','.join(party.sectors) or 'None'} ({party.name})"
