"""各动作共用: the permission or its sentence, who had it made, the printed file on its way in."""

from __future__ import annotations

from typing import TypeVar, cast
from uuid import UUID

from django.core.files.base import ContentFile

from tonghu.access.rules.deciding import lacking
from tonghu.core import clock
from tonghu.core.errors import Missing, NotNow, NotYours
from tonghu.core.sensitivity import Sensitivity
from tonghu.core.viewer import Viewer
from tonghu.files import actions as files
from tonghu.files.models import StoredFile
from tonghu.files.states import FileKind
from tonghu.papers.printing.order import CannotPrint, Order
from tonghu.papers.printing.running import run

Row = TypeVar("Row")
GONE = "没有这份文书，或者不在你的管辖范围内。"
OFFICE = Viewer.for_system("文书编号和印制")


def need(by: Viewer, *permissions: str) -> None:
    """Refuses with the sentence that says whose business it is."""
    for permission in filter(None, permissions):
        if not by.system and not by.may(permission):
            raise NotYours(lacking(by, permission))


def found(row: Row | None) -> Row:
    """The row, or the one answer for missing and out of reach."""
    if row is None:
        raise Missing(GONE)
    return row


def moment() -> str:
    """2026-09-30 10:00, as it stands at the foot."""
    return f"{clock.now().astimezone(clock.CHINA):%Y-%m-%d %H:%M}"


def foot(by: Viewer, verb: str) -> str:
    """Who had it made and when: at the foot of every page, in every format."""
    where = by.unit_name or by.place
    return f"{where}　{by.name}　{moment()}{verb}" if where else f"{by.name}　{moment()}{verb}"


def printed(order: Order) -> bytes:
    """The child's answer; what it cannot print is a sentence for the person."""
    try:
        return run(order)
    except CannotPrint as refusal:
        raise NotNow(str(refusal)) from None


def kept(
    content: bytes, *, by: Viewer, name: str, format: str, division: str, purpose: str, level: str, days: int = 0
) -> StoredFile:  # fmt: skip
    """A printed file in the vault."""
    from datetime import timedelta

    safe = "".join(c if c not in '\\/:*?"<>|\n' else "_" for c in name)[:120]
    upload = ContentFile(content, name=f"{safe}.{format}")
    return files.store(
        upload=cast("files.Upload", upload), purpose=purpose, division=division, unit=by.unit, by=by,
        erase_on=clock.today() + timedelta(days=days) if days else None, sensitivity=Sensitivity(level),
        kinds=frozenset({FileKind(format)}),
    )  # fmt: skip


def address_of(code: str, site: str) -> str:
    """What the QR code leads to."""
    return f"{site.rstrip('/')}/papers/c/{code}/"


Subject = tuple[str, UUID] | None
