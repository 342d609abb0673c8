"""遮盖: what of a name or a number may stand on paper (ui.md §2.9, §11).

ID numbers are masked in every workbook and on the page, the county's included. The owner of a
row has the full number in its own roster, and the row says which file and line; what differs is
said in words (第16位不同). So nobody needs the digits here, and a workbook sent on by chat or
left on a desk gives none away.
"""

from __future__ import annotations

import re

_HIDDEN = "*"
_RISKY = ("=", "+", "-", "@", "\t", "\r")
_SHORTEST = 8  # shorter text is no number of a person: shown as sent
_EXCEL_NOTATION = re.compile(r"\d\.?\d{0,5}[eE]\+?\d+")  # six digits: the division only


def mask_number(text: str) -> str:
    """证件号 with the first three and the last two characters only."""
    text = text.strip()
    if len(text) < _SHORTEST or _EXCEL_NOTATION.fullmatch(text):
        return text  # nothing but a prefix is left of it
    return text[:3] + _HIDDEN * (len(text) - 5) + text[-2:]


def mask_name(text: str) -> str:
    """姓名 as 潘*涵: surname and last character."""
    text = text.strip()
    if len(text) < 2:
        return text
    if len(text) == 2:
        return text[0] + _HIDDEN
    return text[0] + _HIDDEN * (len(text) - 2) + text[-1]


def harmless(text: str) -> str:
    """Text of others for a CSV that a person opens in Excel: never a formula."""
    return "'" + text if text.startswith(_RISKY) else text
