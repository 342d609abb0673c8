"""村名: a village as people call it, without its committee."""

from __future__ import annotations

_COMMITTEES = ("村民委员会", "居民委员会", "村委会", "居委会")


def village_name(name: str) -> str:
    """蔡宅村村民委员会 → 蔡宅村, 西屏社区居委会 → 西屏社区, 蔡宅村委会 → 蔡宅村."""
    for tail in _COMMITTEES:
        if name.endswith(tail) and (stem := name.removesuffix(tail)):
            kind = "村" if tail.startswith("村") else "社区"
            return stem if stem.endswith(("村", "社区")) else f"{stem}{kind}"
    return name
