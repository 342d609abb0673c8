"""遮盖: what of a cell a page shows; numbers keep head and tail, the rest is asked for with a purpose."""

from __future__ import annotations

NUMBERS = frozenset({"id_number", "father_id", "mother_id", "guardian_id", "student_number"})
PHONES = frozenset({"phone", "father_phone", "mother_phone"})
SHOWN_WITH_PURPOSE = NUMBERS | PHONES
_SHORT, _PHONE = 8, 7


def masked(field: str, text: str) -> str:
    """The value of a field as a page shows it."""
    if field in NUMBERS:
        return number(text)
    if field in PHONES:
        return phone(text)
    return text


def number(text: str) -> str:
    """331*************26; what is too short to be a number of a person stays."""
    text = text.strip()
    return text if len(text) < _SHORT else text[:3] + "*" * (len(text) - 5) + text[-2:]


def phone(text: str) -> str:
    """138****6025."""
    text = text.strip()
    return text if len(text) < _PHONE else text[:3] + "*" * max(1, len(text) - 7) + text[-4:]
