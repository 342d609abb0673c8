"""地址 of `reconcile`."""

from django.urls import URLPattern

app_name = "reconcile"
urlpatterns: list[URLPattern] = []
