"""The country that an article is at home in: where its unnamed police and ministers belong.

What belongs here: weighing dateline, countries named and scenes. What does not: places of events
(`placing`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tasks.events.gazetteer import find
from tasks.events.phrases import MAIN_SHARE, PLACE_LABELS, Passage, countries_named, main_country
from tasks.events.placing import LOCATIVES
from tasks.events.quotes import subject_of
from tasks.events.tags import whole_name
from tasks.plover.lexicons import lexicons


def home_of(dateline_place: str | None, passages: Sequence[Passage]) -> str | None:
    """Return the country that an article is written from and, in part, about; None if unknown.

    Without a dateline it is the country that is named most, else where most things are said to
    happen, else that of whom the article begins with. The dateline's outranks these unless the
    article names another again and again and never the dateline's: a writer in Geneva may tell of
    a war elsewhere.
    """
    main = main_country(passages) or _scene(passages) or _opening(passages)
    named = countries_named(passages)
    place = find(dateline_place, prefer=tuple(named)) if dateline_place else None
    if place is None or place.country is None:
        return main
    elsewhere = main is not None and named.get(main, 0) > 2 and place.country not in named
    return main if elsewhere else place.country


def _opening(passages: Sequence[Passage]) -> str | None:
    """Return the country of the people with whom an article begins: "Peruvian police said …".

    A state itself ("Peru met Chile") tells nothing of where its news is from, nor do people of a
    country that is named less than another.
    """
    first = next((s for p in passages[:1] for s in p.doc.sents), None)
    subject = subject_of(first.root) if first is not None else None
    if subject is None:
        return None
    at = passages[0].tags_at
    near = [at[t.i] for t in subject.subtree if t.i in at and t != subject]
    codes = {t.country.code for t in near if t.country and t.kind != "city"}
    bodies = {t.organisation.country for t in near if t.organisation}
    codes |= bodies & lexicons().countries.keys()
    named = countries_named(passages)
    most = [code for code in codes if named.get(code, 0) == max(named.values(), default=0)]
    return most[0] if len(codes) == len(most) == 1 else None


def _scene(passages: Sequence[Passage]) -> str | None:
    """Return the country in which most places after "in", "near" … lie, None when none has most."""
    scenes: Counter[str] = Counter()
    for passage in passages:
        for entity in passage.doc.ents:
            root = entity.root
            told = root.dep_ == "pobj" and root.head.lower_ in LOCATIVES
            place = find(whole_name(entity)) if told and entity.label_ in PLACE_LABELS else None
            if place is not None and place.country:
                scenes[place.country] += 1
    if not scenes:
        return None
    code, count = min(scenes.items(), key=lambda item: (-item[1], item[0]))
    return code if count >= MAIN_SHARE * scenes.total() else None
