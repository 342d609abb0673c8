"""试着办 on the list: a refusal becomes a sentence on the next page; nothing half-done stays."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django import forms
from django.db import transaction
from django.http import Http404, HttpRequest

from tonghu.core.errors import NotNow
from tonghu.registry.rules.checking import WrongValues
from tonghu.ui import page

Made = TypeVar("Made")
Row = TypeVar("Row")


def tried(
    request: HttpRequest, act: Callable[[], Made], form: forms.Form | None = None
) -> Made | None:
    """What the act made; None when it was refused, and the form or the next page says why."""
    try:
        with transaction.atomic():
            return act()
    except NotNow as refusal:
        _say(request, form, str(refusal))
    except WrongValues as wrong:
        _say_each(request, form, wrong)
    return None


def did(request: HttpRequest, act: Callable[[], object], form: forms.Form | None = None) -> bool:
    """Whether an act that makes nothing was done."""

    def made() -> bool:
        act()
        return True

    return bool(tried(request, made, form))


def _say_each(request: HttpRequest, form: forms.Form | None, wrong: WrongValues) -> None:
    """Each sentence at its blank, where the form has it."""
    if form is None:
        _say(request, None, str(wrong))
        return
    for code, text in wrong.problems.items():
        if code not in form.errors:
            form.add_error(code if code in form.fields else None, text)


def _say(request: HttpRequest, form: forms.Form | None, text: str) -> None:
    if form is not None:
        form.add_error(None, text)
    else:
        page.toast(request, text)


def one_of(found: Row | None) -> Row:
    """What was found; the page for nothing when there is none within reach."""
    if found is None:
        raise Http404
    return found
