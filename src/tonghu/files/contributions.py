"""文件带来的: kinds of events, and the two nightly duties."""

from __future__ import annotations

from tonghu.core.contributions import EventKind, LookKind, Nightly, contribute
from tonghu.core.database.backup.check import Checked, RestoreCheck


def _erase_due() -> str:
    from tonghu.files.actions import erase_due

    return erase_due()


def _reconcile_disk() -> str:
    from tonghu.files.actions import reconcile_disk

    return reconcile_disk()


def _decrypts() -> Checked:
    from tonghu.files.queries import unreadable

    return unreadable()


contribute(
    LookKind("file.open", "打开文件"),
    EventKind("file.store", "收到文件"),
    EventKind("file.erase", "清除文件"),
    EventKind("file.missing", "盘上缺少文件"),
    Nightly("files.erase", "清除到期的文件", _erase_due, minutes=60),
    Nightly("files.reconcile", "文件与登记对账", _reconcile_disk),
    RestoreCheck("files.content", "文件内容", _decrypts),
)
