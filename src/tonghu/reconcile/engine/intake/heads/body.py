"""表体: which rows below the header are people, and which are totals, signatures and page heads."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tonghu.reconcile.engine.fields import Field
from tonghu.reconcile.engine.intake.columns.aliases import plain
from tonghu.reconcile.engine.intake.columns.kinds import squeezed

_FOOT: Final = re.compile(
    r"(?:合计|总计|小计|共计|累计|总人数|填表人|填报人|制表人?|审核|审批|复核|经办人|负责人|单位负责人|主要负责人|分管领导|校长|园长|联系人|联系电话|填表日期|填报日期|填表时间|填报时间|填表单位|填报单位|填表说明|填报说明|备注|注|说明|附注|盖章|公章|制表时间|日期|以上|以下空白|打印)"
    r"(?=$|[:：\d(（人].*|签.*|[1-9].*|空白.*|.{0,6}[:：].*)"
)
_TOTALS: Final = frozenset({"合计", "总计", "小计", "共计", "累计", "总人数", "以下空白"})
_EVIDENCE: Final = (
    Field.NAME,
    Field.ID_NUMBER,
    Field.BIRTH_DATE,
    Field.STUDENT_NUMBER,
    Field.FORMER_NAME,
)


@dataclass(slots=True)
class Dropped:
    """Row indices that give no record, by reason."""

    foot: list[int] = field(default_factory=list)
    repeated: list[int] = field(default_factory=list)
    serial_only: list[int] = field(default_factory=list)
    no_child: list[int] = field(default_factory=list)


def keep_rows(
    columns: tuple[pa.ChunkedArray, ...],
    fields: Mapping[int, Field | None],
    headers: Mapping[int, str],
    titles: frozenset[str],
) -> tuple[np.ndarray | None, Dropped]:
    """Mask of rows that are records (None: all of them), and what was dropped."""
    suspects = _suspects(columns, fields, headers)
    dropped = Dropped()
    if not len(suspects):
        return None, dropped
    by_field = {f: i for i, f in fields.items() if f}
    picked = [c.take(pa.array(suspects)).to_pylist() for c in columns]
    mask = np.ones(len(columns[0]), dtype=bool)
    for row, cells in zip(suspects.tolist(), zip(*picked, strict=True), strict=True):
        reason = _reason(cells, by_field, headers, titles)
        if reason is not None:
            mask[row] = False
            if reason:
                getattr(dropped, reason).append(row)
    return mask, dropped


def _suspects(
    columns: tuple[pa.ChunkedArray, ...],
    fields: Mapping[int, Field | None],
    headers: Mapping[int, str],
) -> np.ndarray:
    """Rows worth a second look: no name, a long or known word for a name, a total in front."""
    # without names the numbers tell which rows are people
    key = Field.NAME if Field.NAME in fields.values() else Field.ID_NUMBER
    name = next(i for i, f in fields.items() if f is key)
    column = columns[name]
    length = pc.utf8_length(column)
    doubt = pc.or_(pc.less(length, 2), pc.greater(length, 12 if key is Field.NAME else 18))
    words = [headers.get(name, "").strip(), "姓名", *(_spaced(t) for t in _TOTALS), *_TOTALS]
    doubt = pc.or_(doubt, pc.is_in(column, pa.array(sorted({w for w in words if w}))))
    doubt = pc.or_(doubt, pc.match_substring_regex(column, _LOOSE))
    if name:
        doubt = pc.or_(doubt, pc.match_substring_regex(columns[0], _LOOSE))
    return np.flatnonzero(doubt.to_numpy(zero_copy_only=False))


def _spaced(word: str) -> str:
    return " ".join(word)


# RE2 form of a foot word or a repeated head at the start of a cell, spaces allowed between
_LOOSE: Final = r"^[\s　*]*(合[\s　]*计|总[\s　]*计|小[\s　]*计|共[\s　]*计|累[\s　]*计|总人数|填|制表|审[核批]|复核|经办|负责人|单位|主要负责|分管|校长|园长|联系|备[\s　]*注|注[\s　:：\d]|说明|附注|盖章|公章|日期|以[上下]|打印|姓[\s　]*名|学生姓名|儿童姓名|序[\s　]*号)"


def _reason(
    cells: tuple[str, ...],
    by_field: Mapping[Field, int],
    headers: Mapping[int, str],
    titles: frozenset[str],
) -> str | None:
    """None keeps the row; "" drops a blank one without a word; else the list it goes to."""
    texts = [squeezed(c) for c in cells]
    held = [i for i, t in enumerate(texts) if t]
    if not held:
        return ""
    if _repeats(texts, headers, titles, held):
        return "repeated"
    name = texts[by_field[Field.NAME]] if Field.NAME in by_field else ""
    number = texts[by_field[Field.ID_NUMBER]] if Field.ID_NUMBER in by_field else ""
    if len(number) < 15 and (_is_foot(texts[held[0]]) or _is_foot(name)):
        return "foot"
    if held == [by_field.get(Field.SERIAL, 0)] and texts[held[0]].isdigit() and not name:
        return "serial_only"
    if not any(texts[by_field[f]] for f in _EVIDENCE if f in by_field):
        return "no_child"
    return None


def _is_foot(text: str) -> bool:
    return text in _TOTALS or bool(_FOOT.match(text))


def _repeats(
    texts: list[str], headers: Mapping[int, str], titles: frozenset[str], held: list[int]
) -> bool:
    """A page break brings the header, or its second line, or the title, once more."""
    if len(held) == 1:
        return texts[held[0]] in titles
    same = sum(bool(h := plain(headers.get(i, ""))) and h.endswith(plain(texts[i])) for i in held)
    return same >= max(2, len(held) * 0.7)
