"""认定用词: the closed words definitions may use, each with its Chinese label."""

from __future__ import annotations

from enum import StrEnum


class Area(StrEnum):
    """范围: a level of division; a parent is away beyond it, a child moved across it."""

    VILLAGE = "village"
    TOWN = "town"
    COUNTY = "county"
    PREFECTURE = "prefecture"
    PROVINCE = "province"
    NATION = "nation"


AREA_LABELS = {
    Area.VILLAGE: "村（社区）",
    Area.TOWN: "乡镇（街道）",
    Area.COUNTY: "县域",
    Area.PREFECTURE: "市域",
    Area.PROVINCE: "省域",
    Area.NATION: "国境",
}
# 12 位统计用区划代码中，各级占的位数（国境之内共用零位）。
AREA_DIGITS = {
    Area.VILLAGE: 12,
    Area.TOWN: 9,
    Area.COUNTY: 6,
    Area.PREFECTURE: 4,
    Area.PROVINCE: 2,
    Area.NATION: 0,
}


class ParentStatus(StrEnum):
    """父母情况: what can be true of a father or a mother."""

    AT_HOME = "at_home"
    AWAY = "away"
    DEAD = "dead"
    MISSING = "missing"
    DECLARED_MISSING = "declared_missing"
    NOT_FOUND = "not_found"
    LOST_CONTACT = "lost_contact"
    IMPRISONED = "imprisoned"
    DRUG_REHABILITATION = "drug_rehabilitation"
    RESTRICTED = "restricted"
    DISABLED = "disabled"
    ILL = "ill"
    GUARDIANSHIP_REVOKED = "guardianship_revoked"
    DEPORTED = "deported"
    NOT_RAISING = "not_raising"
    OTHER_UNABLE = "other_unable"
    ABLE = "able"


PARENT_LABELS = {
    ParentStatus.AT_HOME: "在家",
    ParentStatus.AWAY: "外出务工",
    ParentStatus.DEAD: "死亡",
    ParentStatus.MISSING: "失踪",
    ParentStatus.DECLARED_MISSING: "被宣告失踪",
    ParentStatus.NOT_FOUND: "查找不到",
    ParentStatus.LOST_CONTACT: "失联",
    ParentStatus.IMPRISONED: "服刑在押",
    ParentStatus.DRUG_REHABILITATION: "强制隔离戒毒",
    ParentStatus.RESTRICTED: "被执行其他限制人身自由的措施",
    ParentStatus.DISABLED: "残疾",
    ParentStatus.ILL: "患重病",
    ParentStatus.GUARDIANSHIP_REVOKED: "被撤销监护人资格",
    ParentStatus.DEPORTED: "被遣送（驱逐）出境",
    ParentStatus.NOT_RAISING: "弃养",
    ParentStatus.OTHER_UNABLE: "经认定因其他原因无法履行监护责任",
    ParentStatus.ABLE: "有监护能力",
}


class DisabilityKind(StrEnum):
    """残疾类别 (GB/T 26341-2010)."""

    VISUAL = "visual"
    HEARING = "hearing"
    SPEECH = "speech"
    PHYSICAL = "physical"
    INTELLECTUAL = "intellectual"
    MENTAL = "mental"


DISABILITY_LABELS = {
    DisabilityKind.VISUAL: "视力",
    DisabilityKind.HEARING: "听力",
    DisabilityKind.SPEECH: "言语",
    DisabilityKind.PHYSICAL: "肢体",
    DisabilityKind.INTELLECTUAL: "智力",
    DisabilityKind.MENTAL: "精神",
}


class Circumstance(StrEnum):
    """儿童处境: what can be true of a child or its household, apart from its parents."""

    MINIMUM_LIVING = "minimum_living"
    SPECIAL_HARDSHIP = "special_hardship"
    LOW_INCOME_EDGE = "low_income_edge"
    POOR_REGISTERED = "poor_registered"
    HARDSHIP = "hardship"
    SERIOUS_ILLNESS = "serious_illness"
    VAGRANT = "vagrant"
    COMPULSORY_DROPOUT = "compulsory_dropout"
    NOT_ENROLLED = "not_enrolled"
    NO_HUKOU = "no_hukou"
    NOBODY_CARES = "nobody_cares"
    CARER_UNFIT = "carer_unfit"
    ABUSE = "abuse"
    ABANDONMENT = "abandonment"
    VIOLENCE = "violence"
    ACCIDENT = "accident"
    UNLAWFUL_HARM = "unlawful_harm"
    NEGLECT = "neglect"
    OTHER_DIFFICULTY = "other_difficulty"


CIRCUMSTANCE_LABELS = {
    Circumstance.MINIMUM_LIVING: "家庭享受最低生活保障",
    Circumstance.SPECIAL_HARDSHIP: "纳入特困人员救助供养",
    Circumstance.LOW_INCOME_EDGE: "家庭属低保边缘",
    Circumstance.POOR_REGISTERED: "家庭属建档立卡或者防止返贫监测对象",
    Circumstance.HARDSHIP: "家庭经认定生活困难",
    Circumstance.SERIOUS_ILLNESS: "本人患重病",
    Circumstance.VAGRANT: "流浪",
    Circumstance.COMPULSORY_DROPOUT: "义务教育阶段辍学",
    Circumstance.NOT_ENROLLED: "适龄未入学",
    Circumstance.NO_HUKOU: "没有登记户口",
    Circumstance.NOBODY_CARES: "没有人实际监护",
    Circumstance.CARER_UNFIT: "照料人监护能力不足",
    Circumstance.ABUSE: "受到虐待",
    Circumstance.ABANDONMENT: "被遗弃",
    Circumstance.VIOLENCE: "受到暴力伤害",
    Circumstance.ACCIDENT: "受到意外伤害",
    Circumstance.UNLAWFUL_HARM: "受到不法侵害",
    Circumstance.NEGLECT: "监护人不履行监护责任",
    Circumstance.OTHER_DIFFICULTY: "经认定需要帮助的其他情形",
}


class HarmAct(StrEnum):
    """监护侵害行为 (法发〔2014〕24号 1)."""

    ABUSE = "abuse"
    ABANDONMENT = "abandonment"
    VIOLENCE = "violence"
    SEXUAL_HARM = "sexual_harm"
    SELLING = "selling"
    ABETTING_CRIME = "abetting_crime"
    BEGGING = "begging"
    NEGLECT = "neglect"


HARM_LABELS = {
    HarmAct.ABUSE: "虐待",
    HarmAct.ABANDONMENT: "遗弃",
    HarmAct.VIOLENCE: "暴力伤害",
    HarmAct.SEXUAL_HARM: "性侵害",
    HarmAct.SELLING: "出卖",
    HarmAct.ABETTING_CRIME: "教唆、利用犯罪",
    HarmAct.BEGGING: "胁迫、诱骗、利用乞讨",
    HarmAct.NEGLECT: "不履行监护职责严重危害身心健康",
}


Word = Area | ParentStatus | DisabilityKind | Circumstance | HarmAct


def label_of(word: Word) -> str:
    """The Chinese label of any word of this file."""
    if isinstance(word, Area):
        return AREA_LABELS[word]
    if isinstance(word, ParentStatus):
        return PARENT_LABELS[word]
    if isinstance(word, DisabilityKind):
        return DISABILITY_LABELS[word]
    if isinstance(word, Circumstance):
        return CIRCUMSTANCE_LABELS[word]
    return HARM_LABELS[word]
