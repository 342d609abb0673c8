"""区划名称: what people leave out or write differently when they name a division.

松阳 for 松阳县, 大理州 for 大理白族自治州, 西屏街道办事处 for 西屏街道, 某某村委会 for 某某村民委员会.
"""

from __future__ import annotations

import unicodedata

from tonghu.directory.divisions.codes import Level

# What a name of that level ends with → the kind of place it says; longer endings first.
_ENDINGS: dict[Level, tuple[tuple[str, str], ...]] = {
    Level.NATION: (),
    Level.PROVINCE: (("特别行政区", "区"), ("自治区", "区"), ("省", "省"), ("市", "市")),
    Level.PREFECTURE: (
        ("自治州", "州"),
        ("地区", "地区"),
        ("州", "州"),
        ("盟", "盟"),
        ("市", "市"),
    ),
    Level.COUNTY: (
        ("自治县", "县"),
        ("自治旗", "旗"),
        ("新区", "区"),
        ("林区", "区"),
        ("特区", "区"),
        ("县", "县"),
        ("区", "区"),
        ("市", "市"),
        ("旗", "旗"),
    ),
    Level.TOWN: (
        ("街道办事处", "街道"),
        ("民族乡", "乡"),
        ("街道", "街道"),
        ("苏木", "苏木"),
        ("镇", "镇"),
        ("乡", "乡"),
    ),
    Level.VILLAGE: (
        ("社区居民委员会", "社区"),
        ("社区村民委员会", "社区"),
        ("村村民委员会", "村"),
        ("社区居委会", "社区"),
        ("社区村委会", "社区"),
        ("居民委员会", "社区"),
        ("村民委员会", "村"),
        ("村村委会", "村"),
        ("居委会", "社区"),
        ("村委会", "村"),
        ("社区", "社区"),
        ("嘎查", "嘎查"),
        ("村", "村"),
    ),
}
# Zones are named for what they are: nothing may be cut off 某某经济开发区.
_WHOLE = ("开发区", "园区", "示范区", "管理区", "矿区")
_PEOPLES_TEXT = """
蒙古族 回族 藏族 维吾尔族 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族 土家族 哈尼族 哈萨克族
傣族 黎族 傈僳族 佤族 畲族 高山族 拉祜族 水族 东乡族 纳西族 景颇族 柯尔克孜族 土族 达斡尔族
仫佬族 羌族 布朗族 撒拉族 毛南族 仡佬族 锡伯族 阿昌族 普米族 塔吉克族 怒族 乌孜别克族 俄罗斯族
鄂温克族 德昂族 保安族 裕固族 京族 塔塔尔族 独龙族 鄂伦春族 赫哲族 门巴族 珞巴族 基诺族 各族
蒙古 维吾尔 哈萨克 柯尔克孜 塔吉克 锡伯
"""  # with and without 族, as the names of 自治 places have them
_PEOPLES = tuple(_PEOPLES_TEXT.split())
_SELF_RULED = ("自治区", "自治州", "自治县", "自治旗", "乡")


def normal(text: str) -> str:
    """The text without blanks and full-width digits, as names are compared."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _without_peoples(name: str) -> str:
    """巍山彝族回族 → 巍山; a name that is nothing but a people (东乡族) keeps its name: 东乡."""
    while True:
        found = next((p for p in _PEOPLES if name.endswith(p)), None)
        if found is None:
            return name
        if len(name) - len(found) < 2:
            return name.removesuffix("族")
        name = name.removesuffix(found)


def split(name: str, level: Level) -> tuple[str, str]:
    """What a name says besides the kind of place, and the kind: 松阳县 → (松阳, 县)."""
    if name.endswith(_WHOLE):
        return name, ""
    for ending, kind in _ENDINGS[level]:
        if name.endswith(ending):
            stem = name.removesuffix(ending)
            if ending in _SELF_RULED:
                stem = _without_peoples(stem)
            if len(stem) >= 2:  # 城区, 赵县: nobody says 城 or 赵
                return stem, kind
            return name, ""
    return name, ""


def short(name: str, level: Level) -> str:
    """简称: 大理白族自治州 → 大理."""
    return split(name, level)[0]


def same(asked: str, name: str, level: Level) -> bool:
    """Whether somebody who writes `asked` may mean the division called `name`."""
    if asked == name:
        return True
    stem, kind = split(name, level)
    return asked == stem or (kind != "" and split(asked, level) == (stem, kind))
