"""信不信得过: a comparison in which hardly anybody is met twice says that a file is not what it claims."""

from __future__ import annotations

LEAST_RATE = (
    0.5  # below it the files and not the children are the trouble; ours, no document sets it
)
LEAST_CHILDREN = 30  # fewer prove nothing


def implausible(rate: float, surveyed: int) -> str:
    """The sentence that stops a run, "" where it may go on."""
    if surveyed < LEAST_CHILDREN or rate >= LEAST_RATE:
        return ""
    return (
        f"民政名册里只有{rate:.0%}的孩子能在学校或者公安的名册里找到，不像同一个地方、同一时间的名册，"
        "所以没有出结果。请核对各份名册的乡镇、日期和列的对应，再比一次。"
    )
