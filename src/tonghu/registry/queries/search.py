"""上面的查找框: children by name, sound, number, village or school, within reach, masked."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from tonghu.core import events
from tonghu.core.viewer import Viewer
from tonghu.directory.models import Division
from tonghu.registry.models import Child
from tonghu.registry.queries.listing import USED, ChildLine, lines
from tonghu.registry.queries.wanted import Filter, rows_of
from tonghu.registry.searching.sealing import Typed
from tonghu.registry.searching.text import AFTER, Means, understood
from tonghu.worklist.contributions import Hit

MOST = 8  # of one kind on a page of results
SHORTEST = 2  # one letter of the alphabet finds half of a county


def find(viewer: Viewer, text: str) -> tuple[Hit, ...]:
    """儿童 a text finds; who reads no names finds nothing. What is shown is logged."""
    asked = understood(text)
    if asked.means is Means.NOTHING or (asked.means is Means.SOUND and len(asked.text) < SHORTEST):
        return ()
    found = _named(viewer, text)
    if len(found) < MOST and asked.means is Means.NAME:
        found += _elsewhere(viewer, asked.text, MOST - len(found), {one.id for one in found})
    shown = lines(viewer, found[:MOST])
    if shown:
        events.looked(
            by=viewer, what="registry.list", ids=[one.id for one in shown], sensitivity="identity"
        )
    return tuple(Hit(one.name, f"/children/{one.id}/", _note(one)) for one in shown)


def _named(viewer: Viewer, text: str) -> list[Child]:
    rows = rows_of(viewer, Filter(typed=Typed(text)))
    return list(_ordered(rows)[:MOST])


def _elsewhere(viewer: Viewer, text: str, most: int, but: set[UUID]) -> list[Child]:
    """Children of a village or a school of this name."""
    if len(text) < SHORTEST:
        return []
    rows = rows_of(viewer, Filter()).exclude(pk__in=but)
    villages = _villages(viewer, text)
    found = list(_ordered(rows.filter(division__in=villages))[:most]) if villages else []
    if len(found) < most:
        here = rows.filter(school_name__gte=text, school_name__lt=text + AFTER)
        found += list(_ordered(here.exclude(pk__in=[one.pk for one in found]))[: most - len(found)])
    return found


def _villages(viewer: Viewer, text: str) -> list[str]:
    named = Division.objects.all_of_them(reason="区划名称是公开的").filter(
        code__gte=viewer.lo, code__lt=viewer.hi, name__startswith=text, valid_to=None
    )
    return list(named.values_list("code", flat=True)[:MOST])


def _ordered(rows: QuerySet[Child]) -> QuerySet[Child]:
    return rows.order_by("division", "name", "id").only(*USED)


def _note(one: ChildLine) -> str:
    age = "" if one.age is None else f"{one.age}岁"
    return "，".join(
        part for part in (one.sex, age, f"{one.town}{one.village}", one.state_label) if part
    )
