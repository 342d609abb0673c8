"""地址 of `conference`: the body, its meetings, what was decided."""

from tonghu.conference.urls import body, decided, meetings

app_name = "conference"
urlpatterns = [*body.urlpatterns, *meetings.urlpatterns, *decided.urlpatterns]
