"""应退未退: files on the register that count under no scheme of their place, by the rules' own word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from uuid import UUID

from tonghu.core.database import scope
from tonghu.core.viewer import Viewer
from tonghu.registry.actions.common import DESK, profile_of, read_place
from tonghu.registry.actions.judging import content_of
from tonghu.registry.actions.sheets import Sheet, take_out
from tonghu.registry.models import Child
from tonghu.registry.rules import classify, exits
from tonghu.registry.rules.from_file import facts_of
from tonghu.registry.states import Answer, LifeState


def due_to_leave(viewer: Viewer, lo: str, hi: str, as_of: date) -> dict[UUID, str]:
    """Who is to leave, and the sentence why; whoever lacks a fact is not among them."""
    rows = Child.objects.visible_to(viewer).filter(
        division__gte=lo, division__lt=hi, merged_into=None, state=LifeState.REGISTERED, schemes=[]
    )
    wanted = list(rows.values_list("pk", flat=True))
    with scope(DESK):
        sheets = take_out(wanted)
    return dict(_due(sheets.values(), as_of))


def _due(sheets: Iterable[Sheet], as_of: date) -> Iterator[tuple[UUID, str]]:
    for sheet in sheets:
        definitions = profile_of(sheet.child.profile).definitions
        facts = facts_of(content_of(sheet, as_of), read_place)
        if any(one.counts is not Answer.NO for one in classify(facts, definitions, as_of)):
            continue
        reasons = [
            reason.sentence
            for one in exits(facts, definitions, as_of)
            if one.counts is Answer.YES
            for reason in one.reasons
        ]
        yield sheet.id, "；".join(dict.fromkeys(reasons)) or "不再符合任何一类认定条件"
