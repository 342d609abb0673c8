"""紧急查看: when one may be opened. It needs no permit beforehand, therefore a reason and a review."""

from __future__ import annotations

from datetime import timedelta

from tonghu.access.rules.deciding import LONGEST_GLASS

LEAST_WORDS = 20  # characters of a reason
LEAST_DIFFERENT = 8  # of them different, so that 急急急急 is none
MOST_A_DAY = 3
REVIEW_WITHIN = timedelta(hours=72)


def why_not_open(*, reason: str, minutes: int, opened_today: int, unreviewed: int) -> str | None:
    """不能打开的原因, or None. Under a conflict of interest nobody comes this far: 404."""
    said = [sign for sign in reason if not sign.isspace()]
    if len(said) < LEAST_WORDS or len(set(said)) < LEAST_DIFFERENT:
        return f"请把事由写清楚：什么人、什么事、为什么等不得，至少{LEAST_WORDS}个字。"
    if not 0 < minutes <= LONGEST_GLASS.seconds // 60:
        return f"最长{LONGEST_GLASS.seconds // 60}分钟，请改短。"
    if opened_today >= MOST_A_DAY:
        return f"今天已经紧急查看{opened_today}次，到了上限。请打电话找县级民政部门。"
    if unreviewed:
        return "上次紧急查看过了72小时还没有复核，请先请上级复核。"
    return None
