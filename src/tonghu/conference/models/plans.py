"""计划的表: yearly plan and key points, what falls to whom, a unit's and a town's own plan."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tonghu.conference.models.body import Body
from tonghu.conference.models.issued import Issued
from tonghu.conference.models.marks import day, inside, of_body, prose, ref, shared
from tonghu.conference.models.marks import text as short
from tonghu.conference.states.decided import ItemState, PlanKind, PlanState
from tonghu.core.database.fields import DivisionField, units_index
from tonghu.core.database.rows import Rows
from tonghu.core.record import Record


class Plan(Issued):
    """计划: of the conference (D-030, D-307), of a unit (D-059), of a town (D-063), for one year."""

    row_scope: ClassVar[Rows] = of_body(unit="unit_id")

    body = inside(
        models.ForeignKey(Body, models.PROTECT, verbose_name="联席会议", null=True, related_name="plans")
    )  # fmt: skip
    division = inside(DivisionField("区划"))
    kind = inside(models.CharField("种类", max_length=12, choices=PlanKind))
    unit_id = ref("谁的计划", "联席会议的计划为空")
    unit_name = short("谁的计划", 120)
    year = inside(models.PositiveSmallIntegerField("年度"))
    title = inside(models.CharField("标题", max_length=120))
    text = prose("总的要求")
    agenda_on = day("列入议事日程的日期", "乡镇党委政府研究这项工作的日期")
    livelihood = short("列入民生实事的文件", 120)
    staff = prose("配备的人员", "乡镇配备了哪些人")
    follows = inside(
        models.ForeignKey(
            "self", models.PROTECT, verbose_name="落实哪份计划", null=True, related_name="carried"
        )
    )
    state = inside(
        models.CharField("状态", max_length=10, choices=PlanState, default=PlanState.DRAFT)
    )
    version = inside(models.PositiveIntegerField("第几稿", default=1))
    edited_by = short("谁改的", 80)
    replaces = inside(
        models.ForeignKey(
            "self", models.PROTECT, verbose_name="更正哪一份", null=True, related_name="replaced_by"
        )
    )
    shared_with = shared()

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "计划"
        db_table_comment = "计划：年度工作计划、工作要点、部门和乡镇的工作安排"
        ordering: ClassVar = ["-year", "kind", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["division", "-year"], name="conf_plan_division"),
            models.Index(fields=["unit_id", "-year"], name="conf_plan_unit"),
            units_index("shared_with", "conf_plan_shared"),
        ]

    def __str__(self) -> str:
        return self.title


class PlanItem(Record):
    """计划里的一件事: which unit leads it, by when, how one sees that it is done."""

    row_scope: ClassVar[Rows] = of_body(unit="unit_id")

    plan = inside(
        models.ForeignKey(Plan, models.CASCADE, verbose_name="计划", related_name="items")
    )
    division = inside(DivisionField("区划", db_comment="同计划"))
    place = inside(models.PositiveSmallIntegerField("次序", default=0))
    title = inside(models.CharField("做什么", max_length=160))
    measure = short("做到什么程度", 300)
    unit_id = ref("谁牵头")
    unit_name = short("谁牵头", 120)
    supports = short("谁配合", 300)
    due_on = day("完成期限")
    carries = inside(
        models.ForeignKey(
            "self", models.PROTECT, verbose_name="落实哪一件", null=True, related_name="carried"
        )
    )
    state = inside(
        models.CharField("状态", max_length=8, choices=ItemState, default=ItemState.OPEN)
    )
    note = prose("办得怎样")
    done_on = day("办完日期")
    done_by = short("谁报的", 80)
    paper_number = short("纸质材料的编号", 80)
    shared_with = shared()

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "计划里的一件事"
        db_table_comment = "计划里的一件事：谁牵头，什么时候做到什么程度"
        ordering: ClassVar = ["plan_id", "place", "id"]
        indexes: ClassVar = [
            models.Index(fields=["division", "state"], name="planitem_division"),
            models.Index(fields=["unit_id", "state"], name="planitem_unit"),
            models.Index(fields=["plan", "place"], name="planitem_plan"),
            units_index("shared_with", "planitem_shared"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state="done") | Q(done_on__isnull=False), name="planitem_done_on_a_day"
            ),
        ]

    def __str__(self) -> str:
        return self.title
