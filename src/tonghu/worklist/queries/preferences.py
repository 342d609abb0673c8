"""看提醒方式 of oneself."""

from __future__ import annotations

from dataclasses import dataclass

from tonghu.core.viewer import Viewer
from tonghu.worklist.models import Reminding


@dataclass(frozen=True, slots=True)
class RemindingView:
    """提醒方式, as its form shows it."""

    mail: str = ""
    mobile: str = ""
    by_mail: tuple[str, ...] = ()
    by_sms: tuple[str, ...] = ()


def reminding_row(viewer: Viewer) -> Reminding | None:
    """The person's own row."""
    if viewer.user is None:
        return None
    return Reminding.objects.visible_to(viewer).filter(user_id=viewer.user).first()


def reminding(viewer: Viewer) -> RemindingView:
    """How the person wants to be reminded; nothing chosen yet: on the pages only."""
    row = reminding_row(viewer)
    if row is None:
        return RemindingView()
    return RemindingView(row.mail or "", row.mobile or "", tuple(row.by_mail), tuple(row.by_sms))
