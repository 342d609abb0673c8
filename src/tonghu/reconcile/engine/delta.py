"""逐月比对: carry entity numbers over from an earlier run, and say what changed since.

What is kept of a run is no roster: for each record a fingerprint and its entity, and the weights.
The fingerprints are salted, so that two runs' files cannot be laid side by side by others.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np

from tonghu.reconcile.engine.canonical.text import I32, I64, U64, mix
from tonghu.reconcile.engine.weights import CELLS, Weights

STATE = "state.npz"


class Changed(StrEnum):
    """变动: what became of an entity since the earlier run."""

    NEW = "new"  # 新出现
    GONE = "gone"  # 不再出现
    MERGED = "merged"  # 原来两人，现在一人
    SPLIT = "split"  # 原来一人，现在两人
    ALTERED = "altered"  # 同一人，记录有增减或改动


@dataclass(frozen=True, slots=True)
class Earlier:
    """What an earlier run left: sorted salted fingerprints with their entity numbers, and weights."""

    salt: int
    fingerprint: U64
    entity: I64  # the printed number, E0000001 → 1
    weights: Weights


@dataclass(frozen=True, slots=True)
class Change:
    """One entity's change; `entity` is its number now (or then, if gone), `others` whom it concerns."""

    kind: Changed
    entity: int
    others: tuple[int, ...] = ()


class DeltaError(ValueError):
    """The earlier result cannot be used; the message is a Chinese sentence."""


def load_earlier(folder: Path) -> Earlier:
    """Read what an earlier run left in its output folder. Raises DeltaError."""
    path = folder / STATE
    try:
        with np.load(path, allow_pickle=False) as data:
            cell = data["cell"]
            if len(cell) != CELLS:
                raise DeltaError(f"{path}是旧版本留下的，不能接着比对，请重新完整比对一次。")
            weights = Weights(cell, float(data["constant"]), int(data["learnt_from"]))
            return Earlier(int(data["salt"]), data["fingerprint"], data["entity"], weights)
    except (OSError, KeyError, ValueError) as error:
        if isinstance(error, DeltaError):
            raise
        raise DeltaError(f"找不到上次的比对结果：{path}，请指明上次比对的输出文件夹。") from None


def salted(fingerprint: U64, salt: int) -> U64:
    """Fingerprints as they are stored."""
    return mix(fingerprint, np.full(len(fingerprint), salt, np.uint64))


def save_state(folder: Path, fingerprint: U64, numbers: I64, weights: Weights, salt: int) -> None:
    """Leave what the next run needs: `numbers` is the printed entity number of each record."""
    mine = salted(fingerprint, salt)
    order = np.lexsort((numbers, mine))
    np.savez(
        folder / STATE,
        salt=np.uint64(salt),
        fingerprint=mine[order],
        entity=numbers[order],
        cell=weights.cell,
        constant=weights.constant,
        learnt_from=weights.learnt_from,
    )


def number_entities(
    entity: I32, fingerprint: U64, earlier: Earlier | None
) -> tuple[I64, tuple[Change, ...]]:
    """Printed number of each entity, free of row order; an entity seen before keeps its number.

    Where two entities claim one earlier number, the one with more of its records keeps it.
    """
    count = int(entity.max(initial=-1)) + 1
    least = np.full(count, np.iinfo(np.uint64).max, np.uint64)
    np.minimum.at(least, entity, fingerprint)
    rank = np.empty(count, np.int64)
    rank[np.argsort(least, kind="stable")] = np.arange(1, count + 1)
    if earlier is None:
        return rank, ()
    return _carry(entity, fingerprint, rank, earlier)


def _carry(
    entity: I32, fingerprint: U64, rank: I64, earlier: Earlier
) -> tuple[I64, tuple[Change, ...]]:
    mine = salted(fingerprint, earlier.salt)
    at = np.searchsorted(earlier.fingerprint, mine)
    at = np.minimum(at, max(len(earlier.fingerprint) - 1, 0))
    known = (
        earlier.fingerprint[at] == mine if len(earlier.fingerprint) else np.zeros(len(mine), bool)
    )
    old = earlier.entity[at] if len(earlier.entity) else np.zeros(len(mine), np.int64)
    votes, times = np.unique(
        np.stack([entity[known].astype(np.int64), old[known]]), axis=1, return_counts=True
    )
    order = np.lexsort((rank[votes[0]], votes[1], -times))
    numbers = np.zeros(len(rank), np.int64)
    taken: set[int] = set()
    for now, then in zip(votes[0, order].tolist(), votes[1, order].tolist(), strict=True):
        if numbers[now] == 0 and then not in taken:
            numbers[now] = then
            taken.add(then)
    fresh = np.flatnonzero(numbers == 0)
    fresh = fresh[np.argsort(rank[fresh])]
    numbers[fresh] = int(earlier.entity.max(initial=0)) + 1 + np.arange(len(fresh))
    return numbers, _changes(entity, known, votes, numbers, earlier)


def _changes(
    entity: I32, known: np.ndarray, votes: I64, numbers: I64, earlier: Earlier
) -> tuple[Change, ...]:
    """What became of each entity, in order of kind and number."""
    origins: dict[int, set[int]] = {}
    heirs: dict[int, set[int]] = {then: set() for then in np.unique(earlier.entity).tolist()}
    for now, then in zip(votes[0].tolist(), votes[1].tolist(), strict=True):
        origins.setdefault(int(numbers[now]), set()).add(then)
        heirs[then].add(int(numbers[now]))
    unknown = set(numbers[np.unique(entity[~known])].tolist())
    out = [_since(n, origins.get(n, set()), n in unknown) for n in set(numbers.tolist())]
    out += [_until(then, after) for then, after in heirs.items()]
    return tuple(sorted((c for c in out if c), key=lambda c: (c.kind, c.entity)))


def _since(number: int, before: set[int], unknown: bool) -> Change | None:
    """What an entity of now was then; None when nothing changed."""
    if not before:
        return Change(Changed.NEW, number)
    if len(before) > 1:
        return Change(Changed.MERGED, number, tuple(sorted(before)))
    return Change(Changed.ALTERED, number) if unknown else None


def _until(then: int, after: set[int]) -> Change | None:
    """What became of an entity of then; None when it is one entity still."""
    if not after:
        return Change(Changed.GONE, then)
    return Change(Changed.SPLIT, then, tuple(sorted(after))) if len(after) > 1 else None
