"""补交的页: answers that waited in a phone, the page without network, the worker that keeps it."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse, HttpResponseBadRequest, JsonResponse, QueryDict
from django.templatetags.static import static
from django.urls import Resolver404, resolve
from django.utils.dateparse import parse_datetime

from tonghu.core.errors import Missing, NotYours
from tonghu.core.routes import Request
from tonghu.survey.offline import sealing, taking
from tonghu.survey.views.tried import did
from tonghu.ui import page

MOST = 50  # answers of one sending
LARGEST = 400_000
WORKER = Path(__file__).resolve().parents[1] / "static" / "survey" / "sw.js"
SHELL = "/rounds/offline/"
FILES = (
    "ui/build/tonghu.css", "ui/build/htmx.min.js", "ui/build/icons.svg", "ui/page.js", "ui/keys.js",
    "ui/mark.svg", "survey/offline.js",
)  # fmt: skip
PAGES = frozenset({"survey:answer", "survey:change"})


def sync(request: Request) -> HttpResponse:
    """补交: each answer by its own number, none twice; what cannot be taken says why."""
    if request.content_type != "application/json" or len(request.body) > LARGEST:
        return HttpResponseBadRequest()
    try:
        sent = json.loads(request.body)
    except ValueError:
        return HttpResponseBadRequest()
    if not isinstance(sent, list):
        return HttpResponseBadRequest()
    told = [
        {"key": str(one.get("key", "")), "why": _taken(request, one)}
        for one in sent[:MOST]
        if isinstance(one, dict)
    ]
    return JsonResponse(told, safe=False)


def _taken(request: Request, one: dict[str, Any]) -> str:
    """Why an answer was not taken; empty when it was, now or earlier."""
    try:
        said = json.loads(
            sealing.opened(str(one["sealed"])) if one.get("sealed") else str(one.get("plain", ""))
        )
        round, division = _where(str(said["url"]))
        fields = QueryDict(str(said["body"]))
    except sealing.Unreadable as fault:
        return str(fault)
    except (ValueError, KeyError, TypeError, Http404):
        return "这一条认不出来，请重新核一次。"
    if fields.get("key") != one.get("key"):
        return "这一条认不出来，请重新核一次。"
    refused = forms.Form({})
    refused.is_valid()
    try:
        did(refused, lambda: taking.taken(request.viewer, round, fields, division, _at(one)))
    except (Missing, NotYours):
        return "这个孩子已经不在你的管辖范围内，没有交上去。"
    return " ".join(map(str, refused.non_field_errors()))


def _where(url: str) -> tuple[UUID, str]:
    try:
        found = resolve(url)
    except Resolver404 as fault:
        raise Http404 from fault
    if found.view_name not in PAGES:
        raise Http404
    return found.kwargs["id"], found.kwargs["division"]


def _at(one: dict[str, Any]) -> datetime | None:
    """When it was answered; the action does not believe a time to come."""
    at = parse_datetime(str(one.get("at", "")))
    return at if at and at.tzinfo else None


def shell(request: Request) -> HttpResponse:
    """没有网络的页: nobody's data on it."""
    return page.render(request, "survey/offline.html")


def worker(request: Request) -> HttpResponse:
    """壳的程序, with what it keeps and a version that changes with it."""
    files = [static(one) for one in FILES]
    body = WORKER.read_text(encoding="utf-8")
    version = hashlib.sha256(f"{files}{body}".encode()).hexdigest()[:12]
    head = f"var FILES = {json.dumps(files)}, SHELL = {json.dumps(SHELL)}, VERSION = {json.dumps('tonghu-' + version)};\n"
    answer = HttpResponse(head + body, content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer
