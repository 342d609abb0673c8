"""打印登记表: one child's form of 2016, issued with number and code (D-309, D-311, D-338)."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings

from tonghu.access.permissions import P
from tonghu.core import clock, events
from tonghu.core.database import scope
from tonghu.core.sensitivity import Sensitivity
from tonghu.core.viewer import Viewer
from tonghu.papers import actions as papers
from tonghu.registry.actions.common import DESK, need, page_code
from tonghu.registry.fields import BY_CODE, Kind
from tonghu.registry.models import Child
from tonghu.registry.queries.files import row_of
from tonghu.registry.queries.held import held, seen
from tonghu.registry.queries.places import near_names
from tonghu.registry.showing.paper import Sheet, form_of

FORM = "registry.form"
TITLE = "儿童基本情况登记表"


def print_form(*, by: Viewer, child: UUID) -> UUID:
    """印一名儿童的登记表; what the viewer may not see stays empty on paper too. The paper's id."""
    need(by, P.CHILD_LIST)
    row = row_of(by, child)
    code = row.page_code or _coded(row)
    values = seen(by, held(row))
    places = [v for c, v in values.items() if BY_CODE[c].kind in (Kind.DIVISION, Kind.PLACE)]
    names = near_names(by, [row.division, *places])
    sheet = Sheet(
        str(row.pk), values, names, clock.today(), names.get(row.division, ""), row.file_number,
        f"{settings.TONGHU_ADDRESS}/children/c/{code}/", row.worker_name,
    )  # fmt: skip
    events.looked(
        by=by,
        what="registry.file",
        ids=[row.pk],
        purpose="打印登记表",
        sensitivity=Sensitivity.IDENTITY,
    )
    return papers.issue(
        by=by, kind=FORM, title=f"{TITLE}（{row.file_number or '未编号'}）", division=row.division,
        content=form_of(sheet), subject=("registry.child", row.pk),
    )  # fmt: skip


def _coded(row: Child) -> str:
    """A file printed before it was registered gets its code now."""
    with scope(DESK):
        row.page_code = page_code()
        row.save(update_fields=["page_code"])
    return row.page_code
