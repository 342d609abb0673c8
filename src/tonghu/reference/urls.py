"""地址 of `reference`."""

from django.urls import URLPattern

app_name = "reference"
urlpatterns: list[URLPattern] = []
