"""大类: the report's kinds of discrepancy as the five a page counts, and what a unit reads of them."""

from __future__ import annotations

from tonghu.reconcile.engine.result import Why
from tonghu.reconcile.report.discrepancies.kinds import DiscrepancyKind
from tonghu.reconcile.report.review import WHY_LABELS

K = DiscrepancyKind
OMISSION, DUPLICATE, CONFLICT, OVER_AGE, UNCLEAR = (
    "omission", "duplicate", "conflict", "over_age", "unclear",
)  # fmt: skip
GROUPS = (OMISSION, DUPLICATE, CONFLICT, OVER_AGE, UNCLEAR)
GROUP_OF: dict[DiscrepancyKind, str] = {
    K.MISSING_FROM_SURVEY: OMISSION,
    K.SAME_NUMBER: DUPLICATE,
    K.DOUBLE_HUKOU: DUPLICATE,
    K.REPEAT: DUPLICATE,
    K.OVER_AGE: OVER_AGE,
    K.SURVEY_ONLY: UNCLEAR,
    K.FIELD_CONFLICT: CONFLICT,
    K.UNREADABLE_ID: CONFLICT,
    K.SENDER_FAULT: CONFLICT,
}
PAIRS = frozenset({K.SAME_NUMBER, K.DOUBLE_HUKOU, K.REPEAT})
JUDGE = "judge"  # detail of pairs the engine leaves to people
JUDGE_MARK = "判"
LISTED_WHYS = frozenset({Why.SAME_NUMBER, Why.TWO_NUMBERS, Why.REPEAT})
_TAILS = ("和其他名册不一样",)


def detail_label(detail: str) -> str:
    """The finer kind, as a list shows it beside the case number."""
    if detail.startswith(JUDGE):
        why = detail.partition(":")[2]
        return WHY_LABELS[Why(why)] if why else "待判的对"
    return DiscrepancyKind(detail).label


def answers_of(detail: str) -> tuple[str, ...]:
    """处理结果 a unit may choose from."""
    if detail.startswith(JUDGE):
        return ("已核对，填写无误", "已改正", "是同一个孩子", "不是同一个孩子", "其他（请写明）")
    return DiscrepancyKind(detail).facts.answers


def short(detail: str, sentence: str) -> str:
    """The problem in a few characters, to count a unit's most frequent one."""
    if detail in (K.FIELD_CONFLICT, K.UNREADABLE_ID):
        head = sentence.split("。", 1)[0]
        for tail in _TAILS:
            head = head.partition(tail)[0]
        return head.removeprefix("这个号码").split("，", 1)[0]
    return detail_label(detail)
