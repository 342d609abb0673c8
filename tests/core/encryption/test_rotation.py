"""A new master key while people write, interrupted and continued; a ring that is not the database's."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from tests.core.events.people import MACHINE
from tests.database import empty
from tonghu.core.database import scope
from tonghu.core.encryption import KeysMissing, datakeys, keys, own_key, rotation, shared_key
from tonghu.core.encryption import ring as files
from tonghu.core.encryption.blind import blind_index
from tonghu.core.encryption.cipher import Cipher
from tonghu.core.encryption.datakeys import find_key, forget
from tonghu.core.encryption.examining import encrypted_fields, examine
from tonghu.core.encryption.models import DataKey, KeyRingMark
from tonghu.core.events.models import Event

pytestmark = pytest.mark.django_db(transaction=True)
PLACE = {"table": "t", "row": 1, "column": "c"}


@pytest.fixture(autouse=True)
def _a_ring_of_its_own(tmp_path: Path, settings: Any, transactional_db: None) -> Iterator[None]:
    """And a database that has met no other."""
    empty()
    settings.TONGHU_HOME = tmp_path
    keys._read.clear()
    yield
    keys._read.clear()


def made(count: int) -> dict[Any, bytes]:
    with scope(MACHINE):
        found = [own_key("test") for _ in range(count)]
    return {key.id: Cipher.seal(b"secret", key=key, **PLACE) for key in found}


def all_open(blobs: dict[Any, bytes]) -> bool:
    forget()
    with scope(MACHINE):
        return all(
            Cipher.open(blob, key=find_key(id_), **PLACE) == b"secret"
            for id_, blob in blobs.items()
        )


def held() -> dict[str, int]:
    return {one.id: one.data_keys for one in rotation.status(by=MACHINE)}


def test_after_a_rotation_everything_is_under_the_new_key_and_opens() -> None:
    blobs = made(7)
    index = blind_index("990101200001010011", "id_number")
    old = keys.ring()
    done = rotation.rotate(by=MACHINE)
    assert (done.wrapped, done.continued) == (7, False)
    assert held() == {done.kek: 7, old.keks[0].id: 0}
    assert all_open(blobs)
    assert blind_index("990101200001010011", "id_number") == index
    with scope(MACHINE):
        (event,) = Event.objects.all_of_them(reason="test").filter(kind="keys.rotated")
        assert event.changes == {"kek": done.kek, "wrapped": 7}


def test_a_rotation_under_another_algorithm_leaves_old_blobs_readable(settings: Any) -> None:
    blobs = made(3)
    settings.TONGHU_CIPHER = "sm4-gcm"
    rotation.rotate(by=MACHINE)
    blobs |= made(2)
    assert all_open(blobs)
    with scope(MACHINE):
        rows = DataKey.objects.all_of_them(reason="test").order_by("id")
        assert list(rows.values_list("algorithm", flat=True)) == [1, 1, 1, 2, 2]
        assert shared_key("t").algorithm.name == "sm4-gcm"


def test_an_interrupted_rotation_is_continued_and_old_and_new_open_meanwhile(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    blobs = made(9)
    monkeypatch.setattr(rotation, "BATCH", 4)

    def stop(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rotation.rotate(by=MACHINE, told=stop)
    assert sorted(held().values()) == [4, 5]
    assert all_open(blobs)
    blobs |= made(1)
    done = rotation.rotate(by=MACHINE)
    assert (done.wrapped, done.continued) == (5, True)
    assert sorted(held().values()) == [0, 10]
    assert all_open(blobs)
    assert rotation.rotate(by=MACHINE).continued is False


def test_keys_made_and_used_during_a_rotation_are_neither_lost_nor_broken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    blobs, stop, broken = made(60), threading.Event(), list[BaseException]()
    monkeypatch.setattr(rotation, "BATCH", 5)

    def write() -> None:
        try:
            while not stop.is_set():
                fresh = made(1)
                assert all_open(fresh)
                blobs.update(fresh)
        except BaseException as error:  # noqa: BLE001  (told by the test itself)
            broken.append(error)
        finally:
            connections.close_all()

    writers = [threading.Thread(target=write) for _ in range(2)]
    for one in writers:
        one.start()
    rounds = [rotation.rotate(by=MACHINE) for _ in range(3)]
    stop.set()
    for one in writers:
        one.join()
    assert not broken
    assert all(done.wrapped >= 60 or done.continued for done in rounds)
    assert all_open(blobs)
    rotation.rotate(by=MACHINE)
    with scope(MACHINE):
        assert DataKey.objects.all_of_them(reason="test").count() == len(blobs)
    assert all_open(blobs)


def test_another_process_uses_the_new_key_as_soon_as_it_is_in_the_file() -> None:
    keys.ring()
    fresh = files.add_kek(keys.folder(), keys.cipher_in_use())
    made(1)
    assert held()[fresh.keks[0].id] == 1


def test_a_database_that_lost_its_ring_says_so_and_makes_no_new_one() -> None:
    made(1)
    (keys.folder() / files.FILE).rename(keys.folder() / "elsewhere")
    with pytest.raises(KeysMissing, match=r"别处的密钥.*keys文件夹放回去"):
        keys.ring()
    assert not (keys.folder() / files.FILE).exists()
    (keys.folder() / "elsewhere").rename(keys.folder() / files.FILE)
    assert keys.ring()


def test_the_ring_of_another_installation_is_refused(tmp_path: Path) -> None:
    made(1)
    shutil.rmtree(keys.folder())
    files.create(keys.folder())
    with pytest.raises(KeysMissing, match="不是这个数据库的"):
        keys.ring()


def test_a_new_database_makes_its_ring_and_remembers_its_fingerprint() -> None:
    ring = keys.ensure()
    with scope(MACHINE):
        marks = KeyRingMark.objects.all_of_them(reason="test").values_list("fingerprint", flat=True)
        assert list(marks) == [ring.fingerprint]


def test_a_data_key_under_a_lost_master_key_is_told_by_status_and_check() -> None:
    made(2)
    lost = keys.ring().keks[0].id
    rotation.rotate(by=MACHINE)
    made(1)
    with scope(MACHINE):
        row = DataKey.objects.all_of_them(reason="test").first()
        assert row is not None
        DataKey.objects.all_of_them(reason="test").filter(pk=row.pk).update(kek="ffffffff")
    assert held()["ffffffff"] == 1
    assert held()[lost] == 0
    with scope(MACHINE):
        (problem,) = examine().problems
        assert "ffffffff" in problem
    datakeys.forget()


def test_the_check_looks_at_every_encrypted_column_there_is() -> None:
    found = {f"{model._meta.db_table}.{field.column}" for model, field in encrypted_fields()}
    assert {"files_storedfile.name", "access_onetimedevice.secret"} <= found


def test_blind_indexes_find_the_same_number_however_it_is_typed() -> None:
    index = blind_index("99010120000101001X", "id_number")
    assert blind_index(" ９９０１０１２０００００１０１００１ｘ ", "id_number") == blind_index(
        "990101200000101001X", "id_number"
    )
    assert blind_index(" 99010120000101001x ", "id_number") == index
    assert len(index) == 64
    assert blind_index("99010120000101001X", "phone") != index
    with pytest.raises(ValueError, match="No blind index"):
        blind_index("王小演", "name")


def test_under_sm4_the_blind_index_is_hmac_sm3(settings: Any) -> None:
    settings.TONGHU_CIPHER = "sm4-gcm"
    assert keys.ring().index.algorithm == "hmac-sm3"
    assert len(blind_index("13900000000", "phone")) == 64
