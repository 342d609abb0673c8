"""A request that comes twice does its work once; one that died leaves nothing locked."""

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import closing
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections, transaction
from django.test import RequestFactory

from tests.core.events.people import COUNTY, MACHINE, TOWN
from tonghu.core import clock
from tonghu.core.database import scope
from tonghu.core.errors import NotNow
from tonghu.core.idempotency import OtherBody, body_hash, new_key, once, once_of
from tonghu.core.idempotency.clearing import clear_old
from tonghu.core.idempotency.models import DoneOnce

pytestmark = pytest.mark.django_db
ASKED = body_hash("POST", "/rosters/", [("name", "九月")])


def do(key: str, asked: str = ASKED, by: object = TOWN) -> tuple[bool, str]:
    """The work, once; whether it had been done, and where its answer is."""
    with scope(by), once(by=by, key=key, body_hash=asked) as act:  # type: ignore[arg-type]
        if not act.again:
            act.answered(303, f"/rosters/{key}/")
        return act.again, act.location


def test_the_second_time_gives_the_first_answer() -> None:
    key = new_key()
    assert do(key) == (False, f"/rosters/{key}/")
    assert do(key) == (True, f"/rosters/{key}/")


def test_the_same_key_for_something_else_is_refused() -> None:
    key = new_key()
    do(key)
    with pytest.raises(OtherBody, match="刷新页面") as told:
        do(key, body_hash("POST", "/rosters/", [("name", "十月")]))
    assert told.value.status == 422
    with pytest.raises(OtherBody, match="没有带一次性编号"):
        do("")


def test_two_people_may_use_the_same_key() -> None:
    key = new_key()
    assert do(key, by=TOWN)[0] is False
    assert do(key, by=COUNTY)[0] is False


def test_outside_a_scope_it_would_share_no_transaction() -> None:
    with pytest.raises(RuntimeError, match="outside"), once(by=TOWN, key="k", body_hash=ASKED):
        pass


def test_work_that_failed_gives_its_key_back() -> None:
    key = new_key()

    def fail() -> None:
        with scope(TOWN), transaction.atomic(), once(by=TOWN, key=key, body_hash=ASKED):
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert do(key)[0] is False


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_one_does_the_work_and_all_get_its_answer() -> None:
    key, answers, done = new_key(), list[tuple[bool, str]](), list[int]()

    def one(number: int) -> None:
        try:
            with scope(TOWN), once(by=TOWN, key=key, body_hash=ASKED) as act:
                if not act.again:
                    time.sleep(0.2)
                    done.append(number)
                    act.answered(303, f"/made/{number}/")
                answers.append((act.again, act.location))
        finally:
            connections.close_all()

    crowd = [threading.Thread(target=one, args=(n,)) for n in range(6)]
    for thread in crowd:
        thread.start()
    for thread in crowd:
        thread.join()
    assert len(done) == 1
    assert {where for _, where in answers} == {f"/made/{done[0]}/"}
    assert [again for again, _ in answers].count(False) == 1


KILLED = """
import os, sys, django
os.environ["DJANGO_SETTINGS_MODULE"] = "tonghu.config.settings"
django.setup()
from tests.core.events.people import TOWN
from tonghu.core.database import scope
from tonghu.core.idempotency import once
with scope(TOWN), once(by=TOWN, key=sys.argv[1], body_hash=sys.argv[2]) as act:
    assert not act.again
    act.answered(303, "/never/")
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.mark.django_db(transaction=True)
def test_waiting_for_a_slow_first_request_ends_with_a_sentence() -> None:
    key, held, go_on = new_key(), threading.Event(), threading.Event()

    def slow() -> None:
        try:
            with scope(TOWN), once(by=TOWN, key=key, body_hash=ASKED):
                held.set()
                assert go_on.wait(20)
        finally:
            connections.close_all()

    thread = threading.Thread(target=slow)
    thread.start()
    assert held.wait(20)

    def second() -> None:
        with scope(TOWN), connections["default"].cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '200ms'")
            with once(by=TOWN, key=key, body_hash=ASKED):
                pass

    with pytest.raises(NotNow, match="还在办理"):
        second()
    go_on.set()
    thread.join()
    assert do(key)[0] is True


@pytest.mark.django_db(transaction=True)
def test_a_request_killed_half_way_leaves_nothing_locked() -> None:
    key = new_key()
    child = subprocess.Popen(
        [sys.executable, "-c", KILLED, key, ASKED], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert child.stdout is not None
    assert child.stdout.readline() == b"held\n"
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    began = time.monotonic()
    assert do(key) == (False, f"/rosters/{key}/")
    assert time.monotonic() - began < 5
    assert child.stdin is not None
    child.stdin.close()
    child.stdout.close()


def test_a_hash_knows_method_path_fields_their_order_and_borders() -> None:
    base = body_hash("POST", "/a/", [("x", "1"), ("y", "2")])
    others = [
        body_hash("PUT", "/a/", [("x", "1"), ("y", "2")]),
        body_hash("POST", "/b/", [("x", "1"), ("y", "2")]),
        body_hash("POST", "/a/", [("y", "2"), ("x", "1")]),
        body_hash("POST", "/a/", [("x", "1y"), ("", "2")]),
        body_hash("POST", "/a/", b"x=1&y=2"),
    ]
    assert base not in others
    assert len(set(others)) == len(others)
    hidden = [("csrfmiddlewaretoken", "changes"), ("x", "1"), ("y", "2"), ("_once", "k")]
    assert body_hash("post", "/a/", hidden) == base


def test_a_form_carries_its_key_and_its_files_count_by_content() -> None:
    def post(key: str, content: bytes) -> bool:
        file = SimpleUploadedFile("名册.csv", content)
        request = RequestFactory().post("/rosters/", {"_once": key, "kind": "survey", "file": file})
        with closing(request), scope(TOWN), once_of(request, by=TOWN) as act:
            assert request.FILES["file"].read() == content
            return act.again

    key = new_key()
    assert post(key, b"a") is False
    assert post(key, b"a") is True
    with pytest.raises(OtherBody):
        post(key, b"b")


def test_keys_older_than_a_week_are_cleared() -> None:
    old, new = new_key(), new_key()
    with clock.at(clock.now() - timedelta(days=8)):
        do(old)
    do(new)
    assert clear_old() == "清除一次性编号1个"
    with scope(MACHINE):
        assert [row.key for row in DoneOnce.objects.all_of_them(reason="test")] == [new]
