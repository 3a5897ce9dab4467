"""From PLOVER to CAMEO: every type and mode has a code; the readings that are pinned."""

import re
import shutil
from pathlib import Path

import pytest

from tasks.plover.cameo import BODY_CODES, TYPE_CODES, cameo, crosswalk, load, quad_class_of
from tasks.plover.ontology import UnknownNameError, ontology
from tasks.plover.tables import FOLDER, TableError

KEYS = [(kind.name, mode) for kind in ontology().event_types.values() for mode in ("", *kind.modes)]


@pytest.mark.parametrize(("event_type", "mode"), KEYS)
def test_every_type_and_mode_has_a_code_under_every_context(event_type: str, mode: str) -> None:
    for context in ("", *ontology().contexts):
        code = cameo(event_type, [mode] if mode else [], [context])
        assert re.fullmatch(r"(0[3-9]|1\d|20)\d{1,2}", code.code)
        assert code.name


@pytest.mark.parametrize(
    ("event_type", "modes", "contexts", "code"),
    [
        ("CONSULT", ["visit"], [], "042"),
        ("SANCTION", ["convict"], ["legal"], "116"),  # reading 42
        ("SANCTION", ["discontinue"], ["economic"], "163"),  # 43
        ("SANCTION", ["discontinue"], ["diplomatic"], "161"),  # 47
        ("PROTEST", ["strike"], [], "143"),  # 45
        ("ASSAULT", ["explosives"], [], "183"),
        ("ASSAULT", ["drone"], [], "195"),
        ("RETREAT", ["withdraw"], ["military"], "0874"),  # 46
        ("REJECT", ["yield"], [], "124"),  # 48
        ("ASSAULT", ["destroy"], [], "1712"),  # 50
        ("ASSAULT", ["crowd-control"], ["repression"], "175"),  # 51
        ("AID", [], ["human_security"], "073"),  # 52
        ("CONCEDE", [], ["rights_freedoms"], "080"),  # 53
        ("ACCUSE", ["allege"], [], "112"),  # 41
        ("RETREAT", [], [], "080"),  # 87
        ("REQUEST", ["assist"], ["economic"], "100"),  # 85
        ("COERCE", ["cyber"], ["cyber"], "170"),  # 89
        ("MOBILIZE", ["police"], [], "153"),  # 90
    ],
)
def test_pinned_readings(event_type: str, modes: list[str], contexts: list[str], code: str) -> None:
    assert cameo(event_type, modes, contexts).code == code


def test_a_visit_is_mirrored_as_hosting_and_nothing_else_is() -> None:
    mirrored = {
        key: [line.mirror for line in lines if line.mirror] for key, lines in crosswalk().items()
    }
    assert {key: codes for key, codes in mirrored.items() if codes} == {
        ("CONSULT", "visit"): ["043"]
    }


def test_the_order_of_the_table_decides_between_contexts_not_that_of_the_event() -> None:
    both = ["economic", "military"]
    assert cameo("AID", [], both).code == cameo("AID", [], both[::-1]).code == "072"


def test_of_several_modes_the_one_that_scores_farthest_gives_the_code() -> None:
    assert cameo("ASSAULT", ["beat", "firearms"], []).code == "193"
    assert cameo("ASSAULT", ["firearms", "beat"], []).code == "193"


def test_comments_and_appeals_that_plover_dropped_are_never_written() -> None:
    roots = {line.code[:2] for lines in crosswalk().values() for line in lines}
    assert not {"01", "02"} & roots


@pytest.mark.parametrize(
    ("code", "quad"), [("057", 1), ("060", 2), ("0874", 2), ("090", 3), ("1385", 3), ("141", 4)]
)
def test_quad_classes_are_those_of_the_roots(code: str, quad: int) -> None:
    assert quad_class_of(code) == quad


def test_sectors_that_cameo_called_otherwise() -> None:
    assert (TYPE_CODES["JRN"], TYPE_CODES["MED"]) == ("MED", "HLH")
    assert TYPE_CODES.keys() <= ontology().sectors.keys()
    assert BODY_CODES.keys() <= ontology().nonstate.keys()


def test_unknown_modes_are_refused() -> None:
    with pytest.raises(UnknownNameError):
        cameo("AID", ["visit"], [])


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("AGREE,,,030,", "AGREE,,,03,", r"cameo\.csv:2: cameo '03' must be a CAMEO code"),
        ("AGREE,,,030,", "AGREE,visit,,030,", r"cameo\.csv:2: mode 'visit' is not one of"),
        ("AGREE,,,030,", "AGREE,,economic,030,", "AGREE has no line without context"),
        ("COOPERATE,,economic,", "COOPERATE,,,", r"cameo\.csv:11: an earlier line"),
        ("043,Host a visit", "043,", r"cameo\.csv:4: a code has no name"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    shutil.copy(FOLDER / "cameo.csv", tmp_path)
    file = tmp_path / "cameo.csv"
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(TableError, match=complaint):
        load(tmp_path)


def test_an_empty_table_and_a_missing_one_are_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"^cameo\.csv:1: the file is missing"):
        load(tmp_path)
    header = (FOLDER / "cameo.csv").read_text(encoding="utf-8").splitlines()[0]
    (tmp_path / "cameo.csv").write_text(header + "\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"^cameo\.csv:1: AGREE has no line"):
        load(tmp_path)
