"""权限的页: refusals here; signing in, one's own account, accounts, and who sees what beside it."""

from tonghu.access.views.refusals import (
    broken,
    not_found,
    not_now,
    not_yours,
    stale_form,
    unreadable,
)

__all__ = ["broken", "not_found", "not_now", "not_yours", "stale_form", "unreadable"]
