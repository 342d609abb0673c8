"""提醒的渠道: one interface, whichever way a reminder goes; numbers and a link, never a person's data.

A place that has its own short message service contributes a `ChannelOf` of its own code "sms".
"""

from tonghu.worklist.channels.base import Channel, ChannelOf, Message, channel_of
from tonghu.worklist.channels.mail import Mail
from tonghu.worklist.channels.sms import SpooledSms

__all__ = ["Channel", "ChannelOf", "Mail", "Message", "SpooledSms", "channel_of"]
