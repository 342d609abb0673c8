"""用语: every Chinese word the report needs for the engine's codes, in one place."""

from __future__ import annotations

from tonghu.reconcile.engine.fields import Field, Kind
from tonghu.reconcile.engine.result import IdState

FIELD_LABELS: dict[Field, str] = {
    Field.NAME: "姓名",
    Field.FORMER_NAME: "曾用名",
    Field.ID_NUMBER: "证件号",
    Field.SEX: "性别",
    Field.BIRTH_DATE: "出生日期",
    Field.ETHNICITY: "民族",
    Field.FATHER_NAME: "父亲姓名",
    Field.FATHER_ID: "父亲证件号",
    Field.FATHER_PHONE: "父亲电话",
    Field.FATHER_PLACE: "父亲务工地",
    Field.MOTHER_NAME: "母亲姓名",
    Field.MOTHER_ID: "母亲证件号",
    Field.MOTHER_PHONE: "母亲电话",
    Field.MOTHER_PLACE: "母亲务工地",
    Field.GUARDIAN_NAME: "监护人",
    Field.GUARDIAN_ID: "监护人证件号",
    Field.GUARDIAN_RELATION: "监护人与儿童关系",
    Field.PHONE: "联系电话",
    Field.COUNTY: "县（市、区）",
    Field.TOWN: "乡镇",
    Field.VILLAGE: "村（社区）",
    Field.ADDRESS: "地址",
    Field.SCHOOL: "学校",
    Field.GRADE: "年级",
    Field.CLASS: "班级",
    Field.STUDENT_NUMBER: "学籍号",
    Field.HOUSEHOLD_NUMBER: "户号",
    Field.LEFT_BEHIND: "是否留守",
    Field.STATUS: "状态",
    Field.REMARK: "备注",
    Field.SERIAL: "序号",
}

SHORT_KINDS: dict[Kind, str] = {Kind.SURVEY: "民政", Kind.SCHOOL: "学校", Kind.POLICE: "公安"}

# What is wrong with the number, and what its sender should do about it.
ID_ADVICE: dict[IdState, tuple[str, str]] = {
    IdState.NONE: ("没有填证件号", "请照户口簿补填"),
    IdState.BAD_CHECK: ("末位校验码对不上，多半录错了一位", "请照户口簿逐位核对"),
    IdState.SCIENTIFIC: (
        "被表格软件改成了科学计数法，后面的位数已经丢失",
        "请把这一列设成文本，照户口簿重填",
    ),
    IdState.ROUNDED: (
        "被表格软件截成15位有效数字，末尾变成000",
        "请把这一列设成文本，照户口簿重填",
    ),
    IdState.SHORT: ("位数不对，不是18位", "请照户口簿补全"),
    IdState.ADULT: ("是成年人的号码，多半填成了家长的", "请改填孩子本人的号码"),
    IdState.FOREIGN: (
        "不是居民身份证号，或者认不出",
        "是其他证件的请注明种类，否则照户口簿重填",
    ),
    IdState.BORROWED: ("是另一个孩子的号码，多半填成了兄弟姐妹的", "请照户口簿改填本人的号码"),
}

ID_STATE_LABELS: dict[IdState, str] = {
    IdState.GOOD: "可用",
    IdState.NONE: "没有填",
    IdState.BAD_CHECK: "校验码不对",
    IdState.SCIENTIFIC: "科学计数法",
    IdState.ROUNDED: "被截成15位",
    IdState.SHORT: "位数不对",
    IdState.ADULT: "成年人号码",
    IdState.FOREIGN: "其他证件或认不出",
    IdState.BORROWED: "别的孩子的号码",
}

FAULT_ACTIONS: dict[str, str] = {
    "corrected": "已按改正后的内容比对",
    "distrusted": "这一项没有参加比对",
    "reported": "照原样比对，请核实",
}


def kinds_phrase(kinds: list[Kind]) -> str:
    """学校学籍和公安户籍: kinds joined as people say them."""
    return "和".join(kind.label for kind in kinds)
