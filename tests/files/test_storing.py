"""A file in, its content out, its end: who may, what is left behind, what the logs say."""

import os
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.files import samples
from tests.people import HE, LI, SUN, SYSTEM, VILLAGE_A, WANG, ZHAO, ZHOU
from tonghu.core import clock
from tonghu.core.database import scope
from tonghu.core.encryption.models import DataKey
from tonghu.core.errors import Missing
from tonghu.core.events.models import AccessLog, Event
from tonghu.core.viewer import Viewer
from tonghu.files import actions, queries
from tonghu.files.models import StoredFile
from tonghu.files.queries import FileRow, Gone
from tonghu.files.rules import LIMIT, Refused
from tonghu.files.states import FileKind
from tonghu.files.vault import disk

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_home_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cabinet and work folder of this test; keys stay those of the test process."""
    monkeypatch.setattr(disk, "cabinet", lambda: tmp_path / "files")
    monkeypatch.setattr(disk, "workroom", lambda: tmp_path / "work")
    (tmp_path / "files").mkdir()


def stored(by: Viewer = WANG.viewer, **more: Any) -> StoredFile:
    given = {
        "upload": samples.upload(),
        "purpose": "roster",
        "division": VILLAGE_A,
        "unit": by.unit,
    }
    with scope(by):
        return actions.store(by=by, **(given | more))


def content(viewer: Viewer, row: StoredFile) -> bytes:
    with scope(viewer), queries.opened(viewer, row.pk, purpose="核对") as held:
        return b"".join(held.chunks())


def test_content_comes_back_and_lies_encrypted_on_disk() -> None:
    row = stored()
    assert content(WANG.viewer, row) == samples.CSV
    place = disk.place_of(row.pk)
    assert "王小演".encode() not in place.read_bytes()
    assert place.stat().st_mode & 0o777 == 0o600
    assert place.parent.name == row.pk.hex[-2:]


def test_the_row_says_what_came_and_an_event_tells_it_without_the_name() -> None:
    row = stored(
        upload=samples.upload("C:\\桌面\\王小演的照片.PNG", samples.png()),
        erase_on=date(2027, 1, 1),
    )
    with scope(WANG.viewer):
        told = queries.described(WANG.viewer, row.pk)
        (event,) = Event.objects.visible_to(WANG.viewer).filter(subject_id=str(row.pk))
    assert isinstance(told, FileRow)
    assert (told.name, told.kind, told.size) == (
        "王小演的照片.PNG",
        FileKind.PNG,
        len(samples.png()),
    )
    assert (told.purpose, told.division, told.erase_on) == ("roster", VILLAGE_A, date(2027, 1, 1))
    assert told.received_by_name == WANG.viewer.name
    assert event.kind == "file.store"
    assert event.changes == {
        "kind": "png",
        "size": told.size,
        "purpose": "roster",
        "erase_on": "2027-01-01",
    }
    assert "王小演" not in str(event.__dict__)


@pytest.mark.parametrize(
    ("person", "sees"), [(WANG, True), (LI, True), (ZHOU, True), (ZHAO, False), (SUN, False)]
)
def test_a_file_is_seen_by_its_bringer_and_from_above_only(person: Any, sees: bool) -> None:
    row, viewer = stored(), person.viewer
    with scope(viewer):
        assert (
            StoredFile.objects.all_of_them(reason="row-level security alone")
            .filter(pk=row.pk)
            .exists()
            is sees
        )
    if sees:
        assert content(viewer, row) == samples.CSV
        return
    for read in (queries.described, queries.who_opened, queries.same_content):
        with pytest.raises(Missing), scope(viewer):
            read(viewer, row.pk)
    with pytest.raises(Missing):
        content(viewer, row)


def test_every_opening_leaves_a_row_before_the_content_and_the_auditor_sees_who() -> None:
    row = stored()
    for person in (WANG, LI):
        content(person.viewer, row)
    with scope(SYSTEM):
        (first, second) = (
            AccessLog.objects.all_of_them(reason="test").filter(what="file.open").order_by("at")
        )
    assert (first.ids, first.purpose, first.sensitivity) == ([str(row.pk)], "核对", "identity")
    assert second.user == LI.viewer.user
    with scope(LI.viewer):
        assert [one.user_name for one in queries.who_opened(LI.viewer, row.pk)] == [LI.viewer.name]
    with scope(HE.viewer):
        seen = queries.who_opened(HE.viewer, row.pk)
        with pytest.raises(Missing):
            queries.described(HE.viewer, row.pk)
    assert [one.user_name for one in seen] == [LI.viewer.name, WANG.viewer.name]


def test_what_cannot_be_logged_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    row = stored()

    def full(**_: Any) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(queries.events, "looked", full)
    with pytest.raises(OSError, match="disk full"):
        content(WANG.viewer, row)


def test_a_copy_in_clear_ends_with_its_use() -> None:
    row = stored(upload=samples.upload("名册.xlsx", samples.xlsx()))
    with scope(WANG.viewer), queries.opened(WANG.viewer, row.pk) as held:
        copy = held.path
        assert copy.read_bytes() == samples.xlsx()
        assert copy.suffix == ".xlsx"
        assert copy.stat().st_mode & 0o777 == 0o600
        assert held.path == copy
    assert not copy.exists()


@pytest.mark.parametrize("name", ["程序.exe", "名册.xlsx"])
def test_what_is_refused_leaves_nothing(name: str, tmp_path: Path) -> None:
    with pytest.raises(Refused):
        stored(upload=samples.upload(name, samples.CSV))
    with pytest.raises(Refused, match="空文件"):
        stored(upload=samples.upload("名册.csv", b""))
    with scope(SYSTEM):
        assert not StoredFile.objects.all_of_them(reason="test").exists()
        assert not Event.objects.all_of_them(reason="test").filter(kind="file.store").exists()
    assert not [one for one in (tmp_path / "files").rglob("*") if one.is_file()]


def test_a_file_that_grows_beyond_its_word_is_cut_short(tmp_path: Path) -> None:
    liar = samples.upload("名册.csv", b"a")
    liar.chunks = lambda chunk_size=None: (b"a" * 1_000_000 for _ in range(LIMIT // 1_000_000 + 2))  # type: ignore[method-assign]
    with pytest.raises(Refused, match="超过20MB"):
        stored(upload=liar)
    assert not [one for one in (tmp_path / "files").rglob("*") if one.is_file()]


def test_a_failed_deed_takes_its_content_away_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(actions.events, "record", broken)
    with pytest.raises(ZeroDivisionError):
        stored()
    assert not [one for one in (tmp_path / "files").rglob("*") if one.is_file()]


def test_the_same_bytes_are_known_again_without_being_read() -> None:
    one, two = stored(), stored()
    stored(upload=samples.upload("别的.csv", b"other"))
    with scope(LI.viewer):
        assert [row.id for row in queries.same_content(LI.viewer, two.pk)] == [one.pk]
    assert one.fingerprint == two.fingerprint
    assert len(one.fingerprint) == 64


def test_an_erased_file_keeps_its_row_and_nothing_else(
    django_capture_on_commit_callbacks: Any,
) -> None:
    row = stored()
    with django_capture_on_commit_callbacks(execute=True), scope(WANG.viewer):
        actions.erase(file=row.pk, by=WANG.viewer, why="交错了")
        actions.erase(file=row.pk, by=WANG.viewer, why="再来一次")
    assert not disk.place_of(row.pk).exists()
    with scope(WANG.viewer):
        told = queries.described(WANG.viewer, row.pk)
        events_ = Event.objects.visible_to(WANG.viewer).filter(kind="file.erase")
        assert [one.why for one in events_] == ["交错了"]
        assert not DataKey.objects.all_of_them(reason="test").filter(pk=row.data_key).exists()
    assert (told.name, told.size) == ("（已清除）", len(samples.CSV))
    with pytest.raises(Gone, match="已经销毁"):
        content(WANG.viewer, row)


def test_an_erased_key_closes_a_copy_of_the_content_too(tmp_path: Path) -> None:
    row = stored()
    kept = disk.place_of(row.pk).read_bytes()
    with scope(WANG.viewer):
        actions.erase(file=row.pk, by=WANG.viewer, why="期满")
    disk.place_of(row.pk).write_bytes(kept)
    with pytest.raises(Gone):
        content(WANG.viewer, row)


def test_nobody_erases_what_is_out_of_reach() -> None:
    row = stored()
    with pytest.raises(Missing), scope(ZHAO.viewer):
        actions.erase(file=row.pk, by=ZHAO.viewer, why="x")
    with pytest.raises(Missing), scope(ZHAO.viewer):
        actions.erase(file=uuid4(), by=ZHAO.viewer, why="x")


def test_files_are_erased_on_their_day_and_not_before(
    django_capture_on_commit_callbacks: Any,
) -> None:
    due = date(2026, 12, 31)
    ends, stays = stored(erase_on=due), stored()
    eve = datetime(2026, 12, 30, 23, 59, tzinfo=clock.CHINA)
    with clock.at(eve):
        assert actions.erase_due() == "到期清除文件0份"
    with clock.at(eve + timedelta(minutes=1)), django_capture_on_commit_callbacks(execute=True):
        assert actions.erase_due() == "到期清除文件1份"
        assert actions.erase_due() == "到期清除文件0份"
    assert not disk.place_of(ends.pk).exists()
    assert content(WANG.viewer, stays) == samples.CSV


def older(path: Path, hours: float) -> None:
    then = path.stat().st_mtime - hours * 3600
    os.utime(path, (then, then))


def test_content_no_row_names_goes_after_a_day_and_what_was_begun_too(tmp_path: Path) -> None:
    row = stored()
    orphan, young, part = disk.place_of(uuid4()), disk.place_of(uuid4()), disk.place_of(uuid4())
    part = part.with_name(part.name + disk.PART)
    copy = tmp_path / "work" / "open-x.csv"
    for one in (orphan, young, part, copy):
        one.parent.mkdir(parents=True, exist_ok=True)
        one.write_bytes(b"x")
    for one in (orphan, part, copy, disk.place_of(row.pk)):
        older(one, 25)
    assert actions.reconcile_disk() == "清理无主文件1份、半途文件2份"
    assert [one.exists() for one in (orphan, young, part, copy)] == [False, True, False, False]
    assert content(WANG.viewer, row) == samples.CSV


def test_content_of_an_erased_row_that_was_not_unlinked_goes_at_night() -> None:
    row = stored()
    with scope(WANG.viewer):
        actions.erase(file=row.pk, by=WANG.viewer, why="期满")  # its process dies after the commit
    older(disk.place_of(row.pk), 25)
    actions.reconcile_disk()
    assert not disk.place_of(row.pk).exists()


def test_missing_content_is_told_with_an_event() -> None:
    row, _ = stored(), stored()
    disk.place_of(row.pk).unlink()
    assert actions.reconcile_disk().endswith("有1份文件在盘上找不到，请从备份恢复")
    with scope(SYSTEM):
        (event,) = Event.objects.all_of_them(reason="test").filter(kind="file.missing")
        assert event.changes == {"count": 1, "files": [str(row.pk)]}
        assert queries.unreadable().problems == (f"文件{row.pk}：盘上找不到。",)


def test_the_restore_check_reads_every_file_to_its_end() -> None:
    good, swapped, cut = (
        stored(),
        stored(),
        stored(upload=samples.upload("长.csv", b"ab,cd\n" * 30_000)),
    )
    with scope(SYSTEM):
        assert queries.unreadable().examined == 3
        assert queries.unreadable().problems == ()
    disk.place_of(swapped.pk).write_bytes(disk.place_of(good.pk).read_bytes())
    whole = disk.place_of(cut.pk).read_bytes()
    disk.place_of(cut.pk).write_bytes(whole[: 65_536 + 48])
    with scope(SYSTEM):
        assert {told[2:38] for told in queries.unreadable().problems} == {
            str(swapped.pk),
            str(cut.pk),
        }


def test_storing_a_large_file_takes_no_large_memory() -> None:
    import tracemalloc

    big = samples.upload("大.csv", b"x")
    big.size = 15_000_000
    big.chunks = lambda chunk_size=None: (b"a,b\n" * 16_000 for _ in range(230))  # type: ignore[method-assign]
    tracemalloc.start()
    try:
        row = stored(upload=big)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert row.size == 230 * 64_000
    assert peak < 3_000_000
