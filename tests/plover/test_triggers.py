"""The trigger lexicon's loader: what it yields, in which order, and what it refuses."""

from collections import Counter
from pathlib import Path

import pytest

from tasks.plover.ontology import ontology
from tasks.plover.tables import TableError
from tasks.plover.triggers import COLUMNS, Lexicon, load, triggers

MEET = "meet,verb,,@party,CONSULT,,,object|with,The Omani envoy met the Qatari minister in Muscat."


def lexicon(folder: Path, *lines: str) -> Lexicon:
    text = "\n".join([",".join(COLUMNS), *lines]) + "\n"
    (folder / "triggers.csv").write_text(text, encoding="utf-8")
    return load(folder)


def test_an_entry_holds_its_line_and_says_its_name(tmp_path: Path) -> None:
    (entry,) = lexicon(tmp_path, "# meetings", MEET)["meet", "verb"]
    assert (entry.line, entry.id) == (3, "triggers.csv:3")
    assert (entry.event_type, entry.modes, entry.objects) == ("CONSULT", (), ("@party",))
    assert (entry.actor, entry.recipient) == ((), ("object", "with"))


def test_an_either_or_need_makes_one_entry_for_each(tmp_path: Path) -> None:
    line = "strike,noun,plural prep:on|against,,ASSAULT,,,on,Iraq held strikes on a camp."
    entries = lexicon(tmp_path, line)["strike", "noun"]
    assert [entry.needs for entry in entries] == [
        ("plural", "prep:on"),
        ("plural", "prep:against"),
    ]
    assert {entry.line for entry in entries} == {2}


def test_the_most_specific_entry_comes_first(tmp_path: Path) -> None:
    example = "The Omani envoy met the deadline in Muscat."
    lines = (
        f"meet,verb,,,CONSULT,,,,{example}",
        f"meet,verb,prep:with,,CONSULT,,,with,{example}",
        f"meet,verb,noobject,,NONE,,,,{example}",
        f"meet,verb,,@party,CONSULT,,,,{example}",
        f"meet,verb,,deadline,NONE,,,,{example}",
        f"meet,verb,prep:in,secret,CONSULT,,,with,{example}",
    )
    entries = lexicon(tmp_path, *lines)["meet", "verb"]
    # Two points and a need, two points; then one point each, blocking first; then none.
    assert [entry.line for entry in entries] == [7, 6, 4, 3, 5, 2]


def test_a_named_modifier_outranks_a_preposition(tmp_path: Path) -> None:
    lines = (
        "strike,noun,prep:on,,ASSAULT,,,on,The strike on the camp lasted.",
        "strike,noun,mod:hunger,,PROTEST,hunger,,on,The hunger strike lasted.",
    )
    assert [entry.line for entry in lexicon(tmp_path, *lines)["strike", "noun"]] == [3, 2]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("meet,adverb,,,CONSULT,,,,They met.", "pos 'adverb' is not one of verb, noun, adj."),
        ("Meet,verb,,,CONSULT,,,,They met.", "lemma 'Meet' is not one lower-case word."),
        ("meet,verb,,,TALK,,,,They met.", "type 'TALK' is not one of AGREE,"),
        ("meet,verb,,,CONSULT,hunger,,,They met.", "CONSULT has no mode 'hunger'; there is visit,"),
        ("meet,verb,,,NONE,visit,,,They met.", "NONE has no mode 'visit'; there is none."),
        ("meet,verb,,,NONE,,subject,,They met.", "a NONE entry has no actor or recipient."),
        ("meet,verb,often,,CONSULT,,,,They met.", "need 'often' is unknown"),
        ("meet,verb,prep:wiht,,CONSULT,,,,They met.", "need 'prep:wiht' is unknown"),
        ("meet,verb,prep:with|,,CONSULT,,,,They met.", "need 'prep:' is unknown"),
        ("meet,verb,plural,,CONSULT,,,,They met.", "need 'plural' does not go with pos verb."),
        ("talk,noun,passive,,CONSULT,,,,A talk.", "need 'passive' does not go with pos noun."),
        ("meet,verb,,Minister,CONSULT,,,,They met.", "object 'Minister' is no lemma"),
        ("meet,verb,,a|a,CONSULT,,,,They met.", "object lists a word twice."),
        ("meet,verb,,envoy|@party,CONSULT,,,,They met.", "object mixes lemmas"),
        ("ask,verb,,xcomp:go,REQUEST,,,,They ask.", "object xcomp:LEMMA goes with the need"),
        ("meet,verb,,,CONSULT,,nowhere,,They met.", "actor 'nowhere' is no place to look."),
        ("meet,verb,,,CONSULT,,,object.none,They met.", "recipient 'object.none' is no place"),
        ("meet,verb,,,CONSULT,,,verb.with,They met.", "recipient 'verb.with' is no place"),
        ("meet,verb,,,CONSULT,,,,They spoke.", "the example has no form of 'meet'."),
        ("meet,verb,,,CONSULT,,,,", "the example has no form of 'meet'."),
    ],
)
def test_a_wrong_line_is_refused_with_its_place(tmp_path: Path, line: str, complaint: str) -> None:
    with pytest.raises(TableError) as caught:
        lexicon(tmp_path, line)
    assert str(caught.value).startswith(f"triggers.csv:2: {complaint}")


@pytest.mark.parametrize(
    "again",
    [
        MEET,
        "meet,verb,,@party,ASSAULT,,,,They met.",
    ],
)
def test_the_same_word_under_the_same_conditions_is_refused(tmp_path: Path, again: str) -> None:
    with pytest.raises(TableError, match=r"^triggers.csv:3: line 2 has '@party'"):
        lexicon(tmp_path, MEET, again)


def test_one_object_in_two_lines_with_equal_needs_is_refused(tmp_path: Path) -> None:
    lines = (
        "hold,verb,prep:in|at,camp|jail,COERCE,,,,They held her.",
        "hold,verb,prep:at,jail,NONE,,,,They held her.",
    )
    with pytest.raises(TableError, match=r"^triggers.csv:3: line 2 has 'jail'"):
        lexicon(tmp_path, *lines)


def test_irregular_forms_in_an_example_are_recognised(tmp_path: Path) -> None:
    entries = lexicon(
        tmp_path,
        MEET,
        "strike,verb,,,ASSAULT,,,,Iraq struck a camp.",
        "hold,verb,,,NONE,,,,They held on.",
    )
    assert set(entries) == {("meet", "verb"), ("strike", "verb"), ("hold", "verb")}


def test_a_missing_lexicon_is_named(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"^triggers.csv:1: the file is missing"):
        load(tmp_path)


def test_our_lexicon_reaches_every_type_and_mode() -> None:
    entries = [entry for group in triggers().values() for entry in group]
    reached = {(e.event_type, mode) for e in entries for mode in e.modes}
    types = ontology().event_types
    assert {e.event_type for e in entries} == {*types, "NONE"}
    assert reached == {(name, mode) for name, kind in types.items() for mode in kind.modes}


def test_our_examples_are_sentences_of_their_own() -> None:
    examples = {e.line: e.example for group in triggers().values() for e in group}
    assert all(8 <= len(example.split()) <= 25 for example in examples.values())
    assert [e for e, times in Counter(examples.values()).items() if times > 1] == []
