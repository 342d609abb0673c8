"""收下答复: one answer of a child, pressed now or brought by a phone that had no network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from tonghu.core.viewer import Viewer
from tonghu.survey import actions, queries
from tonghu.survey.forms import ChangeForm, LeftForm, UnreachableForm
from tonghu.survey.queries.shapes import Change, Walk
from tonghu.survey.rules import Wrong
from tonghu.survey.rules.given import Answered
from tonghu.survey.showing.walk import LEFT, UNREACHABLE, WalkView, changes, view_of
from tonghu.ui.fields import form_view
from tonghu.ui.shapes import FormView


@dataclass(frozen=True, slots=True)
class Blank:
    """一张空表: the small form of a change, for any child."""

    change: Change
    form: FormView
    view: WalkView


def blanks(found: Walk) -> tuple[Blank, ...]:
    """One small form of each kind; the child is filled in by the script."""
    if not found.may_fill:
        return ()
    view = view_of(found, None)
    return tuple(Blank(one, form_view(form_of(one, found)), view) for one in changes(found))


def form_of(
    kind: Change, found: Walk, data: Mapping[str, Any] | None = None
) -> LeftForm | UnreachableForm | ChangeForm:
    """What a change asks."""
    if kind.code == LEFT:
        return LeftForm(found.leave_reasons, data)
    if kind.code == UNREACHABLE:
        return UnreachableForm(data)
    return ChangeForm(kind.fields, data)


def taken(
    viewer: Viewer, round: UUID, said: Any, division: str = "", at: datetime | None = None
) -> Answered:
    """The answer of one child; the same key twice is one answer."""
    child, key = _id(said.get("child")), str(said.get("key", ""))[:80]
    kind = said.get("kind", "")
    if not kind:
        return actions.confirm_child(by=viewer, round=round, child=child, key=key, at=at)
    found = queries.village_walk(viewer, round, division)
    known = {one.code: one for one in changes(found)} if found else {}
    if found is None or kind not in known:
        raise Wrong("", "这一轮里没有这个孩子，或者不在你的管辖范围内。")
    form = form_of(known[kind], found, said)
    if not form.is_valid():
        raise Wrong("", " ".join(str(one) for many in form.errors.values() for one in many))
    given: dict[str, Any] = {"by": viewer, "round": round, "child": child, "key": key, "at": at}
    if isinstance(form, LeftForm):
        return actions.left_child(**given, **form.cleaned_data)
    if isinstance(form, UnreachableForm):
        return actions.unreachable(**given, note=form.cleaned_data["note"])
    version = said.get("version", "")
    known_version = int(version) if version.isdigit() else None
    return actions.change_child(**given, values=form.values(), version=known_version)


def _id(text: object) -> UUID:
    try:
        return UUID(str(text or ""))
    except ValueError:
        raise Wrong("", "没有写是哪个孩子，请回到核对页重新点。") from None
