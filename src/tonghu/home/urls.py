"""地址 of `home`."""

from tonghu.access.permissions import P
from tonghu.core.routes import SIGNED_IN, page
from tonghu.home import views

app_name = "home"
urlpatterns = [
    page("", views.home, name="home", needs=SIGNED_IN),
    page("tasks/", views.tasks, name="tasks", needs=P.TASK_VIEW),
    page("tasks/next/", views.next_task, name="next", needs=P.TASK_VIEW),
    page("tasks/today/", views.today, name="today", needs=P.TASK_VIEW),
    page("search/", views.search, name="search", needs=SIGNED_IN, methods=("GET", "POST")),
]
