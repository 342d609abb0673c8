"""地址: every module's routes, and the pages for when there is none."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("ui/", include("tonghu.ui.urls")),
    path("", include("tonghu.access.urls")),
    path("", include("tonghu.files.urls")),
    path("", include("tonghu.worklist.urls")),
    path("", include("tonghu.papers.urls")),
    path("", include("tonghu.registry.urls")),
    path("", include("tonghu.reconcile.urls")),
    path("", include("tonghu.survey.urls")),
    path("", include("tonghu.conference.urls")),
    path("", include("tonghu.duties.urls")),
    path("", include("tonghu.statistics.urls")),
    path("", include("tonghu.home.urls")),
    path("", include("tonghu.reference.urls")),
    path("", include("tonghu.directory.urls")),
]

handler400 = "tonghu.access.views.unreadable"
handler404 = "tonghu.access.views.not_found"
handler403 = "tonghu.access.views.not_yours"
handler500 = "tonghu.access.views.broken"
