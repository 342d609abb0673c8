"""地址 of `worklist`."""

from tonghu.access.permissions import P
from tonghu.core.routes import page
from tonghu.worklist import queries
from tonghu.worklist.queries.inbox import notice_subject
from tonghu.worklist.views import overview, stand_ins, tasks, telling

app_name = "worklist"
_of = queries.task_subject
LOOK, POST = P.TASK_VIEW, ("POST",)
urlpatterns = [
    page("tasks/digest/", overview.digest, name="digest", needs=LOOK),
    page("tasks/calendar/", overview.calendar, name="calendar", needs=LOOK),
    page("tasks/excel/", overview.excel, name="excel", needs=P.EXPORT, methods=POST),
    page(
        "tasks/excel/<uuid:order>/", overview.excel_progress, name="excel_progress",
        needs=P.EXPORT, of=queries.export_subject,
    ),
    page(
        "tasks/excel/<uuid:order>/download/", overview.download, name="excel_download",
        needs=P.EXPORT, of=queries.export_subject,
    ),
    page("tasks/inbox/", telling.inbox, name="inbox", needs=LOOK),
    page("tasks/inbox/read/", telling.read, name="inbox_read", needs=LOOK, methods=POST),
    page(
        "tasks/inbox/<uuid:notice>/", telling.open_notice, name="notice", needs=LOOK,
        of=notice_subject, methods=POST,
    ),
    page(
        "tasks/reminding/", telling.reminding, name="reminding", needs=LOOK, methods=("GET", "POST")
    ),
    page("tasks/stand-ins/", stand_ins.stand_ins, name="stand_ins", needs=LOOK),
    page("tasks/stand-ins/new/", stand_ins.name, name="stand_in_new", needs=P.TASK_DO, methods=POST),
    page(
        "tasks/stand-ins/<uuid:stand_in>/end/", stand_ins.end, name="stand_in_end", needs=P.TASK_DO,
        of=queries.stand_in_subject, methods=POST,
    ),
    page(
        "tasks/<uuid:task>/remind/", telling.remind, name="remind", needs=P.TASK_REMIND, of=_of,
        methods=POST,
    ),
    page("tasks/<uuid:task>/", tasks.show, name="task", needs=P.TASK_VIEW, of=_of),
    page(
        "tasks/<uuid:task>/on-behalf/", tasks.on_behalf, name="on_behalf",
        needs=P.TASK_DO, of=_of, methods=("POST",),
    ),
    page(
        "tasks/<uuid:task>/seen/", tasks.acknowledge, name="seen",
        needs=P.TASK_VIEW, of=_of, methods=("POST",),
    ),
]  # fmt: skip
