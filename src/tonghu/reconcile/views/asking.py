"""页面上填的: what people type on the pages of rosters and runs, checked for shape only."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms

from tonghu.reconcile.forms import HandInChoices
from tonghu.reconcile.queries.shapes import RunLine
from tonghu.reconcile.queries.shapes.desk import ProposalPage
from tonghu.reconcile.states import ProposalKind, VillageAnswer

ACCEPT = (".xlsx", ".xls", ".csv")
_DATE = {"width": "short", "placeholder": "2026-09-04"}


class HandInForm(forms.Form):
    """交一份名册; the choices come from `queries.hand_in_choices`."""

    unit = forms.ChoiceField(label="哪个单位的名册", error_messages={"required": "还没选单位。"})
    kind = forms.ChoiceField(label="哪一种", error_messages={"required": "还没选是哪一种名册。"})
    population = forms.ChoiceField(
        label="写了哪些孩子", widget=forms.RadioSelect,
        error_messages={"required": "还没选写了哪些孩子：比对时要靠它判断漏没漏。"},
    )  # fmt: skip
    as_of = forms.DateField(
        label="名册是哪天的情况", required=False, widget=forms.DateInput(attrs=_DATE),
        help_text="不填就按交来的这天",
        error_messages={"invalid": "日期认不出来，请写成2026-09-04这样。"},
    )  # fmt: skip
    paper_number = forms.CharField(
        label="来文编号", max_length=80, required=False,
        help_text="代别的单位录入时要写；没有编号的，写来文单位和日期",
    )  # fmt: skip
    call = forms.UUIDField(required=False, widget=forms.HiddenInput)
    adds = forms.BooleanField(
        label="和本单位以前交的一起用（不替换以前那份）", required=False, widget=forms.CheckboxInput
    )
    file = forms.FileField(
        label="名册文件",
        error_messages={"required": "还没选文件。", "empty": "这个文件是空的，请换一份。"},
    )

    def __init__(self, choices: HandInChoices, *args: Any, **kwargs: Any) -> None:
        """The viewer's own unit needs no paper."""
        super().__init__(*args, **kwargs)
        self.own_unit = choices.own
        for name, found in (
            ("unit", choices.units),
            ("kind", choices.kinds),
            ("population", choices.populations),
        ):
            field = self.fields[name]
            field.choices = [(str(one[0]), one[1]) for one in found]  # type: ignore[attr-defined]
            if len(found) == 1:
                field.widget = forms.HiddenInput()
                field.initial = str(found[0][0])
                self.initial[name] = str(found[0][0])
        if [one[0] for one in choices.units] == [choices.own]:
            del self.fields["paper_number"]

    def clean(self) -> dict[str, Any]:
        """Another unit's roster names the paper it came with; the file says what it is by its name."""
        said = super().clean() or {}
        if (
            said.get("unit") not in (None, self.own_unit)
            and not said.get("paper_number", "").strip()
        ):
            self.add_error(
                "paper_number", "代别的单位录入要写来文编号；没有编号的，写来文单位和日期。"
            )
        file = said.get("file")
        if file and not file.name.lower().endswith(ACCEPT):
            self.add_error("file", f"“{file.name}”不是名册能用的格式。请存成xlsx、xls或者csv再交。")
        return said


class CallForm(forms.Form):
    """发起一次名册报送."""

    year = forms.IntegerField(
        label="哪一年",
        min_value=2000,
        max_value=2100,
        widget=forms.NumberInput(attrs={"width": "short"}),
    )
    survey_from = forms.ChoiceField(
        label="排查名单由谁交", widget=forms.RadioSelect,
        choices=[("village", "各村（居）委会"), ("town", "各乡镇（街道）汇总")],
    )  # fmt: skip


class WhyForm(forms.Form):
    """写明原因."""

    why = forms.CharField(
        label="为什么", max_length=300, widget=forms.Textarea,
        error_messages={"required": "请写明原因，会留在记录里。"},
    )  # fmt: skip


class WithdrawRunForm(WhyForm):
    """撤回一次比对: the name of the run is typed."""

    typed = forms.CharField(label="照样写一遍", max_length=80)

    def __init__(self, run: RunLine, *args: Any, **kwargs: Any) -> None:
        """The name that must be typed is the run's own."""
        super().__init__(*args, **kwargs)
        self.run = run
        self.fields["typed"].label = f"照样写一遍“{run.title}”"
        self.fields["typed"].help_text = "撤回以后各单位的问题一起收回，所以请写一遍名称"

    def clean_typed(self) -> str:
        """Letter by letter, blanks aside."""
        typed = str(self.cleaned_data["typed"]).strip()
        if typed != self.run.title:
            raise forms.ValidationError(f"写的和“{self.run.title}”不一样，请照样写。")
        return typed


class AnswerForm(forms.Form):
    """回答一问: the button pressed, a note, the paper when it is answered for somebody."""

    answer = forms.CharField(max_length=40, error_messages={"required": "请按一个回答。"})
    note = forms.CharField(label="补充一句", max_length=300, required=False)
    paper_number = forms.CharField(label="来文编号", max_length=80, required=False)


class StartForm(forms.Form):
    """开始一次比对."""

    as_of = forms.DateField(
        label="年龄算到哪天", required=False, widget=forms.DateInput(attrs=_DATE)
    )
    call = forms.UUIDField(required=False, widget=forms.HiddenInput)


class FindingFilterForm(forms.Form):
    """筛选差异; what is unknown is left out."""

    kind = forms.CharField(required=False, max_length=20)
    town = forms.CharField(required=False, max_length=12)
    unit = forms.UUIDField(required=False)
    state = forms.CharField(required=False, max_length=20)
    search = forms.CharField(required=False, max_length=40)
    pairs = forms.BooleanField(required=False)

    def wanted(self) -> dict[str, Any]:
        """The values that hold."""
        self.is_valid()
        said = self.cleaned_data
        return {
            "kind": said.get("kind", ""), "town": said.get("town", ""),
            "unit": str(said["unit"]) if said.get("unit") else "", "state": said.get("state", ""),
            "search": said.get("search", "").strip(), "pairs": bool(said.get("pairs")),
        }  # fmt: skip


class ChildFilterForm(forms.Form):
    """筛选儿童."""

    standing = forms.CharField(required=False, max_length=4)
    reason = forms.CharField(required=False, max_length=30)
    town = forms.CharField(required=False, max_length=12)
    search = forms.CharField(required=False, max_length=40)

    def wanted(self) -> dict[str, str]:
        """The values that hold."""
        self.is_valid()
        return {name: str(self.cleaned_data.get(name, "") or "").strip() for name in self.fields}


class ProposalFilterForm(forms.Form):
    """筛选更改建议; what is unknown is left out."""

    kind = forms.CharField(required=False, max_length=20)
    town = forms.CharField(required=False, max_length=12)
    state = forms.CharField(required=False, max_length=20)
    run = forms.UUIDField(required=False)
    certain = forms.BooleanField(required=False)

    def wanted(self) -> dict[str, Any]:
        """The values that hold; without a word about states, what is left to do."""
        self.is_valid()
        said = self.cleaned_data
        state = said.get("state") or "left"
        return {
            "kind": said.get("kind", ""), "town": said.get("town", ""),
            "state": "" if state == "all" else state,
            "run": str(said["run"]) if said.get("run") else "", "certain": bool(said.get("certain")),
        }  # fmt: skip


class AcceptForm(forms.Form):
    """采纳一件建议: asks only what the kind needs."""

    same_as = forms.ChoiceField(
        label="是哪一份档案", required=False, widget=forms.RadioSelect,
        help_text="都不是，就选“另一名儿童”，会新建一份档案",
    )  # fmt: skip
    village = forms.ChoiceField(
        label="哪个村（社区）", error_messages={"required": "请选孩子所在的村（社区）。"}
    )
    left_reason = forms.ChoiceField(
        label="退出的情形", error_messages={"required": "请选退出的情形。"}
    )
    left_on = forms.DateField(
        label="哪天起", required=False, widget=forms.DateInput(attrs=_DATE), help_text="不填就按今天",
        error_messages={"invalid": "日期认不出来，请写成2026-09-04这样。"},
    )  # fmt: skip
    reason = forms.CharField(label="理由", required=False, max_length=200)

    def __init__(self, found: ProposalPage, *args: Any, **kwargs: Any) -> None:
        """A duplicate asks which file, a leaving asks why and when."""
        super().__init__(*args, **kwargs)
        if found.line.kind == ProposalKind.DUPLICATE:
            self.fields["same_as"].choices = [  # type: ignore[attr-defined]
                *((str(id_), words) for id_, words in found.candidates), ("", "另一名儿童"),
            ]  # fmt: skip
        else:
            del self.fields["same_as"]
        if found.villages:
            self.fields["village"].choices = [("", "请选"), *found.villages]  # type: ignore[attr-defined]
        else:
            del self.fields["village"]
        if found.line.kind in (ProposalKind.MISSING, ProposalKind.LEAVE):
            self.fields["left_reason"].choices = [("", "请选"), *found.exits]  # type: ignore[attr-defined]
        else:
            del self.fields["left_reason"], self.fields["left_on"]

    def said(self) -> dict[str, Any]:
        """As the action takes it."""
        said = {name: value for name, value in self.cleaned_data.items() if value}
        if "same_as" in said:
            said["same_as"] = UUID(said["same_as"])
        return said


class ReplyForm(forms.Form):
    """村里的答复."""

    answer = forms.ChoiceField(
        label="看到的情况", widget=forms.RadioSelect, choices=VillageAnswer.choices,
        error_messages={"required": "请选一个答复。"},
    )  # fmt: skip
    note = forms.CharField(
        label="说明", required=False, max_length=1000, widget=forms.Textarea,
        help_text="不是“情况属实”的，写明看到的情况",
    )  # fmt: skip
