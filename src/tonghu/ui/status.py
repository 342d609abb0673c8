"""状态词: every word a state may have on a page, with its tone and icon (ui.md §4).

Remove the colour and the page is still right: the word comes first, tone and icon repeat it. Numbers
in a word are written N here: 迟了N天 covers 迟了2天 and 迟了1,204天.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

TONES = ("", "run", "ok", "warn", "danger", "seal")


class UnknownStatus(ValueError):
    """没有登记的状态词: the sentence says where to add it."""


@dataclass(frozen=True, slots=True)
class Look:
    """样子: tone, icon and frame of a word."""

    tone: str
    icon: str
    frame: str = ""  # "solid" or "bare" (text only)


PLAIN = Look("", "point")  # where a page at work must not fail for want of a line here


def _look(tone: str, icon: str, frame: str = "") -> Look:
    return Look(tone, icon, frame)


# Each line: words that look the same, then how they look. The icon names stand here as literals so
# that the asset script finds them.
VOCABULARY: tuple[tuple[tuple[str, ...], Look], ...] = (
    (("没开始", "还没动", "还没开始", "未开始"), _look("", icon="point")),
    (("核对中", "办理中", "进行中", "在核", "核到一半", "比对中"), _look("run", icon="progress")),
    (("等…审", "等…回话", "等…办", "等…签", "等…确认", "等…汇总", "等…核实", "等…填"), _look("run", icon="hourglass")),
    (("排队中", "等着开始"), _look("run", icon="hourglass")),
    (("已接收", "已办", "已汇总到…", "比对完成", "已完成", "已确认"), _look("ok", icon="circle-check")),
    (("已回执", "已交", "已回话"), _look("ok", icon="check")),
    (("已退回",), _look("warn", icon="arrow-back-up")),
    (("已撤回", "已撤销"), _look("", icon="arrow-back-up")),
    (("今天到期", "快到期", "明天到期", "…快到期"), _look("warn", icon="clock")),
    (("迟了N天", "迟了N个工作日", "迟N天", "迟N个工作日"), _look("danger", icon="clock-exclamation")),
    (("县已锁定", "已锁定", "已签发", "已归档"), _look("seal", icon="lock")),
    (("待核",), _look("warn", icon="help-hexagon")),
    (("文件没写", "不适用"), _look("", icon="minus")),
    (("还没采集",), _look("warn", icon="", frame="bare")),
    (("有不同说法",), _look("warn", icon="versions", frame="bare")),
    (("在册",), _look("ok", icon="circle-check")),
    (("待核实", "线索"), _look("warn", icon="help")),
    (("转移中",), _look("run", icon="transfer-out")),
    (("核实后不予登记",), _look("", icon="ban")),
    (("已转出",), _look("", icon="transfer-out")),
    (("已退出",), _look("", icon="logout")),
    (("归档",), _look("seal", icon="archive")),
    (("留守", "留守儿童"), _look("run", icon="map-pin")),
    (("困境", "困境儿童"), _look("run", icon="lifebuoy")),
    (("孤儿", "事实无人抚养", "事实无人抚养儿童"), _look("run", icon="user-heart")),
    (("红色预警",), _look("danger", icon="alert-octagon", frame="solid")),
    (("黄色隐患",), _look("warn", icon="alert-triangle")),
    (("已解除",), _look("ok", icon="shield-check")),
    (("新发现",), _look("run", icon="user-question")),
    (("疑似漏报",), _look("danger", icon="user-question")),
    (("疑似重复", "可能已在册"), _look("warn", icon="copy")),
    (("信息不符", "信息有变"), _look("warn", icon="equal-not")),
    (("应退未退", "名册上没有了"), _look("warn", icon="logout")),
    (("原因不明",), _look("warn", icon="help")),
    (("查明原因", "已查明原因"), _look("", icon="info-circle")),
    (("相同", "一致", "三份一致"), _look("ok", icon="check")),
    (("不同",), _look("warn", icon="equal-not")),
    (("不能比",), _look("", icon="minus")),
    (("有据",), _look("ok", icon="bolt")),
    (("代录", "代…办", "代…录入"), _look("run", icon="file-import")),
    (("自报",), _look("warn", icon="upload")),
    (("没有",), _look("", icon="minus")),
    (("没交",), _look("warn", icon="clock-exclamation")),
    (("没办成", "没跑完", "没读出来"), _look("danger", icon="alert-triangle")),
    (("已停用", "已离任", "已作废"), _look("", icon="ban")),
    (("已更正",), _look("", icon="versions")),
    (("在用", "有效", "现行"), _look("ok", icon="circle-check")),
    (("起草中", "会签中", "牵头单位提出不办", "还没上报", "待纪要签发"), _look("run", icon="progress")),
    (("等…定", "等…核", "等…答复", "等…看", "等…整改", "等…复查", "等批复", "正文改了，等…答复"), _look("run", icon="hourglass")),
    (("已销号", "已批准", "已答复", "已协调", "已印发", "同意"), _look("ok", icon="circle-check")),
    (("有修改意见", "对方说明不能给", "没有批准", "没做到"), _look("warn", icon="alert-triangle")),
    (("不再会签", "没有印发", "不用协调", "没查"), _look("", icon="minus")),
    (("没办完",), _look("", icon="point")),
    (("做到了",), _look("ok", icon="check")),
    (("会提醒",), _look("ok", icon="bell")),
    (("以后提醒",), _look("", icon="clock-pause")),
)  # fmt: skip


def _pattern(word: str) -> re.Pattern[str]:
    """…: any two to twenty characters (who); N: a number with thousands."""
    body = re.escape(word).replace("…", ".{1,20}?").replace("N", r"\d[\d,]*")
    return re.compile(body)


_PATTERNS = tuple((_pattern(word), look) for words, look in VOCABULARY for word in words)


@lru_cache(maxsize=512)
def look_of(word: str) -> Look:
    """The look of a state word; an unknown one is a fault of the page and raises."""
    for pattern, look in _PATTERNS:
        if pattern.fullmatch(word):
            return look
    raise UnknownStatus(
        f"状态词「{word}」没有登记：请在 src/tonghu/ui/status.py 的表里加一行，或改用 ui.chip。"
    )


def words() -> tuple[str, ...]:
    """Every word of the table, with an example number and unit put in."""
    return tuple(
        word.replace("…", "县里").replace("N", "3") for group, _ in VOCABULARY for word in group
    )
