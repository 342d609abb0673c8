"""抽查 (D-058): a reservoir with a written seed; whoever draws again from the same list gets the same."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

LARGEST = 200


@dataclass(frozen=True, slots=True)
class Drawn:
    """抽出来的: ids in the order of the list, how long the list was, and its fingerprint."""

    ids: tuple[UUID, ...]
    population: int
    fingerprint: str


def draw(ids: Iterable[UUID], size: int, seed: str) -> Drawn:
    """水塘抽样 (algorithm R) over ids in ascending order: one pass, every id equally likely."""
    chance = random.Random(f"tonghu.inspection|{seed}")  # noqa: S311  (to be drawn again, not secret)
    kept: list[tuple[int, UUID]] = []
    told, met = hashlib.sha256(), 0
    for met, one in enumerate(ids, 1):
        told.update(one.bytes)
        if len(kept) < size:
            kept.append((met, one))
        elif (at := chance.randrange(met)) < size:
            kept[at] = (met, one)
    return Drawn(tuple(one for _, one in sorted(kept)), met, told.hexdigest()[:16])


def compared(before: Drawn, again: Drawn) -> str:
    """重抽核对: the same, or why it cannot be."""
    if before.fingerprint != again.fingerprint:
        return (
            f"名单和当时不一样了：当时{before.population}名，现在{again.population}名，"
            "不能直接比对，请按当时的日期再抽。"
        )
    if before.ids == again.ids:
        return f"按同一个种子从{again.population}名里重抽，抽到的{len(again.ids)}名完全相同。"
    return "名单相同，抽到的却不同：抽查记录被改动过，请核查日志。"
