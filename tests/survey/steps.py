"""Whole walks of a round, as people take them."""

from __future__ import annotations

from uuid import UUID

from tests.people import LI, TOWN_A, TOWN_B, VILLAGE_A, VILLAGE_B, WANG, ZHAO, ZHOU, Person
from tests.survey.conftest import SECOND
from tonghu.core.database import scope
from tonghu.survey import actions, queries
from tonghu.survey.models import RoundChild
from tonghu.survey.states import Answer

VILLAGES = ((VILLAGE_A, WANG, LI), (SECOND, ZHOU, LI), (VILLAGE_B, ZHAO, ZHOU))


def nothing_changed(round: UUID, village: str, who: Person) -> None:
    """Every child that is still to be answered: no change; then the signature."""
    with scope(who.viewer):
        rows = RoundChild.objects.visible_to(who.viewer).filter(
            round=round, division=village, answer=Answer.PENDING
        )
        for child in rows.order_by("place").values_list("child", flat=True):
            actions.confirm_child(by=who.viewer, round=round, child=child)
        paper = {} if who in (WANG, ZHAO) else {"paper_number": "演示001", "name": "演示签字人"}
        assert actions.sign(by=who.viewer, round=round, village=village, **paper).signed


def all_in(round: UUID) -> None:
    """Every village in which nothing is left open hands in; towns accept and sum up."""
    for village, who, town in VILLAGES:
        nothing_changed(round, village, who)
        with scope(town.viewer):
            actions.accept(by=town.viewer, round=round, village=village)
    for code in (TOWN_A, TOWN_B):
        with scope(ZHOU.viewer):
            actions.summarise(by=ZHOU.viewer, round=round, town=code)


def locked(round: UUID) -> str:
    """All in, and locked."""
    all_in(round)
    with scope(ZHOU.viewer):
        return actions.lock(by=ZHOU.viewer, round=round)


def tie(round: UUID, scheme: str = "register", division: str = "") -> tuple[int, int, int, int]:
    """Opening, added, left, closing as the county reads them."""
    with scope(ZHOU.viewer):
        found = queries.figures(ZHOU.viewer, round, division, scheme)
    one = found[0]
    assert one.ties
    return one.opening, one.added, one.left, one.closing
