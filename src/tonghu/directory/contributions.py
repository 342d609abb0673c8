"""名录登记的事: the facts it leaves."""

from __future__ import annotations

from tonghu.core.contributions import EventKind, NavItem, contribute
from tonghu.core.proofs import Credit, Proof

contribute(
    EventKind("division.loaded", "装入行政区划"),
    EventKind("body.establish", "设立机构、站点"),
    EventKind("body.added", "登记村级岗位"),
    EventKind("body.changed", "修改机构信息"),
    EventKind("body.closed", "撤销机构"),
    EventKind("body.imported", "批量导入工作队伍"),
    EventKind("staff.appoint", "配备人员"),
    EventKind("staff.changed", "修改人员信息"),
    EventKind("staff.left", "人员离任"),
    EventKind("unit.added", "登记单位"),
    EventKind("unit.changed", "修改单位信息"),
    EventKind("unit.closed", "停用单位"),
    EventKind("unit.imported", "批量导入单位"),
    EventKind("unit.listed", "按文件和区划列出单位"),
    NavItem("工作队伍", "directory:staff", "body.see", order=70, icon="users"),
)

KEEPERS = (("village", "town"), ("village", "civil_affairs"), ("town", "civil_affairs"))
contribute(
    Proof("body.establish", credit=Credit.PLACE, above=KEEPERS),
    Proof("staff.appoint", credit=Credit.PLACE, above=KEEPERS),
)
