"""事件的说法: one event of a file as a sentence, with an icon; nothing a viewer may not read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tonghu.registry.fields import BY_CODE
from tonghu.registry.states import LIFE_LABELS, LifeState
from tonghu.ui.shapes import Entry

MOST = 4  # blanks named in a sentence

# Drawn by kind; the literals are found by the asset script
_ICONS: tuple[tuple[str, Entry], ...] = (
    ("child.enter", Entry("", "", "", icon="user-plus")),
    ("child.register", Entry("", "", "", icon="user-plus")),
    ("child.update", Entry("", "", "", icon="pencil")),
    ("child.confirm", Entry("", "", "", icon="circle-check")),
    ("child.merge", Entry("", "", "", icon="arrows-join")),
    ("child.unmerge", Entry("", "", "", icon="arrows-split")),
    ("child.hazard", Entry("", "", "", icon="alert-triangle")),
    ("child.exit", Entry("", "", "", icon="logout")),
    ("child.archive", Entry("", "", "", icon="archive")),
    ("child.assign", Entry("", "", "", icon="user-check")),
    ("child.classify", Entry("", "", "", icon="map-pin")),
    ("transfer.", Entry("", "", "", icon="transfer-out")),
    ("family.", Entry("", "", "", icon="user-edit")),
    ("hazard.", Entry("", "", "", icon="shield-check")),
)
OTHER = Entry("", "", "", icon="point")


def icon_of(kind: str) -> str:
    """The icon of a kind of event."""
    return next((one.icon for start, one in _ICONS if kind.startswith(start)), OTHER.icon)


def sentence(kind: str, label: str, changes: Mapping[str, Any]) -> str:
    """更新儿童信息：就读、父亲电话等6项."""
    told = changes.get("changed") or changes.get("fields") or ()
    first = kind in ("child.enter", "child.register")
    blanks = [] if first else [BY_CODE[code].label for code in told if code in BY_CODE]
    if blanks:
        more = f"等{len(blanks)}项" if len(blanks) > MOST else ""
        return f"{label}：{'、'.join(blanks[:MOST])}{more}"
    state = changes.get("state")
    if isinstance(state, list) and len(state) == 2 and state[1] in set(LifeState):
        said = LIFE_LABELS[LifeState(state[1])]
        return label if said == label else f"{label}，现在是“{said}”"
    return label
