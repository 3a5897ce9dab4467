"""PLOVER's tables: what they hold, the readings PROVENANCE.md pins, what the loader refuses."""

import shutil
from dataclasses import FrozenInstanceError
from pathlib import Path
from typing import get_args

import pytest

from tasks.plover.ontology import UnknownNameError, load, ontology
from tasks.plover.tables import FOLDER, TableError
from tasks.records import Realis

COUNTS_OF_MODES = {
    "AGREE": 0,
    "CONSULT": 4,
    "SUPPORT": 0,
    "CONCEDE": 0,
    "COOPERATE": 0,
    "AID": 0,
    "RETREAT": 6,
    "REQUEST": 4,
    "ACCUSE": 3,
    "REJECT": 4,
    "THREATEN": 6,
    "PROTEST": 7,
    "SANCTION": 4,
    "MOBILIZE": 4,
    "COERCE": 10,
    "ASSAULT": 15,
}


def all_modes() -> set[str]:
    return {mode for kind in ontology().event_types.values() for mode in kind.modes}


def test_sixteen_types_with_their_modes() -> None:
    kinds = ontology().event_types
    assert {name: len(kind.modes) for name, kind in kinds.items()} == COUNTS_OF_MODES


def test_sizes_of_the_other_tables() -> None:
    plover = ontology()
    assert len(plover.contexts) == 37
    assert len(plover.sectors) == 25
    assert len(plover.partially_recognised) == 9
    assert tuple(plover.nonstate) == ("UNO", "EUR", "IGO", "NGO", "IMG", "MNC", "ISM")
    assert tuple(plover.quad_classes) == (1, 2, 3, 4)


def test_realis_is_that_of_the_records() -> None:
    assert tuple(ontology().realis) == get_args(Realis)


def test_no_code_is_both_sector_and_nonstate_participant() -> None:
    assert not ontology().sectors.keys() & ontology().nonstate.keys()


def test_scores_have_the_sign_of_their_quad_class_but_for_asking_for_help() -> None:
    against = {
        (name, mode)
        for name, kind in ontology().event_types.items()
        for mode in kind.modes
        if (ontology().score(name, [mode]) > 0) != (kind.quad_class <= 2)
    }
    assert against == {("REQUEST", "assist")}


@pytest.mark.parametrize(
    ("event_type", "quad_class"),
    [("CONCEDE", 1), ("RETREAT", 2), ("THREATEN", 3), ("SANCTION", 4), ("PROTEST", 4)],
)
def test_quad_class_where_sanction_is_material(event_type: str, quad_class: int) -> None:
    assert ontology().quad_class(event_type) == quad_class


def test_only_three_types_require_a_recipient() -> None:
    kinds = ontology().event_types.values()
    required = {kind.name for kind in kinds if kind.requires_recipient}
    assert required == {"COOPERATE", "AID", "SANCTION"}


def test_only_talks_and_fights_may_have_actors_alone_on_both_sides() -> None:
    kinds = ontology().event_types.values()
    assert {kind.name for kind in kinds if kind.reciprocal} == {"CONSULT", "ASSAULT"}


def test_accuse_is_conflict_although_the_codebook_prints_plus_three() -> None:
    assert ontology().score("ACCUSE") == -3


def test_a_mode_gives_its_own_score() -> None:
    assert ontology().score("RETREAT", ["disarm"]) == 10
    assert ontology().score("REQUEST", ["assist"]) == 0.5


def test_several_modes_give_the_score_farthest_from_zero() -> None:
    assert ontology().score("CONSULT", ["phone", "multilateral"]) == 4
    assert ontology().score("ASSAULT", ["beat", "unconventional", "primitive"]) == -10


def test_of_two_scores_equally_far_from_zero_the_lower_counts(tmp_path: Path) -> None:
    folder = broken(tmp_path, "modes.csv", "REQUEST,assist,0.5", "REQUEST,assist,1")
    for modes in (["assist", "change"], ["change", "assist"]):
        assert load(folder).score("REQUEST", modes) == -1


def test_vandalize_alone_has_no_score_and_counts_as_its_type() -> None:
    unscored = {
        (name, mode.name)
        for name, kind in ontology().event_types.items()
        for mode in kind.modes.values()
        if mode.score is None
    }
    assert unscored == {("PROTEST", "vandalize")}
    assert ontology().score("PROTEST", ["vandalize"]) == ontology().score("PROTEST") == -5
    assert ontology().score("PROTEST", ["hunger", "vandalize"]) == -5


def test_only_two_modes_bring_a_context_with_them() -> None:
    plover = ontology()
    brought = {
        mode: plover.automatic_contexts(name, [mode])
        for name, kind in plover.event_types.items()
        for mode in kind.modes
        if plover.automatic_contexts(name, [mode])
    }
    assert brought == {"misinformation": ("misinformation",), "cyber": ("cyber",)}
    assert plover.automatic_contexts("COERCE", ["cyber", "arrest", "cyber"]) == ("cyber",)
    assert plover.automatic_contexts("AGREE", []) == ()


@pytest.mark.parametrize("name", ["THREAT", "FIGHT", "RESTRICT", "FUTURE", "YIELD", "CRIME"])
def test_words_set_like_types_are_no_types(name: str) -> None:
    assert name not in ontology().event_types


def test_contexts_carry_the_names_of_the_codebooks_table() -> None:
    contexts = ontology().contexts
    assert {"election", "disasters", "lgbt", "pro_democracy", "illegal_drugs"} <= contexts.keys()
    assert not {"elections", "disaster", "lbgt", "pro-democracy"} & contexts.keys()
    assert not {"env-disaster", "food", "war", "foreign", "rights"} & contexts.keys()


def test_realis_is_neither_context_nor_mode() -> None:
    assert not ontology().realis.keys() & (ontology().contexts.keys() | all_modes())
    assert not {"negation", "sideAB"} & (ontology().realis.keys() | all_modes())


def test_what_only_the_cameo_crosswalk_has_is_not_in_plover() -> None:
    gone = {"ease", "return", "ban", "political", "assassinate", "massacre", "cleansing"}
    assert not (gone | {"pro_autocracy"}) & all_modes()
    assert "seize" not in ontology().event_types["ASSAULT"].modes
    assert not {"humanitarian", "democracy"} & ontology().contexts.keys()


def test_aid_has_no_modes() -> None:
    assert not ontology().event_types["AID"].modes


def test_codes_that_cameo_used_otherwise() -> None:
    sectors = ontology().sectors
    assert (sectors["MED"].name, sectors["JRN"].name) == ("medical", "journalists")
    assert not {"HLH", "INS", "SEP"} & sectors.keys()


def test_disputed_territories_carry_the_country_that_the_codebook_names() -> None:
    territories = ontology().partially_recognised
    assert (territories["Transnistria"], territories["Western Sahara"]) == ("MDA", "MAR")


def test_unknown_names_are_refused_with_what_there_is() -> None:
    with pytest.raises(UnknownNameError, match=r"^'THREAT' is no event type; there is AGREE, "):
        ontology().quad_class("THREAT")
    with pytest.raises(UnknownNameError, match=r"^'ban' is no mode of AID; there is none\.$"):
        ontology().score("AID", ["ban"])
    with pytest.raises(UnknownNameError, match="mode of REQUEST"):
        ontology().automatic_contexts("REQUEST", ["cyber"])


def test_the_ontology_is_read_once_and_cannot_be_changed() -> None:
    assert ontology() is ontology()
    with pytest.raises(FrozenInstanceError):
        ontology().contexts = {}  # type: ignore[misc]
    with pytest.raises(TypeError):
        ontology().contexts["new"] = ""  # type: ignore[index]
    with pytest.raises(TypeError):
        del ontology().event_types["AID"].modes["x"]  # type: ignore[attr-defined]


def broken(folder: Path, table: str, old: str, new: str) -> Path:
    """Copy the tables to `folder` and change one place in one of them."""
    for file in FOLDER.glob("*.csv"):
        shutil.copy(file, folder)
    text = (folder / table).read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} must stand once in {table}"
    (folder / table).write_text(text.replace(old, new), encoding="utf-8")
    return folder


REFUSALS = [
    ("types.csv", "AGREE,1,", "agree,1,", ":2: name 'agree' must be upper-case"),
    ("types.csv", "SUPPORT,", "AGREE,", ":4: AGREE is there twice"),
    ("types.csv", "AGREE,1,", "AGREE,5,", ":2: quad_class '5' is not one of 1, 2, 3, 4"),
    ("types.csv", "AGREE,1,2.5", "AGREE,1,10.5", ":2: score '10.5' must be a number"),
    ("types.csv", "AGREE,1,2.5", "AGREE,1,nan", ":2: score 'nan' must be a number"),
    ("types.csv", "AGREE,1,2.5", "AGREE,1,", ":2: score '' must be a number"),
    ("types.csv", "2.5,no,no", "2.5,No,no", ":2: requires_recipient 'No' is not one of"),
    ("types.csv", "2.5,no,yes", "2.5,no,maybe", ":3: reciprocal 'maybe' is not one of"),
    ("types.csv", "2.5,no,yes", "2.5,yes,yes", ":3: a type that requires a recipient"),
    ("modes.csv", "CONSULT,visit,", "MEET,visit,", ":2: type 'MEET' is not one of"),
    ("modes.csv", "CONSULT,phone,", "CONSULT,visit,", ":5: CONSULT visit is there twice"),
    ("modes.csv", "CONSULT,visit,", "CONSULT,Visit,", ":2: mode 'Visit' must be lower-case"),
    ("modes.csv", "visit,4,", "visit,-11,", ":2: score '-11' must be a number"),
    ("modes.csv", "visit,4,", "visit,high,", ":2: score 'high' must be a number"),
    ("modes.csv", "-7,cyber,", "-7,cybre,", ":53: automatic_context 'cybre' is not one of"),
    ("contexts.csv", "lgbt,", "LGBT,", ":18: name 'LGBT' must be lower-case"),
    ("contexts.csv", "military,", "legal,", ":11: legal is there twice"),
    ("sectors.csv", "GOV,", "GOVT,", ":3: code 'GOVT' must be three upper-case"),
    ("sectors.csv", "GOV,government,", "GOV,,", ":3: name is empty"),
    ("sectors.csv", "GOV,", "COP,", ":3: COP is there twice"),
    ("nonstate.csv", "UNO,", "uno,", ":2: code 'uno' must be three upper-case"),
    ("realis.csv", "negated,", "negation,", ":6: name 'negation' is not one of"),
    ("quad_classes.csv", "4,material", "0,material", ":5: quad_class '0' is not one of"),
    ("partially_recognised.csv", "Abkhazia,GEO", "Abkhazia,Georgia", ":2: country 'Georgia'"),
    ("partially_recognised.csv", "Abkhazia", "South Ossetia", ":9: South Ossetia is there"),
]


@pytest.mark.parametrize(("table", "old", "new", "complaint"), REFUSALS)
def test_a_wrong_row_is_refused_with_file_and_line(
    tmp_path: Path, table: str, old: str, new: str, complaint: str
) -> None:
    folder = broken(tmp_path, table, old, new)
    with pytest.raises(TableError) as caught:
        load(folder)
    assert str(caught.value).startswith(table + complaint)


def test_a_quad_class_that_is_missing_is_missed_where_a_type_has_it(tmp_path: Path) -> None:
    folder = broken(tmp_path, "quad_classes.csv", "1,verbal", "# 1,verbal")
    with pytest.raises(TableError, match=r"^types\.csv:2: quad_class '1' is not one of 2, 3, 4"):
        load(folder)


TABLES = sorted({file.name for file in FOLDER.glob("*.csv")} - {"cameo.csv"})  # not the ontology's


@pytest.mark.parametrize("table", TABLES)
def test_an_empty_table_and_a_missing_one_are_refused(tmp_path: Path, table: str) -> None:
    header = (FOLDER / table).read_text(encoding="utf-8").splitlines()[0]
    folder = broken(tmp_path, table, header + "\n", header + "\n")
    (folder / table).write_text(header + "\n", encoding="utf-8")
    with pytest.raises(TableError, match=rf"^{table}:1: the table has no rows"):
        load(folder)
    (folder / table).unlink()
    with pytest.raises(TableError, match=rf"^{table}:1: the file is missing"):
        load(folder)
