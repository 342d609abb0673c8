"""声明: every table, who may see its rows, and what the runtime role may do with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, TypeAlias, cast

from django.apps import apps
from django.db.models import Field, Model

from tonghu.core.database.rows import Rows

Column: TypeAlias = "Field[Any, Any]"

READ: Final = frozenset({"SELECT"})
ADD: Final = frozenset({"SELECT", "INSERT"})
WORK: Final = frozenset({"SELECT", "INSERT", "UPDATE", "DELETE"})


@dataclass(frozen=True)
class Table:
    """一张表: its declaration in the words of the database."""

    name: str
    rows: Rows | None  # None: nobody said
    privileges: frozenset[str]
    nullable: frozenset[str] = frozenset()

    @property
    def append_only(self) -> bool:
        """Rows may be added and read, never changed or removed."""
        return self.privileges == ADD


# Tables that are not ours: what they hold and why no policy stands behind them
FOREIGN: Final = {
    "django_migrations": (READ, "只有升级步骤的名称"),
    "django_content_type": (READ, "只有表的名称"),
    "auth_permission": (READ, "本系统不用Django的权限表，其中没有个人信息"),
    "auth_group": (READ, "本系统不用Django的用户组，其中没有个人信息"),
    "auth_group_permissions": (READ, "本系统不用Django的用户组，其中没有个人信息"),
    "django_session": (WORK, "按随机会话号存取，内容只有登录状态，登录之前还不知道是谁"),
}
JOBS: Final = ("procrastinate_", WORK, "后台队列：参数只有编号，取出时按岗位重新核对")

# Functions that run as the owner, each with its one errand; all others are reported
DEFINERS: Final = {
    "tonghu_make_partitions(date,date)": "只新建两本日志以后各月的分区，分区本身谁也没有权限",
}


def tables() -> dict[str, Table]:
    """What the installed models declare, by the name of the table."""
    found = (_of_model(model) for model in apps.get_models(include_auto_created=True))
    return {one.name: one for one in found if one is not None}


def known(name: str) -> Table | None:
    """The declaration of a table of somebody else's, None for one nobody told of."""
    if name in FOREIGN:
        privileges, why = FOREIGN[name]
        return Table(name, Rows.open(why), privileges)
    if name.startswith(JOBS[0]):
        return Table(name, Rows.open(JOBS[2]), JOBS[1])
    return None


def _of_model(model: type[Model]) -> Table | None:
    meta = model._meta
    if not meta.managed or meta.proxy or meta.swapped:
        return None
    said = getattr(model, "row_scope", None)
    if not isinstance(said, Rows):
        return known(meta.db_table) or Table(meta.db_table, None, frozenset())
    columns = {name: cast("Column", meta.get_field(name)) for name in said.indexed}
    names = {name: str(field.column) for name, field in columns.items() if field.column}
    return Table(
        meta.db_table,
        Rows(
            division=names.get(said.division or ""),
            levels=said.levels,
            unit=names.get(said.unit or ""),
            user=names.get(said.user or ""),
            shared=names.get(said.shared or ""),
            reason=said.reason,
        ),
        ADD if getattr(model, "append_only", False) else WORK,
        frozenset(str(field.column) for field in columns.values() if field.null),
    )
