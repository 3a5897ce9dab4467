"""Who speaks: verbs of saying, and the speaker behind "I" and "we".

What belongs here: finding the speaker's token. What does not: resolving it to a party.
"""

from __future__ import annotations

from collections.abc import Iterator

from tasks.events.language import Token

SPEECH = frozenset(
    "say tell add note state declare announce stress emphasize emphasise underline underscore "
    "reiterate assert claim remark explain write tweet post warn insist suggest argue highlight "
    "describe call continue maintain believe think consider point reveal confirm acknowledge "
    "report comment reply respond conclude observe quote voice express mention recall affirm "
    "hope vow pledge promise urge ask".split()
)
# Verbs that give what stands between quotation marks to their subject, praise and blame included.
SAID = SPEECH | frozenset(
    "accuse admit agree allege applaud appeal blame boast brand caution chant characterise "
    "characterize clarify complain concede condemn congratulate contend counter criticise "
    "criticize cry declaim decry defend demand denounce deny deplore disagree dismiss dub echo "
    "elaborate hail interject joke label lambast lament laud liken mock object order plead portray "
    "praise predict proclaim pronounce propose quip read recommend recount refer reject retort "
    "ridicule scream shout slam speak stipulate sum summarise summarize term testify thank "
    "threaten thunder vent welcome whisper yell cite".split()
)
FIRST_PERSON = frozenset("i we me us my our ours mine myself ourselves".split())
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})


def subject_of(verb: Token) -> Token | None:
    """Return the verb's own grammatical subject."""
    return next((child for child in verb.children if child.dep_ in SUBJECTS), None)


def clauses_above(token: Token) -> Iterator[Token]:
    """Yield the verbs that govern a token, the nearest first."""
    for ancestor in token.ancestors:
        if ancestor.pos_ in {"VERB", "AUX"}:
            yield ancestor


def speaker_of(token: Token) -> Token | None:
    """Return the subject of the nearest verb of saying above a first-person token.

    A quotation with no attribution in its own sentence takes the last speaker before it in the
    paragraph. None when nobody is said to speak.
    """
    for verb in clauses_above(token):
        subject = subject_of(verb)
        if verb.lemma_.lower() in SPEECH and subject and subject.lower_ not in FIRST_PERSON:
            return subject
    for earlier in reversed(list(token.doc[: token.sent.start])):
        if earlier.dep_ in SUBJECTS and earlier.head.lemma_.lower() in SPEECH:
            return earlier if earlier.lower_ not in FIRST_PERSON else None
    return None
