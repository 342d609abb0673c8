"""常用筛选的存和删."""

from __future__ import annotations

from uuid import UUID

from tonghu.access.permissions import P
from tonghu.core import events
from tonghu.core.errors import NotNow
from tonghu.core.viewer import Viewer
from tonghu.registry.actions.common import found, need
from tonghu.registry.models import SavedFilter
from tonghu.registry.queries.saved import MOST
from tonghu.registry.queries.wanted import Filter


def save_filter(*, by: Viewer, name: str, wanted: Filter) -> UUID:
    """存成常用: under a name already used, in its place. What was typed of persons is not kept."""
    need(by, P.CHILD_LIST)
    codes = wanted.codes()
    if not codes:
        raise NotNow("还没有选筛选条件。先选条件，再存成常用；查找时填的姓名和号码不会存。")
    own = SavedFilter.objects.visible_to(by).filter(user=str(by.user))
    known = own.filter(name=name).first()
    if known is None and own.count() >= MOST:
        raise NotNow(f"常用筛选最多存{MOST}组，请先删去不用的。")
    if known is None:
        known = SavedFilter.objects.put(user=by.user, name=name, wanted=codes)
    else:
        known.wanted = codes
        known.save(update_fields=["wanted"])
    events.record(
        "list.save", by=by, subject=known, division=by.division, changes={"filter": codes}
    )
    return known.id


def drop_filter(*, by: Viewer, id: UUID) -> str:
    """删去一组常用; its name."""
    row = found(SavedFilter.objects.visible_to(by).filter(pk=id, user=str(by.user)).first())
    events.record("list.drop", by=by, subject=row, division=by.division)
    row.delete()
    return str(row.name)
