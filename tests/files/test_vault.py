"""Content on disk: chunks that can be neither changed, moved, dropped nor cut off."""

import io
import random
from uuid import uuid4

import pytest

from tonghu.core.encryption.algorithms import AES, SM4, TAG, Algorithm
from tonghu.core.encryption.cipher import DataKeyRef
from tonghu.core.encryption.errors import Unreadable
from tonghu.files.vault.sealing import CHUNK, HEADER, opened_from, seal_into

ROW = uuid4()
KEY = DataKeyRef(uuid4(), AES, AES.new_key())


def sealed(plain: bytes, key: DataKeyRef = KEY, piece: int = 10_000) -> bytes:
    out = io.BytesIO()
    pieces = (plain[at : at + piece] for at in range(0, len(plain), piece))
    assert seal_into(out, pieces, key=key, row=ROW).size == len(plain)
    return out.getvalue()


def opened(blob: bytes, key: DataKeyRef = KEY, row: object = ROW) -> bytes:
    return b"".join(opened_from(io.BytesIO(blob), key=key, row=row))  # type: ignore[arg-type]


@pytest.mark.parametrize("algorithm", [AES, SM4])
@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 7])
def test_content_of_every_length_comes_back(size: int, algorithm: Algorithm) -> None:
    key = DataKeyRef(uuid4(), algorithm, algorithm.new_key())
    plain = random.Random(size).randbytes(size)
    blob = sealed(plain, key)
    assert opened(blob, key) == plain
    chunks = max(1, -(-size // CHUNK))
    assert len(blob) == HEADER + size + chunks * TAG


def test_no_byte_can_be_changed() -> None:
    blob = sealed(b"secret" * 3)
    for at in range(len(blob)):
        with pytest.raises(Unreadable):
            opened(blob[:at] + bytes([blob[at] ^ 1]) + blob[at + 1 :])


def test_no_chunk_can_be_dropped_swapped_repeated_or_cut_off() -> None:
    blob, step = sealed(bytes(3 * CHUNK)), CHUNK + TAG
    head, parts = (
        blob[:HEADER],
        [blob[HEADER + n * step : HEADER + (n + 1) * step] for n in range(3)],
    )
    for order in ([0, 1], [0], [1, 2], [1, 0, 2], [0, 0, 1, 2], [0, 1, 2, 2], []):
        with pytest.raises(Unreadable):
            opened(head + b"".join(parts[n] for n in order))
    for length in (0, 5, HEADER, HEADER + 10, len(blob) - 1):
        with pytest.raises(Unreadable):
            opened(blob[:length])


def test_content_opens_for_its_own_row_and_key_only() -> None:
    blob = sealed(b"secret")
    with pytest.raises(Unreadable):
        opened(blob, row=uuid4())
    for wrong in (DataKeyRef(uuid4(), AES, AES.new_key()), DataKeyRef(KEY.id, AES, AES.new_key())):
        with pytest.raises(Unreadable):
            opened(blob, wrong)


def test_what_is_read_before_a_fault_is_only_what_is_genuine() -> None:
    plain = random.Random(1).randbytes(2 * CHUNK)
    blob = bytearray(sealed(plain))
    blob[-1] ^= 1
    pieces = opened_from(io.BytesIO(bytes(blob)), key=KEY, row=ROW)
    assert next(pieces) == plain[:CHUNK]
    with pytest.raises(Unreadable):
        next(pieces)
