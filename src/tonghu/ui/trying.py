"""试着办: a refusal becomes a sentence where the button was; nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar
from uuid import UUID

from django import forms
from django.db import transaction
from django.http import Http404, HttpRequest

from tonghu.core.errors import NotNow, Wrong
from tonghu.ui import page

Made = TypeVar("Made")
Row = TypeVar("Row")
Told = Mapping[type[Exception], Callable[[Any], Mapping[str, str]]]
SAID: Told = {NotNow: lambda one: {"": str(one)}, Wrong: lambda one: {one.field: one.text}}


def tried(
    form: forms.Form | None,
    act: Callable[[], Made],
    request: HttpRequest | None = None,
    *,
    more: Told | None = None,
) -> Made | None:
    """What the act made; None when it was refused and the form (or the next page) says why.

    `more`: refusals a module has beside the common ones, each as field → sentence.
    """
    said = {**SAID, **(more or {})}
    try:
        with transaction.atomic():  # what was half done is undone; the page goes on
            return act()
    except tuple(said) as refusal:
        tell = next(said[kind] for kind in type(refusal).__mro__ if kind in said)
        for field, text in tell(refusal).items():
            _say(form, request, field, text)
    return None


def did(
    form: forms.Form | None,
    act: Callable[[], object],
    request: HttpRequest | None = None,
    *,
    more: Told | None = None,
) -> bool:
    """Whether an act was done, whatever it makes."""

    def made() -> bool:
        act()
        return True

    return bool(tried(form, made, request, more=more))


def _say(form: forms.Form | None, request: HttpRequest | None, field: str, text: str) -> None:
    if form is not None:
        form.add_error(field if field in form.fields else None, text)
    elif request is not None:
        page.toast(request, text)


def one_of(found: Row | None) -> Row:
    """What was found; the page for nothing when there is none within reach."""
    if found is None:
        raise Http404
    return found


def id_of(text: str | None) -> UUID | None:
    """An id that was sent; None for anything else."""
    try:
        return UUID(text or "")
    except ValueError:
        return None


def ids_of(texts: list[str]) -> list[UUID]:
    """Those that are ids."""
    return [one for one in map(id_of, texts) if one]
