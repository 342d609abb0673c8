"""Viewers for the tests of the logs, without the modules above."""

from uuid import UUID

from tonghu.core.viewer import Level, Viewer

COUNTY = Viewer(
    user=UUID(int=101), login="zhou", name="周办", level=Level.COUNTY, post=UUID(int=201),
    post_title="联席办工作人员", unit=UUID(int=301), unit_name="演示县民政局",
    division="331124000000", lo="331124000000", hi="331125000000", request="req-1",
)  # fmt: skip
TOWN = Viewer(
    user=UUID(int=102), login="li", name="李督导", level=Level.TOWN, unit=UUID(int=302),
    division="331124101000", lo="331124101000", hi="331124102000",
)  # fmt: skip
OTHER_TOWN = Viewer(
    user=UUID(int=103), login="zhao", name="赵督导", level=Level.TOWN, unit=UUID(int=303),
    division="331124102000", lo="331124102000", hi="331124103000",
)  # fmt: skip
SCHOOL = Viewer(
    user=UUID(int=104), login="sun", name="孙老师", level=Level.UNIT, unit=UUID(int=304),
    unit_name="演示小学", division="331124101000",
)  # fmt: skip
PROVINCE = Viewer(
    user=UUID(int=105), login="qian", name="钱处", level=Level.PROVINCE, unit=UUID(int=305),
    division="330000000000", lo="330000000000", hi="340000000000",
)  # fmt: skip
MACHINE = Viewer.for_system("测试")
