"""密码摘要: argon2id, at most two at a time, so that a crowd at the door cannot eat the memory."""

from __future__ import annotations

from threading import BoundedSemaphore

from django.contrib.auth.hashers import Argon2PasswordHasher

AT_ONCE = BoundedSemaphore(2)  # each takes some 100 MB for a tenth of a second


class Argon2(Argon2PasswordHasher):
    """Argon2id with the parameters of Django 5.2 (RFC 9106's are near), taken in turns."""

    def encode(self, password: str, salt: str) -> str:
        """The hash of a new password."""
        with AT_ONCE:
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        """Whether a password fits its hash."""
        with AT_ONCE:
            return super().verify(password, encoded)
