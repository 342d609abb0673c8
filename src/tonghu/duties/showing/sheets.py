"""考核的样子."""

from __future__ import annotations

from collections.abc import Sequence

from tonghu.directory.queries.clauses import clause_chip
from tonghu.duties.queries.sheets import SheetRow, SheetView
from tonghu.duties.states import SheetState
from tonghu.policy import Profile
from tonghu.ui.shapes import Cell, Column, Link, Num, State

WORDS = {
    SheetState.OPENED: "等镇里填", SheetState.REPORTED: "等考核单位审", SheetState.SCORED: "已办",
    SheetState.OBJECTED: "有不同说法", SheetState.CLOSED: "已归档",
}  # fmt: skip
COLUMNS = (
    Column("地方"), Column("哪种考核", hide_phone=True), Column("得分", number=True, width="s"),
    Column("办到哪一步"), Column("结果", width="s"),
)  # fmt: skip


def title(found: Sequence[SheetRow], year: int) -> str:
    """The answer."""
    if not found:
        return f"{year}年的考核还没有开始"
    open_ = sum(one.state is not SheetState.CLOSED for one in found)
    objected = sum(one.state is SheetState.OBJECTED for one in found)
    if objected:
        return f"{year}年考核，{objected}个地方有异议，等答复"
    return f"{year}年考核，{open_}个地方还没有定" if open_ else f"{year}年考核都定了"


def rows(found: Sequence[SheetRow]) -> list[list[Cell | str]]:
    """In order of code: places are listed, not ranked."""
    return [
        [
            Link(one.name, f"/duties/sheets/{one.id}/"), one.variant_label,
            Num(f"{one.total:g}", of=str(one.full)), State(WORDS[one.state], one.state.label),
            one.result_label or "—",
        ]
        for one in found
    ]  # fmt: skip


def variants(profile: Profile) -> tuple[tuple[str, str], ...]:
    """The kinds of assessment the place's document names."""
    if profile.silent("evaluation", "variants"):
        return ()
    label = profile.vocabulary.label
    return tuple(
        (one, label("evaluation_variants", one)) for one in profile.sheet.evaluation.variants
    )


def title_of(found: SheetView) -> str:
    """The answer of one sheet."""
    row = found.row
    return f"{row.name}{row.year}年{row.variant_label}考核，得{row.total:g}分，满分{row.full}分"


def clause(found: SheetView) -> tuple[str, str] | None:
    """The clause that asks for the assessment."""
    return clause_chip(found.profile, found.basis)
