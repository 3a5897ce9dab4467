"""Which words of the corpus tell of events: those worth asking the relation model about.

What belongs here: counting. What does not: asking (tasks.events.candidates), where the list is
kept (`export`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from tasks.events.candidates import POS, word_of
from tasks.events.language import Doc, documents
from training.sentences import Sentence

LEAST = 2  # times that a word is a trigger
SHARE = 0.4  # of its uses in which it is one


def evoking(sentences: Sequence[Sentence]) -> list[str]:
    """Return, sorted, the words as `lemma/verb` or `lemma/noun`; parsing takes two minutes."""
    evokes: Counter[str] = Counter()
    used: Counter[str] = Counter()
    docs = documents(sentence.text for sentence in sentences)
    for sentence, doc in zip(sentences, docs, strict=True):
        heads = set(_heads(sentence, doc))
        for token in doc:
            if token.pos_ in POS:
                word = word_of(token)
                used[word] += 1
                evokes[word] += token.i in heads
    kept = (w for w, n in evokes.items() if n >= LEAST and n >= SHARE * used[w])
    return sorted(kept)


def _heads(sentence: Sentence, doc: Doc) -> Iterator[int]:
    """Yield the places of the words that head the triggers marked."""
    for event in sentence.events:
        span = doc.char_span(*event.trigger, alignment_mode="expand")
        if span is not None:
            yield span.root.i
