"""联席会议的表: the body and its people, meetings; what was decided is added beside them."""

from tonghu.conference.models.body import Body, Holder, MemberChange, Seat
from tonghu.conference.models.meetings import AgendaItem, Attendance, Material, Meeting

__all__ = [
    "AgendaItem",
    "Attendance",
    "Body",
    "Holder",
    "Material",
    "Meeting",
    "MemberChange",
    "Seat",
]
