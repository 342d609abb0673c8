"""档案的生命周期 (D-350): the steps a person takes; each is a row of the workflow."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from tonghu.core.errors import NotNow, NotYours
from tonghu.core.viewer import Viewer
from tonghu.registry.actions.batch import Batch
from tonghu.registry.actions.common import profile_of, within_reach
from tonghu.registry.actions.numbering import numbered
from tonghu.registry.actions.sheets import Sheet
from tonghu.registry.contributions import VERIFY
from tonghu.registry.rules.checking import WrongValues
from tonghu.registry.states import LIFE_LABELS, LifeState, LifeStep
from tonghu.registry.workflow import CHILD
from tonghu.worklist import actions as worklist

REASON, ON = "reason", "on"


def take_step(batch: Batch, sheet: Sheet, step: LifeStep, why: str = "", **more: object) -> None:
    """走一步: by the table, with its history and its event; who may is asked here."""
    child = sheet.child
    if child.merged_into_id is not None:
        raise NotNow("这份档案已并入另一份，请在那一份上办。")
    row = CHILD.find(step.value, str(child.state))
    if row is None:
        label = LIFE_LABELS[LifeState(child.state)]
        raise NotNow(f"现在是“{label}”，这一步不能办了。请刷新后看最新的情况。")
    if not batch.by.system and not batch.by.may(row.who):
        raise NotYours(f"“{row.label}”不归你这个岗位办。")
    before, child.state = str(child.state), str(row.to)
    child.version += 1
    batch.stand(sheet)
    changes = {"state": [before, child.state], **more}
    batch.tell(f"child.{step.value}", sheet, changes, why)


def send_to_verify(*, by: Viewer, child: UUID, why: str = "") -> None:
    """送交核实: the village visits the home."""
    within_reach(by, [child])
    with Batch(by) as batch:
        sheet = batch.take_one(child)
        take_step(batch, sheet, LifeStep.SEND_TO_VERIFY, why)
    worklist.open_task(
        by=by, kind=VERIFY, subject=("registry.child", child), title="入户核实一名儿童",
        why=why[:200], division=sheet.child.division, role="village_worker", again=True,
        profile=sheet.child.profile,
    )  # fmt: skip


def register(*, by: Viewer, child: UUID, why: str = "") -> str:
    """登记在册; the file gets its number, which is returned."""
    return register_many(by=by, children=[child], why=why)[0]


def register_many(*, by: Viewer, children: Iterable[UUID], why: str = "") -> list[str]:
    """登记多名儿童."""
    wanted = list(dict.fromkeys(children))
    within_reach(by, wanted)
    with Batch(by) as batch:
        sheets = batch.take(wanted)
        for sheet in sheets:
            take_step(batch, sheet, LifeStep.REGISTER, why)
            child = sheet.child
            child.registered_on = child.registered_on or batch.today
            child.left_on, child.left_reason = None, ""
        numbered(batch, sheets)
        for sheet in sheets:
            _verified(by, sheet, "已登记在册")
    return [sheet.child.file_number for sheet in sheets]


def reject(*, by: Viewer, child: UUID, why: str) -> None:
    """不予登记, with the reason."""
    _reasoned(why)
    within_reach(by, [child])
    with Batch(by) as batch:
        sheet = batch.take_one(child)
        take_step(batch, sheet, LifeStep.REJECT, why)
        _verified(by, sheet, why)


def exit_child(
    *, by: Viewer, child: UUID, reason: str, on: date | None = None, why: str = ""
) -> None:
    """退出, for one of the reasons the place's rules know."""
    within_reach(by, [child])
    with Batch(by) as batch:
        sheet = batch.take_one(child)
        day = on or batch.today
        _may_leave(sheet, reason, day, batch.today)
        sheet.child.left_on, sheet.child.left_reason = day, reason
        take_step(batch, sheet, LifeStep.EXIT, why, reason=reason, on=day)


def archive(*, by: Viewer, child: UUID, why: str = "") -> None:
    """归档."""
    within_reach(by, [child])
    with Batch(by) as batch:
        take_step(batch, batch.take_one(child), LifeStep.ARCHIVE, why)


def readmit(*, by: Viewer, child: UUID, why: str) -> None:
    """重新纳入: verified again before it counts again."""
    _reasoned(why)
    within_reach(by, [child])
    with Batch(by) as batch:
        sheet = batch.take_one(child)
        take_step(batch, sheet, LifeStep.READMIT, why)
        sheet.child.left_on, sheet.child.left_reason = None, ""


def exit_reasons(profile: str) -> dict[str, str]:
    """退出情形 of a profile, with their names."""
    return {row.code: row.name for row in profile_of(profile).definitions.exits}


def _may_leave(sheet: Sheet, reason: str, day: date, today: date) -> None:
    problems = {}
    if not reason:
        problems[REASON] = "请选退出情形。没有原因不能退出。"
    elif reason not in exit_reasons(sheet.child.profile):
        problems[REASON] = "没有这一种退出情形，请从所列的里面选。"
    if day > today:
        problems[ON] = "退出日期还没有到，请检查。"
    elif sheet.child.found_on and day < sheet.child.found_on:
        problems[ON] = "退出日期早于发现日期，请检查。"
    if problems:
        raise WrongValues(problems)


def _reasoned(why: str) -> None:
    if not why.strip():
        raise WrongValues({"why": "请写明理由。"})


def _verified(by: Viewer, sheet: Sheet, note: str) -> None:
    worklist.close_task(by=by, kind=VERIFY, subject=("registry.child", sheet.id), note=note[:300])
