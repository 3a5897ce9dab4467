"""Reading the relation model's outputs, and the model itself where its weights are."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest

from tasks.events.marking import Chars
from tasks.events.relations import (
    BATCH,
    CARD,
    FOLDER,
    NONE,
    WEIGHTS,
    Candidate,
    Labels,
    Relation,
    RelationModel,
    RelationModelError,
    labels_of,
    load,
    relations,
    sigmoid,
    softmax,
)

LABELS = Labels(
    types=(NONE, "AID", "ACCUSE"),
    modes=("ACCUSE:allege", "ACCUSE:disapprove"),
    realis=("actual", "negated"),
    temperature=2.0,
)


def test_softmax_adds_up_to_one_and_keeps_ratios() -> None:
    found = softmax(np.log([[1.0, 3.0], [5.0, 5.0]]))
    assert found.tolist() == [pytest.approx([0.25, 0.75]), pytest.approx([0.5, 0.5])]


def test_softmax_bears_large_logits() -> None:
    assert softmax(np.array([[1000.0, 0.0]])).tolist() == [[1.0, 0.0]]


def test_sigmoid_is_a_half_at_zero_and_never_overflows() -> None:
    assert sigmoid(np.array([[0.0, 1e6, -1e6]])).tolist() == [pytest.approx([0.5, 1.0, 0.0])]


def one(types: list[float], modes: list[float], realis: list[float]) -> Relation:
    (found,) = relations([np.array([types]), np.array([modes]), np.array([realis])], LABELS)
    return found


def test_the_temperature_makes_types_less_sure() -> None:
    found = one([0.0, 2 * np.log(3.0), 0.0], [0.0, 0.0], [0.0, 0.0])
    # divided by 2, the logits are those of 1 : 3 : 1
    assert found.types == pytest.approx({NONE: 0.2, "AID": 0.6, "ACCUSE": 0.2})


def test_modes_stand_under_their_type_and_realis_by_name() -> None:
    found = one([0.0, 0.0, 0.0], [0.0, -1e6], [np.log(4.0), 0.0])
    assert found.modes["ACCUSE"] == pytest.approx({"allege": 0.5, "disapprove": 0.0})
    assert found.realis == pytest.approx({"actual": 0.8, "negated": 0.2})


def test_the_type_is_the_likeliest_event_even_where_none_is_likelier() -> None:
    found = one([9.0, 1.0, 2.0], [0.0, 0.0], [0.0, 0.0])
    assert found.event_type == "ACCUSE"
    assert [name for name, _ in found.ranked] == ["ACCUSE", "AID"]


class FakeTokens:
    """What a tokeniser says of a text: a token a word."""

    def __init__(self, text: str) -> None:
        self.ids = [len(word) for word in text.split()]
        starts = [sum(len(w) + 1 for w in text.split()[:n]) for n in range(len(self.ids))]
        self.offsets: list[Chars] = [
            (start, start + length) for start, length in zip(starts, self.ids, strict=True)
        ]


class FakeTokenizer:
    def __init__(self) -> None:
        self.read: list[str] = []

    def encode(self, text: str, *, add_special_tokens: bool) -> FakeTokens:
        assert not add_special_tokens
        self.read.append(text)
        return FakeTokens(text)


class FakeSession:
    """Says AID with a logit of the row's number of tokens that are not padding."""

    def __init__(self) -> None:
        self.shapes: list[tuple[int, int]] = []

    def run(self, wanted: None, given: dict[str, Any]) -> Sequence[Any]:
        rows, width = given["tokens"].shape
        self.shapes.append((rows, width))
        types = np.zeros((rows, 3), dtype=np.float32)
        types[:, 1] = (given["tokens"] != 0).sum(axis=1) * 0.1
        return types, np.zeros((rows, 2), dtype=np.float32), np.zeros((rows, 2), dtype=np.float32)


def model() -> tuple[RelationModel, FakeSession, FakeTokenizer]:
    session, tokenizer = FakeSession(), FakeTokenizer()
    return RelationModel(cast(Any, session), cast(Any, tokenizer), LABELS), session, tokenizer


def test_answers_come_in_the_order_of_the_candidates() -> None:
    reader, session, _ = model()
    texts = [" ".join(["word"] * (1 + number * 7 % 50)) for number in range(50)]
    said = reader.read([Candidate(text=text, actors=((0, 4),)) for text in texts])
    by_length = [
        chance
        for _, chance in sorted(zip(map(len, texts), [r.types["AID"] for r in said], strict=True))
    ]
    assert by_length == sorted(by_length)
    assert len({*by_length}) == 50
    assert [rows for rows, _ in session.shapes] == [BATCH] * 12 + [50 - 12 * BATCH]
    assert session.shapes[0][1] < session.shapes[1][1]  # the short ones are not padded to the long


def test_a_sentence_is_tokenised_once_for_all_its_candidates() -> None:
    reader, _, tokenizer = model()
    asked = [Candidate(text="Suva blamed Apia", actors=((0, 4),), trigger=span) for span in
             [(5, 11), None]]  # fmt: skip
    assert len(reader.read(asked)) == 2
    assert tokenizer.read == ["Suva blamed Apia"]


def test_no_candidates_ask_nothing() -> None:
    reader, session, _ = model()
    assert reader.read([]) == []
    assert session.shapes == []


def card(folder: Path, weights: bytes) -> None:
    (folder / WEIGHTS).write_bytes(weights)
    content = {"sha256": {WEIGHTS: sha256(b"these weights").hexdigest()}}
    (folder / CARD).write_text(json.dumps(content), encoding="utf-8")


def test_other_weights_than_the_card_names_are_refused(tmp_path: Path) -> None:
    card(tmp_path, b"other weights")
    with pytest.raises(RelationModelError, match=f"{WEIGHTS} is not the file"):
        load(tmp_path)


def test_missing_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(RelationModelError, match=f"{CARD} is missing"):
        load(tmp_path)
    card(tmp_path, b"these weights")
    (tmp_path / WEIGHTS).unlink()
    with pytest.raises(RelationModelError, match=f"{WEIGHTS} is missing"):
        load(tmp_path)


def test_labels_are_those_of_the_card() -> None:
    given = {"types": [NONE, "AID"], "modes": [], "realis": ["actual"], "temperature": 1.5}
    assert labels_of(given) == Labels(
        types=(NONE, "AID"), modes=(), realis=("actual",), temperature=1.5
    )


def test_the_model_tells_plain_events_apart() -> None:
    text = "The Fijian government condemned Samoa on Monday over the ferry ban."
    asked = Candidate(text=text, actors=((4, 21),), recipients=((32, 37),), trigger=(22, 31))
    (said,) = load().read([asked])
    assert said.event_type == "ACCUSE"
    assert sum(said.types.values()) == pytest.approx(1.0)
    assert said.types[NONE] < 0.5
    assert max(said.realis, key=lambda name: said.realis[name]) == "actual"


def test_the_model_that_ships_names_its_version_and_words() -> None:
    digest = json.loads((FOLDER / CARD).read_text(encoding="utf-8"))["sha256"][WEIGHTS]
    assert digest.startswith(load().version)
    assert len(load().version) == 8
    assert "deport/verb" in load().evokes
    assert "smile/verb" not in load().evokes


def test_the_model_that_ships_is_small() -> None:
    assert (FOLDER / WEIGHTS).stat().st_size <= 25_000_000
