"""填的是什么: a text of the search box as a name, a sound, a number or a file number. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

LONGEST = 40
AFTER = "\U0010ffff"  # comes after everything that begins with what stands before it
_ID = re.compile(r"\d{17}[\dX]|\d{15}")
_PHONE = re.compile(r"1\d{10}|0\d{9,11}")
_FILE = re.compile(r"[\w\u3400-\u9fff]*\d{4}-\d+|(?=.*\d)[2-9A-HJ-NP-Z]{10}")
_TELLS = re.compile(r"[\s\-()（）]")


class Means(StrEnum):
    """填的是哪一种."""

    NOTHING = "nothing"
    ID_NUMBER = "id_number"
    PHONE = "phone"
    FILE_NUMBER = "file_number"
    SOUND = "sound"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Asked:
    """问的: what kind, and the text in the form in which it is compared."""

    means: Means
    text: str = ""

    @property
    def range(self) -> tuple[str, str]:
        """Half-open range of everything that begins with the text, ordered byte by byte."""
        return self.text, self.text + AFTER


def understood(typed: str) -> Asked:
    """填的是什么: full width, blanks and small letters make no difference."""
    text = unicodedata.normalize("NFKC", typed).strip()[:LONGEST]
    if not text:
        return Asked(Means.NOTHING)
    number = _TELLS.sub("", text).upper()
    if _ID.fullmatch(number):
        return Asked(Means.ID_NUMBER, number)
    if _PHONE.fullmatch(number):
        return Asked(Means.PHONE, number)
    if _FILE.fullmatch(text.upper()):
        return Asked(Means.FILE_NUMBER, text.upper())
    letters = text.replace(" ", "").replace("'", "").lower()
    if letters.isascii() and letters.isalpha():
        return Asked(Means.SOUND, letters)
    return Asked(Means.NAME, text.replace(" ", ""))
