"""证件号码、电话: shape, check digit, what a number says of birth and sex (GB 11643; domain §2.1)."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_SHAPE = re.compile(r"[1-9][0-9]{16}[0-9X]")
_OLD = re.compile(r"[1-9][0-9]{14}")
_PHONE = re.compile(r"\+?[0-9]{7,17}")


def tidy(text: str) -> str:
    """Half width, capital X, no blanks or hyphens."""
    plain = unicodedata.normalize("NFKC", text).upper()
    return re.sub(r"[\s\-]", "", plain)


def number_problem(number: str, *, old_allowed: bool = False) -> str:
    """Why a number is none, as a sentence; empty when it is sound."""
    if old_allowed and _OLD.fullmatch(number):
        return ""
    if not _SHAPE.fullmatch(number):
        return "身份证号码应为18位，最后一位可以是X，请对照证件检查有没有少写、多写。"
    if born(number) is None:
        return "身份证号码第7到14位不是一个日期，请对照证件检查。"
    if _check(number) != number[17]:
        return "身份证号码的最后一位对不上，一定有一位写错了，请对照证件检查。"
    return ""


def _check(number: str) -> str:
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECKS[total % 11]


def with_check(first: str) -> str:
    """The full number of seventeen digits."""
    return first + _check(first)


def born(number: str) -> date | None:
    """The birth date a number of 18 digits says."""
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def sex_of(number: str) -> str:
    """1 male, 2 female, by the seventeenth digit."""
    return "1" if int(number[16]) % 2 else "2"


def phone_problem(number: str) -> str:
    """Why a phone number is none, as a sentence."""
    if _PHONE.fullmatch(number):
        return ""
    return "电话号码只写数字，7到17位，固定电话连区号写，例如05788061234。"
