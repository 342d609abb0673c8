"""收文件、清除文件: each leaves its event in the caller's transaction."""

from __future__ import annotations

import zipfile
from collections.abc import Collection, Iterator
from datetime import date
from typing import Protocol
from uuid import UUID

from django.db import transaction

from tonghu.core import clock, events
from tonghu.core.database import scope
from tonghu.core.encryption import destroy_key, keyed_digest, own_key
from tonghu.core.errors import Missing
from tonghu.core.ids import uuid7
from tonghu.core.sensitivity import Sensitivity
from tonghu.core.viewer import Viewer
from tonghu.files import rules
from tonghu.files.models import StoredFile
from tonghu.files.states import FileKind
from tonghu.files.vault import disk

DAY = 24 * 3600.0
MACHINE = Viewer.for_system("文件到期清除")


class Upload(Protocol):
    """上传: what Django's uploaded and opened files both are."""

    @property
    def name(self) -> str | None:
        """As sent."""

    @property
    def size(self) -> int | None:
        """As claimed; what comes is counted all the same."""

    def chunks(self) -> Iterator[bytes]:
        """The content piece by piece, from the beginning."""

    def read(self, count: int = -1) -> bytes:
        """Some bytes."""

    def seek(self, where: int, whence: int = 0) -> int:
        """To a place."""


def store(
    *,
    upload: Upload,
    purpose: str,
    division: str,
    unit: UUID | None,
    by: Viewer,
    erase_on: date | None = None,
    sensitivity: Sensitivity = Sensitivity.IDENTITY,
    kinds: Collection[FileKind] = rules.ALLOWED,
) -> StoredFile:
    """收一份文件: refused with a sentence, or encrypted on disk first and named by a row last."""
    name = (upload.name or "").replace("\\", "/").rpartition("/")[2].strip()[:200]
    refusal = rules.size_refusal(upload.size or 0)
    if refusal:
        raise rules.Refused(refusal)
    kind = rules.kind_or_refusal(name, _sniffed(upload), kinds)
    file, key = uuid7(), own_key("file")
    measured = disk.write(file, upload.chunks(), key)
    try:
        row = StoredFile.objects.put(
            id=file, data_key=key.id, name=name, kind=kind.value, size=measured.size,
            fingerprint=keyed_digest(b"file|" + measured.sha256).hex(),
            sensitivity=sensitivity.value, purpose=purpose, division=division, unit=unit,
            received_by=by.user, received_by_name=by.name, erase_on=erase_on,
        )  # fmt: skip
        events.record(
            "file.store", by=by, subject=row, division=division, unit=unit,
            changes={"kind": kind.value, "size": measured.size, "purpose": purpose, "erase_on": erase_on},
        )  # fmt: skip
    except BaseException:
        disk.remove(file)
        raise
    return row


def erase(*, file: UUID, by: Viewer, why: str) -> None:
    """清除一份文件: its key is destroyed with the row's change, its content after the commit."""
    rows = StoredFile.objects.visible_to(by).select_for_update()
    row = rows.filter(pk=file).first()
    if row is None:
        raise Missing("没有这份文件。")
    if row.erased_at is not None:
        return
    assert row.data_key is not None  # by constraint
    destroy_key(row.data_key)
    row.name, row.data_key, row.erased_at, row.erased_why = None, None, clock.now(), why[:400]
    row.save(update_fields=["name", "data_key", "erased_at", "erased_why"])
    events.record("file.erase", by=by, subject=row, division=row.division, unit=row.unit, why=why)
    transaction.on_commit(lambda: _unlinked(file))


def erase_due(*, by: Viewer = MACHINE) -> str:
    """到期清除: every file whose day has come, each in a transaction of its own."""
    with scope(by):
        rows = StoredFile.objects.visible_to(by).filter(erased_at=None, erase_on__lte=clock.today())
        due = list(rows.values_list("pk", flat=True))
    for file in due:
        with scope(by):
            erase(file=file, by=by, why="保存期满，按期清除")
    return f"到期清除文件{len(due)}份"


def reconcile_disk(*, by: Viewer = MACHINE) -> str:
    """对账: removes content no row names, tells of rows whose content is gone."""
    lying = dict(disk.stored())  # before the rows: a file stored meanwhile has its row by then
    with scope(by):
        rows = StoredFile.objects.visible_to(by).filter(erased_at=None)
        named = set(rows.values_list("pk", flat=True).iterator())
        lost = [one for one in named if not disk.place_of(one).exists()]
        still = rows.filter(pk__in=lost)  # asked again: some were erased a moment ago
        missing = sorted(str(one) for one in still.values_list("pk", flat=True))
        if missing:
            events.record(
                "file.missing", by=by, changes={"files": missing[:200], "count": len(missing)}
            )
    orphans = [one for one, age in lying.items() if one not in named and age >= DAY]
    gone = sum(disk.remove(one) for one in orphans)
    swept = disk.sweep(DAY)
    told = f"清理无主文件{gone}份、半途文件{swept}份"
    return told + (f"；有{len(missing)}份文件在盘上找不到，请从备份恢复" if missing else "")


def _sniffed(upload: Upload) -> FileKind | str | None:
    upload.seek(0)
    head = upload.read(rules.HEAD)
    members: list[str] | None = None
    if head.startswith(b"PK"):
        try:
            members = zipfile.ZipFile(upload).namelist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            members = None
    upload.seek(0)
    return rules.sniffed(head, members)


def _unlinked(file: UUID) -> None:
    """After the commit; when this is not reached, the nightly reconciliation does it."""
    disk.remove(file)
