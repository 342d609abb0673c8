"""文书的表单: filters of the ledger, why a paper is voided."""

from __future__ import annotations

import re

from django import forms

from tonghu.papers.queries import Filter
from tonghu.papers.states import PaperState

STATES = (("", "都看"), *((one.value, one.label) for one in PaperState))
CODE = re.compile(r"\d{12}")


class FilterForm(forms.Form):
    """筛选: kind, period, place, state; words go by POST, for titles may name a child."""

    kind = forms.ChoiceField(label="哪一种", required=False)
    period = forms.ChoiceField(label="期间", required=False)
    place = forms.ChoiceField(label="地方", required=False)
    state = forms.ChoiceField(label="状态", required=False, choices=STATES)

    def __init__(
        self, data: object, *, kinds: tuple[tuple[str, str], ...], periods: tuple[str, ...],
        places: tuple[tuple[str, str], ...],
    ) -> None:  # fmt: skip
        super().__init__(data)  # type: ignore[arg-type]
        for name, found in (
            ("kind", kinds), ("period", tuple((one, one) for one in periods)), ("place", places),
        ):  # fmt: skip
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", "都看"), *found]

    def wanted(self, text: str) -> Filter:
        """What was chosen; a value that is no choice counts as none."""
        self.is_valid()
        said = {name: self.cleaned_data.get(name, "") for name in self.fields}
        return Filter(**said, text=text)

    def said(self) -> tuple[tuple[str, str], ...]:
        """Each filter chosen in words, with the parameter that holds it."""
        told = []
        for name, field in self.fields.items():
            value = self.cleaned_data.get(name, "")
            if value and isinstance(field, forms.ChoiceField):
                told.append((dict(field.choices).get(value, value), name))  # type: ignore[arg-type]
        return tuple((str(label), name) for label, name in told)


class SearchForm(forms.Form):
    """查找: words of title or number, or the page code."""

    text = forms.CharField(
        label="标题、编号或者文书码", required=False, max_length=40,
        widget=forms.TextInput(attrs={"width": "medium"}),
    )  # fmt: skip


class VoidForm(forms.Form):
    """作废: with the reason that will stand on its page."""

    why = forms.CharField(
        label="为什么作废", max_length=400, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="会写在这份文书的登记里，编号不再用",
        error_messages={"required": "请写明为什么作废。"},
    )  # fmt: skip
