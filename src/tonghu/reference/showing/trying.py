"""试一试怎么摆: the fields of the form in four groups, what is seldom needed folded away."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """一组."""

    title: str
    fields: tuple[str, ...]
    seldom: tuple[str, ...] = ()


def _parent(who: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return (f"{who}_status", f"{who}_place", f"{who}_since"), tuple(
        f"{who}_{one}" for one in ("term", "grade", "kind")
    )


PARTS = (
    Part("孩子", ("born", "hukou", "lives"), ("lives_since",)),
    Part("父亲", *_parent("father")),
    Part("母亲", *_parent("mother")),
    Part(
        "照料、上学和处境", ("carer", "school"), ("grade", "kind", "circumstances", "rest_denied")
    ),
)
