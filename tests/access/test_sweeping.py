"""What is over does not stay."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.factories import access
from tests.people import SYSTEM, WANG
from tonghu.access.actions.sweeping import sweep
from tonghu.access.models import OneTimeDevice, OpenSession, SignInAttempt, StartCode
from tonghu.core import clock
from tonghu.core.contributions import Nightly, contributed
from tonghu.core.database import scope

pytestmark = pytest.mark.django_db


def test_what_is_over_goes_and_what_is_in_use_stays(cast: None) -> None:
    now = clock.now()
    with scope(SYSTEM, using="aside"):
        rows = SignInAttempt.objects.all_of_them(reason="测试").using("aside")
        rows.delete()
        rows.create(digest="old", failures=3, last_at=now - timedelta(days=2))
        rows.create(digest="new", failures=3, last_at=now)
    with scope(SYSTEM):
        access.session(user=WANG.user, digest="old", started_at=now - timedelta(days=31))
        access.session(user=WANG.user, digest="new")
        access.start_code(user=access.user(), digest="old", ends_at=now - timedelta(days=31))
        access.start_code(user=access.user(), digest="new")
        access.device(user=WANG.user, confirmed_at=None, made_at=now - timedelta(hours=2))
        access.device(user=WANG.user)
    assert sweep(by=SYSTEM) == 4
    with scope(SYSTEM):
        for model in (OpenSession, StartCode):
            assert [one.digest for one in model.objects.all_of_them(reason="测试")] == ["new"]
        left = OneTimeDevice.objects.all_of_them(reason="测试")
        assert [one.confirmed_at is not None for one in left] == [True]
    with scope(SYSTEM, using="aside"):
        kept = SignInAttempt.objects.all_of_them(reason="测试").using("aside")
        assert [one.digest for one in kept] == ["new"]


def test_it_runs_by_itself(cast: None) -> None:
    (nightly,) = (one for one in contributed(Nightly) if one.code == "access.sweep")
    assert "清理了" in nightly.run()
