"""加密带来的: the event of a rotation, and the check that every ciphertext of a backup opens."""

from __future__ import annotations

from tonghu.core.contributions import EventKind, contribute
from tonghu.core.database.backup.check import Checked, RestoreCheck


def _opens() -> Checked:
    from tonghu.core.encryption.examining import examine

    return examine()


contribute(
    EventKind("keys.rotated", "更换主密钥"),
    RestoreCheck("core.encryption", "密文", _opens),
)
