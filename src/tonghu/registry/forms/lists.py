"""名单上填的: filters, a name for them, what an Excel is for, who becomes responsible, a ledger."""

from __future__ import annotations

from typing import Any

from django import forms

from tonghu.core import clock
from tonghu.core.sensitivity import Sensitivity
from tonghu.core.viewer import Viewer
from tonghu.registry.queries import listing
from tonghu.registry.queries.held import may_see
from tonghu.registry.queries.wanted import MINE, NOBODY, STALE, STATES, Filter, of_codes
from tonghu.registry.searching.sealing import Typed

BLOCK_LABELS = {
    "any": "任何一类", "person": "基本情况", "family": "家庭情况", "guardianship": "监护情况",
    "guardianship_type": "监护类型", "income": "经济来源", "relief": "救助帮扶",
}  # fmt: skip
WORKERS = {"": "不限", MINE: "我负责的", NOBODY: "没有责任人"}
_DATE = {"width": "short", "placeholder": "2026-09-04"}


class ListForm(forms.Form):
    """筛选名单; a value nobody offers is left out rather than refused."""

    place = forms.ChoiceField(label="乡镇、村", required=False)
    state = forms.ChoiceField(
        label="档案状态", required=False, choices=[(k, v[0]) for k, v in STATES.items()]
    )
    scheme = forms.ChoiceField(label="类别", required=False)
    flag = forms.ChoiceField(label="重点、问题、隐患", required=False)
    guardianship = forms.ChoiceField(label="监护类型", required=False)
    school = forms.CharField(label="学校名称里有", required=False, max_length=40)
    grade = forms.ChoiceField(label="年级", required=False)
    worker = forms.ChoiceField(label="责任人", required=False, choices=WORKERS.items())
    stale = forms.ChoiceField(
        label="多久没核对", required=False, choices=[("", "不限"), *STALE.items()]
    )
    lacks = forms.ChoiceField(
        label="哪一类没填全", required=False, choices=[("", "不限"), *BLOCK_LABELS.items()]
    )

    def __init__(
        self, viewer: Viewer, places: tuple[tuple[str, str], ...], *args: Any, **kwargs: Any
    ) -> None:
        """The choices of this person; what the role does not read is not offered."""
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        self._offer("place", places)
        self._offer("grade", listing.grade_choices())
        if may_see(viewer, Sensitivity.RISK):
            self._offer("scheme", listing.scheme_choices(viewer.profile))
            self._offer("flag", listing.flag_choices(viewer.profile))
            self._offer("guardianship", listing.GUARDIANSHIP)
        else:
            for name in ("scheme", "flag", "guardianship"):
                del self.fields[name]
        if len(places) < 2:
            del self.fields["place"]
        self.contributed = listing.filters_for(viewer)
        for one in self.contributed:
            self.fields[f"x-{one.code}"] = forms.ChoiceField(
                label=one.label, required=False, choices=[("", "不限"), *one.choices(viewer)]
            )

    def _offer(self, name: str, choices: tuple[tuple[str, str], ...]) -> None:
        self.fields[name].choices = [("", "全部"), *choices]  # type: ignore[attr-defined]

    def wanted(self, typed: Typed) -> Filter:
        """The filter that was chosen."""
        self.is_valid()
        return of_codes({k: v for k, v in self.cleaned_data.items() if v}, typed)

    def said(self) -> list[tuple[str, str]]:
        """What is chosen, as words, and the parameter that holds it."""
        self.is_valid()
        told = []
        for name, value in self.cleaned_data.items():
            if value:
                field = self.fields[name]
                words = dict(getattr(field, "choices", ()))
                told.append((words.get(value, f"学校有“{value}”"), name))
        return [(_sentence(name, words), name) for words, name in told]


def _sentence(name: str, words: str) -> str:
    if name == "lacks":
        return f"{words}没填全"
    return words.strip("　 ")


class SaveForm(forms.Form):
    """存成常用."""

    name = forms.CharField(
        label="存成常用，叫作", max_length=20, strip=True,
        error_messages={"required": "给这组筛选起个名字，比如“没有责任人的”。", "max_length": "名字最多20个字。"},
    )  # fmt: skip


class ExcelForm(forms.Form):
    """导出Excel: which sheet, what for."""

    layout = forms.ChoiceField(label="导出哪一种表", widget=forms.RadioSelect)
    identity = forms.BooleanField(label="证件号码和电话要完整的", required=False)
    purpose = forms.CharField(
        label="做什么用", max_length=200, required=False, strip=True,
        help_text="证件号码和电话要完整的，一定要写；会留在记录里，也印在表上",
    )  # fmt: skip

    def __init__(
        self, layouts: list[tuple[str, str]], may_show: bool, *args: Any, **kwargs: Any
    ) -> None:
        """Numbers in full are offered to whom the post lets show them."""
        super().__init__(*args, **kwargs)
        self.fields["layout"].choices = layouts  # type: ignore[attr-defined]
        if not may_show:
            del self.fields["identity"]

    def clean(self) -> dict[str, Any]:
        """Full numbers want a purpose."""
        said = super().clean() or {}
        if said.get("identity") and not said.get("purpose", "").strip():
            self.add_error("purpose", "要导出完整的证件号码和电话，请写明做什么用，会留在记录里。")
        return said


class AssignForm(forms.Form):
    """落实责任人."""

    worker_is = forms.ChoiceField(label="由谁负责", error_messages={"required": "请选由谁负责。"})

    def __init__(self, workers: tuple[tuple[str, str], ...], *args: Any, **kwargs: Any) -> None:
        """The people at work in the place."""
        super().__init__(*args, **kwargs)
        self.fields["worker_is"].choices = workers  # type: ignore[attr-defined]


class LedgerForm(forms.Form):
    """交一份台账."""

    file = forms.FileField(
        label="台账文件",
        error_messages={"required": "还没选文件。", "empty": "这个文件是空的，请换一份。"},
    )
    stated_on = forms.DateField(
        label="台账是哪天的情况", required=False, widget=forms.DateInput(attrs=_DATE),
        help_text="不填就按今天；和别的来源说法不同时，看哪天的更新",
        error_messages={"invalid": "日期认不出来，请写成2026-09-04这样。"},
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Not of a day to come; a kind of file that can be read."""
        said = super().clean() or {}
        file, day = said.get("file"), said.get("stated_on")
        if file and not file.name.lower().endswith((".xlsx", ".xls", ".csv")):
            self.add_error("file", f"“{file.name}”不是能读的格式。请存成xlsx、xls或者csv再交。")
        if day and day > clock.today():
            self.add_error("stated_on", "这一天还没到，请核对日期。")
        return said
