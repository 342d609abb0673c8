"""家人: whom the blanks of a file name, as people with roles; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tonghu.registry.fields import GRANDPARENTS, PARENTS
from tonghu.registry.states import BondRole

_FEMALE = frozenset({"grandmother", "maternal_grandmother", "mother"})


@dataclass(frozen=True, slots=True)
class Named:
    """一名家人 as the file speaks of it."""

    role: BondRole
    name: str
    sex: str = ""
    birth: str = ""
    id_number: str = ""
    phone: str = ""
    place: str = ""
    deceased: bool = False
    statuses: tuple[str, ...] = ()
    kind: str = ""
    relation: str = ""
    since: date | None = None
    since_from: str = ""  # the blank whose day it is when `since` is unknown

    @property
    def same_as(self) -> BondRole | None:
        """A carer who is the father or mother is that person and not another."""
        if self.role is BondRole.CARER and self.kind in ("father", "mother"):
            return BondRole(self.kind)
        return None


def named(values: Mapping[str, Any]) -> dict[str, Named]:
    """role → whom the file names; nobody where neither name nor number is known."""
    found = [*_grandparents(values), *_parents(values), *_carer(values)]
    return {one.role.value: one for one in found}


def _grandparents(values: Mapping[str, Any]) -> list[Named]:
    return [
        Named(
            BondRole(code), str(values[f"{code}_name"]), _sex(code),
            birth=str(values.get(f"{code}_birth") or ""),
            deceased=values.get(f"{code}_deceased") is True, since_from=f"{code}_name",
        )
        for code, _ in GRANDPARENTS
        if values.get(f"{code}_name")
    ]  # fmt: skip


def _parents(values: Mapping[str, Any]) -> list[Named]:
    found = []
    for code, _ in PARENTS:
        name, number = values.get(f"{code}_name"), values.get(f"{code}_id_number")
        statuses = tuple(values.get(f"{code}_status") or ())
        if not (name or number):
            continue
        found.append(
            Named(
                BondRole(code), str(name or ""), _sex(code),
                birth=str(values.get(f"{code}_birth") or ""), id_number=str(number or ""),
                phone=str(values.get(f"{code}_phone") or ""),
                place=str(values.get(f"{code}_place") or ""), deceased="dead" in statuses,
                statuses=statuses, since_from=f"{code}_name" if name else f"{code}_id_number",
            )
        )  # fmt: skip
    return found


def _carer(values: Mapping[str, Any]) -> list[Named]:
    kind = str(values.get("carer_kind") or "")
    name = str(values.get("carer_name") or "")
    own = kind in ("father", "mother")
    if not name and not own:
        return []
    since = values.get("carer_since")
    return [
        Named(
            BondRole.CARER, name, id_number=str(values.get("carer_id_number") or ""),
            phone=str(values.get("carer_phone") or ""), kind=kind,
            relation=str(values.get("carer_relation") or ""),
            since=date.fromisoformat(since) if isinstance(since, str) else None,
            since_from="carer_name" if name else "carer_kind",
        )
    ]  # fmt: skip


def _sex(code: str) -> str:
    return "2" if code in _FEMALE else "1"


def same_person(before: Named, now: Named) -> bool:
    """Whether a changed blank corrects a person or names another.

    Parents and grandparents stay who they are unless both numbers are known and differ; another
    carer's name is another carer, unless the number says it is the same.
    """
    if before.id_number and now.id_number:
        return before.id_number == now.id_number
    if now.role is BondRole.CARER:
        return before.name == now.name and before.kind == now.kind
    return True
