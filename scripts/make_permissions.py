"""docs/permissions.md: roles, what each may do, how far each sees; printed from the classes themselves."""

from __future__ import annotations

from tonghu.access.permissions import P
from tonghu.access.roles import ROLES, Role
from tonghu.access.rules.posts import needs_second_person
from tonghu.core.viewer import Level

MADE = "<!-- Written by scripts/make_docs.py from the code; `make docs` writes it again. -->"
LEVELS = {
    Level.NATION: "全国", Level.PROVINCE: "省", Level.PREFECTURE: "市", Level.COUNTY: "县",
    Level.TOWN: "乡镇", Level.VILLAGE: "村", Level.UNIT: "单位",
}  # fmt: skip


def permissions_page() -> str:
    """The whole page."""
    parts = [
        "# 权限表", MADE,
        "权限动词 × 角色。在哪些记录上能用，另看管辖范围；同一份角色表决定页面、后台工作和命令行。",
        "## 角色", *_roles(), "## 谁能办什么", *_matrix(), "## 规矩", *_rules(),
    ]  # fmt: skip
    return "\n\n".join(parts) + "\n"


def _roles() -> list[str]:
    rows = [
        "| 角色 | 代码 | 设在 | 看得到哪一级 | 要第二个人确认 | 不得兼任 | 说明 |",
        "|---|---|---|---|---|---|---|",
    ]
    rows += [
        f"| {role.label} | `{code}` | {_held(role)} | {role.sees.label} "
        f"| {'是' if needs_second_person(code) else '否'} "
        f"| {'、'.join(ROLES[one].label for one in sorted(role.apart)) or '—'} | {role.description} |"
        for code, role in ROLES.items()
    ]
    return ["\n".join(rows)]


def _matrix() -> list[str]:
    """One table per group of verbs, roles across."""
    groups = dict.fromkeys(verb.group for verb in P)
    return [f"### {group}\n\n" + _table([v for v in P if v.group == group]) for group in groups]


def _table(verbs: list[P]) -> str:
    head = "| 权限 | " + " | ".join(role.label for role in ROLES.values()) + " |"
    rows = [head, "|---|" + ":-:|" * len(ROLES)]
    rows += [
        f"| {verb.label} `{verb.value}` | "
        + " | ".join("●" if verb in role.permissions else "" for role in ROLES.values())
        + " |"
        for verb in verbs
    ]
    return "\n".join(rows)


def _rules() -> list[str]:
    return [
        "1. 没登录：去登录页。不在管辖范围内：404，与没有一样。在范围内、岗位没有这项权限：403，说明由谁办。\n"
        "2. 利害关系的回避胜过一切授权，对本人不作提示。\n"
        "3. 参与只给列明的内容，到期就没有。\n"
        "4. 紧急查看：一名儿童，最长60分钟，只看不改，看不到报告人、安置地址和封存记录，72小时内复核。\n"
        "5. 乡镇以上的岗位和三类管理员，由一个人提出、另一个人确认，都不能是本人。"
    ]


def _held(role: type[Role]) -> str:
    return "、".join(name for level, name in LEVELS.items() if level in role.held_at)
