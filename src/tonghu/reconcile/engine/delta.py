"""逐月比对: carry entity numbers over from an earlier run, and say what changed since.

What is kept of a run is no roster: for each record a fingerprint and its entity, and the weights.
The fingerprints are salted, so that two runs' files cannot be laid side by side by others.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from tonghu.reconcile.engine.canonical.table import Table
from tonghu.reconcile.engine.canonical.text import I32, I64, U64, mix
from tonghu.reconcile.engine.weights import CELLS, RIVALS, Weights

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
    loose: U64 = field(default_factory=lambda: np.zeros(0, np.uint64))  # see `loose_fingerprint`
    of_loose: I64 = field(default_factory=lambda: np.zeros(0, np.int64))


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
        with path.open("rb") as source, np.load(source, allow_pickle=False) as data:
            cell = data["cell"]
            if len(cell) != CELLS:
                raise DeltaError(f"{path}是旧版本留下的，不能接着比对，请重新完整比对一次。")
            told = data["rivals"] if "rivals" in data else np.zeros(2 * RIVALS)
            weights = Weights(cell, float(data["constant"]), int(data["learnt_from"]), told)
            exact, loose = (data["fingerprint"], data["entity"]), (data["loose"], data["of_loose"])
            return Earlier(int(data["salt"]), *exact, weights, *loose)
    except (OSError, KeyError, ValueError, EOFError, BadZipFile) as error:
        if isinstance(error, DeltaError):
            raise
        raise DeltaError(f"找不到上次的比对结果：{path}，请指明上次比对的输出文件夹。") from None


def salted(fingerprint: U64, salt: int) -> U64:
    """Fingerprints as they are stored."""
    return mix(fingerprint, np.full(len(fingerprint), salt, np.uint64))


def loose_fingerprint(t: Table) -> U64:
    """Who a record speaks of, whatever else changes: its good number, else name, birth, parents."""
    by_name = mix(t.name.sound, t.day, t.year, t.mother.sound, t.father.sound)
    return np.where(t.good != 0, mix(t.good), by_name)


def save_state(
    folder: Path,
    fingerprint: U64,
    numbers: I64,
    weights: Weights,
    salt: int,
    loose: U64 | None = None,
) -> None:
    """Leave what the next run needs: `numbers` is the printed entity number of each record."""
    mine = salted(fingerprint, salt)
    rough = mine if loose is None else salted(loose, salt)
    order, by_rough = np.argsort(mine), np.argsort(rough)
    np.savez(
        folder / STATE,
        salt=np.uint64(salt),
        fingerprint=mine[order],
        entity=numbers[order],
        loose=rough[by_rough],
        of_loose=numbers[by_rough],
        cell=weights.cell,
        constant=weights.constant,
        learnt_from=weights.learnt_from,
        rivals=weights.rivals,
    )


def number_entities(
    entity: I32, fingerprint: U64, earlier: Earlier | None, loose: U64 | None = None
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
    return _carry(entity, fingerprint, fingerprint if loose is None else loose, rank, earlier)


def _carry(
    entity: I32, fingerprint: U64, loose: U64, rank: I64, earlier: Earlier
) -> tuple[I64, tuple[Change, ...]]:
    """Numbers by the records two runs share; where none is unchanged, by what a child keeps."""
    old = _found(salted(fingerprint, earlier.salt), earlier.fingerprint, earlier.entity)
    again = _found(salted(loose, earlier.salt), earlier.loose, earlier.of_loose)
    known = old > 0
    unchanged = np.zeros(len(rank), bool)
    unchanged[entity[known]] = True
    use = known | ((again > 0) & ~unchanged[entity])
    then = np.where(known, old, again)
    votes, times = np.unique(
        np.stack([entity[use].astype(np.int64), then[use]]), axis=1, return_counts=True
    )
    times = np.where(unchanged[votes[0]], times + len(entity), times)
    numbers = _first_come(votes[:, np.lexsort((rank[votes[0]], votes[1], -times))], rank, earlier)
    told = unchanged[votes[0]] | (numbers[votes[0]] == votes[1])
    return numbers, _changes(entity, known, votes[:, told], numbers, earlier)


def _first_come(votes: I64, rank: I64, earlier: Earlier) -> I64:
    """Give out earlier numbers in order of votes, each once; the rest get new ones by rank."""
    numbers = np.zeros(len(rank), np.int64)
    taken: set[int] = set()
    for now, was in zip(votes[0].tolist(), votes[1].tolist(), strict=True):
        if numbers[now] == 0 and was not in taken:
            numbers[now] = was
            taken.add(was)
    fresh = np.flatnonzero(numbers == 0)
    fresh = fresh[np.argsort(rank[fresh])]
    numbers[fresh] = int(earlier.entity.max(initial=0)) + 1 + np.arange(len(fresh))
    return numbers


def _found(mine: U64, theirs: U64, entity: I64) -> I64:
    """Earlier entity of each fingerprint, 0 where it was not there."""
    if not len(theirs):
        return np.zeros(len(mine), np.int64)
    at = np.minimum(np.searchsorted(theirs, mine), len(theirs) - 1)
    out: I64 = np.where(theirs[at] == mine, entity[at], 0)
    return out


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
