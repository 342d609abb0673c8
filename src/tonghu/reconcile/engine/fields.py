"""名册字段: the closed list of what a roster column can mean, and which kinds of roster there are."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """名册来源: whose list it is. The order is the order of every array indexed by kind."""

    SURVEY = "survey"
    SCHOOL = "school"
    POLICE = "police"

    @property
    def label(self) -> str:
        """Chinese label."""
        return {"survey": "民政摸底", "school": "学校学籍", "police": "公安户籍"}[self.value]


KINDS: tuple[Kind, ...] = (Kind.SURVEY, Kind.SCHOOL, Kind.POLICE)


class Population(StrEnum):
    """名册范围: whom a file lists (design §4 Rosters)."""

    ALL = "all"  # every child of the school, station or village
    FLAGGED = "flagged"  # only children the sender itself calls left-behind
    PARTIAL = "partial"  # an excerpt: absence from it means nothing

    @property
    def label(self) -> str:
        """Chinese label."""
        return {"all": "全部儿童", "flagged": "仅留守儿童", "partial": "部分儿童"}[self.value]


class Field(StrEnum):
    """What a column means. The values are the names used in saved mappings and outputs."""

    NAME = "name"
    FORMER_NAME = "former_name"
    ID_NUMBER = "id_number"
    SEX = "sex"
    BIRTH_DATE = "birth_date"
    ETHNICITY = "ethnicity"
    FATHER_NAME = "father_name"
    FATHER_ID = "father_id"
    FATHER_PHONE = "father_phone"
    FATHER_PLACE = "father_place"  # 务工地点
    MOTHER_NAME = "mother_name"
    MOTHER_ID = "mother_id"
    MOTHER_PHONE = "mother_phone"
    MOTHER_PLACE = "mother_place"
    GUARDIAN_NAME = "guardian_name"  # 监护人, 受委托监护人, 家长, 户主: the adult the sender names
    GUARDIAN_ID = "guardian_id"
    GUARDIAN_RELATION = "guardian_relation"
    PHONE = "phone"  # 联系电话, whose ever
    COUNTY = "county"
    TOWN = "town"
    VILLAGE = "village"
    ADDRESS = "address"  # free text, 家庭住址 or 户籍地址
    SCHOOL = "school"
    GRADE = "grade"
    CLASS = "class"
    STUDENT_NUMBER = "student_number"  # 学籍号, often G + the ID number
    HOUSEHOLD_NUMBER = "household_number"  # 户号
    LEFT_BEHIND = "left_behind"  # 是否留守
    STATUS = "status"  # 在读/转出/迁出 …
    REMARK = "remark"
    SERIAL = "serial"  # 序号: never evidence
