"""名录登记的事: the facts it leaves."""

from __future__ import annotations

from tonghu.core.contributions import EventKind, contribute

contribute(
    EventKind("division.loaded", "装入行政区划"),
    EventKind("body.establish", "设立机构、站点"),
    EventKind("unit.added", "登记单位"),
    EventKind("unit.changed", "修改单位信息"),
    EventKind("unit.closed", "停用单位"),
    EventKind("unit.imported", "批量导入单位"),
    EventKind("unit.listed", "按文件和区划列出单位"),
)
