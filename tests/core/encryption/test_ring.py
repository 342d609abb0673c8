"""The keys outside the database: made once, kept to ourselves, missed loudly."""

import json
import multiprocessing
from pathlib import Path

import pytest

from tonghu.core.encryption import ring as files
from tonghu.core.encryption.algorithms import AES, SM4
from tonghu.core.encryption.errors import KeysMissing, KeysUnsafe


def test_a_new_ring_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    made = files.create(tmp_path / "keys")
    file = tmp_path / "keys" / files.FILE
    assert file.stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o700
    assert files.load(tmp_path / "keys") == made


def _create(folder: Path, told: "multiprocessing.Queue[str]") -> None:
    told.put(files.create(folder).fingerprint)


def test_of_processes_that_start_together_one_makes_the_ring(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    told: multiprocessing.Queue[str] = context.Queue()
    crowd = [context.Process(target=_create, args=(tmp_path, told)) for _ in range(8)]
    for one in crowd:
        one.start()
    marks = {told.get(timeout=20) for _ in crowd}
    for one in crowd:
        one.join()
    assert marks == {files.load(tmp_path).fingerprint}


def test_a_new_key_stands_in_front_and_the_old_ones_stay(tmp_path: Path) -> None:
    old = files.create(tmp_path, AES)
    new = files.add_kek(tmp_path, SM4)
    assert new.keks[1:] == old.keks
    assert new.keks[0].algorithm == "sm4-gcm"
    assert (new.index, new.signing, new.fingerprint) == (old.index, old.signing, old.fingerprint)
    assert files.load(tmp_path) == new
    assert not [
        left.name for left in tmp_path.iterdir() if left.name not in (files.FILE, files.LOCK)
    ]


def test_a_missing_ring_says_where_it_was_looked_for(tmp_path: Path) -> None:
    with pytest.raises(KeysMissing, match=r"找不到密钥文件.*ring\.json.*备份"):
        files.load(tmp_path)


def test_a_damaged_ring_is_refused_without_a_traceback_of_keys(tmp_path: Path) -> None:
    files.create(tmp_path)
    file = tmp_path / files.FILE
    whole = file.read_text()
    for damaged in (whole[:200], "{}", whole.replace('"keks"', '"none"'), "[]"):
        file.write_text(damaged)
        with pytest.raises(KeysMissing, match="已损坏"):
            files.load(tmp_path)


def test_a_short_key_counts_as_damage(tmp_path: Path) -> None:
    files.create(tmp_path)
    file = tmp_path / files.FILE
    data = json.loads(file.read_text())
    data["keks"][0]["key"] = "AAAA"
    file.write_text(json.dumps(data))
    with pytest.raises(KeysMissing, match="已损坏"):
        files.load(tmp_path)


def test_a_ring_that_others_can_read_is_refused(tmp_path: Path) -> None:
    files.create(tmp_path)
    (tmp_path / files.FILE).chmod(0o644)
    with pytest.raises(KeysUnsafe, match="chmod 600"):
        files.load(tmp_path)


def test_keys_show_in_no_repr(tmp_path: Path) -> None:
    ring = files.create(tmp_path)
    for secret in (*ring.keks, *ring.signing, ring.index):
        assert repr(secret.key) not in repr(ring)
        assert secret.key.hex() not in repr(ring)


def test_an_unknown_key_is_missed_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(KeysMissing, match="abcd1234"):
        files.create(tmp_path).kek("abcd1234")
