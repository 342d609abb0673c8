"""谁要交名册: which units owe which roster by the profile, and to whom (D-088)."""

from __future__ import annotations

from dataclasses import dataclass

from tonghu.core.viewer import Viewer
from tonghu.directory.divisions import full
from tonghu.directory.divisions.rows import upper_bound
from tonghu.directory.models import Unit
from tonghu.directory.queries.units import UnitView, _views
from tonghu.policy.profile import Profile
from tonghu.policy.questions.registry import called


@dataclass(frozen=True, slots=True)
class RosterOwed:
    """应交的一份名册."""

    unit: UnitView
    kind: str  # word of [lists.roster_kinds]
    kind_label: str
    to: str  # function that receives it
    to_label: str
    basis: str


def who_owes_rosters(viewer: Viewer, division: str, profile: Profile) -> tuple[RosterOwed, ...]:
    """Every unit in use inside a division that the profile makes hand in a roster."""
    givers = {code for row in profile.sheet.survey.rosters for code in row.from_}
    padded = full(division)
    rows = (
        Unit.objects.visible_to(viewer)
        .filter(
            division__gte=padded,
            division__lt=upper_bound(padded),
            function__in=givers,
            valid_to=None,
        )
        .select_related("parent", "successor")
    )
    return tuple(
        owed for one in _views(viewer, rows) for owed in rosters_of_unit(one, profile)
    )  # fmt: skip


def rosters_of_unit(unit: UnitView, profile: Profile) -> tuple[RosterOwed, ...]:
    """Which rosters one unit owes by the profile."""
    words = profile.vocabulary
    return tuple(
        RosterOwed(
            unit, row.kind, words.label("roster_kinds", row.kind), row.to, called(profile, row.to),
            row.basis,
        )
        for row in profile.sheet.survey.rosters
        if unit.function in row.from_
    )  # fmt: skip
