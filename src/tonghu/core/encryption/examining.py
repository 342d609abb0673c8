"""验密文: whether every data key and every encrypted value of the database opens with this ring."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import Model

from tonghu.core.database.backup.check import Checked
from tonghu.core.encryption.errors import EncryptionError, KeyErased
from tonghu.core.encryption.fields import Encrypted
from tonghu.core.encryption.rotation import problems

MOST = 50


def examine() -> Checked:
    """All of them; a value whose key was destroyed on purpose is a problem only if its row lives."""
    examined, told = 0, problems()
    for model, field in encrypted_fields():
        for row, value in _values(model, field):
            examined += 1
            try:
                field.open_value(row, value)
            except KeyErased:
                told.append(
                    f"{model._meta.verbose_name}的{field.verbose_name}（{row}）：密钥已不在。"
                )
            except EncryptionError as error:
                told.append(f"{model._meta.verbose_name}的{field.verbose_name}（{row}）：{error}")
            if len(told) >= MOST:
                return Checked(examined, tuple(told))
    return Checked(examined, tuple(told))


def encrypted_fields() -> Iterator[tuple[type[Model], Encrypted]]:
    """Every encrypted column of every table."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, Encrypted):
                yield model, field


def _values(model: type[Model], field: Encrypted) -> Iterator[tuple[Any, Any]]:
    rows = model._base_manager.exclude(**{f"{field.name}__isnull": True})
    yield from rows.values_list("pk", field.name).iterator(chunk_size=2_000)
