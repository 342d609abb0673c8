"""试着办: a refusal becomes a sentence where the button was; nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.db import transaction
from django.http import HttpRequest

from tonghu.core.errors import NotNow
from tonghu.ui import page


def did(
    act: Callable[[], object], request: HttpRequest, form: forms.Form | None = None
) -> object | None:
    """What was made, or True; None when it was refused and the page says why."""
    try:
        with transaction.atomic():
            return act() or True
    except NotNow as refusal:
        if form is not None:
            form.add_error(None, str(refusal))
        else:
            page.toast(request, str(refusal))
    return None
