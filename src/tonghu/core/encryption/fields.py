"""加密字段: a column of ciphertext that is read and written as what it means.

    phone = sensitive(EncryptedText("电话"), Sensitivity.IDENTITY)
    story = sensitive(EncryptedText("经过", key_of="data_key"), Sensitivity.NARRATIVE)

Each value is bound to table, row and column. It is opened only when it is asked for, from an
instance that carries its primary key; it shows in no repr, log or pickle. `values()` gives closed
`Veiled` values, which `open_value` opens. `key_of` names the attribute that holds the id of the
row's own data key; without it the key of the table is used. A structure that was read is a copy: to change
it, set it again. Renaming a table or column would close its ciphertext for good: keep `db_table` and
`db_column`.
"""

from __future__ import annotations

import json
from abc import abstractmethod
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models
from django.db.models.query_utils import DeferredAttribute

from tonghu.core.encryption.cipher import Cipher, key_of

if TYPE_CHECKING:
    _Field = models.Field[Any, Any]
else:
    _Field = models.Field


class Veiled:
    """遮住的值: ciphertext, or a plain value on its way to the database."""

    __slots__ = ("_plain", "blob")

    def __init__(self, blob: bytes | None, plain: Any = None) -> None:
        self.blob = blob
        self._plain = plain

    def __repr__(self) -> str:
        return "〈加密〉"

    def __reduce__(self) -> tuple[type[Veiled], tuple[bytes]]:
        """Only ciphertext is pickled."""
        if self.blob is None:
            raise TypeError(
                "A value that is not encrypted yet cannot be pickled: save the row first."
            )
        return Veiled, (self.blob,)


class _Unveiling(DeferredAttribute):
    """Opens a value when it is asked for, closes it when it is given."""

    field: Encrypted

    def __get__(self, instance: models.Model | None, cls: type[models.Model] | None = None) -> Any:
        if instance is None:
            return self
        held = super().__get__(instance, cls)
        if held is None or not isinstance(held, Veiled):
            return held
        if held._plain is None and held.blob is not None:
            return self.field.open_value(instance.pk, held)
        return held._plain

    def __set__(self, instance: models.Model, value: Any) -> None:
        closed = value is None or isinstance(value, Veiled)
        instance.__dict__[self.field.attname] = value if closed else Veiled(None, value)


class Encrypted(_Field):
    """What both kinds share."""

    descriptor_class = _Unveiling
    empty_strings_allowed = False

    def __init__(self, *args: Any, key_of: str = "", **kwargs: Any) -> None:
        self.key_of = key_of
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """For migrations."""
        name, path, args, kwargs = super().deconstruct()
        if self.key_of:
            kwargs["key_of"] = self.key_of
        return name, path, args, kwargs

    def get_internal_type(self) -> str:
        """Ciphertext is bytes."""
        return "BinaryField"

    def get_lookup(self, lookup_name: str) -> Any:
        """Nothing can be searched in ciphertext but whether there is any."""
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None

    def from_db_value(self, value: Any, expression: object, connection: object) -> Veiled | None:
        """Closed, until an instance asks."""
        return None if value is None else Veiled(bytes(value))

    def pre_save(self, model_instance: models.Model, add: bool) -> Veiled | None:
        """The blob to be written: made anew from a plain value, passed on when untouched."""
        held: Veiled | None = model_instance.__dict__.get(self.attname)
        if held is not None and held.blob is not None and add:
            self.open_value(model_instance.pk, held)  # a blob of another row is not carried over
        if held is None or held.blob is not None:
            return held
        sealed = Veiled(self._sealed(model_instance, held._plain), held._plain)
        model_instance.__dict__[self.attname] = sealed
        return sealed

    def get_db_prep_value(
        self, value: Any, connection: Any, prepared: bool = False
    ) -> bytes | None:
        """Only ciphertext reaches the database; `update()` and `bulk_update()` have no row to bind to."""
        if value is None:
            return None
        if not isinstance(value, Veiled) or value.blob is None:
            raise TypeError(
                f"{self.name} is encrypted and bound to its row: set it on an instance and save()."
            )
        return value.blob

    def get_prep_value(self, value: Any) -> Any:
        """Nothing to prepare."""
        return value

    def open_value(self, row: object, held: Veiled | None) -> Any:
        """The meaning of a value of `values()`, whose row is named by its key."""
        if held is None or held.blob is None:
            return None
        from tonghu.core.encryption.datakeys import find_key

        plain = Cipher.open(held.blob, key=find_key(key_of(held.blob)), **self._place(row))
        return self._meaning(plain)

    def _sealed(self, instance: models.Model, plain: Any) -> bytes:
        from tonghu.core.encryption.datakeys import find_key, shared_key

        own = getattr(instance, self.key_of) if self.key_of else None
        if self.key_of and not isinstance(own, UUID):
            raise TypeError(
                f"{self.name} wants its own data key in {self.key_of} before it is saved."
            )
        key = find_key(own) if own else shared_key(instance._meta.db_table)
        return Cipher.seal(self._bytes(plain), key=key, **self._place(instance.pk))

    def _place(self, row: object) -> dict[str, Any]:
        return {"table": self.model._meta.db_table, "row": row, "column": str(self.column)}

    @abstractmethod
    def _bytes(self, plain: Any) -> bytes:
        """A value as bytes."""

    @abstractmethod
    def _meaning(self, plain: bytes) -> Any:
        """Bytes as the value they were."""


class EncryptedText(Encrypted):
    """加密文本."""

    def _bytes(self, plain: Any) -> bytes:
        if not isinstance(plain, str):
            raise TypeError(f"{self.name} holds text.")
        return plain.encode()

    def _meaning(self, plain: bytes) -> str:
        return plain.decode()


class EncryptedJSON(Encrypted):
    """加密的结构."""

    def _bytes(self, plain: Any) -> bytes:
        return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()

    def _meaning(self, plain: bytes) -> Any:
        return json.loads(plain)
