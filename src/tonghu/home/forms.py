"""首页的表单: the filters of the long list."""

from __future__ import annotations

from datetime import date

from django import forms

from tonghu.core.contributions import contributed
from tonghu.worklist.contributions import TaskKind
from tonghu.worklist.queries import Filter
from tonghu.worklist.states import TaskState

WHOSE = {"mine": "我的", "below": "本级和下级的"}
WHEN = {"late": "已经迟了", "today": "今天到期", "week": "7天内到期"}
STATES = {"open": "没办的", "done": "办完的", "cancelled": "不用办的"}


class TaskFilterForm(forms.Form):
    """筛选待办; an unknown value is left out rather than refused."""

    q = forms.CharField(label="标题或单位", required=False, max_length=60)
    whose = forms.ChoiceField(label="谁的", required=False, choices=WHOSE.items())
    state = forms.ChoiceField(label="办没办", required=False, choices=STATES.items())
    when = forms.ChoiceField(label="到期", required=False, choices=())
    kind = forms.ChoiceField(label="哪类事", required=False)
    sort = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: object, **kwargs: object) -> None:
        """The kinds that modules declare."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        day = _day_of(self.data.get("when", ""))
        self.fields["when"].choices = [("", "不限"), *WHEN.items(), *day.items()]  # type: ignore[attr-defined]
        field = self.fields["kind"]
        field.choices = [("", "全部"), *((k.code, k.label) for k in contributed(TaskKind))]  # type: ignore[attr-defined]

    @property
    def wanted(self) -> Filter:
        """The filter that was chosen."""
        self.is_valid()
        said = self.cleaned_data
        return Filter(
            whose=said.get("whose") or "mine", state=said.get("state") or TaskState.OPEN.value,
            kind=said.get("kind", ""), when=said.get("when", ""), text=said.get("q", "").strip(),
            sort=said.get("sort") or "due",
        )  # fmt: skip

    def chips(self) -> list[tuple[str, str]]:
        """What is chosen: words and the parameter that holds it."""
        wanted = self.wanted
        kinds = {k.code: k.label for k in contributed(TaskKind)}
        told = [
            (WHOSE["below"], "whose") if wanted.whose == "below" else None,
            (STATES[wanted.state], "state") if wanted.state != TaskState.OPEN else None,
            (kinds[wanted.kind], "kind") if wanted.kind in kinds else None,
            ((WHEN | _day_of(wanted.when))[wanted.when], "when") if wanted.when else None,
            (f"含“{wanted.text}”", "q") if wanted.text else None,
        ]
        return [one for one in told if one]


def _day_of(text: str) -> dict[str, str]:
    """One day that the calendar leads to, beside the words."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return {}
    return {day.isoformat(): f"{day.month}月{day.day}日到期"}
