"""加密: envelope encryption, ciphertext bound to table, row and column; blind index; key rotation.

`EncryptedText` and `EncryptedJSON` are what a model declares; `own_key` and `destroy_key` give one
person or file a key that can be destroyed; `blind_index` finds ID numbers and phones. The key ring
outside the database is `ring`, its rotation `rotation`, `tonghu keys` on the command line.
Names of this package are loaded when they are asked for: models import its fields.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tonghu.core.encryption.blind import blind_index, keyed_digest
    from tonghu.core.encryption.cipher import Cipher, DataKeyRef
    from tonghu.core.encryption.datakeys import (
        destroy_key,
        find_key,
        own_key,
        remembered,
        shared_key,
    )
    from tonghu.core.encryption.errors import EncryptionError, KeyErased, KeysMissing, Unreadable
    from tonghu.core.encryption.fields import EncryptedJSON, EncryptedText, Veiled
    from tonghu.core.encryption.keys import ensure
    from tonghu.core.encryption.texts import close_text, open_text

_WHERE = {
    "blind": ("blind_index", "keyed_digest"),
    "cipher": ("Cipher", "DataKeyRef"),
    "datakeys": ("destroy_key", "find_key", "own_key", "remembered", "shared_key"),
    "errors": ("EncryptionError", "KeyErased", "KeysMissing", "Unreadable"),
    "fields": ("EncryptedJSON", "EncryptedText", "Veiled"),
    "keys": ("ensure",),
    "texts": ("close_text", "open_text"),
}

__all__ = [
    "Cipher",
    "DataKeyRef",
    "EncryptedJSON",
    "EncryptedText",
    "EncryptionError",
    "KeyErased",
    "KeysMissing",
    "Unreadable",
    "Veiled",
    "blind_index",
    "close_text",
    "destroy_key",
    "ensure",
    "find_key",
    "keyed_digest",
    "open_text",
    "own_key",
    "remembered",
    "shared_key",
]


def __getattr__(name: str) -> Any:
    from importlib import import_module

    for module, names in _WHERE.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(name)
