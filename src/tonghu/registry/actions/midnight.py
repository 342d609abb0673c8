"""夜里的认定: what time alone changes; a new version of the rules is proposed and never silent."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Count

from tonghu.access.permissions import P
from tonghu.core import clock
from tonghu.core.database import scope
from tonghu.core.viewer import Viewer
from tonghu.registry.actions.batch import Batch
from tonghu.registry.actions.common import DESK, measures, need, within_reach
from tonghu.registry.actions.sheets import OWN
from tonghu.registry.contributions import RECLASSIFY
from tonghu.registry.models import Child
from tonghu.registry.states import LifeState
from tonghu.worklist import actions as worklist

PART = 500
NIGHT = Viewer.for_system("到了日子，认定结果自己变化")
_DONE = (LifeState.EXITED, LifeState.ARCHIVED, LifeState.REJECTED)


def reclassify(*, by: Viewer, children: Iterable[UUID]) -> int:
    """重新认定 by the rules of today, also by a new version of them; how many changed."""
    need(by, P.CHILD_DECIDE)
    wanted = list(dict.fromkeys(children))
    within_reach(by, wanted)
    changed = 0
    for start in range(0, len(wanted), PART):
        with Batch(by) as batch:
            sheets = batch.take(wanted[start : start + PART])
            before = [(one.child.schemes, one.child.flags) for one in sheets]
            batch.rejudge(sheets)
            batch.flush()
            after = [(one.child.schemes, one.child.flags) for one in sheets]
            changed += sum(a != b for a, b in zip(before, after, strict=True))
            for sheet, was in zip(sheets, before, strict=True):
                if was != (sheet.child.schemes, sheet.child.flags):
                    told = {
                        "schemes": [was[0], sheet.child.schemes],
                        "flags": [was[1], sheet.child.flags],
                    }
                    batch.tell("child.classify", sheet, told, by.system)
    _propose()
    return changed


def midnight() -> str:
    """夜间: every child whose day has come, judged by the same version of the rules as before."""
    today, done = clock.today(), 0
    with scope(NIGHT):
        due = _due(today)
        for start in range(0, len(due), PART):
            done += reclassify(by=NIGHT, children=due[start : start + PART])
        waiting = _propose()
    told = f"到日子的{len(due)}名儿童重新认定，{done}名有变化。"
    return told + (f"方案有新版本，{waiting}名儿童等县里重新认定。" if waiting else "")


def _due(today: date) -> list[UUID]:
    """Whose day has come and whose rules are still those that judged them."""
    rows = Child.objects.all_of_them(reason=OWN).filter(next_change_on__lte=today, merged_into=None)
    found = rows.values_list("pk", "profile", "profile_hash").order_by("pk")
    return [pk for pk, profile, mark in found if measures(profile)[0].hash == mark]


def _propose() -> int:
    """方案有新版本: a task for each county, with how many files are judged by an older one."""
    with scope(DESK):
        rows = (
            Child.objects.all_of_them(reason=OWN)
            .filter(merged_into=None)
            .exclude(state__in=_DONE)
            .order_by()
            .values_list("division", "profile", "profile_hash")
            .annotate(n=Count("pk"))
        )
        old: dict[tuple[str, str], int] = {}
        for division, profile, mark, n in rows:
            key = (division[:6] + "000000", profile)
            stale = n if measures(profile)[0].hash != mark else 0
            old[key] = old.get(key, 0) + stale
        for (county, profile), n in old.items():
            subject = ("registry.profile", f"{county}:{profile}")
            if n:
                worklist.open_task(
                    by=NIGHT, kind=RECLASSIFY, subject=subject, title="按新版本的方案重新认定",
                    why=f"有{n}名儿童是按旧版本认定的，看过差别再认定", count=n, division=county,
                    role="county_office", again=True, profile=profile,
                )  # fmt: skip
            else:
                worklist.close_task(by=NIGHT, kind=RECLASSIFY, subject=subject, note="都已重新认定")
        return sum(old.values())
