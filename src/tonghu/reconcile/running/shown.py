"""显示谁: which record gives a finding its name, and whether its town may read that name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tonghu.reconcile.engine.fields import Kind
from tonghu.reconcile.running.places import town_of
from tonghu.reconcile.running.rows import Side


@dataclass(frozen=True, slots=True)
class Who:
    """显示哪一条."""

    at: int  # which of the sides
    named: bool


def who_is_shown(sides: Sequence[Side], division: str, *, is_pair: bool, missed: bool) -> Who:
    """The survey's own of the town that settles it; else the first, for the county's eyes.

    A town reads no other unit's value (`queries.sides.hidden_sides`): not by the title either. But a
    child whom the survey missed has to be looked for, and cannot be without a name; and of a pair all
    of whose records are its own units', it reads both sides.
    """
    inside = [town_of(str(side["division"])) == division for side in sides]
    own = [
        at
        for at, (side, here) in enumerate(zip(sides, inside, strict=True))
        if here and side["kind"] == Kind.SURVEY.value
    ]
    if own:
        return Who(own[0], True)
    return Who(0, missed or (is_pair and all(inside)))
