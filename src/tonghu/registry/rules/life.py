"""档案的生命周期 (D-350): permitted steps as rows, the state they lead to, the step due next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tonghu.core.calendar import cn_date
from tonghu.registry.rules.verdicts import Verdict
from tonghu.registry.states import (
    LIFE_LABELS,
    STEP_LABELS,
    Answer,
    LifeState,
    LifeStep,
)

S, T = LifeState, LifeStep
# 步骤、从何状态、到何状态。
STEPS: tuple[tuple[LifeStep, LifeState, LifeState], ...] = (
    (T.SEND_TO_VERIFY, S.CANDIDATE, S.TO_VERIFY),
    (T.REGISTER, S.TO_VERIFY, S.REGISTERED),
    (T.REJECT, S.TO_VERIFY, S.REJECTED),
    (T.CHANGE, S.REGISTERED, S.REGISTERED),
    (T.PROPOSE_TRANSFER, S.REGISTERED, S.TRANSFERRING),
    (T.ACCEPT_TRANSFER, S.TRANSFERRING, S.REGISTERED),
    (T.DECLINE_TRANSFER, S.TRANSFERRING, S.REGISTERED),
    (T.EXIT, S.REGISTERED, S.EXITED),
    (T.ARCHIVE, S.EXITED, S.ARCHIVED),
    (T.READMIT, S.EXITED, S.TO_VERIFY),
    (T.READMIT, S.ARCHIVED, S.TO_VERIFY),
    (T.READMIT, S.REJECTED, S.TO_VERIFY),
)
NEXT = {(step, start): end for step, start, end in STEPS}


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """一步: what was done, when, and for an exit why."""

    step: LifeStep
    on: date
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """建议的下一步: a rule proposes, a person decides."""

    step: LifeStep
    reason: str
    categories: tuple[str, ...] = ()


def life_state(events: Iterable[LifeEvent], as_of: date) -> LifeState:
    """档案状态 on a day: the steps taken up to it, in order; a forbidden step is refused."""
    state = LifeState.CANDIDATE
    taken = sorted((event for event in events if event.on <= as_of), key=lambda e: e.on)
    for event in taken:
        state = step(state, event)
    return state


def step(state: LifeState, event: LifeEvent) -> LifeState:
    """One step; refused with a sentence where the table does not permit it."""
    if (event.step, state) not in NEXT:
        what, where = STEP_LABELS[event.step], LIFE_LABELS[state]
        raise ValueError(f"{cn_date(event.on)}不能“{what}”：档案当时的状态是“{where}”。")
    if event.step is LifeStep.EXIT and not event.reason:
        raise ValueError(f"{cn_date(event.on)}的退出没有写明退出情形，请选择一项。")
    return NEXT[event.step, state]


def proposed_step(
    state: LifeState,
    verdicts: Iterable[Verdict],
    exits: Iterable[Verdict] = (),
    recorded: frozenset[str] = frozenset(),
) -> Proposal | None:
    """建议的下一步 from the verdicts; None where facts are missing or nothing is due."""
    found = tuple(verdicts)
    counted = tuple(v.scheme for v in found if v.counts is Answer.YES)
    if state is LifeState.CANDIDATE:
        return Proposal(LifeStep.SEND_TO_VERIFY, "线索须由村（社区）入户核实")
    if state in (LifeState.REJECTED, LifeState.EXITED, LifeState.ARCHIVED):
        return _after_leaving(state, counted)
    if state is LifeState.TRANSFERRING:
        return None
    if not counted and any(v.counts is Answer.UNKNOWN for v in found):
        return None
    if state is LifeState.TO_VERIFY:
        return _after_visit(counted)
    return _on_register(counted, tuple(exits), recorded)


def _after_visit(counted: tuple[str, ...]) -> Proposal:
    if counted:
        return Proposal(LifeStep.REGISTER, "核实后符合认定条件", counted)
    return Proposal(LifeStep.REJECT, "核实后不符合任何一类认定条件")


def _after_leaving(state: LifeState, counted: tuple[str, ...]) -> Proposal | None:
    if counted:
        return Proposal(LifeStep.READMIT, "重新符合认定条件", counted)
    if state is LifeState.EXITED:
        return Proposal(LifeStep.ARCHIVE, "退出后归档")
    return None


def _on_register(
    counted: tuple[str, ...], exits: tuple[Verdict, ...], recorded: frozenset[str]
) -> Proposal | None:
    if not counted:
        reasons = tuple(
            dict.fromkeys(c for v in exits if v.counts is Answer.YES for c in v.categories)
        )
        return Proposal(LifeStep.EXIT, "不再符合任何一类认定条件", reasons)
    if recorded and recorded != frozenset(counted):
        return Proposal(LifeStep.CHANGE, "认定类别有变化", counted)
    return None
