"""正文怎么分段: what people typed in a section becomes the blocks of a paper. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tonghu.papers.documents import Block, Heading, Paragraph

FIRST = re.compile(r"^[一二三四五六七八九十百]+、")
SECOND = re.compile(r"^（[一二三四五六七八九十百]+）")
THIRD = re.compile(r"^\d+[.．]")
DIGITS = "零一二三四五六七八九"


def blocks(text: str) -> Iterator[Block]:
    """一行一段; a line that begins with 一、 or （一） and has no stop at its end is a heading."""
    for line in text.splitlines():
        said = line.strip()
        if not said:
            continue
        short = len(said) <= 40 and not said.endswith(("。", "；", "：", "！", "？"))
        if FIRST.match(said) and short:
            yield Heading(said, 1)
        elif SECOND.match(said) and short:
            yield Heading(said, 2)
        elif THIRD.match(said) and short:
            yield Heading(said, 3)
        else:
            yield Paragraph(said)


def chinese(number: int) -> str:
    """一 … 九十九, for headings."""
    tens, ones = divmod(number, 10)
    if not tens:
        return DIGITS[ones]
    return ("" if tens == 1 else DIGITS[tens]) + "十" + (DIGITS[ones] if ones else "")
