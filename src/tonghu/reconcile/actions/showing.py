"""写明事由后查看: numbers in full, for a stated purpose, each opening in the access log."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tonghu.access.permissions import P
from tonghu.core import events
from tonghu.core.errors import GONE, Missing, NotNow
from tonghu.core.sensitivity import Sensitivity
from tonghu.core.viewer import Viewer
from tonghu.reconcile import forms
from tonghu.reconcile.actions.common import found, need
from tonghu.reconcile.engine.fields import Field
from tonghu.reconcile.models import Finding, Question, RunChild
from tonghu.reconcile.queries.lists import still_told
from tonghu.reconcile.queries.shapes import Shown
from tonghu.reconcile.queries.sides import hidden_sides, side_label
from tonghu.reconcile.report.words import FIELD_LABELS
from tonghu.reconcile.rules.masking import SHOWN_WITH_PURPOSE

LOOKED = "reconcile.identity"


def show_identity(
    *,
    by: Viewer,
    purpose: str,
    finding: UUID | None = None,
    question: UUID | None = None,
    child: UUID | None = None,
) -> tuple[Shown, ...]:
    """查看号码: of the sides this person may see at all; what cannot be logged is not shown."""
    purpose = forms.needed(purpose, "purpose", "请写明为什么要看，会留下记录。", 400)
    sides, ids = _sides(by, finding, question, child)
    if sides is None:
        raise NotNow("名册已经到期清除，号码没有留下。")
    events.looked(by=by, what=LOOKED, ids=ids, purpose=purpose, sensitivity=Sensitivity.IDENTITY)
    return tuple(
        Shown(f"{side_label(side)}{FIELD_LABELS[Field(field)]}", text)
        for side in sides
        for field, text in side["fields"].items()
        if field in SHOWN_WITH_PURPOSE
    )


def _sides(
    by: Viewer, finding: UUID | None, question: UUID | None, child: UUID | None
) -> tuple[list[dict[str, Any]] | None, list[str]]:
    if question is not None:
        row = found(Question.objects.visible_to(by).filter(pk=question).first())
        return ([row.content] if row.content else None), [str(row.id)]
    need(by, P.IDENTITY_SHOW)
    if finding is not None:
        matter = found(Finding.objects.visible_to(by).filter(pk=finding).first())
        content, is_pair = matter.content, matter.is_pair
        ids = [str(matter.id), *matter.children]
    else:
        if child is None:
            raise Missing(GONE)
        person = found(still_told(by, RunChild.objects.visible_to(by).filter(pk=child)).first())
        content, is_pair, ids = person.content, False, [str(person.id), person.number]
    if not content:
        return None, ids
    hidden = hidden_sides(by, content["sides"], is_pair=is_pair)
    return [side for side, hide in zip(content["sides"], hidden, strict=True) if not hide], ids
