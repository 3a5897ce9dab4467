"""Fit and judge a logistic model: plain arithmetic on a table of features.

What belongs here: the fit, the cross-validation, the calibration table. What does not: where the
features come from (`train`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

import numpy as np
from numpy.typing import NDArray

from tasks.evaluation.reliability import tenths

FOLDS = 5
PENALTY = 1.0  # of half the squared length of the weights, the intercept's left out
STEPS = 100
CLOSE = 1e-10  # a Newton step this small ends the fit
INTERCEPT = "intercept"

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One report: its features, whether it is right, and the sentence it comes from."""

    features: dict[str, float]
    right: bool
    group: int  # cases of one group never stand on both sides of a split


# One row of the calibration table; written so because `from` is no name in Python.
Bin = TypedDict(
    "Bin", {"from": float, "to": float, "n": int, "mean_confidence": float, "share_right": float}
)


def fit(cases: Sequence[Case], penalty: float = PENALTY) -> dict[str, float]:
    """Return the weights of an L2-regularised logistic model, by feature name.

    Newton's method from zero, so the same cases always give the same weights. Raises ValueError
    without cases.
    """
    if not cases:
        raise ValueError("no cases to fit; does the coder find anything in the corpus?")
    names = sorted({name for case in cases for name in case.features})
    table, right = _matrix(cases, names), _right(cases)
    penalties = penalty * np.array([name != INTERCEPT for name in names], dtype=np.float64)
    weights = np.zeros(len(names))
    for _ in range(STEPS):
        step = _newton_step(table, right, penalties, weights)
        weights = weights + step
        if np.abs(step).max() < CLOSE:
            break
    return dict(zip(names, weights.tolist(), strict=True))


def _newton_step(table: Numbers, right: Numbers, penalties: Numbers, weights: Numbers) -> Numbers:
    said = _logistic(table @ weights)
    slope = table.T @ (right - said) - penalties * weights
    curvature = (table.T * (said * (1 - said))) @ table + np.diag(penalties)
    return np.asarray(np.linalg.lstsq(curvature, slope, rcond=None)[0], dtype=np.float64)


def predict(weights: dict[str, float], cases: Sequence[Case]) -> Numbers:
    """Return the probability, 0 to 1, that each case is right; unknown features count nothing."""
    names = sorted(weights)
    return _logistic(_matrix(cases, names) @ np.array([weights[name] for name in names]))


def cross_validate(cases: Sequence[Case], penalty: float = PENALTY) -> tuple[Numbers, Numbers]:
    """Return, for each case, what a model says and what the bare share of right ones says.

    Both are taken from the folds that do not hold the case; a group's fold is its number modulo
    FOLDS, so that neighbours in the corpus, written to one brief, are spread.
    """
    said, base = np.zeros(len(cases)), np.zeros(len(cases))
    folds = np.array([case.group % FOLDS for case in cases])
    for fold in sorted(set(folds.tolist())):
        kept = [case for case, other in zip(cases, folds, strict=True) if other != fold]
        held = [case for case, other in zip(cases, folds, strict=True) if other == fold]
        said[folds == fold] = predict(fit(kept, penalty), held)
        base[folds == fold] = _right(kept).mean()
    return said, base


def log_loss(said: Numbers, right: Sequence[bool]) -> float:
    """Return the mean negative logarithm of the probability given to what was the case."""
    truth = np.array(right, dtype=bool)
    given = np.where(truth, said, 1 - said)
    return float(-np.log(np.clip(given, 1e-12, 1)).mean())


def reliability(said: Numbers, right: Sequence[bool]) -> list[Bin]:
    """Return the calibration table: by tenth of confidence, how often that was right.

    Empty tenths are left out; a confidence of 1 counts in the last.
    """
    return [
        {
            "from": row.low,
            "to": row.high,
            "n": row.n,
            "mean_confidence": row.mean_confidence,
            "share_right": row.share_right,
        }
        for row in tenths(zip(said.tolist(), right, strict=True))
    ]


def _logistic(score: Numbers) -> Numbers:
    return np.asarray(1 / (1 + np.exp(-np.clip(score, -40, 40))), dtype=np.float64)


def _matrix(cases: Sequence[Case], names: Sequence[str]) -> Numbers:
    rows = [[case.features.get(name, 0.0) for name in names] for case in cases]
    return np.array(rows, dtype=np.float64)


def _right(cases: Sequence[Case]) -> Numbers:
    return np.array([case.right for case in cases], dtype=np.float64)
