"""邮件: through whatever mail server the settings name."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.mail import send_mail

from tonghu.worklist.channels.base import Message


@dataclass(frozen=True, slots=True)
class Mail:
    """邮件渠道."""

    def send(self, to: str, message: Message) -> None:
        """One mail, plain text."""
        send_mail(message.subject, message.text, None, [to])
