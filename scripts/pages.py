"""Pages of docs/ printed from the running program: tables of steps, tables of data."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tonghu.config.settings")

import django

django.setup()

from django.apps import apps  # noqa: E402
from django.db.models import Model  # noqa: E402

from tonghu.access.permissions import P  # noqa: E402
from tonghu.core.checks import our_models  # noqa: E402
from tonghu.core.contributions import contributed  # noqa: E402
from tonghu.core.database.rows import Rows  # noqa: E402
from tonghu.core.sensitivity import sensitivity_of  # noqa: E402
from tonghu.core.workflow import Workflow  # noqa: E402

MADE = "<!-- Written by scripts/make_docs.py from the code; `make docs` writes it again. -->"


def workflows() -> str:
    """docs/workflows.md: every table of steps, as a table and as a picture."""
    parts = ["# 流程表", MADE, "谁能把什么从哪一步办到哪一步；代码里的同一张表决定按钮和拒绝。"]
    for flow in sorted(contributed(Workflow), key=lambda f: f.code):
        parts += [
            f"## {flow.label}（{flow.code}）",
            "\n".join(_steps(flow)),
            "\n".join(_graph(flow)),
        ]
    return "\n\n".join(parts) + "\n"


def _steps(flow: Workflow) -> Iterator[str]:
    labels = {p.value: p.label for p in P}
    yield "| 这一步 | 从 | 到 | 谁可以办 | 起算的时限 | 什么时候不行 |"
    yield "|---|---|---|---|---|---|"
    for row in flow.rows:
        why = (row.guard.__doc__ or "").split(":")[0].strip(" .") if row.guard else ""
        yield (
            f"| {row.label}（{row.action}） | {flow.states[row.from_]} | {flow.states[row.to]} "
            f"| {labels.get(row.who, row.who)} | {row.clock} | {why} |"
        )


def _graph(flow: Workflow) -> Iterator[str]:
    yield "```mermaid\nstateDiagram-v2"
    yield f"    [*] --> {flow.start}"
    for state, label in flow.states.items():
        yield f"    {state}: {label}"
    for row in flow.rows:
        yield f"    {row.from_} --> {row.to}: {row.label}"
    for state in sorted(flow.final):
        yield f"    {state} --> [*]"
    yield "```"


def data() -> str:
    """docs/data.md: every table, who sees which rows, how sensitive each field is."""
    parts = [
        "# 数据表",
        MADE,
        "每张表谁看哪些行（数据库的行级权限由同一处声明生成），每个字段的敏感级别。",
    ]
    for app in apps.get_app_configs():
        mine = [m for m in our_models() if m._meta.app_label == app.label]
        if mine:
            parts.append(f"## {app.verbose_name}（{app.label}）")
            parts += [
                f"### {m._meta.verbose_name}（{m._meta.db_table}）\n\n{_rows(m)}\n\n"
                + "\n".join(_fields(m))
                for m in sorted(mine, key=lambda m: m._meta.db_table)
            ]
    return "\n\n".join(parts) + "\n"


def _rows(model: type[Model]) -> str:
    rows: Rows = model.row_scope  # type: ignore[attr-defined]
    once = "；只增不改" if getattr(model, "append_only", False) else ""
    if rows.is_open:
        return f"不按行限制：{rows.reason}{once}。"
    ways = [f"区划在管辖范围内（{'、'.join(rows.levels) or '各级'}）"] if rows.division else []
    ways += ["本单位的"] if rows.unit else []
    ways += ["本人的"] if rows.user else []
    return f"谁看哪些行：{'，或'.join(ways)}{once}。"


def _fields(model: type[Model]) -> Iterable[str]:
    yield "| 字段 | 名称 | 敏感级别 |"
    yield "|---|---|---|"
    for field in model._meta.concrete_fields:
        level = sensitivity_of(field)
        yield f"| {field.column} | {field.verbose_name} | {level.label if level else '？'} |"
