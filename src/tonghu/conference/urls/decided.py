"""地址: minutes, resolutions, plans, inspections, exchange, bulletins."""

from tonghu.access.permissions import P
from tonghu.conference.queries import body as bodies
from tonghu.conference.queries import meetings
from tonghu.conference.queries import minutes as q
from tonghu.conference.queries import resolutions as r
from tonghu.conference.views import minutes, resolutions
from tonghu.core.routes import page
from tonghu.core.viewer import Viewer

VIEW, ACT, KEEP = P.CONFERENCE_VIEW, P.CONFERENCE_ACT, P.CONFERENCE_MANAGE
BOTH, POST = ("GET", "POST"), ("POST",)
_body = bodies.kept_body_subject


def _meeting(viewer: Viewer, *, id):  # type: ignore[no-untyped-def]
    return meetings.kept_meeting_subject(viewer, meeting=id)


# fmt: off
urlpatterns = [
    page("conference/minutes/", minutes.listed, name="minutes_list", needs=VIEW),
    page("conference/meetings/<uuid:id>/minutes/", minutes.draft, name="minutes_draft", needs=KEEP, of=_meeting, methods=POST),
    page("conference/minutes/<uuid:id>/", minutes.show, name="minutes", needs=VIEW, of=q.minutes_subject),
    page("conference/minutes/<uuid:id>/sections/", minutes.add_section, name="section_add", needs=KEEP, of=q.kept_minutes_subject, methods=BOTH),
    page("conference/minutes/<uuid:id>/resolutions/", minutes.resolution, name="resolution_draft", needs=KEEP, of=q.kept_minutes_subject, methods=BOTH),
    page("conference/minutes/<uuid:id>/circulate/", minutes.circulate, name="minutes_circulate", needs=KEEP, of=q.kept_minutes_subject, methods=POST),
    page("conference/minutes/<uuid:id>/rule/", minutes.choose_rule, name="minutes_rule", needs=KEEP, of=q.kept_minutes_subject, methods=POST),
    page("conference/minutes/<uuid:id>/revise/", minutes.revise, name="minutes_revise", needs=KEEP, of=q.kept_minutes_subject, methods=POST),
    page("conference/minutes/<uuid:id>/issue/", minutes.issue, name="minutes_issue", needs=KEEP, of=q.kept_minutes_subject, methods=POST),
    page("conference/minutes/<uuid:id>/follow/", minutes.follow, name="minutes_follow", needs=KEEP, of=q.kept_minutes_subject, methods=POST),
    page("conference/minutes/<uuid:id>/correct/", minutes.correct, name="minutes_correct", needs=KEEP, of=q.kept_minutes_subject, methods=BOTH),
    page("conference/papers/<uuid:paper>/correct/", minutes.correct_paper, name="paper_correct", needs=KEEP),
    page("conference/sections/<uuid:id>/", minutes.section, name="section", needs=KEEP, of=q.kept_section_subject, methods=BOTH),
    page("conference/opinions/<uuid:id>/", minutes.opinion, name="opinion", needs=ACT, of=q.own_opinion_subject, methods=BOTH),
    page("conference/opinions/<uuid:id>/excuse/", minutes.excuse, name="opinion_excuse", needs=KEEP, of=q.kept_opinion_subject, methods=POST),
    page("conference/wordings/<uuid:id>/", minutes.decide_wording, name="wording", needs=KEEP, of=q.kept_wording_subject, methods=POST),

    page("conference/resolutions/", resolutions.ledger, name="resolutions", needs=VIEW),
    page("conference/resolutions/paper/", resolutions.ledger_paper, name="resolutions_paper", needs=P.PAPER_ISSUE, methods=POST),
    page("conference/<uuid:body>/assign/", resolutions.assign, name="resolution_assign", needs=KEEP, of=_body, methods=BOTH),
    page("conference/resolutions/<uuid:id>/", resolutions.resolution, name="resolution", needs=VIEW, of=r.resolution_subject),
    page("conference/resolutions/<uuid:id>/drop/", resolutions.drop, name="resolution_drop", needs=KEEP, of=r.kept_resolution_subject, methods=POST),
    page("conference/resolutions/<uuid:id>/report/", resolutions.report, name="resolution_report", needs=ACT, of=r.own_resolution_subject, methods=BOTH),
    page("conference/resolutions/<uuid:id>/decline/", resolutions.decline, name="resolution_decline", needs=ACT, of=r.own_resolution_subject, methods=POST),
    page("conference/resolutions/<uuid:id>/reassign/", resolutions.reassign, name="resolution_reassign", needs=KEEP, of=r.kept_resolution_subject, methods=POST),
    page("conference/resolutions/<uuid:id>/insist/", resolutions.insist, name="resolution_insist", needs=KEEP, of=r.kept_resolution_subject, methods=POST),
    page("conference/resolutions/<uuid:id>/urge/", resolutions.urge, name="resolution_urge", needs=KEEP, of=r.kept_resolution_subject, methods=POST),
    page("conference/reports/<uuid:id>/check/", resolutions.check, name="report_check", needs=KEEP, of=r.kept_progress_subject, methods=POST),
    page("conference/evidence/<uuid:id>/", resolutions.evidence, name="evidence", needs=VIEW, of=r.evidence_subject),
    page("conference/<uuid:body>/major/", resolutions.majors, name="majors", needs=KEEP, of=_body, methods=BOTH),
    page("conference/major/<uuid:id>/", resolutions.major_page, name="major", needs=VIEW, of=r.major_subject, methods=BOTH),
    page("conference/major/<uuid:id>/submit/", resolutions.submit_major, name="major_submit", needs=KEEP, of=r.kept_major_subject, methods=POST),
]
