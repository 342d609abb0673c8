"""看文件: the only ways to the content and to what is known of it; viewer first."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from tonghu.access.permissions import P
from tonghu.core import events
from tonghu.core.database import scope
from tonghu.core.database.backup.check import Checked
from tonghu.core.encryption import DataKeyRef, EncryptionError, find_key, keyed_digest
from tonghu.core.errors import Missing, NotNow
from tonghu.core.events.models import AccessLog
from tonghu.core.sensitivity import Sensitivity
from tonghu.core.viewer import Viewer
from tonghu.files.models import StoredFile
from tonghu.files.states import FileKind, ScanState
from tonghu.files.vault import disk

OPEN = "file.open"
NOT_HERE = "没有这份文件。"


class Gone(NotNow):
    """已清除: the row stays, the content is destroyed."""


@dataclass(frozen=True, slots=True)
class FileRow:
    """一份文件的情况, without its content."""

    id: UUID
    name: str
    kind: FileKind
    size: int
    fingerprint: str
    sensitivity: Sensitivity
    purpose: str
    division: str
    unit: UUID | None
    received_by_name: str
    received_at: datetime
    erase_on: date | None
    erased_at: datetime | None
    scan: ScanState


@dataclass(slots=True)
class Opened:
    """打开的文件: its content as pieces, or as a private copy that ends with the `with`."""

    row: FileRow
    _key: DataKeyRef = field(repr=False)
    _copy: Path | None = None

    def chunks(self) -> Iterator[bytes]:
        """The content, decrypted piece by piece."""
        return disk.read(self.row.id, self._key)

    @property
    def path(self) -> Path:
        """A copy in clear that only we can read, made when it is asked for."""
        if self._copy is None:
            self._copy = disk.private_copy(self.row.id, self._key, self.row.kind.value)
        return self._copy

    def close(self) -> None:
        """The copy is removed."""
        if self._copy is not None:
            self._copy.unlink(missing_ok=True)
            self._copy = None


@dataclass(frozen=True, slots=True)
class Opening:
    """一次打开: who and when, why."""

    at: datetime
    user_name: str
    post_title: str
    unit_name: str
    purpose: str


def described(viewer: Viewer, file: UUID) -> FileRow:
    """What is known of a file; `Missing` outside one's reach."""
    return _row(_found(viewer, file))


@contextmanager
def opened(viewer: Viewer, file: UUID, *, purpose: str = "") -> Iterator[Opened]:
    """打开一份文件: first the access log, then the content."""
    row = _found(viewer, file)
    if row.data_key is None or row.erased_at is not None:
        raise Gone("这份文件保存期满，内容已经销毁，只留下收到时的登记。")
    if row.scan == ScanState.INFECTED:
        raise NotNow("这份文件查出病毒，不能打开，请联系系统管理员。")
    events.looked(by=viewer, what=OPEN, ids=[file], purpose=purpose, sensitivity=row.sensitivity)
    held = Opened(_row(row), find_key(row.data_key))
    try:
        yield held
    finally:
        held.close()


def same_content(viewer: Viewer, file: UUID) -> tuple[FileRow, ...]:
    """相同内容: other files within reach with the very same bytes, oldest first."""
    row = _found(viewer, file)
    rows = StoredFile.objects.visible_to(viewer).filter(fingerprint=row.fingerprint)
    return tuple(_row(one) for one in rows.exclude(pk=file).order_by("received_at", "id"))


def who_opened(viewer: Viewer, file: UUID) -> tuple[Opening, ...]:
    """谁打开过: newest first. Everybody sees their own openings, who may read the logs sees all.

    An auditor reaches no file; of files in the auditor's division the log is readable nevertheless.
    """
    if not viewer.may(P.AUDIT_VIEW):
        _found(viewer, file)
        return _openings(viewer, file)
    reader = Viewer.for_system("审计：谁打开过文件")
    with scope(reader):
        if not viewer.covers(_found(reader, file).division):
            raise Missing(NOT_HERE)
        return _openings(reader, file)


def unreadable() -> Checked:
    """验文件: every file kept is read to its end and compared with its fingerprint; for the drill."""
    rows = StoredFile.objects.all_of_them(reason="the restore check shows nothing to anybody")
    examined, told = 0, list[str]()
    for row in rows.filter(erased_at=None).iterator():
        examined += 1
        fault = _fault(row)
        if fault:
            told.append(f"文件{row.id}：{fault}")
    return Checked(examined, tuple(told[:50]))


def _fault(row: StoredFile) -> str:
    digest = hashlib.sha256()
    try:
        assert row.data_key is not None  # by constraint
        for chunk in disk.read(row.id, find_key(row.data_key)):
            digest.update(chunk)
    except FileNotFoundError:
        return "盘上找不到。"
    except EncryptionError as error:
        return str(error)
    same = keyed_digest(b"file|" + digest.digest()).hex() == row.fingerprint
    return "" if same else "内容与收到时不同。"


def _openings(reader: Viewer, file: UUID) -> tuple[Opening, ...]:
    rows = AccessLog.objects.visible_to(reader).filter(what=OPEN, ids__contains=[str(file)])
    return tuple(
        Opening(one.at, one.user_name, one.post_title, one.unit_name, one.purpose)
        for one in rows.order_by("-at", "-id")
    )


def _found(viewer: Viewer, file: UUID) -> StoredFile:
    row = StoredFile.objects.visible_to(viewer).filter(pk=file).first()
    if row is None:
        raise Missing(NOT_HERE)
    return row


def _row(one: StoredFile) -> FileRow:
    return FileRow(
        id=one.id, name=one.name or "（已清除）", kind=FileKind(one.kind), size=one.size,
        fingerprint=one.fingerprint, sensitivity=Sensitivity(one.sensitivity), purpose=one.purpose,
        division=one.division, unit=one.unit, received_by_name=one.received_by_name,
        received_at=one.received_at, erase_on=one.erase_on, erased_at=one.erased_at,
        scan=ScanState(one.scan),
    )  # fmt: skip
