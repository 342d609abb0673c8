"""权重: the rosters label themselves. What agreement is worth is learnt from each run's own data.

Records with a good number are asked as if they had none. Among the pairs found, the same number
means the same child and two numbers mean two children: exactly the brothers, sisters and
namesakes that fool rules made at a desk. A penalised logistic regression over binned cells gives
additive weights, so that every score is a sum a clerk can read. Where a run is too small to
learn from, the weights stay near the ones shipped (`data/weights.toml`).
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np

from tonghu.reconcile.engine.canonical.text import mix
from tonghu.reconcile.engine.compare import (
    DATE_LEVELS,
    GUARDIAN_LEVELS,
    KIN_LEVELS,
    NAME_LEVELS,
    PERSON_LEVELS,
    PHONE_LEVELS,
    RARITY_EDGES,
    THREE,
    Levels,
)

F64 = np.ndarray

_COARSE_NAME = np.array([0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2])
_COARSE_DATE = np.array([0, 0, 0, 1, 1, 2, 2, 2, 2, 1])


@dataclass(frozen=True, slots=True)
class Group:
    """One named part of a score: which levels it reads, and how many cells it has."""

    code: str
    label: str
    sizes: tuple[int, ...]

    @property
    def cells(self) -> int:
        """Number of weights in this part."""
        return int(np.prod(self.sizes))


# fmt: off
GROUPS = (
    Group("name",      "姓名",           (len(NAME_LEVELS),)),
    Group("rarity",    "姓名常见程度",   (3, len(RARITY_EDGES) + 1)),
    Group("birth",     "出生日期",       (len(DATE_LEVELS),)),
    Group("both",      "姓名与出生日期", (3, 3)),
    Group("parents",   "父母姓名",       (len(PERSON_LEVELS), len(PERSON_LEVELS))),
    Group("contact",   "监护人与电话",   (len(GUARDIAN_LEVELS), len(PHONE_LEVELS))),
    Group("family",    "家庭成员证件号", (len(THREE),)),
    Group("household", "户号",           (len(THREE),)),
    Group("place",     "乡镇与村",       (len(THREE), len(THREE))),
    Group("school",    "学校",           (len(THREE),)),
    Group("student",   "学籍号",         (len(THREE),)),
    Group("sex",       "性别",           (len(THREE),)),
    Group("kin",       "来源",           (len(KIN_LEVELS), 3, 3)),
)
# fmt: on
RIVAL_EDGES = np.array([-6.0, -3.0, -1.0, 1.0, 3.0, 6.0])  # lead over the best rival, see `rivals`
RIVALS = len(RIVAL_EDGES) + 2  # and nobody else at all
OFFSETS = np.concatenate([[0], np.cumsum([g.cells for g in GROUPS])])
CELLS = int(OFFSETS[-1])


def cells(levels: Levels) -> np.ndarray:
    """The active cell of each group for every pair, shape (pairs, groups), int16."""
    name, date = _COARSE_NAME[levels.name], _COARSE_DATE[levels.date]
    told = np.minimum(levels.name, 2)
    columns = (
        levels.name,
        told * GROUPS[1].sizes[1] + levels.rarity,
        levels.date,
        name * 3 + date,
        levels.father * 4 + levels.mother,
        levels.guardian * 4 + levels.phone,
        levels.family,
        levels.household,
        levels.town * 3 + levels.village,
        levels.school,
        levels.student,
        levels.sex,
        levels.kin * 9 + name * 3 + date,
    )
    out = np.empty((len(levels.name), len(GROUPS)), np.int16)
    for index, column in enumerate(columns):
        out[:, index] = column
        out[:, index] += OFFSETS[index]
    return out


@dataclass(frozen=True, slots=True)
class Weights:
    """Log-odds per cell (length CELLS) and the constant everything starts from."""

    cell: F64
    constant: float
    learnt_from: int  # labelled pairs behind these weights; 0: only what was shipped
    rivals: F64 = field(default_factory=lambda: np.zeros(2 * RIVALS))  # undated, dated

    def score(self, active: np.ndarray) -> F64:
        """Log-odds that each pair is one child, without the evidence of its numbers."""
        out = np.full(len(active), self.constant)
        for group in range(active.shape[1]):
            out += self.cell[active[:, group]]
        return out


@dataclass(frozen=True, slots=True)
class Lessons:
    """Labelled pairs, those with the same cells taken together: `active` has a row for each
    distinct set of cells and last the constant (cell number CELLS), `index` the row of each pair.
    """

    active: np.ndarray
    index: np.ndarray

    @classmethod
    def of(cls, active: np.ndarray) -> Lessons:
        """Group pairs by their active cells."""
        _, first, index = np.unique(mix(*active.T), return_index=True, return_inverse=True)
        constant = np.full((len(first), 1), CELLS)
        return cls(np.hstack([active[first], constant]).astype(np.int64), index)

    def odds(self, beta: F64) -> F64:
        """Sum of the coefficients of each row's cells."""
        out = np.zeros(len(self.active))
        for column in self.active.T:
            out += beta[column]
        return out

    def spread(self, values: F64) -> F64:
        """Sum of the rows' values by cell."""
        out = np.zeros(CELLS + 1)
        for column in self.active.T:
            out += np.bincount(column, values, CELLS + 1)
        return out

    def crossed(self, values: F64) -> F64:
        """Sum of the rows' values by pair of cells: rows name a dozen cells each of some hundred."""
        size = CELLS + 1
        out = np.zeros(size * size)
        columns = self.active.T
        for at, one in enumerate(columns):
            head = one * size
            for two in columns[: at + 1]:
                out += np.bincount(head + two, values, size * size)
        low = out.reshape(size, size)
        half: F64 = low + low.T
        half[np.arange(size), np.arange(size)] /= 2
        return half


def fit(active: np.ndarray, same: np.ndarray, prior: Weights, ridge: float = 1.0) -> Weights:
    """Weights that explain the labels, pulled towards `prior` by `ridge`.

    `active`: cells of the labelled pairs; `same`: 1 where the pair is one child.
    """
    if len(same) == 0:
        return prior
    return fit_some(Lessons.of(active), same, np.ones(len(same), bool), prior, prior, ridge)


def fit_some(
    lessons: Lessons,
    same: np.ndarray,
    keep: np.ndarray,
    prior: Weights,
    begin: Weights,
    ridge: float = 1.0,
) -> Weights:
    """The same for the pairs in `keep`, by Newton's method from `begin`."""
    index, same = lessons.index[keep], same[keep]
    total = np.bincount(index, minlength=len(lessons.active)).astype(float)
    wins = np.bincount(index, weights=same, minlength=len(lessons.active))
    beta = _newton(lessons, total, wins, prior, begin, ridge)
    return Weights(beta[:CELLS], float(beta[CELLS]), len(same), prior.rivals)


def _newton(
    lessons: Lessons, total: F64, wins: F64, prior: Weights, begin: Weights, ridge: float
) -> F64:
    """Coefficients at the least penalised loss; a step that would raise the loss is halved."""
    start = np.append(prior.cell, prior.constant)
    beta = np.append(begin.cell, begin.constant)
    here = _loss(lessons, total, wins, beta, start, ridge)
    for _ in range(60):
        chance = 1 / (1 + np.exp(-np.clip(lessons.odds(beta), -35, 35)))
        gradient = lessons.spread(wins - total * chance) - ridge * (beta - start)
        bend = lessons.crossed(total * chance * (1 - chance))
        step = np.linalg.solve(bend + ridge * np.eye(CELLS + 1), gradient)
        size = 1.0
        while size > 1e-6:
            there = _loss(lessons, total, wins, beta + size * step, start, ridge)
            if there <= here:
                break
            size /= 2
        beta += size * step
        if here - there < 1e-6 * max(1.0, abs(here)):
            break
        here = there
    return beta


def _loss(lessons: Lessons, total: F64, wins: F64, beta: F64, start: F64, ridge: float) -> float:
    """Penalised negative log-likelihood."""
    odds = lessons.odds(beta)
    pull = beta - start
    return float((total * np.logaddexp(0, odds) - wins * odds).sum() + ridge / 2 * (pull @ pull))


@cache
def shipped() -> Weights:
    """The weights a run starts from: hand-rounded log-odds of earlier runs, `data/weights.toml`."""
    text = (Path(__file__).parent / "data/weights.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    cell = np.concatenate([np.asarray(data[group.code], float).ravel() for group in GROUPS])
    return Weights(cell, float(data["constant"]), 0, np.asarray(data["rivals"], float).ravel())


def write_weights(weights: Weights, path: Path) -> None:
    """Write weights as the TOML that `shipped` reads, rounded to what a reader can take in."""
    lines = [f"constant = {weights.constant:.1f}"]
    for index, group in enumerate(GROUPS):
        values = weights.cell[OFFSETS[index] : OFFSETS[index + 1]].round(1)
        lines.append(f"\n# {group.label}，{'×'.join(map(str, group.sizes))}")
        rows = values.reshape(-1, group.sizes[-1]).tolist()
        lines.append(f"{group.code} = [")
        lines += ["    " + ", ".join(f"{v + 0.0:.1f}" for v in row) + "," for row in rows]
        lines.append("]")
    lines.append(
        "\n# 其他人选，2×"
        + str(RIVALS)
        + "：日期不可比、可比；领先另一人多少，最后一格是没有另一人"
    )
    rows = weights.rivals.reshape(2, RIVALS).tolist()
    lines += [
        "rivals = [",
        *("    " + ", ".join(f"{v + 0.0:.1f}" for v in r) + "," for r in rows),
        "]",
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
