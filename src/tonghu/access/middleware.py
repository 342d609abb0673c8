"""门: who comes, as whom, and whether the address is open to them; asked before any page is made.

`Door` answers in this order: not signed in → sign-in page (and back afterwards) · nothing within
reach → 404, the same as missing · verb lacking → 403 with the reason. The page is made inside
`scope(viewer)`; what goes wrong undoes the transaction, while denials are logged beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, cast
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from tonghu.access import views
from tonghu.access.door import drafts
from tonghu.access.door.identity import SAID, identify
from tonghu.access.queries import facts_about
from tonghu.access.rules import Decision, Facts, decide
from tonghu.access.rules.deciding import OUT_OF_SIGHT
from tonghu.core import events
from tonghu.core.database import scope
from tonghu.core.database.rows import Rows
from tonghu.core.errors import Missing, NotNow, NotYours
from tonghu.core.routes import PUBLIC, SIGNED_IN, Request, Rule, rule_of
from tonghu.ui import page

Answer = Callable[[HttpRequest], HttpResponse]
FOUND = Facts(rows=Rows.open("路由的 of 已按管辖范围找到了它"))

# What somebody may still open who must first choose a password or a post
WAITING_ROOM = frozenset(
    {"access:me", "access:password", "access:posts", "access:sign_out", "access:end_session",
     "access:end_others", "access:reach"}
)  # fmt: skip

# What goes along to the sign-in page and back: never what somebody typed, nor what looks like the
# number of an identity card or of a telephone
TYPED = frozenset({"q", "search"})
CODE = re.compile(r"[A-Za-z0-9_.:-]{1,40}")
PERSONAL = re.compile(r"[0-9]{11}|[0-9]{15}|[0-9]{17}[0-9Xx]")

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",  # no-referrer would make a form's Origin null, and CSRF fail
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


class SecurityHeaders:
    """安全响应头 on every answer, also on files and on errors."""

    def __init__(self, get_response: Answer) -> None:
        """Keeps what comes next."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Adds what the answer does not say itself; files keep their own Cache-Control."""
        answer = self.get_response(request)
        for name, value in HEADERS.items():
            answer.headers.setdefault(name, value)
        if settings.HTTPS:
            kept = f"max-age={settings.SECURE_HSTS_SECONDS}; includeSubDomains"
            answer.headers.setdefault("Strict-Transport-Security", kept)
        return answer


class Door:
    """门: `request.viewer`, the scope of the request, and the rule of the address."""

    def __init__(self, get_response: Answer) -> None:
        """Keeps what comes next."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """One request, one viewer, one transaction."""
        asked = cast("Request", request)
        asked.subject = None
        asked.viewer = identify(request)
        with scope(asked.viewer):
            answer = self.get_response(request)
            if answer.status_code >= 500:
                transaction.set_rollback(True)
        return answer

    def process_view(
        self, request: Request, view: Callable[..., Any], args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """None lets the request in."""
        rule = rule_of(view)
        if rule is None:
            return views.not_found(request)
        name = request.resolver_match.view_name if request.resolver_match else ""
        if turned := self._turned_away(request, rule, name):
            return turned
        if rule.of is not None:
            request.subject = rule.of(request.viewer, **kwargs)
        decision = self._decision(request, rule)
        if decision.allowed:
            return None
        events.refused(
            by=request.viewer, what=name, reason=decision.reason, ids=list(kwargs.values())
        )
        if decision.status == 404:
            return views.not_found(request)
        return views.not_yours(request, PermissionError(decision.reason))

    def process_exception(self, request: Request, fault: Exception) -> HttpResponse | None:
        """Whatever goes wrong undoes the transaction; refusals become pages with their sentence."""
        transaction.set_rollback(True)
        if isinstance(fault, Missing):
            return views.not_found(request, fault)
        if isinstance(fault, NotYours):
            name = request.resolver_match.view_name if request.resolver_match else ""
            events.refused(by=request.viewer, what=name, reason=str(fault))
            return views.not_yours(request, fault)
        if isinstance(fault, NotNow):
            return views.not_now(request, fault)
        return None

    def _turned_away(self, request: Request, rule: Rule, name: str) -> HttpResponse | None:
        """Signed in, with a password of one's own and a post: or sent where that is put right."""
        if rule.needs == PUBLIC:
            return None
        if not request.viewer.signed_in:
            typed = request.method == "POST" and drafts.keep(request)
            if typed:
                request.session[SAID] = drafts.SAID
            return _send(request, "access:sign_in", back=True, typed=typed)
        if name in WAITING_ROOM:
            return None
        if getattr(request, "must_change", False):
            return _send(request, "access:password")
        if getattr(request, "must_enrol", False) and name != "access:phone":
            return _send(request, "access:phone")
        if request.viewer.post is None:
            return _send(request, "access:posts", back=True)
        return None

    def _decision(self, request: Request, rule: Rule) -> Decision:
        if rule.of is not None and request.subject is None:
            return Decision(404, OUT_OF_SIGHT)
        subject, asks_verb = request.subject, rule.needs not in {PUBLIC, SIGNED_IN}
        if subject is None or subject.child is None:  # nobody's conflict, nobody's glass
            plain = (
                decide(request.viewer, rule.needs, subject, FOUND) if asks_verb else Decision(200)
            )
            if plain.allowed or subject is None:
                return plain
        facts = facts_about(request.viewer, subject, FOUND)
        if not asks_verb:
            return (
                Decision(404, OUT_OF_SIGHT) if subject.child in facts.conflicts else Decision(200)
            )
        return decide(request.viewer, rule.needs, subject, facts)


def _way_back(request: HttpRequest) -> str:
    """The address asked for; of its parameters those that are codes, none that may tell of a child."""
    kept = [
        (name, value)
        for name, values in request.GET.lists()
        for value in values
        if name not in TYPED and CODE.fullmatch(value) and not PERSONAL.fullmatch(value)
    ]
    return request.path + (f"?{urlencode(kept)}" if kept else "")


def _send(
    request: HttpRequest, name: str, *, back: bool = False, typed: bool = False
) -> HttpResponse:
    """To another page of ours; a fragment's request turns the whole page."""
    to = reverse(name)
    if back and (request.method == "GET" or typed) and not request.headers.get("HX-Request"):
        to = f"{to}?next={quote(_way_back(request), safe='/')}"
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": to})
    return page.see_other(to)
