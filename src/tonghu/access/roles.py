"""角色: a dozen and the three administrators; what each may do, where it is held, how far it sees.

The codes are those of `profiles/vocabulary.toml` [roles]; what a place calls them stands in its
profile. `sees` bounds the fields, `held_at` the place of the post, `stands_at` how row-level
security takes its holder: leaders and superiors read the tables of counts and not those of names.
"""
# fmt: off

from __future__ import annotations

from typing import ClassVar

from tonghu.access.permissions import P
from tonghu.core.sensitivity import Sensitivity
from tonghu.core.viewer import Level

BASICS  = frozenset({P.PROFILE_VIEW, P.DIRECTORY_VIEW, P.TASK_VIEW})
HANDING = BASICS | {P.TASK_DO, P.ROSTER_HAND_IN, P.ROSTER_VIEW, P.QUESTION_ANSWER, P.JOB_VIEW}
STAFFING = frozenset({P.BODY_SEE, P.BODY_EDIT, P.TASK_REMIND})
FILING  = frozenset({P.CHILD_LIST, P.CHILD_EDIT, P.ROUND_VIEW, P.ROUND_FILL})
PAPERS  = frozenset({P.PAPER_SEE, P.PAPER_ISSUE})
FIGURES = frozenset({P.CONFERENCE_VIEW, P.DUTY_VIEW, P.STATISTICS_VIEW})
SITTING = frozenset({P.CONFERENCE_VIEW, P.CONFERENCE_ACT, P.DUTY_VIEW, P.DUTY_CLAIM})
OFFICE  = FIGURES | SITTING | {
    P.CONFERENCE_MANAGE, P.DUTY_CHECK, P.EVALUATION_SCORE, P.STATISTICS_KEEP,
}
KEEPING = frozenset({
    P.PAPER_VOID,
    P.CHILD_DECIDE, P.CHILD_TRANSFER, P.CHILD_MERGE, P.CHILD_ASSIGN, P.CHILD_IMPORT,
    P.ROUND_REVIEW, P.FAMILY_CONFIRM,
})

UNIT_BOUND = frozenset({Level.UNIT})


class Role:
    """角色: one plain class each."""

    code: ClassVar[str]
    label: ClassVar[str]
    description: ClassVar[str]                          # as a county leader would want it said
    held_at: ClassVar[frozenset[Level]]
    stands_at: ClassVar[Level | None] = None            # None: where it is held
    permissions: ClassVar[frozenset[P]]
    sees: ClassVar[Sensitivity]                         # the most that a field may hold of a child
    cleared: ClassVar[frozenset[Sensitivity]] = frozenset()
    apart: ClassVar[frozenset[str]] = frozenset()       # roles the same person must not hold


class VillageWorker(Role):
    """村级儿童工作人员 (D-380)."""

    code = "village_worker"
    label = "村级儿童工作人员"
    description = "走访、核对本村儿童，交本村排查名单，回答核对问题；看不到别村的儿童。"
    held_at = frozenset({Level.VILLAGE})
    permissions = HANDING | PAPERS | FILING | {P.FAMILY_CONFIRM, P.BODY_SEE}
    sees = Sensitivity.RISK


class TownWorker(Role):
    """乡镇儿童工作人员 (D-381)."""

    code = "town_worker"
    label = "乡镇儿童工作人员"
    description = "收本乡镇的名册，看比对结果，判定疑点，可以代单位录入；看不到别的乡镇。"
    held_at = frozenset({Level.TOWN})
    permissions = HANDING | PAPERS | {
        P.ROSTER_HAND_IN_FOR, P.RECONCILE_VIEW, P.RECONCILE_CHILDREN, P.RECONCILE_JUDGE,
        P.IDENTITY_SHOW, P.EXPORT, P.BREAK_GLASS,
    } | FILING | KEEPING | STAFFING | FIGURES | SITTING | {P.CONFERENCE_MANAGE}
    sees = Sensitivity.RISK


class TownAssistant(Role):
    """乡镇救助协理员 (D-381)."""

    code = "town_assistant"
    label = "乡镇救助协理员"
    description = "帮乡镇走访、排查，办交给他的事；不看比对结果，不判定。"
    held_at = frozenset({Level.TOWN})
    permissions = BASICS | FILING | PAPERS | {P.TASK_DO, P.JOB_VIEW, P.BODY_SEE}
    sees = Sensitivity.IDENTITY


class School(Role):
    """学校、幼儿园人员 (D-382)."""

    code = "school"
    label = "学校、幼儿园人员"
    description = "交本校学生名册，回答本校学生的核对问题；看不到别的单位交了什么。"
    held_at = UNIT_BOUND
    permissions = HANDING
    sees = Sensitivity.IDENTITY


class PoliceStation(Role):
    """派出所民警 (D-383)."""

    code = "police_station"
    label = "派出所民警"
    description = "交本所名册，回答本所名单里的核对问题，遇紧急情况可以限时查看一名儿童。"
    held_at = UNIT_BOUND
    permissions = HANDING | {P.BREAK_GLASS}
    sees = Sensitivity.IDENTITY


class Hospital(Role):
    """医疗机构人员 (D-384)."""

    code = "hospital"
    label = "医疗机构人员"
    description = "只报告、只办交给本单位的事；看不到儿童档案。"
    held_at = UNIT_BOUND
    permissions = BASICS | {P.TASK_DO}
    sees = Sensitivity.AGGREGATE


class SocialWorker(Role):
    """社会工作服务机构人员 (D-385)."""

    code = "social_worker"
    label = "社会工作服务机构人员"
    description = "只办指派给本机构的个案，个案结束就看不到了。"
    held_at = UNIT_BOUND
    permissions = BASICS | {P.TASK_DO}
    sees = Sensitivity.AGGREGATE


class CountyOffice(Role):
    """县级民政部门工作人员 (D-386)."""

    code = "county_office"
    label = "县级民政部门工作人员"
    description = "管全县：收名册、开始比对、判定、撤回、登记单位；查看证件号码要写事由，每次都记下来。"
    held_at = frozenset({Level.COUNTY})
    permissions = HANDING | PAPERS | {
        P.ROSTER_HAND_IN_FOR, P.RECONCILE_RUN, P.RECONCILE_VIEW, P.RECONCILE_CHILDREN,
        P.RECONCILE_JUDGE, P.RECONCILE_WITHDRAW, P.IDENTITY_SHOW, P.EXPORT, P.DIRECTORY_EDIT,
        P.ACCOUNT_VIEW, P.ROLE_GRANT, P.WHO_CAN_SEE, P.BREAK_GLASS, P.ROUND_MANAGE,
    } | FILING | KEEPING | STAFFING | OFFICE | {P.STATISTICS_TRUE}
    sees = Sensitivity.NARRATIVE


class Liaison(Role):
    """成员单位联络员 (D-387)."""

    code = "liaison"
    label = "成员单位联络员"
    description = "看本地规定和本单位职责，交本单位的名册，办本单位的事；没有批准看不到儿童档案。"
    held_at = UNIT_BOUND
    permissions = HANDING | SITTING | {P.STATISTICS_VIEW}
    sees = Sensitivity.IDENTITY


class Leader(Role):
    """召集人、分管领导 (D-388)."""

    code = "leader"
    label = "召集人、分管领导"
    description = "看数字和通报，作决定；看不到儿童姓名。"
    held_at = frozenset({Level.COUNTY})
    stands_at = Level.PREFECTURE
    permissions = BASICS | FIGURES | {
        P.RECONCILE_VIEW, P.ROUND_VIEW, P.BODY_SEE, P.CONFERENCE_DECIDE, P.STATISTICS_TRUE,
    }
    sees = Sensitivity.AGGREGATE


class Superior(Role):
    """上级民政部门工作人员 (D-389)."""

    code = "superior"
    label = "上级民政部门工作人员"
    description = "看下辖各县的数字；要看到儿童姓名，须一案一批。"
    held_at = frozenset({Level.PREFECTURE, Level.PROVINCE, Level.NATION})
    permissions = BASICS | OFFICE | PAPERS | {
        P.PAPER_VOID, P.RECONCILE_VIEW, P.ROUND_VIEW, P.BODY_SEE, P.TASK_DO, P.JOB_VIEW,
    }
    sees = Sensitivity.AGGREGATE


class Court(Role):
    """法院、检察院经办人 (D-390)."""

    code = "court"
    label = "法院、检察院经办人"
    description = "只看与本单位承办案件有关的内容，案件结束就看不到了。"
    held_at = UNIT_BOUND
    permissions = BASICS | {P.TASK_DO}
    sees = Sensitivity.AGGREGATE


class Auditor(Role):
    """安全审计员 (D-391)."""

    code = "auditor"
    label = "安全审计员"
    description = "看日志，查谁看过什么、谁能看到什么；看不到儿童档案，改不了权限。"
    held_at = frozenset({Level.COUNTY})
    stands_at = Level.ADMIN
    permissions = BASICS | {P.AUDIT_VIEW, P.WHO_CAN_SEE}
    sees = Sensitivity.INTERNAL
    apart = frozenset({"security_admin", "system_admin"})


class SecurityAdmin(Role):
    """安全管理员 (D-391)."""

    code = "security_admin"
    label = "安全管理员"
    description = "建账号、提岗位、发起重设密码；不知道别人的密码，看不到儿童档案，改不了日志。"
    held_at = frozenset({Level.COUNTY})
    stands_at = Level.ADMIN
    permissions = BASICS | {P.ACCOUNT_VIEW, P.ACCOUNT_MANAGE, P.ROLE_GRANT}
    sees = Sensitivity.INTERNAL
    apart = frozenset({"auditor", "system_admin"})


class SystemAdmin(Role):
    """系统管理员 (D-391)."""

    code = "system_admin"
    label = "系统管理员"
    description = "保证系统运行、备份和升级；看不到儿童档案，改不了权限和日志。"
    held_at = frozenset({Level.COUNTY})
    stands_at = Level.ADMIN
    permissions = BASICS | {P.SYSTEM_OPERATE, P.JOB_VIEW}
    sees = Sensitivity.INTERNAL
    apart = frozenset({"auditor", "security_admin"})


ROLES: dict[str, type[Role]] = {
    role.code: role
    for role in (
        VillageWorker, TownWorker, TownAssistant, School, PoliceStation, Hospital, SocialWorker,
        CountyOffice, Liaison, Leader, Superior, Court, Auditor, SecurityAdmin, SystemAdmin,
    )
}


def holders_of(permission: str) -> tuple[type[Role], ...]:
    """Which roles have a verb, in the order above."""
    return tuple(role for role in ROLES.values() if permission in role.permissions)
