"""地址: minutes, resolutions, plans, inspections, exchange, bulletins."""

from tonghu.access.permissions import P
from tonghu.conference.queries import exchange as e
from tonghu.conference.queries import inspections as i
from tonghu.conference.queries import minutes as q
from tonghu.conference.queries import plans as p
from tonghu.conference.queries import reached
from tonghu.conference.queries import resolutions as r
from tonghu.conference.views import exchange, inspections, minutes, plans, resolutions
from tonghu.core.routes import page
from tonghu.core.viewer import Viewer

VIEW, ACT, KEEP = P.CONFERENCE_VIEW, P.CONFERENCE_ACT, P.CONFERENCE_MANAGE
BOTH, POST = ("GET", "POST"), ("POST",)
_body = reached.kept_body_subject


def _meeting(viewer: Viewer, *, id):  # type: ignore[no-untyped-def]
    return reached.kept_meeting_subject(viewer, meeting=id)


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
    page("conference/resolutions/paper/", resolutions.ledger_paper, name="resolutions_paper", needs=KEEP, methods=POST),
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

    page("conference/plans/", plans.plans, name="plans", needs=VIEW),
    page("conference/plans/new/", plans.new, name="work_plan_new", needs=ACT, methods=BOTH),
    page("conference/plans/<uuid:id>/", plans.plan, name="work_plan", needs=VIEW, of=p.plan_subject),
    page("conference/plans/<uuid:id>/edit/", plans.edit, name="work_plan_edit", needs=ACT, of=p.own_plan_subject, methods=BOTH),
    page("conference/plans/<uuid:id>/items/", plans.add_item, name="work_plan_item_add", needs=ACT, of=p.own_plan_subject, methods=BOTH),
    page("conference/plans/<uuid:id>/issue/", plans.issue, name="work_plan_issue", needs=ACT, of=p.own_plan_subject, methods=POST),
    page("conference/plans/<uuid:id>/correct/", plans.correct, name="work_plan_correct", needs=ACT, of=p.own_plan_subject, methods=POST),
    page("conference/plan-items/<uuid:id>/", plans.do, name="work_plan_item", needs=ACT, of=p.own_item_subject, methods=BOTH),

    page("conference/inspections/", inspections.inspections, name="inspections", needs=VIEW),
    page("conference/<uuid:body>/inspections/", inspections.new, name="inspection_new", needs=KEEP, of=_body, methods=BOTH),
    page("conference/inspections/<uuid:id>/", inspections.inspection, name="inspection", needs=VIEW, of=i.inspection_subject),
    page("conference/inspections/<uuid:id>/checks/", inspections.checks, name="inspection_checks", needs=KEEP, of=i.kept_inspection_subject, methods=POST),
    page("conference/inspections/<uuid:id>/draw/", inspections.draw, name="inspection_draw", needs=P.CHILD_LIST, of=i.drawn_inspection_subject, methods=POST),
    page("conference/inspections/<uuid:id>/findings/", inspections.add_finding, name="finding_add", needs=KEEP, of=i.kept_inspection_subject, methods=BOTH),
    page("conference/inspections/<uuid:id>/hold/", inspections.hold, name="inspection_hold", needs=KEEP, of=i.kept_inspection_subject, methods=POST),
    page("conference/inspections/<uuid:id>/report/", inspections.report, name="inspection_report", needs=KEEP, of=i.kept_inspection_subject, methods=POST),
    page("conference/cases/<uuid:id>/", inspections.case, name="case", needs=KEEP, of=i.case_subject, methods=POST),
    page("conference/findings/<uuid:id>/", inspections.finding, name="finding", needs=VIEW, of=i.finding_subject),
    page("conference/findings/<uuid:id>/mend/", inspections.mend, name="finding_mend", needs=ACT, of=i.own_finding_subject, methods=BOTH),
    page("conference/findings/<uuid:id>/recheck/", inspections.recheck, name="finding_recheck", needs=KEEP, of=i.kept_finding_subject, methods=POST),

    page("conference/exchange/", exchange.exchange, name="exchange", needs=VIEW),
    page("conference/requests/new/", exchange.ask, name="request_new", needs=ACT, methods=BOTH),
    page("conference/requests/<uuid:id>/", exchange.request_page, name="request", needs=VIEW, of=e.request_subject),
    page("conference/requests/<uuid:id>/answer/", exchange.answer, name="request_answer", needs=ACT, of=e.own_request_subject, methods=BOTH),
    page("conference/problems/new/", exchange.raise_, name="problem_new", needs=ACT, methods=BOTH),
    page("conference/problems/<uuid:id>/", exchange.problem, name="problem", needs=VIEW, of=e.problem_subject),
    page("conference/problems/<uuid:id>/handle/", exchange.handle, name="problem_handle", needs=KEEP, of=e.kept_problem_subject, methods=BOTH),
    page("conference/problems/<uuid:id>/settle/", exchange.settle, name="problem_settle", needs=KEEP, of=e.kept_problem_subject, methods=POST),
    page("conference/problem-parts/<uuid:id>/", exchange.part, name="problem_part", needs=ACT, of=e.own_part_subject, methods=POST),
    page("conference/practices/new/", exchange.send_practice, name="practice_new", needs=ACT, methods=BOTH),
    page("conference/practices/<uuid:id>/", exchange.practice, name="practice", needs=VIEW, of=e.practice_subject),
    page("conference/practices/<uuid:id>/edit/", exchange.edit_practice, name="practice_edit", needs=KEEP, of=e.kept_practice_subject, methods=POST),
    page("conference/practices/<uuid:id>/share/", exchange.share_practice, name="practice_share", needs=KEEP, of=e.kept_practice_subject, methods=POST),
    page("conference/practices/<uuid:id>/keep/", exchange.keep_practice, name="practice_keep", needs=KEEP, of=e.kept_practice_subject, methods=POST),
    page("conference/<uuid:body>/bulletins/", exchange.bulletins, name="bulletins", needs=KEEP, of=_body, methods=BOTH),
    page("conference/bulletins/<uuid:id>/", exchange.bulletin, name="bulletin", needs=VIEW, of=e.bulletin_subject),
    page("conference/bulletins/<uuid:id>/edit/", exchange.edit_bulletin, name="bulletin_edit", needs=KEEP, of=e.kept_bulletin_subject, methods=BOTH),
    page("conference/bulletins/<uuid:id>/refresh/", exchange.refresh, name="bulletin_refresh", needs=KEEP, of=e.kept_bulletin_subject, methods=POST),
    page("conference/bulletins/<uuid:id>/issue/", exchange.issue_bulletin, name="bulletin_issue", needs=KEEP, of=e.kept_bulletin_subject, methods=POST),
    page("conference/bulletins/<uuid:id>/correct/", exchange.correct_bulletin, name="bulletin_correct", needs=KEEP, of=e.kept_bulletin_subject, methods=POST),
]
