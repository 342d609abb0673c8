"""单步的说法: what each step is called, what it asks, what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tonghu.core import clock
from tonghu.core.calendar import cn_date
from tonghu.registry.queries.shapes import HazardLine


@dataclass(frozen=True, slots=True)
class Asks:
    """一步的页: question, what comes of it, the button; `grave` where it closes a file."""

    title: str
    then: tuple[str, ...]
    label: str
    grave: bool = False


STEPS = {
    "send_to_verify": Asks(
        "请村里入户核实这个孩子？",
        ("村（社区）的儿童工作人员会收到一件待办。", "核实前不计入在册人数。"), "送交核实",
    ),
    "register": Asks(
        "把这个孩子登记在册？",
        ("编档案号，计入在册人数。", "算不算留守、困境由系统按资料认定，不用填。"), "登记在册",
    ),
    "reject": Asks(
        "核实后不登记这个孩子？",
        ("不计入任何人数，档案留着备查。", "情况变了可以重新纳入。"), "不予登记", grave=True,
    ),
    "exit": Asks(
        "这个孩子退出名册？",
        ("从选的那天起不再计入人数。", "档案和全部经过都留着，可以归档，也可以重新纳入。"), "退出名册", grave=True,
    ),
    "archive": Asks("把这份档案归档？", ("归档后不再改，情况变了可以重新纳入。",), "归档"),
    "readmit": Asks(
        "把这个孩子重新纳入？", ("要先入户核实，核实后再登记在册。", "原来的资料和经过都在。"), "重新纳入",
    ),
}  # fmt: skip
DONE = {
    "send_to_verify": "已送交核实，村里会收到待办。", "register": "已登记在册，档案号编好了。",
    "reject": "已记为不予登记。", "exit": "已退出名册，档案都在。", "archive": "已归档。",
    "readmit": "已重新纳入，等入户核实。",
}  # fmt: skip
ASSIGN = Asks(
    "这个孩子由谁负责？",
    ("每个孩子都要有一个人负责。", "责任人会在自己的名单里看到这个孩子。"),
    "定下责任人",
)
HAZARD = Asks(
    "发现了什么隐患？",
    (
        "脱离监护单独居住的，马上成红色预警，乡镇当天处置。",
        "别的隐患显示在档案上，消除后记下怎样消除的。",
    ),
    "记下隐患",
)


def clearing(found: HazardLine) -> Asks:
    """Of one hazard."""
    return Asks(
        f"{found.kind}已经消除了？",
        (f"{cn_date(found.found_on)}发现：{found.note}", "消除后不再显示在档案上方，经过里留着。"), "消除隐患",
    )  # fmt: skip


def today() -> dict[str, date]:
    """What stands in the day's box."""
    return {"found_on": clock.today()}
