"""区划变更: what happened to divisions before and after the day of the table (D-414's manner).

`data/changes.toml` holds one row per change. A code may have had several names: each is a
`Version` with its days; the last day is exclusive. Codes of the table without a change have one
version without dates: valid as far as the table knows.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from importlib import resources

from tonghu.directory.divisions.codes import full


class Kind(StrEnum):
    """变更类型: what can happen to a division."""

    ESTABLISHED = "established"  # 设立
    RENAMED = "renamed"  # 更名
    ABOLISHED = "abolished"  # 撤销
    MERGED = "merged"  # 并入
    RECODED = "recoded"  # 改码: the same place under another code (撤县设区, 划归)


ENDS = (Kind.ABOLISHED, Kind.MERGED, Kind.RECODED)


@dataclass(frozen=True, slots=True)
class Change:
    """一次变更: one dated row of changes.toml."""

    code: str
    kind: Kind
    on: date
    name: str  # established, renamed: the name from that day; otherwise the name that ends
    basis: str
    was: str = ""  # renamed: the name before
    successor: str | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """A name of a code and the days it held."""

    name: str
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str | None = None


class ChangesError(ValueError):
    """区划变更表有错: one sentence a line, each with the code it is about."""


def parse(text: str) -> tuple[Change, ...]:
    """The rows of a changes file, checked one by one and against each other, in date order."""
    changes = tuple(_change(row) for row in tomllib.loads(text).get("changes", []))
    ordered = tuple(sorted(changes, key=lambda change: (change.on, change.code)))
    if problems := [*_loops(ordered)]:
        raise ChangesError("\n".join(problems))
    return ordered


def _change(row: Mapping[str, object]) -> Change:
    """One row of the file as a Change."""
    place = f"区划变更表中代码为{row.get('code')}的一行"
    try:
        kind, on = Kind(str(row["kind"])), row["on"]
        texts = {key: str(row[key]) for key in ("name", "basis")}
        code = full(str(row["code"]))
    except (KeyError, ValueError) as error:
        raise ChangesError(f"{place}缺项或不合规定：{error}。") from error
    if not isinstance(on, date):
        raise ChangesError(f"{place}的on应写日期，如2024-01-01。")
    if unknown := row.keys() - {"code", "kind", "on", "name", "was", "successor", "basis"}:
        raise ChangesError(f"{place}有不认识的项：{'、'.join(sorted(unknown))}。")
    was, successor = str(row.get("was", "")), row.get("successor")
    if (kind is Kind.RENAMED) != bool(was):
        raise ChangesError(f"{place}：只有更名须写was（原名），其他变更不写。")
    if (kind in (Kind.MERGED, Kind.RECODED)) > bool(successor):
        raise ChangesError(f"{place}：并入或改码须写successor（承继的区划代码）。")
    heir = full(str(successor)) if successor else None
    return Change(code, kind, on, **texts, was=was, successor=heir)


def _loops(changes: Iterable[Change]) -> Iterable[str]:
    """A sentence for every code whose successors lead back to itself."""
    heirs = {change.code: change.successor for change in changes if change.kind in ENDS}
    for code in heirs:
        seen, at = {code}, heirs[code]
        while at is not None and at not in seen:
            seen.add(at)
            at = heirs.get(at)
        if at is not None:
            yield f"区划变更表中代码{code}的承继关系成环，请改正successor。"


def versions(in_table: str | None, changes: Iterable[Change]) -> tuple[Version, ...]:
    """All names of one code, oldest first, from its changes and its name in the table."""
    done: list[Version] = []
    open_name, since = in_table, None
    for change in changes:
        if change.kind is Kind.ESTABLISHED:
            open_name, since = change.name, change.on
        elif change.kind is Kind.RENAMED:
            done.append(Version(change.was, since, change.on, change.code))
            open_name, since = change.name, change.on
        else:
            done.append(Version(change.name, since, change.on, change.successor))
            open_name = None
    return (*done, Version(open_name, since)) if open_name is not None else tuple(done)


def load() -> dict[str, tuple[Change, ...]]:
    """The committed changes, by code."""
    file = resources.files("tonghu.directory") / "data" / "changes.toml"
    return by_code(parse(file.read_text(encoding="utf-8")))


def by_code(changes: Iterable[Change]) -> dict[str, tuple[Change, ...]]:
    """Changes grouped by the code they are about."""
    grouped: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        grouped[change.code].append(change)
    return {code: tuple(rows) for code, rows in grouped.items()}
