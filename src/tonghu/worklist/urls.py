"""地址 of `worklist`."""

from tonghu.access.permissions import P
from tonghu.core.routes import page
from tonghu.worklist import queries, views

app_name = "worklist"
_of = queries.task_subject
urlpatterns = [
    page("tasks/<uuid:task>/", views.show, name="task", needs=P.TASK_VIEW, of=_of),
    page(
        "tasks/<uuid:task>/on-behalf/", views.on_behalf, name="on_behalf",
        needs=P.TASK_DO, of=_of, methods=("POST",),
    ),
    page(
        "tasks/<uuid:task>/seen/", views.acknowledge, name="seen",
        needs=P.TASK_VIEW, of=_of, methods=("POST",),
    ),
]  # fmt: skip
