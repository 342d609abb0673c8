"""字段的写法: shorthands of the levels these tables use."""

from __future__ import annotations

from tonghu.core.marks import aggregate, inside, person, text, traceless, who

# 村 is among them because of its committee's rows: other units' stand at the town (rules.receiving.desk)
ASKED = ("county", "town", "village")
figure = aggregate  # 汇总数

__all__ = ["ASKED", "figure", "inside", "person", "text", "traceless", "who"]
