"""时限的检查: each clock is in the vocabulary, rightly measured, given by somebody, used."""

from __future__ import annotations

from collections.abc import Iterator

from tonghu.policy.loading.layers import Layer
from tonghu.policy.problems import Problem
from tonghu.policy.schema.base import DURATION_UNITS
from tonghu.policy.vocabulary import Clock, Vocabulary


def faults(layer: Layer, vocabulary: Vocabulary) -> Iterator[Problem]:
    """Faults of `[clocks]` against the vocabulary, and of the vocabulary against the code."""
    given = layer.values.get("clocks")
    lengths = given if isinstance(given, dict) else {}
    written = {
        str(p[1]) for p in (*layer.origins, *layer.silences) if len(p) == 2 and p[0] == "clocks"
    }
    for name in sorted(written - set(vocabulary.clocks)):
        origin = layer.origins.get(("clocks", name)) or layer.silences["clocks", name]
        yield origin.problem(f"词表里没有时限“{name}”；可用的时限见 tonghu policy words clocks。")
    for name, clock in vocabulary.clocks.items():
        if name not in lengths:
            yield Problem(
                vocabulary.file,
                vocabulary.lines.line(("clocks", name)),
                f"时限“{name}”没有长度；请在 profiles/base/profile.toml 的 [clocks] 里给出默认值。",
            )
        else:
            yield from _measure(layer, name, clock, lengths[name])
    yield from _unused(vocabulary)


def _measure(layer: Layer, name: str, clock: Clock, length: object) -> Iterator[Problem]:
    if not isinstance(length, dict):
        return
    for unit in length:
        if unit in DURATION_UNITS and unit not in clock.units:
            allowed = "、".join(clock.units)
            yield layer.origins["clocks", name].problem(
                f"时限“{name}”不能用{unit}（{DURATION_UNITS[unit]}）计，只许用{allowed}。"
            )


def _unused(vocabulary: Vocabulary) -> Iterator[Problem]:
    from tonghu.policy.questions import clocks_asked  # late: questions stand above the loader

    used = clocks_asked()
    for name, clock in vocabulary.clocks.items():
        asked = name in used
        if clock.state == "built" and not asked:
            sentence = f"时限“{name}”写作 built，却没有任何程序用它；请改为 planned，或者删去。"
        elif clock.state == "planned" and asked:
            sentence = f"时限“{name}”已有程序使用，请把 planned 改为 built。"
        else:
            continue
        yield Problem(vocabulary.file, vocabulary.lines.line(("clocks", name)), sentence)
