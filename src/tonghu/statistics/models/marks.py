"""字段的写法: shorthands of the levels these tables use."""

from __future__ import annotations

from tonghu.core.marks import aggregate as aggregate
from tonghu.core.marks import inside as inside
from tonghu.core.marks import text as text

FIGURES = ("nation", "province", "prefecture", "county", "town")  # whoever reads figures
