"""地址 of `worklist`."""

from django.urls import URLPattern

app_name = "worklist"
urlpatterns: list[URLPattern] = []
