"""反馈和再核实的样子: which fields go to whom, a line a pupil, the sheet that a school fills beside."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import xlsxwriter

from tonghu.core import clock
from tonghu.core.errors import NotNow
from tonghu.core.viewer import Viewer
from tonghu.directory.workbook.columns import Column as Head
from tonghu.directory.workbook.reading import rows_of
from tonghu.survey.forms import PupilLineForm
from tonghu.survey.queries.shapes import CheckPage, PupilLine
from tonghu.survey.rules.feedback import Receiver
from tonghu.survey.rules.given import PupilForm
from tonghu.survey.states import PupilAnswer
from tonghu.ui import words
from tonghu.ui.fields import form_view
from tonghu.ui.shapes import Field, Refused

FUNCTIONS = {"police": "公安", "education": "教育"}
ANSWERS = tuple(one for one in PupilAnswer if one is not PupilAnswer.PENDING)


@dataclass(frozen=True, slots=True)
class Sent:
    """一类单位收到什么."""

    name: str
    heads: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class PupilRow:
    """一名学生的一行, with its four boxes."""

    pupil: PupilLine
    fields: tuple[Field, ...]


def preview(found: Iterable[Receiver]) -> tuple[Sent, ...]:
    """只给这几栏."""
    return tuple(
        Sent(
            FUNCTIONS.get(one.function, one.function), one.heads, re.sub(r"（D-\d+）", "", one.why)
        )
        for one in found
    )


def rows(found: CheckPage, lines: Mapping[UUID, PupilLineForm]) -> tuple[PupilRow, ...]:
    """Each pupil with what was answered, or what was just typed."""
    return tuple(PupilRow(one, _fields(one, lines.get(one.id))) for one in found.pupils)


def _fields(one: PupilLine, typed: PupilLineForm | None) -> tuple[Field, ...]:
    known = {
        "answer": one.answer if one.answer != PupilAnswer.PENDING else "", "note": one.note,
        "contact": one.contact, "contact_title": one.contact_title,
    }  # fmt: skip
    return tuple(
        form_view(typed or PupilLineForm(initial=known, prefix=str(one.id))).fields.values()
    )


def answers(lines: Mapping[UUID, PupilLineForm]) -> dict[UUID, PupilForm]:
    """What was answered; lines left open are left out."""
    return {
        id: PupilForm(**{name: line.cleaned_data.get(name, "") for name in ("answer", "note", "contact", "contact_title")})
        for id, line in lines.items()
        if line.is_valid() and line.cleaned_data.get("answer")
    }  # fmt: skip


HEADS = ("编号", "姓名", "核实结果", "说明", "联络帮扶人", "职务")


def sheet(found: CheckPage, viewer: Viewer) -> bytes:
    """再核实表: the pupils with the columns the school may see, and four to fill in."""
    made = io.BytesIO()
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(made, plain)
    page = book.add_worksheet("再核实")
    head, text = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "@"})
    told = f"{found.line.school}再核实表，{words.exact(clock.now())}{viewer.name}导出；核实结果从下拉里选"
    page.write_string(0, 0, told)
    labels = _labels(found)
    for at, name in enumerate((*HEADS[:2], *labels, *HEADS[2:])):
        page.write_string(2, at, name, head)
        page.set_column(at, at, 38 if name == HEADS[0] else 14, text, {"hidden": name == HEADS[0]})
    for line, one in enumerate(found.pupils, start=3):
        for at, cell in enumerate(_cells(one, labels)):
            page.write_string(line, at, cell, text)
    at, last = 2 + len(labels), 2 + max(len(found.pupils), 1)
    choice = {"validate": "list", "source": [one.label for one in ANSWERS]}
    page.data_validation(3, at, last, at, choice)
    page.freeze_panes(3, 2)
    book.close()
    return made.getvalue()


def _labels(found: CheckPage) -> tuple[str, ...]:
    known = (label for one in found.pupils for label, _ in one.values)
    return tuple(dict.fromkeys(label for label in known if label not in HEADS))


def _cells(one: PupilLine, labels: tuple[str, ...]) -> tuple[str, ...]:
    values = dict(one.values)
    answer = one.answer_label if one.answer != PupilAnswer.PENDING else ""
    shown = (values.get(name, "") for name in labels)
    return (str(one.id), one.name, *shown, answer, one.note, one.contact, one.contact_title)


def read(found: CheckPage, sent: Any) -> tuple[dict[UUID, PupilForm], tuple[Refused, ...]]:
    """交回的表格: all of it, or which lines cannot be taken."""
    columns = tuple(Head(name, name, "", required=name in HEADS[:3]) for name in HEADS)
    try:
        lines = rows_of(sent.read(), columns)
    except NotNow as refusal:
        return {}, (Refused(0, str(refusal)),)
    known = {str(one.id) for one in found.pupils}
    words_ = {one.label: one.value for one in ANSWERS}
    given: dict[UUID, PupilForm] = {}
    refused: list[Refused] = []
    for row in lines:
        cells = {name: str(row.cells.get(name, "")).strip() for name in HEADS}
        if not cells["核实结果"]:
            continue
        if cells["编号"] not in known:
            refused.append(Refused(row.line, "这一行不是本校这一轮的学生，请用下载的表填。"))
        elif cells["核实结果"] not in words_:
            refused.append(
                Refused(row.line, f"核实结果“{cells['核实结果'][:20]}”认不出来，请从下拉里选。")
            )
        else:
            given[UUID(cells["编号"])] = PupilForm(
                words_[cells["核实结果"]],
                cells["说明"][:200],
                cells["联络帮扶人"][:40],
                cells["职务"][:40],
            )
    if not given and not refused:
        refused.append(Refused(0, "表里一名学生的核实结果都没有填。"))
    return given, tuple(refused)
