"""An encrypted column reads as what it means, through its row, and shows itself nowhere else."""

import copy
import pickle
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import FieldError
from django.db import connection

from tests.core.events.people import MACHINE
from tonghu.core.database import scope
from tonghu.core.encryption import (
    KeyErased,
    Unreadable,
    Veiled,
    destroy_key,
    own_key,
    remembered,
    shared_key,
)
from tonghu.core.encryption.cipher import key_of
from tonghu.core.encryption.datakeys import find_key, forget
from tonghu.core.encryption.fields import EncryptedJSON, EncryptedText
from tonghu.core.encryption.models import DataKey
from tonghu.core.ids import uuid7
from tonghu.files.models import StoredFile

pytestmark = pytest.mark.django_db
SECRET = "王小演的伤情.jpg"


@pytest.fixture(autouse=True)
def _in_scope() -> Iterator[None]:
    with scope(MACHINE):
        yield


def a_row(name: str | None = SECRET, **fields: object) -> StoredFile:
    made = {
        "kind": "jpg", "size": 1, "fingerprint": "0", "sensitivity": "identity", "purpose": "test",
        "division": "331124101201", "data_key": own_key("file").id, "name": name,
    }  # fmt: skip
    return StoredFile.objects.put(**(made | fields))


def again(row: StoredFile) -> StoredFile:
    return StoredFile.objects.all_of_them(reason="test").get(pk=row.pk)


def raw(row: StoredFile) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM files_storedfile WHERE id = %s", [row.pk])
        return bytes(cursor.fetchone()[0])


def write_raw(row: StoredFile, blob: bytes) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE files_storedfile SET name = %s WHERE id = %s", [blob, row.pk])


def test_what_is_written_comes_back_and_the_column_holds_ciphertext() -> None:
    row = a_row()
    assert row.name == SECRET
    assert SECRET.encode() not in raw(row)
    assert key_of(raw(row)) == row.data_key
    assert again(row).name == SECRET


def test_nothing_is_a_value_too() -> None:
    row = a_row(None)
    assert again(row).name is None
    row.name = ""
    row.save(update_fields=["name"])
    assert again(row).name == ""


def test_an_untouched_value_is_passed_on_and_a_new_one_sealed_anew() -> None:
    row = again(a_row())
    before = raw(row)
    row.size = 2
    row.save()
    assert raw(row) == before
    row.name = SECRET
    row.save()
    assert raw(row) != before
    assert again(row).name == SECRET


def test_it_shows_in_no_repr_and_no_pickle() -> None:
    row = a_row()
    fresh = again(row)
    assert fresh.name == SECRET
    for one in (row, fresh):
        assert SECRET not in repr(one.__dict__)
        assert SECRET.encode() not in pickle.dumps(one)
        assert pickle.loads(pickle.dumps(one)).name == SECRET
    unsaved = StoredFile(name=SECRET)
    assert SECRET not in repr(unsaved.__dict__)
    with pytest.raises(TypeError, match="save the row first"):
        pickle.dumps(unsaved)


def test_a_deferred_value_is_fetched_and_opened_when_asked_for() -> None:
    row = StoredFile.objects.all_of_them(reason="test").defer("name").get(pk=a_row().pk)
    assert "name" not in row.__dict__
    assert row.name == SECRET


def test_values_stay_closed_until_they_are_opened_with_their_row() -> None:
    row = a_row()
    field = StoredFile._meta.get_field("name")
    assert isinstance(field, EncryptedText)
    (held,) = (
        StoredFile.objects.all_of_them(reason="test")
        .filter(pk=row.pk)
        .values_list("name", flat=True)
    )
    assert isinstance(held, Veiled)
    assert field.open_value(row.pk, held) == SECRET
    with pytest.raises(Unreadable):
        field.open_value(uuid4(), held)


def test_two_rows_swapped_in_the_database_do_not_open() -> None:
    key = own_key("file").id
    one, two = a_row("甲", data_key=key), a_row("乙", data_key=key)
    blobs = raw(one), raw(two)
    write_raw(one, blobs[1])
    write_raw(two, blobs[0])
    for row in (one, two):
        with pytest.raises(Unreadable):
            _ = again(row).name


def test_a_blob_copied_into_another_row_is_not_saved_along() -> None:
    row = again(a_row())
    row.pk = uuid7()
    row._state.adding = True
    with pytest.raises(Unreadable):
        row.save(force_insert=True)


def test_a_bulk_insert_seals_each_row_for_itself() -> None:
    key = own_key("file").id
    rows = [
        StoredFile(kind="jpg", size=1, fingerprint="0", sensitivity="identity", purpose="t",
                   division="331124101201", data_key=key, name=f"名{n}")
        for n in range(3)
    ]  # fmt: skip
    StoredFile.objects.put_many(rows)
    assert [again(row).name for row in rows] == ["名0", "名1", "名2"]


def test_writing_past_the_row_is_refused() -> None:
    row = a_row()
    rows = StoredFile.objects.all_of_them(reason="test")
    with pytest.raises(TypeError, match="bound to its row"):
        rows.filter(pk=row.pk).update(name="x")
    row.name = "x"
    with pytest.raises(TypeError, match="bound to its row"):
        rows.bulk_update([row], ["name"])


def test_ciphertext_cannot_be_searched_but_for_being_there() -> None:
    a_row()
    rows = StoredFile.objects.all_of_them(reason="test")
    with pytest.raises(FieldError):
        rows.filter(name=SECRET)
    with pytest.raises(FieldError):
        rows.filter(name__contains="王")
    assert rows.filter(name__isnull=False).exists()


def test_a_row_that_wants_its_own_key_must_have_one() -> None:
    with pytest.raises(TypeError, match="its own data key"):
        a_row(data_key=None)


def test_with_its_key_destroyed_a_value_is_gone_for_good() -> None:
    row = a_row()
    assert row.data_key
    assert destroy_key(row.data_key)
    assert not destroy_key(row.data_key)
    with pytest.raises(KeyErased, match="已经销毁"):
        _ = again(row).name


def test_a_key_remembered_for_a_list_is_asked_for_once_and_forgotten_when_destroyed(
    django_assert_num_queries: Any,
) -> None:
    row = a_row()
    assert row.data_key
    fresh = again(row)
    with remembered():
        with django_assert_num_queries(1):
            assert [fresh.name, fresh.name, fresh.name] == [SECRET] * 3
        destroy_key(row.data_key)
        with pytest.raises(KeyErased):
            _ = fresh.name


def test_a_shared_key_is_one_for_its_table_and_cannot_be_destroyed() -> None:
    key = shared_key("some_table")
    assert shared_key("some_table") is key
    assert shared_key("other_table").id != key.id
    assert find_key(key.id) == key
    assert not destroy_key(key.id)


def test_a_wrapped_key_relabelled_in_the_database_does_not_open() -> None:
    key = own_key("file")
    for change in (
        {"algorithm": 2},
        {"purpose": "other"},
        {"wrapped": b"\x00" * 60},
        {"wrapped": b""},
    ):
        row = DataKey.objects.all_of_them(reason="test").get(pk=key.id)
        kept = {name: getattr(row, name) for name in change}
        DataKey.objects.all_of_them(reason="test").filter(pk=key.id).update(**change)
        forget()
        with pytest.raises(Unreadable):
            find_key(key.id)
        DataKey.objects.all_of_them(reason="test").filter(pk=key.id).update(**kept)
    assert find_key(key.id) == key


class Sample:
    """What a model gives a field, without a table."""

    class _Meta:
        db_table = "sample"

    _meta = _Meta()

    def __init__(self) -> None:
        self.pk = uuid7()


def test_a_structure_comes_back_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    field = EncryptedJSON("结构")
    field.set_attributes_from_name("facts")
    monkeypatch.setattr(field, "model", Sample, raising=False)
    row = Sample()
    for value in ({"健康": ["a", 1, None, {"b": True}]}, [], "text", 0, False):
        row.__dict__["facts"] = Veiled(None, value)
        sealed = field.pre_save(row, add=False)  # type: ignore[arg-type]
        assert sealed is not None
        assert sealed.blob is not None
        assert b"text" not in sealed.blob
        assert field.open_value(row.pk, Veiled(sealed.blob)) == value


def test_a_field_of_text_refuses_other_things() -> None:
    with pytest.raises(TypeError, match="holds text"):
        a_row(name=7)  # type: ignore[arg-type]


def test_copies_of_a_closed_value_stay_closed() -> None:
    held = again(a_row()).__dict__["name"]
    assert copy.deepcopy(held).blob == held.blob
    assert repr(held) == "〈加密〉"
