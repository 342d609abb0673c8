"""取会议材料: the content of a file laid before a meeting, for whoever may see the meeting."""

from __future__ import annotations

from uuid import UUID

from tonghu.conference.models import Material
from tonghu.core import events
from tonghu.core.database import scope
from tonghu.core.errors import Missing
from tonghu.core.viewer import Viewer
from tonghu.files import queries as files

DESK = Viewer.for_system("会议材料由放材料的单位保管，请到会的单位都可以取")


def opened_material(viewer: Viewer, material: UUID) -> tuple[str, list[bytes]]:
    """Name and content; the look is logged as the viewer's own."""
    row = Material.objects.visible_to(viewer).filter(pk=material, removed_at=None).first()
    if row is None:
        raise Missing("没有这份材料，或者已经撤下。")
    events.looked(by=viewer, what="conference.material", ids=[row.id])
    with scope(DESK), files.opened(DESK, row.file, purpose=f"{viewer.name}取会议材料") as found:
        return f"{row.title}.{found.row.kind.value}", list(found.chunks())
