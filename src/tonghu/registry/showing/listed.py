"""名单带来的: its place in the menu, its answers in the search box, its kinds of events, looks and jobs."""

from __future__ import annotations

from tonghu.access.permissions import P
from tonghu.core.contributions import EventKind, LookKind, NavItem, contribute
from tonghu.registry.queries.search import find
from tonghu.worklist.contributions import SearchSource


def register() -> None:
    """Called once, when the program starts; the worker knows the jobs from then on."""
    import tonghu.registry.actions.bulk
    import tonghu.registry.actions.exports
    import tonghu.registry.actions.ledger_work  # noqa: F401

    contribute(
        NavItem("儿童", "registry:list", P.CHILD_LIST, order=10, icon="users", phone=True),
        SearchSource("registry.child", "儿童", P.CHILD_LIST, find),
        LookKind("registry.excel", "取儿童名单的表格"),
        EventKind("list.order", "交办导出名单"),
        EventKind("list.make", "导出儿童名单"),
        EventKind("list.take", "取走导出的名单"),
        EventKind("list.assign", "交办成批落实责任人"),
        EventKind("list.save", "存常用筛选"),
        EventKind("list.drop", "删常用筛选"),
        EventKind("ledger.hand_in", "交来台账"),
        EventKind("ledger.read", "读入台账"),
        EventKind("ledger.map", "核对台账的列"),
        EventKind("ledger.compare", "对照台账"),
        EventKind("ledger.take", "采用台账的更改"),
        EventKind("ledger.drop", "不用台账"),
    )
