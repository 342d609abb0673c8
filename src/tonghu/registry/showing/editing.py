"""改资料的说法: whose statement, what was saved, both versions when two edited at once."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from tonghu.core import clock
from tonghu.core.viewer import Level, Viewer
from tonghu.registry.actions import EditedMeanwhile, Entered, Updated
from tonghu.registry.fields import BY_CODE
from tonghu.registry.forms.block import STOOD, VERSION, BlockForm
from tonghu.registry.queries.shapes import Editable
from tonghu.registry.showing.words import ADDRESSES, Names, said
from tonghu.registry.states import SourceKind

KEEP = "keep-"
MINE, THEIRS = "mine", "theirs"
_OWN = {
    Level.VILLAGE: SourceKind.VILLAGE,
    Level.TOWN: SourceKind.TOWN,
    Level.COUNTY: SourceKind.COUNTY,
}
NOT_YET = "还没采集"


@dataclass(frozen=True, slots=True)
class BothRow:
    """一栏的两种写法."""

    name: str  # of the choice
    label: str
    before: str
    mine: str
    theirs: str


def own_source(viewer: Viewer) -> SourceKind:
    """What the viewer's own post stands for."""
    return _OWN.get(viewer.level, SourceKind.PAPER)


def version_of(data: Any, held: Editable) -> int:
    """The version the form was opened with; the present one where it says none."""
    text = str(data.get(VERSION, "")) if data else ""
    return (
        min(int(text), held.version)
        if text.isascii() and text.isdigit() and len(text) < 9
        else held.version
    )


def settled(data: QueryDict, held: Editable) -> QueryDict:
    """The form without the blanks for which the other version was chosen."""
    chosen = {
        name[len(KEEP) :]
        for name, value in data.items()
        if name.startswith(KEEP) and value == THEIRS
    }
    if not chosen:
        return data
    copy, stood = data.copy(), _stood(data)
    for code in chosen:
        before = stood.get(code, "")
        copy.setlist(
            code, [str(one) for one in before] if isinstance(before, list) else [str(before)]
        )
    return copy


def rebased(data: QueryDict, form: BlockForm, held: Editable) -> QueryDict:
    """What was typed, upon the present version: untouched boxes take what now stands there."""
    copy = data.copy()
    for one in form.defs:
        if not form.touched(one, form.cleaned_data.get(one.code)):
            now = form.stands[one.code]
            copy.setlist(one.code, [str(x) for x in now] if isinstance(now, list) else [str(now)])
    copy[STOOD] = json.dumps(form.stands, ensure_ascii=False)
    copy[VERSION] = str(held.version)
    return copy


def both_versions(both: EditedMeanwhile, form: BlockForm, names: Names) -> tuple[BothRow, ...]:
    """Per blank: how it stood, what the other wrote, what one wrote oneself."""
    return tuple(
        BothRow(
            f"{KEEP}{code}", BY_CODE[code].label, _said(code, both.base.get(code), names),
            _own(code, mine, names), _said(code, both.theirs.get(code), names),
        )
        for code, mine in both.yours.items()
        if code in form.fields
    )  # fmt: skip


def saved(done: Updated) -> str:
    """存好了, and what a more trusted source overrides."""
    if not done.lost:
        return f"存好了，改了{len(done.changed)}项。" if done.changed else "存好了，和原来的一样。"
    held = "、".join(BY_CODE[code].label for code in done.lost if code in BY_CODE)
    return f"存好了。{held}另有更可信的来源，档案仍用原来的，你填的记在下面。"


def entered(done: Entered) -> str:
    """What the enterer is told: never where else a child is known."""
    if done.outcome == "known_here":
        return "这个孩子已经有档案，就是这一份，没有另建。"
    return (
        done.sentence
        if done.outcome == "candidate"
        else f"收到了，{done.sentence}，核实后会告诉你。"
    )


def _said(code: str, value: Any, names: Names) -> str:
    return said(BY_CODE[code], value, names, clock.today()) or NOT_YET


def _own(code: str, value: Any, names: Names) -> str:
    """One's own typing is shown as it was typed."""
    if code in ADDRESSES or BY_CODE[code].kind.value in ("id_number", "phone"):
        return str(value or NOT_YET)
    return _said(code, value, names)


def _stood(data: QueryDict) -> dict[str, Any]:
    try:
        found = json.loads(data.get(STOOD, "{}"))
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
