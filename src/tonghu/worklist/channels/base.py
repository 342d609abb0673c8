"""渠道的约定: what a channel is given and what it must do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from tonghu.core.contributions import contributed

MAIL, SMS = "mail", "sms"


@dataclass(frozen=True, slots=True)
class Message:
    """一条提醒: counts and a link; there is no field that could hold a name."""

    today: int
    late: int
    notices: int
    link: str

    @property
    def subject(self) -> str:
        """One line."""
        if self.late:
            return f"童护：有{self.late}件已经迟了"
        return (
            f"童护：今天要办{self.today}件" if self.today else f"童护：有{self.notices}条通知没看"
        )

    @property
    def text(self) -> str:
        """The whole of it."""
        said = [
            f"今天到期{self.today}件" if self.today else "",
            f"已经迟了{self.late}件" if self.late else "",
            f"没看的通知{self.notices}条" if self.notices else "",
        ]
        told = "，".join(one for one in said if one)
        return f"{told}。请登录办理：{self.link}"


class Channel(Protocol):
    """渠道: sends one message to one address, or raises."""

    def send(self, to: str, message: Message) -> None:
        """发出去."""


@dataclass(frozen=True, slots=True)
class ChannelOf:
    """登记的渠道: the last one of a code is used, so that a place may bring its own."""

    code: str
    label: str
    channel: Channel


def channel_of(code: str) -> Channel | None:
    """The channel in use for a code."""
    found = [one.channel for one in contributed(ChannelOf) if one.code == code]
    return found[-1] if found else None
