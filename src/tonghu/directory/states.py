"""名录的词: what kinds of unit there are, and how they are called on a page."""

from __future__ import annotations

from enum import StrEnum


class UnitKind(StrEnum):
    """单位类别: what a unit is; what it is responsible for is its function (vocabulary [functions])."""

    BUREAU = "bureau"
    TOWN_GOVERNMENT = "town_government"
    VILLAGE_COMMITTEE = "village_committee"
    SCHOOL = "school"
    KINDERGARTEN = "kindergarten"
    POLICE_STATION = "police_station"
    HOSPITAL = "hospital"
    WELFARE_BODY = "welfare_body"
    RESCUE_BODY = "rescue_body"
    STATION = "station"
    ORGANISATION = "organisation"
    OTHER = "other"

    @property
    def label(self) -> str:
        """Chinese label."""
        return _LABELS[self]

    @property
    def function(self) -> str:
        """The function a unit of this kind has by being one; "" where it must be said."""
        return _FUNCTIONS.get(self, "")


# 机构、站点：设立它们本身就是文件要求的一件事，登记时留下“设立机构、站点”
BODIES = frozenset({UnitKind.WELFARE_BODY, UnitKind.RESCUE_BODY, UnitKind.STATION})

_LABELS = {
    UnitKind.BUREAU: "机关部门、群团",
    UnitKind.TOWN_GOVERNMENT: "乡镇政府、街道办",
    UnitKind.VILLAGE_COMMITTEE: "村（居）委会",
    UnitKind.SCHOOL: "学校",
    UnitKind.KINDERGARTEN: "幼儿园",
    UnitKind.POLICE_STATION: "派出所",
    UnitKind.HOSPITAL: "医疗机构",
    UnitKind.WELFARE_BODY: "儿童福利机构",
    UnitKind.RESCUE_BODY: "救助管理、未成年人救助保护机构",
    UnitKind.STATION: "督导工作站、儿童之家",
    UnitKind.ORGANISATION: "社会组织、企业",
    UnitKind.OTHER: "其他",
}
_FUNCTIONS = {
    UnitKind.TOWN_GOVERNMENT: "town",
    UnitKind.VILLAGE_COMMITTEE: "village",
    UnitKind.SCHOOL: "school",
    UnitKind.KINDERGARTEN: "kindergarten",
    UnitKind.POLICE_STATION: "police_station",
    UnitKind.HOSPITAL: "hospital",
    UnitKind.WELFARE_BODY: "welfare_institution",
    UnitKind.RESCUE_BODY: "rescue_institution",
    UnitKind.ORGANISATION: "social_organisations",
}


class BodyKind(StrEnum):
    """机构类别: the layers the documents set up, and the post every village has (D-073…D-076)."""

    VILLAGE_POST = "village_post"
    CENTRE = "centre"
    STATION = "station"
    GROUP = "group"
    SERVICE = "service"

    @property
    def label(self) -> str:
        """Chinese label."""
        return {
            "village_post": "村级儿童工作岗位",
            "centre": "儿童福利指导中心",
            "station": "儿童福利督导工作站",
            "group": "应急干预救助小组",
            "service": "留守儿童服务站",
        }[self.value]

    @property
    def digits(self) -> int:
        """层级: how many digits of a code say where such a body stands: county, town or village."""
        return {"village_post": 12, "centre": 6}.get(self.value, 9)
