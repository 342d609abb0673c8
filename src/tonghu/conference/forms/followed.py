"""跟踪的页上填的: plans, inspections, exchange, bulletins."""

from __future__ import annotations

from typing import Any

from django import forms

from tonghu.conference.forms.body import PAPER, Pairs, day, line, lines, pick
from tonghu.conference.forms.decided import LONG, FilesField, UnitsForm, units

EVIDENCE = "照片、文件、表格，每份20MB以内；不要有儿童姓名"


def evidence() -> FilesField:
    """佐证材料."""
    return FilesField(
        label="佐证材料", required=False, help_text=EVIDENCE, widget=forms.ClearableFileInput()
    )


def year(label: str = "年度") -> forms.IntegerField:
    """A year."""
    return forms.IntegerField(
        label=label, min_value=2016, max_value=2100, widget=forms.NumberInput(attrs={"width": "short"}),
        error_messages={"required": "请写年度。", "invalid": "年度写四位数字。"},
    )  # fmt: skip


class PlanForm(forms.Form):
    """计划."""

    kind = pick("种类", (), required=True)
    year = year()
    title = line("标题", 120, required=True, width="long")
    text = lines("总的要求", length=LONG, hint="一行一段")
    agenda_on = day("党委政府研究这项工作的日期", hint="列入议事日程的那天")
    livelihood = line("列入民生实事的文件", 120, width="long")
    staff = lines("配备了哪些人", hint="岗位和人数，一行一个")

    def __init__(self, kinds: Pairs, *args: Any, town: bool = False, **more: Any) -> None:
        """A town also says how it stands behind the work (D-063)."""
        super().__init__(*args, **more)
        self.fields["kind"].choices = list(kinds)  # type: ignore[attr-defined]
        if not town:
            for name in ("agenda_on", "livelihood", "staff"):
                del self.fields[name]


class ItemForm(UnitsForm):
    """计划里的一件事."""

    unit_fields = ("unit",)
    title = line("做什么", 160, required=True, width="long")
    unit = units("牵头单位")
    supports = line("配合单位", 300, width="long")
    due = day("完成期限")
    measure = line("做到什么程度", 300, width="long")


class DoneForm(forms.Form):
    """报告办完."""

    note = lines("办了什么", required=True, length=LONG)
    evidence = evidence()
    paper_number = line("纸质材料的编号", 80, hint=PAPER)


class InspectionForm(forms.Form):
    """督查安排."""

    title = line("名称", 120, required=True, width="long")
    begins_on = day("哪天开始", required=True)
    ends_on = day("哪天结束", hint="一天的空着")
    places = forms.MultipleChoiceField(
        label="督查哪些乡镇", widget=forms.CheckboxSelectMultiple(),
        error_messages={"required": "请选督查哪些乡镇。"},
    )  # fmt: skip
    team = line("督查组", 200, hint="由哪些单位组成", width="long")
    topic = lines("督查什么")
    checklist = lines("检查单", hint="一行一项，每个乡镇逐项查")
    sample_size = forms.IntegerField(
        label="抽查几名儿童", required=False, min_value=0, max_value=200, help_text="从在册名单里随机抽；不抽写0",
        widget=forms.NumberInput(attrs={"width": "short"}),
    )  # fmt: skip

    def __init__(self, places: Pairs, *args: Any, **more: Any) -> None:
        """Towns of the place."""
        super().__init__(*args, **more)
        self.fields["places"].choices = list(places)  # type: ignore[attr-defined]


class FindingForm(UnitsForm):
    """一个问题."""

    unit_fields = ("unit",)
    text = lines("什么问题", required=True, hint="不写儿童姓名", length=4_000)
    unit = units("责任单位", required=False, hint="由乡镇整改的选下面")
    place = pick("或者由哪个乡镇整改", (), folded=True)
    due = day("哪天以前整改好", required=True)


class SummaryForm(forms.Form):
    """总的情况."""

    summary = lines("总的情况", required=True, length=LONG, hint="一行一段；签发通报时照印")


class MendForm(forms.Form):
    """报告整改."""

    text = lines("怎样整改的", required=True, length=LONG)
    evidence = evidence()
    paper_number = line("纸质材料的编号", 80, hint=PAPER)


class RequestForm(UnitsForm):
    """信息请求."""

    unit_fields = ("unit",)
    unit = units("问哪个单位")
    title = line("要什么", 120, required=True, width="long")
    question = lines("具体要哪些", required=True, hint="要数字、要情况；不写儿童姓名")
    purpose = line("用来做什么", 300, required=True, width="long")
    due = day("希望哪天以前答复")


class AnswerForm(forms.Form):
    """答复."""

    answer = lines("答复", required=True, length=LONG)
    evidence = evidence()
    paper_number = line("纸质复函的编号", 80, hint=PAPER)


class ProblemForm(forms.Form):
    """协调事项."""

    title = line("什么事", 120, required=True, width="long")
    text = lines("什么问题", required=True, hint="不写儿童姓名")
    wanted = lines("希望怎样协调")
    counties = forms.MultipleChoiceField(
        label="还涉及哪些县", required=False, widget=forms.CheckboxSelectMultiple(),
        help_text="选了就由共同的上级协调",
    )  # fmt: skip

    def __init__(self, counties: Pairs, *args: Any, **more: Any) -> None:
        """Other counties of the prefecture."""
        super().__init__(*args, **more)
        known = list(counties)
        self.fields["counties"].choices = known  # type: ignore[attr-defined]
        if not known:
            del self.fields["counties"]


class HandleForm(UnitsForm):
    """定协调办法."""

    unit_fields = ("units",)
    plan = lines("怎样办", required=True, hint="各单位办什么")
    units = units("由哪些单位来办", many=True)
    due = day("哪天以前办好")


class PracticeForm(forms.Form):
    """经验做法."""

    title = line("标题", 120, required=True, width="long")
    text = lines("做法和成效", required=True, length=LONG, hint="一行一段；不写儿童姓名")


class BulletinForm(forms.Form):
    """起草通报."""

    as_of = day("数字截至哪天", hint="空着就是今天")
