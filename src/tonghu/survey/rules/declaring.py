"""家庭申报的判断 (D-099): the code of a link, the second fact, what a family may say."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, timedelta

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that a family could take for another
LENGTH = 10  # 32^10: guessing is hopeless behind the counted tries
VALID = timedelta(days=14)
PASSED = timedelta(minutes=60)  # how long a page stands open after the second fact
BLANKS = (
    "carer_kind", "carer_name", "carer_phone", "father_place", "father_phone", "mother_place",
    "mother_phone", "both_away", "residence_address", "school_name",
)  # fmt: skip
RELATIONS = (
    ("father", "爸爸"), ("mother", "妈妈"), ("grandparent", "爷爷、奶奶、外公、外婆"), ("carer", "受委托照看的人"),
    ("other", "别的亲属"),
)  # fmt: skip


def new_code() -> str:
    """一次性的码."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def tidy(code: str) -> str:
    """As it was typed: small letters, blanks and strokes make no difference."""
    return "".join(sign for sign in code.upper() if sign.isalnum())[:40]


def shown(code: str) -> str:
    """ABCDE-FGHJK, to be read aloud."""
    return f"{code[:5]}-{code[5:]}"


def digest(code: str) -> str:
    """链接指纹: what is kept of the code."""
    return hashlib.sha256(f"tonghu-declare|{tidy(code)}".encode()).hexdigest()


def same_day(typed: date, known: str | date | None) -> bool:
    """第二个事实: the child's birthday as the register has it; an uncertain one fits by what is known."""
    kept = known.isoformat() if isinstance(known, date) else str(known or "")
    return bool(kept) and typed.isoformat().startswith(kept)
