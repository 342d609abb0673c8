"""改一块: the form of one block, made from the list of blanks; what stays open is 未采集, not an error.

The form carries what stood in its boxes when it was opened (`STOOD`). Only boxes that were changed
since are said anew, so that somebody else's change in between is never written over unseen.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from tonghu.core import clock
from tonghu.directory.queries.units import find_unit_by_name
from tonghu.registry.fields import FieldDef, Kind, Said
from tonghu.registry.forms.boxes import KEEP, Asking, NoSuchPlace, box_of, given_of, initial_of
from tonghu.registry.rules.checking import check

SCHOOL, SCHOOL_UNIT = "school_name", "school_unit"
STOOD, VERSION = "_stood", "_version"
Values = Mapping[str, Said | None]


class BlockForm(forms.Form):
    """一块栏目: `changed` is what was said otherwise than it stood, checked and canonical."""

    def __init__(
        self, data: Any, fields: Iterable[FieldDef], now: Values, asking: Asking, *,
        others: Values | None = None, masked: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        """`now` is what the file holds, `others` its other blocks."""
        self.defs = tuple(one for one in fields if one.kind is not Kind.UNIT)
        self.now, self.others, self.asking = dict(now), dict(others or {}), asking
        self.changed: dict[str, Said | None] = {}
        self.stands = {
            one.code: initial_of(one, self.now.get(one.code), asking) for one in self.defs
        }
        super().__init__(data, initial=self.stands)
        self.stood = {**self.stands, **_stood(data)}
        for one in self.defs:
            self.fields[one.code] = box_of(one, masked=(masked or {}).get(one.code, ""))

    @property
    def hidden(self) -> str:
        """What stood in the boxes, for the hidden field."""
        return json.dumps(self.stood, ensure_ascii=False, separators=(",", ":"))

    def touched(self, one: FieldDef, typed: Any) -> bool:
        """Whether a box says otherwise than when the form was opened."""
        return _plain(typed) != _plain(self.stood.get(one.code))

    def clean(self) -> dict[str, Any]:
        """The same checks as everywhere, on what was changed; a sentence at each blank."""
        cleaned = super().clean() or {}
        checked = check(
            self._given(cleaned), today=clock.today(), before={**self.others, **self.now}
        )
        for code, sentence in checked.problems.items():
            if code not in self.errors:
                self.add_error(code if code in self.fields else None, sentence)
        self.changed = {**checked.values, **self._school(checked.values)}
        return cleaned

    def _given(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        given: dict[str, Any] = {}
        for one in self.defs:
            if one.code not in cleaned or not self.touched(one, cleaned[one.code]):
                continue
            try:
                said = given_of(one, cleaned[one.code], self.asking)
            except NoSuchPlace as unknown:
                self.add_error(one.code, str(unknown))
                continue
            if said != KEEP:
                given[one.code] = said
        return given

    def _school(self, said: Values) -> dict[str, Said | None]:
        """学校（名录）: the unit of that name, where the directory knows one."""
        if SCHOOL not in said:
            return {}
        name, county = str(said[SCHOOL] or ""), self.asking.county
        known = find_unit_by_name(self.asking.viewer, name, county) if name and county else None
        return {SCHOOL_UNIT: str(known.id) if known else None}


def _stood(data: Any) -> dict[str, Any]:
    """What the form says stood there; nothing of it is believed but for telling what was touched."""
    try:
        said = json.loads(data[STOOD]) if data and STOOD in data else {}
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _plain(value: object) -> object:
    if isinstance(value, list):
        return sorted(str(one) for one in value)
    return "" if value is None else str(value)
