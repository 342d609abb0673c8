"""试着办: a refusal becomes a sentence where the button was; nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django import forms
from django.db import transaction
from django.http import Http404, HttpRequest

from tonghu.core.errors import NotNow
from tonghu.duties.rules.wrong import Wrong
from tonghu.ui import page

Made = TypeVar("Made")
Row = TypeVar("Row")


def tried(
    form: forms.Form | None, act: Callable[[], Made], request: HttpRequest | None = None
) -> Made | None:
    """What the act made; None when it was refused and the form (or the next page) says why."""
    try:
        with transaction.atomic():  # what was half done is undone; the page goes on
            return act()
    except NotNow as refusal:
        _say(form, request, None, str(refusal))
    except Wrong as wrong:
        _say(form, request, wrong.field, wrong.text)
    return None


def did(
    form: forms.Form | None, act: Callable[[], object], request: HttpRequest | None = None
) -> bool:
    """Whether an act was done, whatever it makes."""

    def made() -> bool:
        act()
        return True

    return bool(tried(form, made, request))


def _say(
    form: forms.Form | None, request: HttpRequest | None, field: str | None, text: str
) -> None:
    if form is not None:
        form.add_error(field if field in form.fields else None, text)
    elif request is not None:
        page.toast(request, text)


def one_of(found: Row | None) -> Row:
    """What was found; the page for nothing when there is none within reach."""
    if found is None:
        raise Http404
    return found
