"""A saved filter, a work and a ledger of town A's; the same of people in the next county."""

from __future__ import annotations

from uuid import UUID, uuid4

from tests import people
from tests.pages.table import Example
from tonghu.core import clock
from tonghu.core.database import scope
from tonghu.core.jobs.models import JobRun
from tonghu.registry.models import Ledger, SavedFilter
from tonghu.registry.queries.orders import EXCEL
from tonghu.registry.workbook.words import LedgerState

OWN, ABOVE = frozenset({"li"}), frozenset({"li", "zhou"})
STRANGER = UUID(int=0x999)


def build() -> dict[str, Example]:
    with scope(people.SYSTEM):
        mine, far = _ledger(people.LI.user, people.TOWN_A), _ledger(STRANGER, people.OTHER_COUNTY)
        work, theirs = _work(people.LI.user, people.LI.post), _work(STRANGER, STRANGER)
        kept, other = _kept(people.LI.user), _kept(STRANGER)
    one = Example(
        {"job": work}, OWN, outside={"job": theirs}, missing={"job": uuid4()}, may_be_empty=True
    )
    ledger = Example({"id": mine}, ABOVE, outside={"id": far}, missing={"id": uuid4()})
    return {
        "registry:list_drop": Example(
            {"id": kept}, OWN, outside={"id": other}, missing={"id": uuid4()}
        ),
        "registry:list_work": one,
        "registry:list_download": one,
        **{
            f"registry:{name}": ledger
            for name in ("ledger", "ledger_columns", "ledger_take", "ledger_drop")
        },
    }


def _ledger(user: UUID, division: str) -> UUID:
    return Ledger.objects.put(
        division=division, user=user, user_name="演示", file=uuid4(), stated_on=clock.today(),
        state=LedgerState.TAKEN.value, counts={"same": 1},
    ).id  # fmt: skip


def _work(user: UUID, post: UUID) -> UUID:
    return JobRun.objects.put(
        kind=EXCEL, label="导出名单", user=user, post=post, ordered_at=clock.now()
    ).id


def _kept(user: UUID) -> UUID:
    return SavedFilter.objects.put(user=user, name="四年级的", wanted={"grade": "四年级"}).id
