"""登记一名儿童: the few blanks one knows at the door; the rest is filled block by block."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from tonghu.core import clock
from tonghu.registry.fields import BY_CODE, Said
from tonghu.registry.forms.block import BlockForm
from tonghu.registry.forms.boxes import Asking
from tonghu.registry.forms.steps import Choices

CODES = (
    "name", "sex", "birth_date", "id_number", "id_missing_reason", "hukou_kind", "school_name", "grade",
    "father_name", "father_phone", "father_status", "mother_name", "mother_phone", "mother_status",
    "carer_kind", "carer_name",
)  # fmt: skip
VILLAGE = "division"


class NewChild(BlockForm):
    """登记: at least a name, a sex, a birth; a number or why there is none; a village of one's own."""

    def __init__(
        self, data: Any, villages: Choices, asking: Asking, *, may: frozenset[str]
    ) -> None:  # fmt: skip
        """`villages` are those within reach; one alone is not asked for."""
        fields = [BY_CODE[code] for code in CODES if code in may]
        super().__init__(data, fields, {}, asking)
        self.fields[VILLAGE] = forms.ChoiceField(
            label="哪个村（社区）的", choices=[("", "请选"), *villages] if len(villages) != 1 else villages,
            widget=forms.Select(attrs={"width": "medium"}),
            error_messages={
                "required": "请选孩子归哪个村（社区）。",
                "invalid_choice": "这个村不在你的管辖范围内，请另选。",
            },
        )  # fmt: skip
        if len(villages) == 1:
            self.fields[VILLAGE].initial = villages[0][0]
        self.order_fields([VILLAGE, *CODES])

    def clean(self) -> dict[str, Any]:
        """A number, or why there is none."""
        cleaned = super().clean()
        given: Mapping[str, Said | None] = self.changed
        typed = self.data.get("id_number", "").strip() or "id_number" in self.errors
        if not typed and not given.get("id_missing_reason"):
            self.add_error("id_number", "请填证件号码；没有的，在下面选为什么没有。")
        return cleaned

    @property
    def values(self) -> dict[str, Said]:
        """What was filled in."""
        return {code: value for code, value in self.changed.items() if value is not None}

    @property
    def stated_on(self) -> Any:
        """A new entry speaks of today."""
        return clock.today()
