"""名单的样子: the sentence of the filter, places to choose from, heads of columns, what a work came to."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from tonghu.core.jobs import JobStatus
from tonghu.core.viewer import Level, Viewer
from tonghu.directory import queries as directory
from tonghu.registry.queries import orders
from tonghu.registry.queries.listing import Listing
from tonghu.registry.queries.wanted import Filter
from tonghu.registry.searching.sealing import Typed
from tonghu.ui.shapes import Column, JobView

HEADS = (
    Column("姓名", "name"), Column("性别、年龄", "age"), Column("村（社区）", "place"),
    Column("学校、年级", "school", hide_phone=True), Column("类别"), Column("要留意的"),
    Column("照料人", hide_phone=True), Column("责任人", "worker", hide_phone=True),
    Column("上次核对", "confirmed"), Column("填写", number=True, hide_phone=True), Column("状态"),
)  # fmt: skip
TOWN = 9


@dataclass(frozen=True, slots=True)
class Paging:
    """翻页: where the page before and the page after begin."""

    first: int
    last: int
    total: int
    before: int | None
    after: int | None


def paging(found: Listing) -> Paging:
    """第1–50条，共223条."""
    return Paging(
        found.start + 1 if found.rows else 0, found.last, found.total,
        max(0, found.start - found.size) if found.start else None,
        found.last if found.last < found.total else None,
    )  # fmt: skip


def places(viewer: Viewer, chosen: str) -> tuple[tuple[str, str], ...]:
    """乡镇、村 to choose from: a county's towns, and of the town that is chosen its villages."""
    if viewer.level is Level.VILLAGE or not viewer.division:
        return ()
    if viewer.level is Level.TOWN:
        return directory.place_choices(viewer)[1:]
    towns = [(one.code, one.name) for one in directory.children(viewer, viewer.division)]
    town = f"{chosen[:TOWN]}000" if len(chosen) == 12 and viewer.covers(chosen) else ""
    found: list[tuple[str, str]] = []
    for code, name in towns:
        found.append((code, name))
        if code == town:
            found += [(one.code, f"　{one.name}") for one in directory.children(viewer, town)]
    return tuple(found)


def title(viewer: Viewer, said: list[tuple[str, str]], typed: Typed, total: int) -> str:
    """标题: how many and which."""
    told = [words for words, _ in said]
    if typed.text:
        return f"查到{total}名儿童" if total else "没有查到这样的儿童"
    if not total:
        return "没有这样的儿童" if told else f"{viewer.place}还没有儿童档案"
    return f"{'，'.join(told) + '的' if told else ''}{total:,}名儿童"


def sentence(said: list[tuple[str, str]], typed: Typed) -> str:
    """筛选 as a printed line."""
    told = [words for words, _ in said]
    told += ["按填的字查找"] if typed else []
    return "，".join(told) or "没退出的全部儿童"


def job_view(found: JobStatus) -> JobView:
    """进度 of an Excel or a bulk deed."""
    url, label = "", "看结果"
    if found.state == "done" and found.kind == orders.EXCEL:
        url, label = f"/children/work/{found.id}/download/", "下载"
    elif found.state == "done":
        url, label = str(found.result.get("link") or found.link), "看结果"
    return JobView(
        label=found.label, done=found.done, total=found.total, step=found.step, state=found.state.value,
        result_url=url, result_label=label, problem=found.problem,
    )  # fmt: skip


def chosen_ids(texts: list[str]) -> tuple[UUID, ...]:
    """The rows that were ticked; what is no id is left out."""
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return tuple(dict.fromkeys(found))


def counted(wanted: Filter, total: int) -> str:
    """选中的12名 or 名单上的223名."""
    return f"选中的{len(wanted.only)}名" if wanted.only else f"名单上的{total:,}名"
