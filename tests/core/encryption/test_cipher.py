"""A blob opens with its own key at its own place, and not otherwise."""

import pickle
from uuid import uuid4

import pytest

from tonghu.core.encryption.algorithms import AES, NONCE, SM4, Algorithm, by_id, by_name
from tonghu.core.encryption.cipher import HEADER, Cipher, DataKeyRef, key_of
from tonghu.core.encryption.errors import Unreadable

ROW = uuid4()
PLACE = {"table": "people", "row": ROW, "column": "phone"}
SECRET = "13900000000，住在演示镇".encode()


def a_key(algorithm: Algorithm = AES) -> DataKeyRef:
    return DataKeyRef(uuid4(), algorithm, algorithm.new_key())


def test_sm4_gcm_gives_the_ciphertext_of_rfc_8998() -> None:
    key = bytes.fromhex("0123456789ABCDEFFEDCBA9876543210")
    nonce = bytes.fromhex("00001234567800000000ABCD")
    bound = bytes.fromhex("FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2")
    plain = bytes.fromhex(
        "AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBBCCCCCCCCCCCCCCCCDDDDDDDDDDDDDDDD"
        "EEEEEEEEEEEEEEEEFFFFFFFFFFFFFFFFEEEEEEEEEEEEEEEEAAAAAAAAAAAAAAAA"
    )
    sealed = bytes.fromhex(
        "17F399F08C67D5EE19D0DC9969C4BB7D5FD46FD3756489069157B282BB200735"
        "D82710CA5C22F0CCFA7CBF93D496AC15A56834CBCF98C397B4024A2691233B8D"
        "83DE3541E4C2B58177E065A9BF7B62EC"
    )
    box = SM4.box(key)
    assert box.encrypt(nonce, plain, bound) == sealed
    assert box.decrypt(nonce, sealed, bound) == plain


@pytest.mark.parametrize("algorithm", [AES, SM4])
def test_what_is_sealed_opens_at_its_place(algorithm: Algorithm) -> None:
    key = a_key(algorithm)
    blob = Cipher.seal(SECRET, key=key, **PLACE)
    assert SECRET not in blob
    assert (blob[0], blob[1], key_of(blob)) == (1, algorithm.id, key.id)
    assert Cipher.open(blob, key=key, **PLACE) == SECRET


@pytest.mark.parametrize("algorithm", [AES, SM4])
def test_no_byte_can_be_changed_and_no_end_cut_off(algorithm: Algorithm) -> None:
    key = a_key(algorithm)
    blob = Cipher.seal(SECRET, key=key, **PLACE)
    for at in range(len(blob)):
        for flipped in (blob[at] ^ 1, blob[at] ^ 0x80):
            with pytest.raises(Unreadable):
                Cipher.open(blob[:at] + bytes([flipped]) + blob[at + 1 :], key=key, **PLACE)
    for length in range(len(blob)):
        with pytest.raises(Unreadable):
            Cipher.open(blob[:length], key=key, **PLACE)


@pytest.mark.parametrize("other", [{"table": "units"}, {"row": uuid4()}, {"column": "address"}])
def test_a_blob_moved_to_another_row_column_or_table_stays_shut(other: dict[str, object]) -> None:
    key = a_key()
    blob = Cipher.seal(SECRET, key=key, **PLACE)
    with pytest.raises(Unreadable):
        Cipher.open(blob, key=key, **(PLACE | other))  # type: ignore[arg-type]


def test_two_blobs_of_two_rows_cannot_be_swapped() -> None:
    key, rows = a_key(), [uuid4(), uuid4()]
    blobs = [Cipher.seal(SECRET, key=key, **(PLACE | {"row": row})) for row in rows]
    for row, blob in zip(rows, reversed(blobs), strict=True):
        with pytest.raises(Unreadable):
            Cipher.open(blob, key=key, **(PLACE | {"row": row}))


def test_a_wrong_key_is_one_sentence_without_content() -> None:
    key = a_key()
    blob = Cipher.seal(SECRET, key=key, **PLACE)
    same_name = DataKeyRef(key.id, AES, AES.new_key())
    for wrong in (a_key(), same_name):
        with pytest.raises(Unreadable) as told:
            Cipher.open(blob, key=wrong, **PLACE)
        assert "打不开" in str(told.value)
        assert "13900000000" not in repr(told.value)
        assert told.value.__cause__ is None


def test_relabelling_the_algorithm_is_refused() -> None:
    key = a_key(AES)
    blob = Cipher.seal(SECRET, key=key, **PLACE)
    relabelled = blob[:1] + bytes([SM4.id]) + blob[2:]
    for claimed in (key, DataKeyRef(key.id, SM4, key.key[:16])):
        with pytest.raises(Unreadable):
            Cipher.open(relabelled, key=claimed, **PLACE)
    with pytest.raises(Unreadable):
        by_id(0)


def test_no_nonce_comes_twice_in_a_hundred_thousand() -> None:
    key = a_key()
    nonces = {Cipher.seal(b"x", key=key, **PLACE)[HEADER : HEADER + NONCE] for _ in range(100_000)}
    assert len(nonces) == 100_000


def test_an_unknown_setting_says_what_may_be_written() -> None:
    with pytest.raises(ValueError, match="TONGHU_CIPHER只能写"):
        by_name("des")


def test_a_key_shows_in_no_repr_and_leaves_in_no_pickle() -> None:
    key = a_key()
    assert key.key.hex() not in repr(key)
    assert repr(key.key) not in repr(key)
    with pytest.raises(TypeError):
        pickle.dumps(key)
