"""比对结果的样子: five figures, the picture, towns, units (mock c)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tonghu.core import jobs
from tonghu.core.viewer import Viewer
from tonghu.reconcile.queries import shapes
from tonghu.reconcile.queries.shapes import CallPage, RunLine, RunSummary, TownLine
from tonghu.reconcile.states import FindingKind, RunState
from tonghu.ui import words
from tonghu.ui.shapes import Change, Column, Figure, JobView, Segment, SetRow

NAMES = ("村里", "学校", "公安")
LEGEND = (
    Segment("agreed", 0, "三份一致"), Segment("explained", 0, "查明原因"),
    Segment("unclear", 0, "原因不明"), Segment("missing", 0, "疑似漏报"),
)  # fmt: skip
TOWN_COLUMNS = (
    Column("乡镇（街道）", "name"), Column("名册 收/应", "received", number=True),
    Column("留守", "listed", number=True), Column("一致率", "share", number=True),
    *(Column(kind.label, kind.value, number=True, tint=kind is FindingKind.OMISSION) for kind in FindingKind),
    Column("已办/全部"), Column("还剩", "left", number=True),
)  # fmt: skip
UNIT_COLUMNS = (
    Column("单位", "name"), Column("类别", hide_phone=True), Column("条数", "rows", number=True),
    Column("要问的", "left", number=True), Column("最多的问题", hide_phone=True), Column("回执"),
)  # fmt: skip
KIND_CODES = tuple(kind.value for kind in FindingKind)
MOST_REASONS = 3


@dataclass(frozen=True, slots=True)
class ResultView:
    """结果页要的样子."""

    figures: tuple[Figure, ...]
    legend: tuple[Segment, ...]
    names: tuple[str, ...]
    picture: tuple[SetRow, ...]
    scale: int
    columns: tuple[Column, ...]
    unit_columns: tuple[Column, ...]
    towns: tuple[TownLine, ...]
    sort: str
    sort_said: str


def result(summary: RunSummary, *, sort: str) -> ResultView:
    """The whole page, links only where the viewer may open what is behind."""
    linked = summary.may_see_children
    picture = tuple(_set_row(summary, row, linked) for row in summary.picture)
    others = [row.count for row in summary.picture if row.standing != "111"]
    return ResultView(
        figures=_figures(summary), legend=LEGEND, names=NAMES, picture=picture,
        scale=max(1, round(1.5 * max(others, default=1))), columns=TOWN_COLUMNS,
        unit_columns=UNIT_COLUMNS, towns=_sorted(summary.towns, sort), sort=sort,
        sort_said=_said(sort),
    )  # fmt: skip


def _figures(summary: RunSummary) -> tuple[Figure, ...]:
    base = f"/reconcile/{summary.run.id}/"
    children, findings = (
        (f"{base}children/", f"{base}findings/") if summary.may_see_children else ("", "")
    )
    agreed = words.percent(summary.agreed, summary.listed, 1)
    return (
        Figure(
            "被任一名册列为留守", summary.listed, "人",
            f"全部名册合计{words.number(summary.children)}名儿童", children,
        ),
        Figure("三份都有", summary.agreed, "人", agreed, children and f"{children}?standing=111", "ok"),
        Figure(
            "不一致，已查明原因", summary.explained, "人", "如户籍在外县、还没上学",
            children and f"{children}?reason=explained",
        ),
        Figure(
            "要问清的", summary.to_ask, "件", f"已办{words.number(summary.settled)}，还剩{words.number(summary.left)}",
            findings, "danger" if summary.left else "", icon="help-circle",
        ),
        Figure(
            "名册没交", summary.missing_rosters, "份", f"应交{words.number(summary.expected_rosters)}份",
            "#units", "warn" if summary.missing_rosters else "", icon="clock-exclamation",
        ),
    )  # fmt: skip


def _set_row(summary: RunSummary, row: shapes.SetRow, linked: bool) -> SetRow:
    base = f"/reconcile/{summary.run.id}/"
    reasons = "，".join(
        f"{one.label}{words.number(one.count)}" for one in row.reasons[:MOST_REASONS]
    )
    more = len(row.reasons) - MOST_REASONS
    told = f"{reasons}等" if more > 0 else reasons
    ask, tone = "", ""
    if row.missing:
        ask, tone = f"{words.number(row.missing)}人疑似漏报", "danger"
    elif row.unclear:
        ask, tone = f"{words.number(row.unclear)}人原因不明", "warn"
    reason = "omission" if row.missing else "unknown"
    return SetRow(
        has=row.has, label=row.label, count=row.count,
        url=f"{base}children/?standing={row.standing}" if linked else "",
        segments=(
            Segment("agreed", row.agreed, "一致"), Segment("explained", row.explained, "查明原因"),
            Segment("unclear", row.unclear, "原因不明"), Segment("missing", row.missing, "疑似漏报"),
        ),
        reason=told or ("一致，不用再问" if row.agreed else ""), ask=ask,
        ask_url=f"{base}children/?standing={row.standing}&reason={reason}" if linked and ask else "",
        tone=tone, line=row.standing in ("111", "100"),
    )  # fmt: skip


def _sorted(towns: Sequence[TownLine], sort: str) -> tuple[TownLine, ...]:
    key, back = sort.lstrip("-"), sort.startswith("-")
    at = {kind.value: n for n, kind in enumerate(FindingKind)}
    if key == "name":
        return tuple(sorted(towns, key=lambda one: one.division, reverse=back))
    if key == "received":
        return tuple(
            sorted(towns, key=lambda one: (one.expected - one.received, one.division), reverse=back)
        )

    def value(one: TownLine) -> float:
        return float(one.counts[at[key]] if key in at else getattr(one, key, one.left))

    return tuple(sorted(sorted(towns, key=lambda one: one.division), key=value, reverse=back))


def _said(sort: str) -> str:
    key = sort.lstrip("-")
    if key == "left":
        return "剩得多的在前" if sort.startswith("-") else "剩得少的在前"
    label = next((one.label for one in TOWN_COLUMNS if one.key == key), "还剩")
    return f"按{label}排"


def runs_title(runs: Sequence[RunLine]) -> str:
    """标题: what the newest run left to ask."""
    newest = next((run for run in runs if run.state == RunState.DONE), None)
    if newest is None:
        return "正在比对" if runs else "还没有比对过"
    left = newest.to_ask - newest.settled
    return f"{newest.title}还剩{words.number(left)}件要问清" if left else f"{newest.title}都问清了"


def start_changes(call: CallPage) -> tuple[Change, ...]:
    """开始之前看清楚: which rosters are taken, which are missing."""
    url = f"/rosters/{call.id}/"
    missing = call.expected - call.received
    return (
        Change("列都核对过的名册，这次用上", call.ready, f"{url}?show=received"),
        Change("收到了，列还没核对，这次用不上", call.unready, f"{url}?show=received", tone="warn"),
        Change("还没交来的", missing, f"{url}?show=missing", "没交的单位不会被说成漏报", "warn" if missing else ""),
    )  # fmt: skip


def job_view(viewer: Viewer, run: RunLine) -> JobView:
    """How far a run is."""
    job = jobs.status(viewer, run.job) if run.job else None
    states = {"queued": "queued", "running": "running", "failed": "failed"}
    state = states.get(str(run.state), "done")
    if job is None:
        return JobView(
            f"比对{run.title}",
            0,
            0,
            "正在比对" if state != "done" else "",
            state,
            f"/reconcile/{run.id}/",
        )
    return JobView(
        f"比对{run.title}", job.done, job.total, job.step or "等着开始",
        "done" if state == "done" else str(job.state), f"/reconcile/{run.id}/",
        problem=job.problem,
    )  # fmt: skip
