"""联席会议的表: the body and its people, meetings; what was decided is added beside them."""

from tonghu.conference.models.body import Body, Holder, MemberChange, Seat
from tonghu.conference.models.exchange import (
    Bulletin,
    BulletinFigure,
    InfoRequest,
    Practice,
    Problem,
    ProblemPart,
)
from tonghu.conference.models.inspections import Check, Finding, Inspection, SampleCase
from tonghu.conference.models.meetings import AgendaItem, Attendance, Material, Meeting
from tonghu.conference.models.minutes import (
    MajorMatter,
    Minutes,
    Opinion,
    Section,
    SectionText,
    Wording,
)
from tonghu.conference.models.plans import Plan, PlanItem
from tonghu.conference.models.resolutions import Evidence, Progress, Resolution, Urging

__all__ = [
    "AgendaItem",
    "Attendance",
    "Body",
    "Bulletin",
    "BulletinFigure",
    "Check",
    "Evidence",
    "Finding",
    "Holder",
    "InfoRequest",
    "Inspection",
    "MajorMatter",
    "Material",
    "Meeting",
    "MemberChange",
    "Minutes",
    "Opinion",
    "Plan",
    "PlanItem",
    "Practice",
    "Problem",
    "ProblemPart",
    "Progress",
    "Resolution",
    "SampleCase",
    "Seat",
    "Section",
    "SectionText",
    "Urging",
    "Wording",
]
