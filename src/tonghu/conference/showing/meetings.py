"""会议页的样子: the state words of ours as the pages know them, titles that answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tonghu.conference.queries.body import BodyLine, BodyPage
from tonghu.conference.queries.meetings import Attendee, MeetingLine, MeetingView, YearPage
from tonghu.conference.rules.meeting import Demand
from tonghu.conference.states import (
    AgendaState,
    AttendeeClass,
    ChangeState,
    ComingState,
    MeetingKind,
    MeetingState,
)
from tonghu.core.calendar import cn_date
from tonghu.ui.shapes import Figure, Stage

# our word → the word of ui.status that looks as it should
LOOKS = {
    MeetingState.PLANNED: "进行中", MeetingState.CALLED: "等各单位回话",
    MeetingState.HELD: "已完成", MeetingState.CANCELLED: "已撤销",
    ComingState.INVITED: "没开始", ComingState.COMING: "已确认", ComingState.DELEGATED: "已确认",
    ComingState.LEAVE: "不适用", ComingState.CAME: "已完成", ComingState.ABSENT: "没有",
    ChangeState.PROPOSED: "等县里办", ChangeState.APPROVED: "等县里办", ChangeState.DECIDED: "已完成",
    ChangeState.REFUSED: "已退回", ChangeState.WITHDRAWN: "已撤回",
    AgendaState.POOL: "没开始", AgendaState.LISTED: "进行中", AgendaState.DISCUSSED: "已完成",
    AgendaState.DROPPED: "不适用", AgendaState.WITHDRAWN: "已撤回",
}  # fmt: skip
TONES = {"late": "danger", "now": "run", "done": "ok", "waiting": "", "silent": ""}
DEMAND_LOOKS = {
    "late": "没办成", "now": "进行中", "done": "已完成", "waiting": "没开始", "silent": "文件没写",
}  # fmt: skip
DEMAND_WORDS = {
    "late": "过了期限", "now": "要做", "done": "已做", "waiting": "还没到", "silent": "文件没写",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Group:
    """一类参会的人."""

    cls: AttendeeClass
    people: tuple[Attendee, ...]


def bodies_title(lines: Sequence[BodyLine], asked: int) -> str:
    """The first line of the list."""
    if asked:
        return f"有{asked}次会议要回复"
    current = [one for one in lines if one.until_on is None]
    if not current:
        return "还没有登记联席会议"
    if len(current) == 1:
        return current[0].name
    return f"看得到{len(current)}个联席会议"


def year_title(page: YearPage) -> str:
    """What the year still demands."""
    open_ones = [one for one in page.demands if one.state in ("late", "now")]
    late = sum(one.state == "late" for one in open_ones)
    if late:
        return f"{page.year}年还有{len(open_ones)}件要做，其中{late}件过了期限"
    if open_ones:
        return f"{page.year}年还有{len(open_ones)}件要做"
    if page.body.own:
        held = sum(one.state is MeetingState.HELD for one in page.meetings)
        return f"{page.year}年开了{held}次会议"
    if all(one.state in ("silent", "done") for one in page.demands):
        return f"{page.year}年文件要求的都做了"
    return f"{page.year}年的会议"


def next_step(page: YearPage) -> Demand | None:
    """下一件: the first that is late, else the first that is due."""
    late = [one for one in page.demands if one.state == "late"]
    now = [one for one in page.demands if one.state == "now"]
    return next(iter(late or now), None)


def members_title(page: BodyPage) -> str:
    """How complete the list is."""
    if page.findings:
        return f"名单还缺{len(page.findings)}处"
    return f"{len(page.members)}个成员单位，名单齐全"


def meeting_title(view: MeetingView) -> str:
    """What is to do with a meeting now."""
    line, counts = view.line, view.line.counts
    if line.state is MeetingState.HELD:
        return f"{line.title}，到会{counts.came}人"
    if line.state is MeetingState.CANCELLED:
        return f"{line.title}取消了"
    if line.state is MeetingState.CALLED and counts.waiting:
        return f"{line.title}：还有{counts.waiting}人没回复"
    if line.state is MeetingState.CALLED:
        return f"{line.title}：都回复了"
    return f"{line.title}还在筹备"


def stages(view: MeetingView) -> tuple[Stage, ...]:
    """筹备 → 议题 → 通知 → 召开."""
    line = view.line
    called, held = view.called_at is not None, line.state is MeetingState.HELD
    steps = [
        (True, "筹备", line.place or "地点还没定", ""),
        (view.fixed_at is not None or held, "定议题", f"列入{line.topics}项", view.fixed_in_title),
        (called, "发通知", f"回执{cn_date(view.reply_by)}前" if view.reply_by else "", ""),
        (held, "召开", cn_date(line.held_on or line.on), ""),
    ]
    now = next((index for index, one in enumerate(steps) if not one[0]), len(steps))
    return tuple(
        Stage(
            when=f"第{index + 1}步", text=name, note="，".join(filter(None, (note, more))),
            state="done" if done else "now" if index == now else "",
        )
        for index, (done, name, note, more) in enumerate(steps)
    )  # fmt: skip


def figures(view: MeetingView) -> tuple[Figure, ...]:
    """The strip of a meeting."""
    counts, held = view.line.counts, view.line.state is MeetingState.HELD
    if held:
        rest = counts.asked - counts.came - counts.leave
        return (
            Figure("请了", counts.asked, "人"), Figure("到会", counts.came, "人", tone="ok"),
            Figure("请假", counts.leave, "人"), Figure("没有到会", rest, "人"),
        )  # fmt: skip
    return (
        Figure("请了", counts.asked, "人"), Figure("参加", counts.coming, "人"),
        Figure("请假", counts.leave, "人"),
        Figure("没回复", counts.waiting, "人", tone="warn" if counts.waiting and view.called_at else ""),
    )  # fmt: skip


def grouped(people: Sequence[Attendee]) -> tuple[Group, ...]:
    """By class, in the order of a sign-in sheet (D-060)."""
    return tuple(
        Group(cls, tuple(one for one in people if one.cls is cls))
        for cls in AttendeeClass
        if any(one.cls is cls for one in people)
    )


def latest(lines: Sequence[MeetingLine], kind: MeetingKind) -> MeetingLine | None:
    """The last of a kind."""
    return next((one for one in lines if one.kind is kind), None)
