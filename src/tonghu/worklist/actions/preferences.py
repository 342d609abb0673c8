"""提醒方式: a person says by which way they want to hear of what."""

from __future__ import annotations

from collections.abc import Collection

from tonghu.core import events
from tonghu.core.errors import NotYours
from tonghu.core.events import Hidden
from tonghu.core.viewer import Viewer
from tonghu.worklist.models import Reminding
from tonghu.worklist.queries.preferences import reminding_row


def set_reminding(
    *, by: Viewer, mail: str, mobile: str, by_mail: Collection[str], by_sms: Collection[str]
) -> bool:
    """改提醒方式 of oneself; returns whether anything was different."""
    if by.user is None:
        raise NotYours("提醒方式由本人改。")
    row = reminding_row(by) or Reminding(user_id=by.user)
    wanted = {
        "mail": mail.strip() or None, "mobile": mobile.strip() or None,
        "by_mail": sorted(by_mail), "by_sms": sorted(by_sms),
    }  # fmt: skip
    changed = {name: new for name, new in wanted.items() if getattr(row, name) != new}
    if not changed:
        return False
    for name, new in wanted.items():
        setattr(row, name, new)
    row.save()
    events.record(
        "reminding.changed", by=by, subject=row, division=by.division,
        changes={k: Hidden(v) if k in ("mail", "mobile") else v for k, v in changed.items()},
    )  # fmt: skip
    return True
