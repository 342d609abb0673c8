"""各动作共用: permission, profile, the locked rows of a round, places."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from uuid import UUID

from django.conf import settings

from tonghu.access.rules.deciding import need as need
from tonghu.core import clock
from tonghu.core.errors import NotNow
from tonghu.core.errors import found as found
from tonghu.core.viewer import Level, Viewer
from tonghu.policy import Profile, load
from tonghu.survey.models import Round, TownSummary, VillageReturn
from tonghu.survey.states import RoundState

DESK = Viewer.for_system("一轮排查里牵连到别的单位的几行")
RETURN, TOWN = "survey.villagereturn", "survey.townsummary"  # subjects of tasks


@lru_cache(maxsize=16)
def profile_of(code: str) -> Profile:
    """The profile of a code; the installation's own where none is given."""
    return load(code or settings.TONGHU_PROFILE)


def moment(at: datetime | None) -> datetime:
    """When a deed was done: now, or the time it carries itself."""
    return at or clock.now()


def day_of(at: datetime) -> date:
    """The day of a moment in China."""
    return at.astimezone(clock.CHINA).date()


def round_of(by: Viewer, round: UUID, *, lock: bool = False) -> Round:
    """The round, when it is one of the viewer's county."""
    rows = Round.objects.visible_to(by)
    row = (rows.select_for_update() if lock else rows).filter(pk=round).first()
    return found(row if row is not None and reaches(by, row) else None)


def reaches(by: Viewer, round: Round) -> bool:
    """Whether a round is the viewer's county's, or lies below the viewer."""
    if by.level is Level.SYSTEM or by.covers(round.division):
        return True
    return bool(by.division) and by.division[:6] == round.division[:6]


def village_of(by: Viewer, round: Round, village: str) -> VillageReturn:
    """A village's return, locked: what is answered in it waits in a row."""
    rows = VillageReturn.objects.visible_to(by).select_for_update(of=("self",))
    return found(rows.filter(round=round, division=village).first())


def town_of(by: Viewer, round: Round, town: str) -> TownSummary:
    """A town's summary, locked."""
    rows = TownSummary.objects.visible_to(by).select_for_update(of=("self",))
    return found(rows.filter(round=round, division=town).first())


def is_open(round: Round) -> None:
    """Refuses where a round is not under way."""
    if round.state != "open":
        raise NotNow(f"这一轮现在是“{RoundState(round.state).label}”，不能再改。")


def town_code(village: str) -> str:
    """The town a village lies in."""
    return village[:9] + "000"
