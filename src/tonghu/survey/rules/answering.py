"""核对的判断: what may be answered, which of two answers stands, what may be signed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta

from tonghu.core.errors import Wrong as Wrong
from tonghu.survey.states import STILL_OPEN, Answer, ReturnState, RoundState

SKEW = timedelta(minutes=10)  # a phone's clock may be that much ahead


def closed(round_state: str, village_state: str) -> str:
    """Why a village may not be answered for any more; "" when it may."""
    if round_state == RoundState.LOCKED:
        return "这一轮县里已经锁定，不能再改。情况有变请直接改档案，下一轮会算进去。"
    if round_state != RoundState.OPEN:
        return "这一轮还没有发出，或者已经撤销。"
    if village_state not in STILL_OPEN:
        return "本村已经签字上报。要改请先请镇里退回。"
    return ""


def newer(known: datetime | None, coming: datetime) -> bool:
    """Whether an answer replaces the one that stands: the later deed wins, not the later arrival."""
    return known is None or coming >= known


def own_time(at: datetime | None, now: datetime, opened: datetime | None) -> datetime:
    """The answer's own time: not in the future, not before the round was opened."""
    if at is None or at > now + SKEW:
        return now
    return max(at, opened) if opened is not None and at < opened else at


def checked_reason(reason: str, on: date | None, reasons: Mapping[str, str], today: date) -> None:
    """退出 wants a reason of the list and a day that is not to come."""
    if not reason:
        raise Wrong("reason", "请选退出原因。")
    if reason not in reasons:
        raise Wrong("reason", "退出原因不在规定的范围里，请重新选。")
    if on is None:
        raise Wrong("on", "请填从哪天起不再是，大概的日子也可以。")
    if on > today:
        raise Wrong("on", "退出日期还没有到，请填今天或者以前的日子。")


def unsigned(answers: Mapping[str, int]) -> int:
    """How many are still to be answered."""
    return answers.get(Answer.PENDING.value, 0)


def sign_stop(village_state: str, pending: int, fresh: int = 0) -> str:
    """Why a village cannot be signed yet; "" when it can."""
    if village_state not in STILL_OPEN:
        return "本村已经签字上报。"
    if fresh:
        return f"档案里新登记了{fresh}名本村儿童，请先核对他们。"
    if pending:
        return f"还有{pending}名没有核，核完才能签字。联系不上的可以注明情况。"
    return ""


def sum_stop(states: Collection[str]) -> str:
    """Why a town cannot be summed up yet: villages it has neither accepted nor returned."""
    waiting = sum(state == ReturnState.SUBMITTED for state in states)
    return f"还有{waiting}个村报上来没有审，请先接收或者退回。" if waiting else ""
