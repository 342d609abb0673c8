"""Contrast of the token table, computed from the style sheet itself (WCAG 1.4.3, 1.4.11)."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

CSS = Path(__file__).parents[2] / "src" / "tonghu" / "ui" / "css"
TOKENS = dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", (CSS / "1-tokens.css").read_text()))
TEXT, EDGE = 4.5, 3.0
PAIRS = [
    *[(ink, ground, TEXT) for ink in ("ink", "ink-2", "ink-3") for ground in ("card", "paper", "head", "hover")],
    *[(f"{tone}-ink", f"{tone}-tint", TEXT) for tone in ("danger", "warn", "ok", "run", "seal", "idle")],
    *[(tone, ground, TEXT) for tone in ("danger", "warn", "ok", "seal", "brand") for ground in ("card", "head", "hover")],
    ("brand", "brand-tint", TEXT), ("brand-deep", "brand-tint", TEXT), ("brand", "paper", TEXT),
    ("ink", "brand-tint", TEXT), ("ink", "warn-tint", TEXT), ("ink", "danger-tint", TEXT),
    ("ink", "diff", TEXT), ("ink-2", "diff", TEXT), ("warn", "diff", TEXT), ("ink", "diff-mark", TEXT),
    ("card", "brand", TEXT), ("card", "brand-deep", TEXT), ("card", "danger", TEXT), ("card", "ink", TEXT),
    ("control", "card", EDGE), ("control", "paper", EDGE), ("brand", "track", EDGE), ("ok", "track", EDGE),
]  # fmt: skip


def light(colour: str) -> float:
    """Relative luminance of #rrggbb."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    bright, dark = sorted((light(one), light(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_every_pair_of_tokens_can_be_read(ink: str, ground: str, least: float) -> None:
    assert contrast(TOKENS[ink], TOKENS[ground]) >= least, f"{ink} on {ground}"


def test_no_text_is_lighter_than_the_lightest_ink() -> None:
    """Colours written out in the rules: on white, all that carry text reach 4.5."""
    for sheet in sorted(CSS.glob("*.css")):
        for colour in re.findall(r"(?<![-\w])color: (#[0-9a-f]{6})\b", sheet.read_text()):
            readable = max(contrast(colour, TOKENS[g]) for g in ("card", "brand-deep", "ink"))
            assert readable >= TEXT, f"{colour} in {sheet.name}"


def test_the_parts_of_a_bar_differ_in_lightness_so_that_they_differ_in_print() -> None:
    css = (CSS / "4-lists.css").read_text()
    found = {
        name: re.search(rf"\.c-{name}\b[^{{]*{{ fill: (#[0-9a-f]{{6}})", css)
        for name in ("accepted", "waiting", "checking")
    }
    steps = sorted(light(match[1]) for match in found.values() if match)
    assert len(steps) == 3
    assert all(b - a > 0.1 for a, b in pairwise(steps))
