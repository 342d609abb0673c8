"""机构和成员页上填的: checked for shape only; the rules are `rules/` and `actions/`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from tonghu.conference.actions.bodies import NewSeat
from tonghu.conference.states import AttendeeClass, SeatRole

DAY = {"kind": "date", "width": "short"}
ROLES = {one.label: one for one in SeatRole}
PAPER = "该单位不能登录的，写它的函或者电话记录的编号"
Pairs = Iterable[tuple[str, Any]]


def day(label: str, *, required: bool = False, hint: str = "") -> forms.DateField:
    """A day, as every form of the conference asks for it."""
    return forms.DateField(
        label=label, required=required, help_text=hint,
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
        error_messages={"invalid": "日期认不出来，请写成2026-09-04这样。", "required": f"还没填{label}。"},
    )  # fmt: skip


def line(
    label: str, length: int, *, required: bool = False, hint: str = "", width: str = "medium"
) -> forms.CharField:
    """One line of text."""
    return forms.CharField(
        label=label, max_length=length, required=required, help_text=hint,
        widget=forms.TextInput(attrs={"width": width, "autocomplete": "off"}),
        error_messages={"required": f"还没填{label}。", "max_length": f"{label}太长了，最多{length}个字。"},
    )  # fmt: skip


def lines(
    label: str, *, required: bool = False, hint: str = "", length: int = 4_000
) -> forms.CharField:
    """Several lines of text."""
    return forms.CharField(
        label=label, max_length=length, required=required, help_text=hint, widget=forms.Textarea(),
        error_messages={"required": f"还没填{label}。", "max_length": f"{label}太长了，最多{length}个字。"},
    )  # fmt: skip


def pick(
    label: str, choices: Pairs, *, required: bool = False, hint: str = "", folded: bool = False
) -> forms.ChoiceField:
    """One of several; folded into a list where they are many."""
    widget = forms.Select(attrs={"width": "medium"}) if folded else forms.RadioSelect()
    return forms.ChoiceField(
        label=label, choices=list(choices), required=required, help_text=hint, widget=widget,
        error_messages={"required": f"请选{label}。", "invalid_choice": f"请选{label}。"},
    )  # fmt: skip


class FoundForm(forms.Form):
    """成立联席会议: from a profile, or a body of one's own with its units line by line."""

    name = line("名称", 120, hint="空着就用文件写的名称", width="long")
    from_on = day("成立日期", hint="空着就用文件的日期")
    document = line("成立的文件", 120, hint="发文字号", width="long")
    seats = lines(
        "成员单位",
        hint="一行一个：单位，身份，姓名，职务，用逗号隔开。身份写召集人、副召集人、成员、联络员，不写就是成员",
    )

    def __init__(self, profiles: Pairs, *args: Any, own: bool = False, **more: Any) -> None:
        """`own`: no document lists its units, as in a town."""
        super().__init__(*args, **more)
        self.own = own
        if own:
            self.fields["name"] = line("名称", 120, required=True, width="long")
            self.fields["from_on"] = day("成立日期", required=True)
            self.fields["seats"].required = True
        else:
            del self.fields["seats"]
            self.fields = {"profile": pick("按哪份文件", profiles, required=True), **self.fields}

    def clean_seats(self) -> list[NewSeat]:
        """Each line a seat."""
        found = []
        for number, text in enumerate(self.cleaned_data["seats"].splitlines(), start=1):
            parts = [one.strip() for one in text.replace("，", ",").replace("\t", ",").split(",")]
            if not parts[0]:
                continue
            label = parts[1] if len(parts) > 1 and parts[1] else "成员"
            if label not in ROLES:
                raise forms.ValidationError(
                    f"第{number}行的身份“{label}”认不出来，请写{'、'.join(ROLES)}。"
                )
            found.append(NewSeat(ROLES[label], parts[0], "", *[*parts[2:4], "", ""][:2]))
        return found


class SeatForm(forms.Form):
    """增加席位."""

    role = pick(
        "身份",
        [
            (one.value, one.label)
            for one in (
                SeatRole.MEMBER,
                SeatRole.LIAISON,
                SeatRole.OFFICE_DIRECTOR,
                SeatRole.OFFICE_MEMBER,
                SeatRole.INVITED,
            )
        ],
        required=True,
    )
    unit_name = line(
        "单位名称", 120, required=True, hint="名录里有的，写名录上的名称", width="long"
    )
    post = line("由谁担任", 120, hint="如分管负责人")


class NameForm(forms.Form):
    """登记任席的人."""

    name = line("姓名", 40, required=True, width="short")
    post_title = line("职务", 80)
    phone = line("电话", 20)
    from_on = day("从哪天起")


class ChangeForm(NameForm):
    """提出成员调整."""

    reason = line("事由", 200, hint="如工作变动", width="long")
    proposal = line("单位的函", 120, hint="文号，没有就空着", width="long")

    def __init__(self, *args: Any, office: bool = False, modes: Pairs = (), **more: Any) -> None:
        """The office writes which paper it is from; where the document is silent, which way."""
        super().__init__(*args, **more)
        if office:
            self.fields["paper_number"] = line("凭哪份材料代录", 80, hint=PAPER, width="long")
        if modes:
            self.fields["mode"] = pick("文件没写怎样调整，这次按", modes, required=True)


class DecideForm(forms.Form):
    """确定成员调整."""

    meeting = pick("在哪次会议上确定", (), folded=True)
    decision = line("确定它的文件", 120, hint="纪要文号、批示；在会议上定的可以不填", width="long")
    decided_on = day("确定日期")

    def __init__(self, meetings: Pairs, *args: Any, **more: Any) -> None:
        """The held meetings of the body."""
        super().__init__(*args, **more)
        self.fields["meeting"].choices = [("", "不是会议定的"), *meetings]  # type: ignore[attr-defined]


class WhyForm(forms.Form):
    """写明理由."""

    why = lines("理由", required=True, length=200)


class EndForm(forms.Form):
    """取消、撤销: from a day, with the reason."""

    on = day("从哪天起", required=True)
    why = line("原因", 200, required=True, width="long")


class InviteForm(forms.Form):
    """增加参会人员 (D-044, D-060)."""

    cls = pick(
        "类别", [(one.value, one.label) for one in AttendeeClass], required=True, folded=True
    )
    unit_name = line("单位或者组织", 120, required=True, width="long")
    person = line("姓名", 40, width="short")
    post_title = line("职务", 80)
