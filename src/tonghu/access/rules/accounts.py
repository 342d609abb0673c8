"""账号的规矩: what a login looks like."""

from __future__ import annotations

import re

from tonghu.core.viewer import Viewer

LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")


def called_as(by: Viewer) -> str:
    """The name that stays beside what was done."""
    return by.name if by.signed_in else by.system[:80] or "系统"


def why_not_account(*, login: str, name: str) -> str | None:
    """账号不能建的原因, or None."""
    if not LOGIN.fullmatch(login):
        return "登录名用小写字母、数字、点、横线，2至40位，以字母或数字开头。"
    if not 1 <= len(name) <= 40:
        return "请填姓名，最长40个字。"
    if re.search(r"[0-9]{15}", login):
        return "登录名不要用身份证号，请换一个。"
    return None
