"""表单的样子: a Django form turned into the plain values the components take."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from tonghu.ui.shapes import Field, FormView

WHOLE = "__all__"
# Widget → kind; the first that fits, so subclasses stand before their parents.
KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.HiddenInput, "hidden"),
    (forms.ClearableFileInput, "file"),
    (forms.PasswordInput, "password"),
    (forms.NumberInput, "number"),
    (forms.DateInput, "date"),
    (forms.Textarea, "textarea"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radio"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Select, "select"),
    (forms.TextInput, "text"),
)


def form_view(form: forms.BaseForm) -> FormView:
    """The form's fields by name, with values as typed, and every error with the field it is at."""
    shown = {bound.name: field_of(bound) for bound in form}
    visible = {name: one for name, one in shown.items() if one.kind != "hidden"}
    hidden = {name: str(one.value) for name, one in shown.items() if one.kind == "hidden"}
    errors = [
        ("" if name == WHOLE else shown[name].id, str(problem))
        for name, problems in form.errors.items()
        for problem in problems
    ]
    return FormView(visible, errors, hidden)


def field_of(bound: BoundField) -> Field:
    """One bound field; `attrs` of the widget carry what HTML needs (width, inputmode …)."""
    attrs = bound.field.widget.attrs
    kind = attrs.get("kind") or next(
        kind for widget, kind in KINDS if isinstance(bound.field.widget, widget)
    )
    return Field(
        name=bound.html_name,
        label=str(bound.label or ""),
        kind=kind,
        value=_value(bound.value()),
        hint=str(bound.help_text),
        error=" ".join(map(str, bound.errors)),
        choices=tuple(_choices(getattr(bound.field.widget, "choices", ()))),
        required=bound.field.required,
        width=attrs.get("width", ""),
        inputmode=attrs.get("inputmode", ""),
        autocomplete=attrs.get("autocomplete", ""),
        placeholder=attrs.get("placeholder", ""),
        id=bound.id_for_label or f"id_{bound.html_name}",
    )


def _value(raw: Any) -> str | Sequence[str]:
    """What was typed, as text; several choices as several texts."""
    if isinstance(raw, (list, tuple, set)):
        return [str(getattr(one, "value", one)) for one in raw]
    if raw is None or raw is False:
        return ""
    if raw is True:
        return "on"
    return str(getattr(raw, "value", raw))


def _choices(choices: Iterable[Any]) -> Iterable[tuple[str, str]]:
    """Pairs of texts; groups are laid flat."""
    for value, label in choices:
        if isinstance(label, (list, tuple)):
            yield from _choices(label)
        else:
            yield str(getattr(value, "value", value) or ""), str(label)
