"""部件样张的数据: invented and neutral; every component long, empty, wrong, and on paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from tonghu.core.calendar import WorkCalendar
from tonghu.core.clock import CHINA
from tonghu.ui import status, words
from tonghu.ui.shapes import (
    Bar,
    Change,
    Column,
    CompareRow,
    Danger,
    Entry,
    Fact,
    Field,
    Figure,
    FormView,
    Ground,
    JobView,
    MappedColumn,
    Num,
    Refused,
    Saying,
    Segment,
    SetRow,
    Stage,
    State,
    TaskGroup,
    TaskRow,
    TocItem,
    TreeRow,
    Verdict,
    When,
)

NOW = datetime(2026, 9, 24, 13, 5, tzinfo=CHINA)
CALENDAR = WorkCalendar(off=frozenset({date(2026, 9, 25)}), years=frozenset({2026}))
LAW = ("三（三）", "某办发〔2026〕1号 三（三）")
LONG = "一个名字特别长的单位：某某县某某街道中心小学（含某某村、某某村教学点）附属幼儿园"


def samples() -> dict[str, Any]:
    """Everything the gallery shows."""
    return {
        **_worklist(),
        **_tables(),
        **_numbers(),
        **_record(),
        **_doing(),
        "words": status.words(),
        "law": LAW,
        "long": LONG,
        "at": NOW,
        "on": NOW.date(),
    }


def _due(day: int, hour: int = 17, month: int = 9) -> words.Due:
    return words.due(datetime(2026, month, day, hour, 30, tzinfo=CHINA), NOW, CALENDAR)


def _worklist() -> dict[str, Any]:
    late = TaskGroup("已经迟了", "2件，再过1天会报给分管领导", (
        TaskRow("审核甲村的表", "#a", "村里9月18日交来，21条，新增2条", "去审核", _due(22), LAW, icon="file-check"),
        TaskRow("回答县里：疑似重复1人", "#b", "县里提问，涉及乙村；回答后县里才能判定", "去回答", _due(23), icon="message-question"),
    ), "danger", icon="clock-exclamation")  # fmt: skip
    today = TaskGroup("今天", "1件", (
        TaskRow(f"代录{LONG}交来的表", "#c", f"纸质的，昨天送到；{LONG}上不了这张网", "去录入", _due(24), LAW, icon="file-import"),
    ))  # fmt: skip
    later = TaskGroup("9月30日前", "1件", (
        TaskRow("催5个村交表", "#d", "三个在核，两个还没动", "一次催完", words.due(date(2026, 9, 30), NOW, CALENDAR), LAW, icon="bell-ringing"),
    ))  # fmt: skip
    return {
        "dangers": (
            Danger("某人昨夜独自在家", "甲村，13岁。家里人住院。村里24分钟前报告，派出所已接到。请第一时间到场或安排人到场。", "#x", clauses=(LAW, ("三（四）", "某办发〔2026〕1号 三（四）", "#law"))),
        ),
        "groups": (late, today, later),
    }  # fmt: skip


def _tables() -> dict[str, Any]:
    bars = (
        Segment("accepted", 8, "已接收", "#1"), Segment("waiting", 3, "待审", "#2"),
        Segment("returned", 1, "已退回"), Segment("checking", 3, "在核"), Segment("idle", 2, "没开始"),
    )  # fmt: skip
    return {
        "columns": (
            Column("地方", key="name"), Column("收/应", number=True), Column("人数", key="all", number=True),
            Column("要问的", key="ask", number=True, tint=True), Column("已办/全部", width="l"),
        ),
        "tree_columns": (
            Column("地方"), Column("进度"), Column("新增", number=True),
            Column("上期", number=True, tone="seal"), Column("状态"), Column("最近动静"),
        ),
        "tree": (
            TreeRow("甲镇", (Bar(bars, "14/17村"), Num(10, "#new"), Num(107, "#old"), State("迟了3天", "3村迟了"), When(NOW)), 0, open=True, toggle_url="?open=jia"),
            TreeRow("茶村", (Bar((Segment("idle", 1, "没开始"),), "0/14"), 0, Num(13, "#old"), State("迟了1个工作日"), "9月1日发出"), 1, url="#cha"),
            TreeRow("", (), 1, note="另外13个村已接收。"),
            TreeRow("乙镇", (Bar(bars[:1], "8/8村"), Num(4, "#new"), Num(44, "#old"), State("县已锁定"), When(NOW.date())), 0, toggle_url="?open=yi"),
        ),
        "bars": bars,
    }  # fmt: skip


def _numbers() -> dict[str, Any]:
    return {
        "figures": (
            Figure("被任一份列入", 1554, "人", "全部合计12,380人", "#k1"), Figure("三份都有", 1038, "人", "66.8%", "#k2", "ok"),
            Figure("不一致，已查明原因", 318, "人", "如在外县、还没上学", "#k3"),
            Figure("要问清的", 354, "件", "已办141，还剩213", "#k4", "danger", icon="help-circle"), Figure("没交", 0, "份", "应交81份", "#k5"),
        ),
        "sets": (
            SetRow((True, True, True), "三份都有", 1038, "#s1", (Segment("agreed", 1038, "一致"),), "一致，不用再问"),
            SetRow((True, True, False), "丙没有", 172, "#s2", (Segment("explained", 160, "查明"), Segment("unclear", 12, "不明")), "在外县118，正在迁42", "12人原因不明", "#ask", "warn", True),
            SetRow((False, True, True), "甲没有", 47, "#s3", (Segment("missing", 47, "疑似漏报"),), "", "47人疑似漏报", "#ask", "danger"),
        ),
    }  # fmt: skip


def _record() -> dict[str, Any]:
    one, other = words.pieces("甲镇小学四年级", "甲镇小学五年级")
    return {
        "ids": (
            Fact("身份证号", words.mask_id("990101201603120026")), Fact("档案号", "甲2026-0043"),
            Fact("责任人", "甲村 某某"), Fact("上次见到", "20天前"),
        ),
        "facts": (
            Fact("姓名", "某子涵", "警", "9月8日", says=(Saying("学校写「某梓涵」", "#v"),)), Fact("性别", "女", "警", "9月8日"),
            Fact("住在", LONG, "村", "9月4日"), Fact("外公", "还没采集", tone="warn"),
            Fact("要不要农村户籍", "不限", state="文件没写"), Fact("重点", "先看这几类", clause=LAW),
        ),
        "toc": (
            TocItem("①基本情况", "#b1", current=True), TocItem("②家庭", "#b2", "缺1", "warn"), TocItem("经过", "#tl", "41", rule=True),
        ),
        "entries": (
            Entry("判定为同一人", "9月11日", "县里 某某", icon="arrows-join"), Entry("入户走访，情况正常", "9月4日", "村里 某某", icon="home-check"),
            Entry(LONG, "2025年10月1日", "甲镇", icon="lock"),
        ),
        "stages": (
            Stage("9月初", "各单位交来", "79/81份", state="done"), Stage("9月30日", "村里核完", "14个村迟了", "danger", "now"), Stage("10月31日", "汇总到县里", "还剩17个工作日"),
        ),
        "heads": (("甲的名单", "甲村，9月4日交，第5行"), ("乙的名单", "乙校，9月7日交，第213行")),
        "compared": (
            CompareRow("姓名", words.pieces("某梓涵", "某子涵"), "differs", "同音，差一个字"), CompareRow("性别", ("女", "女"), "same"),
            CompareRow("身份证号", ("990*************26", "990*************26"), "differs", "第16位不同"),
            CompareRow("就读", (one, other), "differs", "差一个年级"), CompareRow("住在", ("甲村", None), "cannot"),
        ),
        "grounds_for": (
            Ground("号码18位里17位相同", "末位校验对不上，多半是录错一位", 88), Ground("出生日期、性别都相同", "全县同一天只有2名", 74),
        ),
        "grounds_against": (Ground("年级差一年", "去年填的，可能没改", 18),),
        "reasons": (("typo", "录错一位，其他都对得上"), ("other", "别的")),
        "verdicts": (Verdict("ask", "拿不准，去问", "3"), Verdict("no", "不是同一个", "2"), Verdict("yes", "是同一个", "1", True)),
    }  # fmt: skip


def _doing() -> dict[str, Any]:
    name = Field("name", "姓名", value="某子涵", autocomplete="off", width="medium", id="id_name")
    number = Field(
        "number",
        "身份证号",
        value="99010120160312002",
        hint="照户口簿写，18位",
        error="身份证号少一位，现在是17位。请照户口簿核对。",
        inputmode="text",
        width="medium",
        id="id_number",
    )
    job = JobView("比对第3次", 61, 79, "正在读第61份：甲镇小学", "running")
    return {
        "form": FormView({
            "name": name, "number": number,
            "on": Field("on", "哪天来的", kind="date", width="short"),
            "kind": Field("kind", "是哪一种", kind="select", choices=(("a", "全部"), ("b", "一部分"))),
            "who": Field("who", "谁交的", kind="radio", value="own", choices=(("own", "单位自己", "用自己的账号交"), ("for", "代它录入"))),
            "which": Field("which", "哪几样", kind="checkboxes", value=("x",), choices=(("x", "纸质"), ("y", "电子表"))),
            "at_home": Field("at_home", "父母都在外地吗？", kind="yes_no", value="yes"),
            "note": Field("note", "补充", kind="textarea", required=False),
            "sure": Field("sure", "我看过了", kind="checkbox"),
        }, (("id_number", "身份证号少一位，现在是17位。"), ("id_on", "没有写哪天来的。"))),
        "steps": (("选文件", "#", "done"), ("对列", "", "now"), ("核对", "", ""), ("交出", "", "")),
        "answers": (Fact("单位", "甲镇小学", change="#1"), Fact("条数", "412", change="#2")),
        "changes": (Change("接收", 18, "#c1", "都写进名单"), Change("新增", 2, "#c2", "村里新报的"), Change("退出", 0)),
        "jobs": (
            job, replace(job, state="queued", done=0, total=0, step="前面还有1件"),
            replace(job, state="done", done=79, result_url="#r"),
            replace(job, state="failed", problem="没跑完：第61份的文件坏了，打不开。请那个单位另存后再交。", refused=(Refused(12, "身份证号少一位，现在是17位。"), Refused(213, "出生日期写成了一串数字，没法还原。")), excel_url="#x"),
        ),
        "receipt": (Fact("谁交的", "甲镇小学 某某"), Fact("什么时候", words.exact(NOW)), Fact("条数", "412"), Fact("文件", "名单.xlsx，指纹7c1e…a94f")),
        "mapped": (MappedColumn("c1", "学生姓名", "name", ("某一", "某二", "某三")), MappedColumn("c2", "备注1", "", ("是", "", "否"), sure=False)),
        "choices": (("", "不要这一列"), ("name", "姓名"), ("number", "身份证号")),
    }  # fmt: skip
