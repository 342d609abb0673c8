"""锁定的判断: what must be explained before a county locks, and the fingerprint of the list."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tonghu.survey.states import ReturnState, TownState

REASON_LENGTH = 4  # a reason of fewer characters explains nothing


@dataclass(frozen=True, slots=True)
class Standing:
    """一个村或者一个镇 at the lock."""

    division: str
    name: str
    state: str
    pending: int = 0
    unreachable: int = 0
    town: bool = False


def exceptions_of(standing: Iterable[Standing]) -> tuple[tuple[Standing, str], ...]:
    """例外: what is not as it should be, a sentence each; counts stay as they are."""
    return tuple((one, what) for one in standing if (what := _what(one)))


def _what(one: Standing) -> str:
    if one.town:
        done = one.state in (TownState.SUMMARISED, TownState.TAKEN)
        return "" if done else "乡镇没有汇总上报"
    if one.state == ReturnState.ACCEPTED:
        return _in_accepted(one)
    told = ReturnState(one.state).label
    return f"村里{told}，{one.pending}名没有核" if one.pending else f"村里{told}，镇里没有接收"


def _in_accepted(one: Standing) -> str:
    later = f"接收以后又登记了{one.pending}名，没有核" if one.pending else ""
    away = f"{one.unreachable}名儿童联系不上" if one.unreachable else ""
    return "，".join(part for part in (later, away) if part)


def unexplained(standing: Iterable[Standing], reasons: Mapping[str, str]) -> tuple[str, ...]:
    """Which exceptions have no reason, a sentence each; the county may lock when there is none."""
    return tuple(
        f"{one.name}：{what}，请写明理由。"
        for one, what in exceptions_of(standing)
        if len(reasons.get(one.division, "").strip()) < REASON_LENGTH
    )


def fingerprint(lines: Iterable[tuple[str, str, str, bool, bool, str, str]]) -> str:
    """名单指纹: SHA-256 over division, child, scheme, there before, there after, came, went; sorted."""
    digest = hashlib.sha256()
    for line in sorted(lines):
        digest.update("|".join(map(str, line)).encode() + b"\n")
    return digest.hexdigest()
