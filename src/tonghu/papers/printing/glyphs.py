"""缺字: characters no font of the machine has; a paper with one is refused, never printed with a box."""

from __future__ import annotations

from pathlib import Path

from fontTools.ttLib import TTCollection, TTFont

from tonghu.papers.printing.order import CannotPrint
from tonghu.papers.printing.outfit import MEND, Outfit

INVISIBLE = frozenset("\n\t\u00a0\u2009\u202f\u200b\u3000 ")


def missing(text: str, fonts: Outfit) -> str:
    """Those characters, in order of their code; fonts are opened one by one while some are left."""
    left = {c for c in text if c not in INVISIBLE}
    for font in fonts.fonts:
        if not left:
            break
        left = {c for c in left if ord(c) not in covered(font.file)}
    return "".join(sorted(left))


def refuse_missing(text: str, fonts: Outfit) -> None:
    """Raises with the characters by name."""
    lost = missing(text, fonts)
    if lost:
        named = "、".join(
            f"“{c}”（U+{ord(c):04X}）" if c.isprintable() else f"U+{ord(c):04X}" for c in lost[:10]
        )
        more = "等" if len(lost) > 10 else ""
        raise CannotPrint(
            f"这{len(lost)}个字本机的字体里没有：{named}{more}。可以先印Word；要印PDF，{MEND}"
        )


def covered(file: Path) -> frozenset[int]:
    """The characters of a font file; of a collection, those of its first face."""
    known = _known.get(file)
    if known is None:
        with (
            TTCollection(file, lazy=True)
            if file.suffix == ".ttc"
            else TTFont(file, lazy=True) as font
        ):
            face = font.fonts[0] if file.suffix == ".ttc" else font
            known = _known[file] = frozenset(face.getBestCmap())
    return known


_known: dict[Path, frozenset[int]] = {}
