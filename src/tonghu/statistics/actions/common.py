"""各动作共用: permission, the one answer for missing and out of reach."""

from __future__ import annotations

from tonghu.access.rules.deciding import need as need
from tonghu.core.errors import found as found
from tonghu.core.viewer import Viewer

DESK = Viewer.for_system("数一个县的全部指标，只留汇总数")
