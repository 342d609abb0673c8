"""会议页上填的: the plan of a meeting, an answer, topics, what was agreed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from tonghu.conference.actions.meetings import Plan
from tonghu.conference.forms.body import PAPER, Pairs, day, line, lines, pick
from tonghu.conference.states import ComingState, MeetingKind

ANSWERS = [
    (one.value, one.label) for one in (ComingState.COMING, ComingState.DELEGATED, ComingState.LEAVE)
]


class PlanForm(forms.Form):
    """会议安排."""

    on = day("召开日期", required=True)
    starts = forms.TimeField(
        label="开始时间", required=False, widget=forms.TimeInput(attrs={"kind": "time", "width": "short"}, format="%H:%M"),
        error_messages={"invalid": "时间认不出来，请写成14:30这样。"},
    )  # fmt: skip
    place = line("地点", 120, width="long")
    chair = pick("主持", (), folded=True)
    chair_name = line("委托谁主持", 40, hint="选了委托才填", width="short")
    chair_post = line("受委托的人的职务", 80)
    reason = pick("临时会议的事由", ())
    instruction = line("谁的指示", 200, hint="指示人，或者批示的文件", width="long")
    purpose = lines("会议要办的事", length=2_000)
    before = pick("为哪次全体会议准备", (), folded=True)
    day_note = line("在休息日开的理由", 200, width="long")

    def __init__(
        self, kind: MeetingKind, *args: Any, chairs: Pairs = (), reasons: Pairs = (),
        plenaries: Pairs = (), delegates: bool = False, day_off: bool = False, **more: Any,
    ) -> None:  # fmt: skip
        """Only what the kind and the profile ask for."""
        super().__init__(*args, **more)
        none = ("", "还没定")
        chosen = [none, *chairs, *((("delegate", "召集人委托的人"),) if delegates else ())]
        self.fields["chair"].choices = chosen  # type: ignore[attr-defined]
        if not delegates:
            del self.fields["chair_name"], self.fields["chair_post"]
        if kind is MeetingKind.TEMPORARY:
            self.fields["reason"].choices = list(reasons)  # type: ignore[attr-defined]
            self.fields["reason"].required = True
        else:
            del self.fields["reason"], self.fields["instruction"]
        if kind is MeetingKind.LIAISON and plenaries:
            self.fields["before"].choices = [("", "不为哪一次"), *plenaries]  # type: ignore[attr-defined]
        else:
            del self.fields["before"]
        if not day_off:
            self.fields["day_note"].widget = forms.HiddenInput()

    def plan(self) -> Plan:
        """As the actions take it."""
        said = self.cleaned_data
        chair, before = said.get("chair") or "", said.get("before") or ""
        return Plan(
            on=said["on"], starts=said.get("starts"), place=said["place"],
            day_note=said.get("day_note", ""),
            chair=UUID(chair) if chair and chair != "delegate" else None,
            chair_role="delegate" if chair == "delegate" else "",
            chair_name=said.get("chair_name", "") if chair == "delegate" else "",
            chair_post=said.get("chair_post", "") if chair == "delegate" else "",
            reason=said.get("reason", ""), instruction=said.get("instruction", ""),
            purpose=said["purpose"], before=UUID(before) if before else None,
        )  # fmt: skip


class InstructForm(forms.Form):
    """指示召开临时会议."""

    on = day("希望哪天开", required=True)
    purpose = lines("要研究什么", required=True, length=2_000)


class AnswerForm(forms.Form):
    """回复会议通知."""

    state = pick("参加吗", ANSWERS, required=True)
    delegate = line("派谁来", 40, width="short")
    delegate_post = line("来人的职务", 80)
    reason = line("请假的原因", 200, width="long")
    paper_number = line("凭哪份回执代录", 80, hint=PAPER, width="long")

    def __init__(self, *args: Any, office: bool = False, **more: Any) -> None:
        """Only the office answers from paper."""
        super().__init__(*args, **more)
        if not office:
            del self.fields["paper_number"]


class TopicForm(forms.Form):
    """提出议题."""

    title = line("议题", 120, required=True, width="long")
    question = lines("请会议研究什么")
    proposal = lines("拟办意见")
    major = forms.BooleanField(label="重大事项，议后要按程序报批", required=False)

    def __init__(self, units: Pairs = (), *args: Any, **more: Any) -> None:
        """The office may write down what another unit sent on paper."""
        super().__init__(*args, **more)
        if units:
            self.fields["unit"] = pick("哪个单位提出的", [("", "本单位"), *units], folded=True)
            self.fields["paper_number"] = line("凭哪份材料代录", 80, hint=PAPER, width="long")


class AskForm(forms.Form):
    """征集议题."""

    until = day("哪天以前报", required=True)


class HoldForm(forms.Form):
    """登记召开."""

    held_on = day("实际召开日期", required=True)
    record = lines("会议记录", hint="讨论情况，可以以后再补", length=20_000)


class OutcomesForm(forms.Form):
    """议定情况: a text for each topic."""

    def __init__(
        self, topics: Sequence[tuple[str, str, str, bool]], *args: Any, **more: Any
    ) -> None:
        """`topics`: id, title, outcome, major."""
        super().__init__(*args, **more)
        self.topics = tuple(topics)
        for id, title, outcome, major in topics:
            self.fields[f"o_{id}"] = lines(title)
            self.fields[f"o_{id}"].initial = outcome
            self.fields[f"m_{id}"] = forms.BooleanField(label="重大事项，要报批", required=False)
            self.fields[f"m_{id}"].initial = major

    def outcomes(self) -> dict[UUID, str]:
        """What was agreed, by topic."""
        return {UUID(id): self.cleaned_data[f"o_{id}"] for id, *_ in self.topics}

    def major(self) -> list[UUID]:
        """The heavy ones."""
        return [UUID(id) for id, *_ in self.topics if self.cleaned_data[f"m_{id}"]]


class MaterialForm(forms.Form):
    """会议材料."""

    title = line("名称", 120, hint="空着就用文件名", width="long")
    file = forms.FileField(label="文件", error_messages={"required": "请选一个文件。"})
