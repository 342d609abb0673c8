"""填错了: which field, and the sentence that says what to do."""

from __future__ import annotations

import re

from tonghu.core.errors import Wrong as Wrong

_NUMBER = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")


def no_child_in(field: str, text: str) -> str:
    """材料里只写工作，不写儿童: a text with a citizen's number is refused."""
    if _NUMBER.search(text):
        raise Wrong(field, "这里写了身份证号。材料只写做了什么工作，不写儿童的个人信息，请删去。")
    return text.strip()
