"""地址: meetings, agenda, notice, attendance."""

from tonghu.access.permissions import P
from tonghu.conference.queries import reached as q
from tonghu.conference.views import meetings, topics
from tonghu.core.routes import page

BOTH, POST = ("GET", "POST"), ("POST",)
BODY, MEETING, TOPIC = (
    "conference/<uuid:body>/",
    "conference/meetings/<uuid:meeting>/",
    "conference/topics/<uuid:topic>/",
)
COMING, MATERIAL = (
    "conference/attendances/<uuid:attendance>/",
    "conference/materials/<uuid:material>/",
)
VIEW, KEEP, ACT = P.CONFERENCE_VIEW, P.CONFERENCE_MANAGE, P.CONFERENCE_ACT
_meeting, _kept = q.meeting_subject, q.kept_meeting_subject

# fmt: off
urlpatterns = [
    page(f"{BODY}meetings/new/", meetings.plan, name="plan", needs=KEEP, of=q.kept_body_subject, methods=BOTH),
    page(f"{BODY}instruct/", meetings.instruct, name="instruct", needs=P.CONFERENCE_DECIDE, of=q.body_subject, methods=BOTH),
    page(MEETING, meetings.meeting_page, name="meeting", needs=VIEW, of=_meeting),
    page(f"{MEETING}edit/", meetings.edit, name="edit", needs=KEEP, of=_kept, methods=BOTH),
    page(f"{MEETING}call/", meetings.call, name="call", needs=KEEP, of=_kept, methods=POST),
    page(f"{MEETING}postpone/", meetings.postpone, name="postpone", needs=KEEP, of=_kept, methods=POST),
    page(f"{MEETING}cancel/", meetings.cancel, name="cancel", needs=KEEP, of=_kept, methods=POST),
    page(f"{MEETING}invite/", meetings.invite, name="invite", needs=KEEP, of=_kept, methods=POST),
    page(f"{MEETING}sign-in/", meetings.sign_in, name="sign_in", needs=KEEP, of=_kept, methods=BOTH),
    page(f"{MEETING}hold/", meetings.hold, name="hold", needs=KEEP, of=_kept, methods=POST),
    page(f"{MEETING}record/", meetings.record, name="record", needs=KEEP, of=_kept, methods=POST),
    page(f"{MEETING}print/", meetings.issue, name="print_sheet", needs=P.PAPER_ISSUE, of=_kept, methods=POST),
    page(f"{MEETING}materials/", meetings.add_material, name="add_material", needs=ACT, of=q.asked_meeting_subject, methods=POST),
    page(f"{COMING}answer/", meetings.answer, name="answer", needs=ACT, of=q.own_attendance_subject, methods=POST),
    page(f"{COMING}remove/", meetings.uninvite, name="uninvite", needs=KEEP, of=q.kept_attendance_subject, methods=POST),
    page(MATERIAL, meetings.material, name="material", needs=VIEW, of=q.material_subject),
    page(f"{MATERIAL}remove/", meetings.remove_material, name="remove_material", needs=ACT, of=q.own_material_subject, methods=POST),

    page(f"{MEETING}agenda/", topics.agenda, name="agenda", needs=VIEW, of=_meeting),
    page(f"{MEETING}agenda/list/", topics.list_, name="list_topics", needs=KEEP, of=_kept, methods=POST),
    page(f"{MEETING}agenda/order/", topics.order, name="order_topics", needs=KEEP, of=_kept, methods=POST),
    page(f"{MEETING}agenda/fix/", topics.fix, name="fix_agenda", needs=KEEP, of=_kept, methods=POST),
    page(f"{MEETING}agenda/outcomes/", topics.outcomes, name="outcomes", needs=KEEP, of=_kept, methods=POST),
    page(f"{BODY}topics/", topics.topics, name="topics", needs=VIEW, of=q.body_subject),
    page(f"{BODY}topics/new/", topics.propose, name="propose_topic", needs=ACT, of=q.body_subject, methods=BOTH),
    page(f"{BODY}topics/offers/", topics.offers, name="offers", needs=KEEP, of=q.kept_body_subject),
    page(f"{BODY}topics/take/", topics.take, name="take_offers", needs=KEEP, of=q.kept_body_subject, methods=POST),
    page(f"{BODY}topics/ask/", topics.ask, name="ask_topics", needs=KEEP, of=q.kept_body_subject, methods=POST),
    page(f"{BODY}topics/none/", topics.none, name="no_topics", needs=ACT, of=q.body_subject, methods=POST),
    page(f"{TOPIC}unlist/", topics.unlist, name="unlist_topic", needs=KEEP, of=q.kept_topic_subject, methods=POST),
    page(f"{TOPIC}drop/", topics.drop, name="drop_topic", needs=KEEP, of=q.kept_topic_subject, methods=POST),
    page(f"{TOPIC}restore/", topics.restore, name="restore_topic", needs=KEEP, of=q.kept_topic_subject, methods=POST),
    page(f"{TOPIC}withdraw/", topics.withdraw, name="withdraw_topic", needs=ACT, of=q.own_topic_subject, methods=POST),
]
