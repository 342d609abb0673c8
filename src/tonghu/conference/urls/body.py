"""地址: the body, its seats and those who hold them."""

from tonghu.access.permissions import P
from tonghu.conference.queries import reached as q
from tonghu.conference.views import bodies, seats
from tonghu.core.routes import page

BOTH, POST = ("GET", "POST"), ("POST",)
BODY, SEAT, CHANGE = (
    "conference/<uuid:body>/",
    "conference/seats/<uuid:seat>/",
    "conference/changes/<uuid:change>/",
)
VIEW, KEEP, ACT = P.CONFERENCE_VIEW, P.CONFERENCE_MANAGE, P.CONFERENCE_ACT

# fmt: off
urlpatterns = [
    page("conference/", bodies.bodies, name="bodies", needs=VIEW),
    page("conference/found/", bodies.found, name="found", needs=KEEP, methods=BOTH),
    page(BODY, bodies.year, name="year", needs=VIEW, of=q.body_subject),
    page(f"{BODY}members/", bodies.members, name="members", needs=VIEW, of=q.body_subject),
    page(f"{BODY}members/history/", bodies.history, name="history", needs=VIEW, of=q.body_subject),
    page(f"{BODY}members/names/", bodies.names, name="names", needs=KEEP, of=q.kept_body_subject, methods=POST),
    page(f"{BODY}members/ask/", bodies.ask, name="ask_holders", needs=KEEP, of=q.kept_body_subject, methods=POST),
    page(f"{BODY}members/add/", bodies.add_seat, name="add_seat", needs=KEEP, of=q.kept_body_subject, methods=POST),
    page(f"{BODY}members/follow/", bodies.follow, name="follow", needs=KEEP, of=q.kept_body_subject, methods=POST),
    page(f"{BODY}members/print/", bodies.issue, name="print_list", needs=P.PAPER_ISSUE, of=q.kept_body_subject, methods=POST),
    page(f"{BODY}end/", bodies.end, name="end_body", needs=KEEP, of=q.kept_body_subject, methods=POST),
    page(SEAT, seats.seat_page, name="seat", needs=VIEW, of=q.seat_subject),
    page(f"{SEAT}name/", seats.name, name="name_holder", needs=ACT, of=q.own_seat_subject, methods=POST),
    page(f"{SEAT}propose/", seats.propose, name="propose_change", needs=ACT, of=q.own_seat_subject, methods=POST),
    page(f"{SEAT}end/", seats.end_seat, name="end_seat", needs=KEEP, of=q.kept_seat_subject, methods=POST),
    page(CHANGE, seats.change_page, name="change", needs=VIEW, of=q.change_subject),
    page(f"{CHANGE}approve/", seats.approve, name="approve_change", needs=P.CONFERENCE_DECIDE, of=q.change_subject, methods=POST),
    page(f"{CHANGE}decide/", seats.decide, name="decide_change", needs=KEEP, of=q.kept_change_subject, methods=POST),
    page(f"{CHANGE}refuse/", seats.refuse, name="refuse_change", needs=KEEP, of=q.kept_change_subject, methods=POST),
    page(f"{CHANGE}withdraw/", seats.withdraw, name="withdraw_change", needs=ACT, of=q.own_change_subject, methods=POST),
]
