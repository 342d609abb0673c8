"""封存: what waits in a phone can be read by this server alone (security §6.5).

The phone makes a key pair for each answer and agrees on a key with the server's public one; it keeps
neither. The server's private key is made from the index key of the installation, which lies outside
the database and its backups.
"""

from __future__ import annotations

import base64
import hashlib

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tonghu.core.encryption.blind import keyed_digest

CURVE = ec.SECP256R1()
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
POINT, NONCE = 65, 12
LONGEST = 16_000


class Unreadable(ValueError):
    """封存的内容打不开: made for another installation, or damaged."""


def public_key() -> str:
    """公钥 for the page, as base64 of an uncompressed point."""
    point = _private().public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return base64.b64encode(point).decode()


def opened(sealed: str) -> str:
    """What the phone sealed."""
    try:
        blob = base64.b64decode(sealed[:LONGEST], validate=True)
        point = blob[:POINT]
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point)
        key = hashlib.sha256(_private().exchange(ec.ECDH(), theirs)).digest()
        plain = AESGCM(key).decrypt(blob[POINT : POINT + NONCE], blob[POINT + NONCE :], point)
        return plain.decode()
    except (ValueError, InvalidTag) as fault:
        raise Unreadable("这一条在手机里存坏了，请重新核一次。") from fault


def _private() -> ec.EllipticCurvePrivateKey:
    number = int.from_bytes(keyed_digest(b"offline|survey|p256"), "big")
    return ec.derive_private_key(number % (ORDER - 1) + 1, CURVE)
