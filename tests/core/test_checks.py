"""The program refuses to start with a field, a table or a route that nobody thought about."""

from __future__ import annotations

from types import SimpleNamespace
from typing import ClassVar

import pytest
from django.db import models
from django.test.utils import isolate_apps
from django.urls import path

from tonghu.core import checks, routes
from tonghu.core.database.rows import Rows
from tonghu.core.record import Record
from tonghu.core.sensitivity import Sensitivity, sensitive, unmarked


def test_the_program_as_it_is_passes() -> None:
    assert checks.fields_have_sensitivity() == []
    assert checks.tables_say_who_sees_rows() == []
    assert checks.routes_have_rules() == []
    assert checks.event_kinds_stand_once() == []


@isolate_apps("tonghu.core")
def test_a_planted_field_without_level_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    class Note(Record):
        text = models.TextField()
        kept = sensitive(models.TextField(), Sensitivity.RISK)
        row_scope: ClassVar[Rows] = Rows.open("planted")

        class Meta:
            app_label = "core"

    assert unmarked(Note) == ["text"]
    monkeypatch.setattr(checks, "our_models", lambda: [Note])
    assert [e.id for e in checks.fields_have_sensitivity()] == ["tonghu.E002"]


@isolate_apps("tonghu.core")
def test_a_planted_table_without_rows_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    class Note(models.Model):
        class Meta:
            app_label = "core"

    monkeypatch.setattr(checks, "our_models", lambda: [Note])
    assert [e.id for e in checks.tables_say_who_sees_rows()] == ["tonghu.E003"]


def test_a_planted_route_without_rule_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    bare = path("bare/", lambda request: None, name="bare")  # type: ignore[arg-type,return-value]
    ruled = routes.page("ruled/", lambda request: None, name="ruled", needs=routes.PUBLIC)  # type: ignore[arg-type,return-value]
    resolver = SimpleNamespace(url_patterns=[bare, ruled])
    found = list(routes.routes(resolver))
    assert [(r.name, r.rule is None) for r in found] == [("bare", True), ("ruled", False)]
    monkeypatch.setattr(checks, "routes", lambda: found)
    assert [e.id for e in checks.routes_have_rules()] == ["tonghu.E001"]
