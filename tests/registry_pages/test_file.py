"""The page of one child."""

from __future__ import annotations

from uuid import UUID

import pytest

from tests import people
from tests.registry_pages.conftest import NUMBER, Browser

pytestmark = pytest.mark.django_db


def test_the_town_reads_the_whole_file(browser: Browser, child: UUID) -> None:
    shown = browser(people.LI).get(f"/children/{child}/")
    assert shown.status_code == 200, shown.content.decode()[:3000]
    for said in ("潘梓涵", "女，10岁", "在册", "个人基本情况", "还没采集", "留守儿童", "填了"):
        assert said in shown.text, said
    assert NUMBER not in shown.text
    assert "13900003318" not in shown.text
    assert "蔡宅里弄" not in shown.text
