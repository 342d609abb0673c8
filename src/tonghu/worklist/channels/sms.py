"""短信: an adapter; without a service of the place, messages are laid into a folder to be seen."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from tonghu.core import clock
from tonghu.core.ids import uuid7
from tonghu.worklist.channels.base import Message


@dataclass(frozen=True, slots=True)
class SpooledSms:
    """短信渠道: one file a message; of the number only its end, so that the folder tells nobody's."""

    def send(self, to: str, message: Message) -> None:
        """One short message."""
        folder = Path(settings.TONGHU_SPOOL) / "sms"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        when = clock.now().astimezone(clock.CHINA)
        text = f"{when:%Y-%m-%d %H:%M} 尾号{to[-4:]}\n{message.text}\n"
        (folder / f"{uuid7()}.txt").write_text(text, encoding="utf-8")
