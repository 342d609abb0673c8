"""Rows get their seals in the background: each once, without gaps, however late they came."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connections

from tests.core.events.logbook import MOMENT, owner, write
from tests.core.events.people import COUNTY, TOWN
from tonghu.core import clock, events
from tonghu.core.database import scope
from tonghu.core.events import anchors, seal
from tonghu.core.events.models import AccessLog, Event, Seal
from tonghu.core.events.verify import Verdict, verify

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("a_log")]


def test_an_untouched_log_holds() -> None:
    write()
    with scope(TOWN):
        events.looked(by=TOWN, what="test.list", ids=[1, 2])
    assert seal.seal_new() == "加封7行"
    verdict = verify(anchors.kept())
    assert verdict == Verdict(sealed=7, unsealed=0, chains=2, anchors=2, faults=[])


def test_rows_not_sealed_yet_are_counted_and_sealed_next_time() -> None:
    write(3)
    assert verify().unsealed == 3
    seal.seal_new()
    write(2)
    assert (verify().sealed, verify().unsealed) == (3, 2)
    assert seal.seal_new() == "加封2行"
    assert seal.seal_new() == "加封0行"
    with scope(seal.SEALER):
        numbers = (
            Seal.objects.all_of_them(reason="test")
            .order_by("number")
            .values_list("number", flat=True)
        )
        assert list(numbers) == [1, 2, 3, 4, 5]


def test_a_row_committed_late_is_sealed_late_without_a_gap() -> None:
    """Its id and its time lie before rows that are sealed already."""
    opened, go_on = threading.Event(), threading.Event()

    def slow() -> None:
        try:
            with clock.at(MOMENT - timedelta(minutes=1)), scope(TOWN):
                events.record("test.done", by=TOWN, why="slow")
                opened.set()
                assert go_on.wait(20)
        finally:
            connections.close_all()

    thread = threading.Thread(target=slow)
    thread.start()
    assert opened.wait(20)
    write(3)
    assert seal.seal_new() == "加封3行"
    go_on.set()
    thread.join()
    assert seal.seal_new() == "加封1行"
    assert verify(anchors.kept()) == Verdict(sealed=4, chains=1, anchors=2)


def test_a_row_of_a_long_transaction_is_found_by_the_wider_look_of_every_ten_minutes() -> None:
    seal.seal_new()
    with clock.at(MOMENT - timedelta(minutes=30)):
        write(1)
    assert seal.seal_new() == "加封0行"
    with clock.at(MOMENT + timedelta(minutes=11)):
        assert seal.seal_new() == "加封1行"


def test_a_row_older_than_an_ordinary_pass_looks_is_found_by_the_sweep() -> None:
    write(1)
    seal.seal_new()
    with clock.at(MOMENT - timedelta(days=90)):
        write(1)
    assert seal.seal_new() == "加封0行"
    assert seal.sweep() == "加封1行"
    assert verify(anchors.kept()).chains == 2


def test_two_sealers_at_once_number_each_row_once() -> None:
    write(40)
    told: list[str] = []

    def one() -> None:
        try:
            with clock.at(MOMENT + timedelta(minutes=1)):
                told.append(seal.sweep())
        finally:
            connections.close_all()

    crowd = [threading.Thread(target=one) for _ in range(4)]
    for thread in crowd:
        thread.start()
    for thread in crowd:
        thread.join()
    seal.seal_new()
    assert sum(int(each[2:-1]) for each in told) <= 40
    verdict = verify(anchors.kept())
    assert (verdict.sealed, verdict.unsealed, verdict.faults) == (40, 0, [])


def test_rows_of_two_months_go_into_two_chains() -> None:
    """Midnight is China's: 15:59 UTC on the last day is still the old month."""
    last = datetime(2026, 11, 30, 15, 59, tzinfo=UTC)
    with clock.at(last):
        write(1)
    with clock.at(last + timedelta(minutes=1)):
        write(1)
        seal.seal_new()
        assert sorted(head.chain.month for head in seal.ends()) == ["2026-11", "2026-12"]


def test_a_batch_larger_than_one_is_sealed_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seal, "BATCH", 4)
    write(10)
    assert seal.seal_new() == "加封10行"
    assert verify(anchors.kept()) == Verdict(sealed=10, chains=1, anchors=3)


def test_both_logs_are_partitioned_where_their_rows_lie() -> None:
    today = datetime.now(UTC)
    with clock.at(today), scope(COUNTY):
        events.record("test.done", by=COUNTY)
        events.looked(by=COUNTY, what="x")
    month = f"{today.astimezone(clock.CHINA):%Y_%m}"
    with owner() as connection:
        for model in (Event, AccessLog):
            table = model._meta.db_table
            row = connection.execute(f"SELECT tableoid::regclass::text FROM {table}").fetchone()
            assert row == (f"{table}_{month}",)


def test_the_months_of_a_night_are_this_and_the_one_before() -> None:
    for day, wanted in (
        ((2026, 3, 1), {"2026-03", "2026-02"}),
        ((2027, 1, 31), {"2027-01", "2026-12"}),
    ):
        with clock.at(datetime(*day, 12, tzinfo=UTC)):
            assert seal.recent_months() == wanted
