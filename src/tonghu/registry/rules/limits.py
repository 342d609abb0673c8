"""本地限度 from a profile: the thresholds that stand outside `[definitions]`."""

from __future__ import annotations

from tonghu.core.periods import Duration, Unit
from tonghu.policy import Profile
from tonghu.registry.rules.guardianship import Limits

REFUSAL, ALERT = "guardianship.refusal", "guardianship.refusal_alert"


def limits_of(profile: Profile) -> Limits:
    """What the guardianship rules need of this place, with the basis of each value."""
    rules = profile.sheet.guardianship
    return Limits(
        alone_under=rules.living_alone_under,
        refusal=_clock(profile, REFUSAL),
        refusal_alert=_clock(profile, ALERT),
        grounds=rules.revocation_grounds,
        suspects=rules.suspects,
        ladder=rules.abandonment_ladder,
        notify=rules.notify_before_leaving,
        alone_basis=profile.basis("guardianship", "living_alone_under"),
        refusal_basis=profile.basis("clocks", REFUSAL),
        alert_basis=profile.basis("clocks", ALERT),
        grounds_basis=profile.basis("guardianship", "revocation_grounds"),
        ladder_basis=profile.basis("guardianship", "abandonment_ladder"),
        notify_basis=profile.basis("guardianship", "notify_before_leaving"),
    )


def _clock(profile: Profile, name: str) -> Duration:
    length = profile.clocks[name]
    return Duration(length.number, Unit(length.unit))
