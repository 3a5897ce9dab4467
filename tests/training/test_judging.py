"""Temperature and figures on answers small enough to count by hand."""

from __future__ import annotations

import numpy as np
import pytest

from tasks.events.marking import Candidate
from tasks.events.relations import NONE, softmax
from training.examples import MODES, REALIS, TYPES, Example
from training.judging import Said, figures, right_types, temperature


def example(event_type: str, *modes: str, realis: str = "actual", trigger: bool = True) -> Example:
    candidate = Candidate(text="x y", actors=((0, 1),), trigger=(2, 3) if trigger else None)
    if event_type == NONE:
        return Example(candidate=candidate, types={NONE: 1.0})
    return Example(
        candidate=candidate,
        types={event_type: 1.0},
        event_type=event_type,
        modes=modes,
        realis=realis,
    )


def saying(types: list[str], modes: list[list[str]], realis: list[str]) -> Said:
    """Answers that are sure of these types, modes and realis."""
    return Said(
        np.array([[5.0 * (name == one) for name in TYPES] for one in types]),
        np.array([[4.0 if name in some else -4.0 for name in MODES] for some in modes]),
        np.array([[5.0 * (name == one) for name in REALIS] for one in realis]),
    )


def test_a_model_too_sure_gets_a_temperature_above_one() -> None:
    # It says 8 : 1 and is right in 3 of 4: the right temperature makes that 3 : 1.
    logits = np.log([[8.0, 1.0]] * 4)
    found = temperature(logits, np.array([0, 0, 0, 1]))
    assert found == pytest.approx(np.log(8) / np.log(3), rel=0.02)
    assert softmax(logits / found)[0, 0] == pytest.approx(0.75, abs=0.01)


def test_of_several_right_types_the_one_of_most_share_counts() -> None:
    one = Example(
        candidate=Candidate(text="x", actors=((0, 1),)), types={"AID": 0.4, "ACCUSE": 0.6}
    )
    assert right_types([one]).tolist() == [TYPES.index("ACCUSE")]


def test_figures_count_by_question() -> None:
    shown = [
        example("ACCUSE", "allege"),
        example("AID", realis="negated"),
        example("AID", trigger=False),
        example(NONE),
        example(NONE),
    ]
    said = saying(
        ["ACCUSE", NONE, "REJECT", NONE, "AID"],
        [["ACCUSE:allege"], [], ["REJECT:yield"], [], []],
        ["actual", "actual", "actual", "actual", "actual"],
    )
    found = figures(said, shown, 1.0)
    assert found["event_found"] == 1 / 2
    assert found["none_kept"] == 1 / 2
    assert found["type_without_trigger"] == 0.0
    assert found["modes_exact"] == 1.0
    assert found["realis"] == {"all": 2 / 3, "actual": 1.0, "negated": 0.0}
    assert found["by_type"]["ACCUSE"] == 1.0


def test_a_mode_of_another_type_is_not_asked_about() -> None:
    said = saying(["AID"], [["ACCUSE:allege"]], ["actual"])
    assert figures(said, [example("AID")], 1.0)["modes_exact"] == 1.0


def test_a_mode_missed_is_wrong() -> None:
    said = saying(["ACCUSE"], [[]], ["actual"])
    assert figures(said, [example("ACCUSE", "allege")], 1.0)["modes_exact"] == 0.0
