"""打不开的原因: what can be wrong with keys and ciphertext, as sentences without any content."""

from __future__ import annotations


class EncryptionError(Exception):
    """加密方面的问题: the message says what is wrong and what to do."""


class Unreadable(EncryptionError):
    """密文打不开: wrong key, wrong place, or a changed byte; which of them is not told."""


class KeyErased(EncryptionError):
    """密钥已销毁: the data key is gone, so its content is gone for good."""


class KeysMissing(EncryptionError):
    """密钥缺失: this database was written with keys that are not here."""


class KeysUnsafe(EncryptionError):
    """密钥保管不当: others on this machine could read the key file."""
