"""几个例子: invented children that show where definitions part."""

from __future__ import annotations

from datetime import date, timedelta

_YEAR = 365


def _born(age: int, today: date) -> str:
    return (today - timedelta(days=age * _YEAR + 100)).isoformat()


def example(code: str, today: date) -> dict[str, object]:
    """The values of an example, as of a day; {} for an unknown one."""
    start = {"as_of": today.isoformat(), "hukou": "rural", "lives": "village", "rest_denied": True,
             "carer": "grandparent", "school": "enrolled"}  # fmt: skip
    long_ago = (today - timedelta(days=2 * _YEAR)).isoformat()
    found: dict[str, dict[str, object]] = {
        "both_away": {
            "born": _born(9, today), "father_status": "away", "father_place": "nation",
            "father_since": long_ago, "mother_status": "away", "mother_place": "nation",
            "mother_since": long_ago,
        },
        "near": {
            "born": _born(9, today), "father_status": "away", "father_place": "county",
            "father_since": long_ago, "mother_status": "away", "mother_place": "county",
            "mother_since": long_ago,
        },
        "disabled_grade_3": {
            "born": _born(12, today), "father_status": "away", "father_place": "province",
            "father_since": long_ago, "mother_status": "disabled", "mother_grade": "3",
            "mother_kind": "intellectual",
        },
        "lost_contact": {
            "born": _born(7, today), "father_status": "dead", "father_since": long_ago,
            "mother_status": "lost_contact",
            "mother_since": (today - timedelta(days=200)).isoformat(),
        },
    }  # fmt: skip
    return {**start, **found[code]} if code in found else {}


EXAMPLES = (
    ("both_away", "父母都在外省打工"),
    ("near", "父母都在本县别的乡镇打工"),
    ("disabled_grade_3", "父亲外出，母亲智力残疾三级"),
    ("lost_contact", "父亲去世，母亲失联200天"),
)
