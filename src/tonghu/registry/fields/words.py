"""栏目用词: codes with their labels, as the national form of 2016 and the incumbents have them."""

from __future__ import annotations

from tonghu.policy.definitions.words import (
    CIRCUMSTANCE_LABELS,
    DISABILITY_LABELS,
    PARENT_LABELS,
    Circumstance,
)
from tonghu.registry.fields.definition import Words
from tonghu.registry.states import CARER_LABELS

SEX: Words = (("1", "男"), ("2", "女"))
_ETHNIC = (
    "汉族 蒙古族 回族 藏族 维吾尔族 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族 土家族 哈尼族 哈萨克族 "
    "傣族 黎族 傈僳族 佤族 畲族 高山族 拉祜族 水族 东乡族 纳西族 景颇族 柯尔克孜族 土族 达斡尔族 仫佬族 羌族 "
    "布朗族 撒拉族 毛南族 仡佬族 锡伯族 阿昌族 普米族 塔吉克族 怒族 乌孜别克族 俄罗斯族 鄂温克族 德昂族 "
    "保安族 裕固族 京族 塔塔尔族 独龙族 鄂伦春族 赫哲族 门巴族 珞巴族 基诺族"
)
_NAMES = _ETHNIC.split()
ETHNICITY: Words = (
    *((f"{number:02d}", name) for number, name in enumerate(_NAMES, start=1)),
    ("97", "其他"),
    ("98", "外国血统中国籍人士"),
)
ID_MISSING: Words = (
    ("not_registered", "未登记户口"),
    ("not_seen", "未查到证件"),
    ("foreign", "持其他证件"),
)
HUKOU: Words = (("rural", "农村居民户口"), ("urban", "城镇居民户口"), ("none", "没有登记户口"))
HEALTH: Words = (("healthy", "健康"), ("disabled", "残疾"), ("ill", "患病"))
DISABILITY: Words = tuple((kind.value, label) for kind, label in DISABILITY_LABELS.items())
GRADE: Words = (("1", "一级"), ("2", "二级"), ("3", "三级"), ("4", "四级"))
SCHOOLING: Words = (
    ("not_in_kindergarten", "未入园"),
    ("kindergarten", "幼儿园"),
    ("primary", "小学"),
    ("junior", "初中"),
    ("senior", "高中"),
    ("vocational", "中职"),
    ("not_enrolled", "适龄未入学"),
    ("dropout", "义务教育阶段辍学"),
    ("not_studying", "不在学"),
)
PARENT: Words = tuple((status.value, label) for status, label in PARENT_LABELS.items())
WHICH_PARENT: Words = (("father", "父亲"), ("mother", "母亲"), ("both", "父母双方"))
CARER: Words = tuple((kind.value, label) for kind, label in CARER_LABELS.items())
RELATION: Words = (
    ("51", "父亲"), ("52", "母亲"), ("57", "继父或者养父"), ("58", "继母或者养母"), ("61", "祖父"),
    ("62", "祖母"), ("63", "外祖父"), ("64", "外祖母"), ("71", "兄"), ("75", "姐"), ("81", "伯父"),
    ("82", "伯母"), ("83", "叔父"), ("84", "婶母"), ("85", "舅父"), ("86", "舅母"), ("87", "姨父"),
    ("88", "姨母"), ("89", "姑父"), ("90", "姑母"), ("97", "其他亲属"), ("neighbour", "邻居、朋友"),
    ("institution", "机构"), ("99", "其他"),
)  # fmt: skip
CONTACT: Words = (
    ("phone", "电话"),
    ("video", "视频"),
    ("home", "回家看望"),
    ("visit", "孩子去看望"),
    ("none", "没有联系"),
)
GUARDIANSHIP: Words = (
    ("unattended", "无人监护"),
    ("parent_unable", "父或者母无监护能力"),
    ("carer_insufficient", "受委托监护人监护能力不足"),
    ("ordinary", "监护情况一般"),
    ("good", "监护情况较好"),
)
INCOME: Words = (
    ("wages", "打工收入"),
    ("farming", "种养殖业"),
    ("government", "政府救助"),
    ("relatives", "亲朋接济"),
    ("other", "其他"),
)
RELIEF: Words = (
    ("minimum_living", "最低生活保障"),
    ("special_hardship", "特困人员救助供养"),
    ("temporary", "临时救助"),
    ("medical", "医疗救助"),
    ("housing", "住房救助"),
    ("disability_living", "残疾人生活补贴"),
    ("disability_care", "残疾人护理补贴"),
    ("orphan_allowance", "孤儿、事实无人抚养儿童基本生活费"),
    ("other", "其他救助"),
    ("none", "没有救助"),
)
# 从照料人、就学、户籍栏目就能得出的，不再问一遍。
DERIVED = frozenset(
    {
        Circumstance.NOBODY_CARES, Circumstance.NO_HUKOU, Circumstance.NOT_ENROLLED,
        Circumstance.COMPULSORY_DROPOUT,
    }
)  # fmt: skip
CIRCUMSTANCES: Words = tuple(
    (kind.value, label) for kind, label in CIRCUMSTANCE_LABELS.items() if kind not in DERIVED
)
