"""由说法到各栏: the winning values into the columns of a file, with where each comes from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from tonghu.core.encryption import blind_index
from tonghu.registry.actions.sheets import Sheet
from tonghu.registry.fields import FIELDS, FieldDef, Kept, Kind
from tonghu.registry.models import Child
from tonghu.registry.rules.choosing import Choice
from tonghu.registry.rules.completing import completeness
from tonghu.registry.rules.sounding import sound

_COLUMNS = tuple(one for one in FIELDS if one.kept is Kept.COLUMN)
_PRIVATE = frozenset(one.code for one in FIELDS if one.kept is Kept.PRIVATE)
_DELICATE = frozenset(one.code for one in FIELDS if one.kept is Kept.DELICATE)
PHONES = ("phone", "father_phone", "mother_phone", "carer_phone")


def project(sheet: Sheet) -> None:
    """Writes what holds into the row; nothing is saved here."""
    child, values = sheet.child, sheet.values
    for known in _COLUMNS:
        setattr(child, known.code, _column(known, values.get(known.code)))
    _birth(child, values.get("birth_date"))
    child.private = {code: values[code] for code in values if code in _PRIVATE} or None
    child.delicate = {code: values[code] for code in values if code in _DELICATE} or None
    child.name_sound, child.name_initials = sound(child.name)
    child.id_index = indexed(values)
    phones = dict.fromkeys(str(values[code]) for code in PHONES if values.get(code))
    child.phone_indexes = [blind_index(phone, "phone") for phone in phones]
    child.completeness = completeness(values)
    child.provenance = {code: _source(one) for code, one in sheet.choices.items()}


def indexed(values: Mapping[str, Any]) -> str:
    """The blind index of the child's own number; empty where there is none."""
    number = values.get("id_number")
    return blind_index(str(number), "id_number") if number else ""


def _column(known: FieldDef, value: Any) -> Any:
    if known.kind is Kind.YES_NO:
        return value
    if known.kind is Kind.DAY:
        return date.fromisoformat(value) if value else None
    if known.kind is Kind.DIVISION:
        return value or None
    if known.kind is Kind.UNIT:
        return UUID(value) if value else None
    if known.kind is Kind.BIRTH:
        return None  # see _birth
    return value or ""


def _birth(child: Child, said: Any) -> None:
    """A birth known to the month or the year stands on its first day, and says so."""
    if not said:
        child.birth_date, child.birth_precision = None, ""
        return
    parts = [int(part) for part in str(said).split("-")]
    child.birth_precision = ("year", "month", "day")[len(parts) - 1]
    child.birth_date = date(parts[0], *(*parts[1:], 1, 1)[:2])


def _source(choice: Choice) -> list[Any]:
    by = choice.by
    return [by.source.value, by.stated_on.isoformat(), by.officer, by.record, len(choice.losing)]
