"""更改和确认: what somebody says of a child is added; what others said is kept beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from tonghu.access.permissions import P
from tonghu.core import clock, events
from tonghu.core.database import scope
from tonghu.core.errors import NotNow
from tonghu.core.events import Fact
from tonghu.core.viewer import Viewer
from tonghu.registry.actions.batch import Batch, Origin, Saying
from tonghu.registry.actions.common import DESK, measures, need, within_reach
from tonghu.registry.actions.entering import origin_of
from tonghu.registry.actions.sheets import OWN, Sheet
from tonghu.registry.models import Child
from tonghu.registry.rules.checking import WrongValues, check
from tonghu.registry.rules.choosing import choose
from tonghu.registry.states import LIFE_LABELS, LifeState, SourceKind

CLOSED = (LifeState.EXITED, LifeState.ARCHIVED, LifeState.REJECTED)


class EditedMeanwhile(Exception):
    """别人刚改过: the same blanks were changed since the page was opened; both versions, nothing lost."""

    def __init__(
        self,
        yours: Mapping[str, Any],
        theirs: Mapping[str, Any],
        base: Mapping[str, Any],
        version: int,
    ) -> None:
        self.yours, self.theirs, self.base = dict(yours), dict(theirs), dict(base)
        self.version = version
        super().__init__("你打开这一页以后，别人改过相同的栏目，请看两种写法，选定后再保存。")


@dataclass(frozen=True, slots=True)
class Updated:
    """更改的结果: blanks whose value is now another, and blanks where a more trusted source holds."""

    version: int
    changed: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """一份档案的更改, for many at once."""

    child: UUID
    values: Mapping[str, Any]
    source: SourceKind = SourceKind.VILLAGE
    stated_on: date | None = None
    version: int | None = None
    decided: bool = False
    origin: Origin = field(default_factory=Origin)
    why: str = ""
    officer: str = ""


def update(
    *, by: Viewer, child: UUID, values: Mapping[str, Any], version: int | None = None,
    source: SourceKind | str = SourceKind.VILLAGE, stated_on: date | None = None,
    decided: bool = False, origin: tuple[str, object] | None = None, why: str = "",
) -> Updated:  # fmt: skip
    """更改一份档案; `decided` settles a contested blank; see README.md."""
    change = Change(
        child, values, SourceKind(source), stated_on, version, decided, origin_of(origin), why
    )
    return update_many(by=by, changes=[change])[0]


def update_many(*, by: Viewer, changes: Iterable[Change]) -> list[Updated]:
    """更改多份档案 in one transaction; one event a file, nothing saved if one is refused."""
    need(by, P.CHILD_EDIT)
    todo = list(changes)
    if any(one.decided for one in todo):
        need(by, P.CHILD_DECIDE)
    within_reach(by, [one.child for one in todo])
    with Batch(by) as batch:
        batch.take(one.child for one in todo)
        return [_apply(batch, number, one) for number, one in enumerate(todo)]


def _apply(batch: Batch, number: int, change: Change) -> Updated:
    sheet = batch.sheets[change.child]
    _open(sheet.child)
    on = change.stated_on or batch.today
    said = _sound(batch, sheet, number, change)
    _meanwhile(sheet, change, said)
    values = {code: value for code, value in said.items() if _is_news(sheet, change, code, value)}
    if not values:
        return Updated(sheet.child.version)
    before = sheet.values
    saying = Saying(change.source, on, change.decided, change.origin, change.why, change.officer)
    record = batch.state(sheet, values, saying)
    sheet.choose()
    after = sheet.values
    changed = tuple(code for code in values if before.get(code) != after.get(code))
    lost = tuple(code for code, value in values.items() if after.get(code) != value)
    batch.tell(
        "child.update", sheet,
        {"fields": sorted(values), "changed": changed, "lost": lost, "record": record.pk,
         "source": change.source.value, "version": sheet.child.version}, change.why,
    )  # fmt: skip
    return Updated(sheet.child.version, changed, lost)


def _open(child: Child) -> None:
    if child.merged_into_id is not None:
        raise NotNow("这份档案已并入另一份，请在那一份上更改。")
    if child.state in CLOSED:
        label = LIFE_LABELS[LifeState(child.state)]
        raise NotNow(f"档案现在是“{label}”，不能更改；情况又符合的，请先重新纳入。")


def _sound(batch: Batch, sheet: Sheet, number: int, change: Change) -> dict[str, Any]:
    oldest = measures(sheet.child.profile)[0].oldest
    checked = check(change.values, today=batch.today, before=sheet.values, oldest=oldest)
    problems = dict(checked.problems)
    if "name" in checked.values and checked.values["name"] is None:
        problems["name"] = "请填写姓名。"
    if problems:
        raise WrongValues(problems, number)
    return checked.values


def _meanwhile(sheet: Sheet, change: Change, said: Mapping[str, Any]) -> None:
    """Different blanks merge by themselves; the same blank is shown to the second."""
    if change.version is None or change.version >= sheet.child.version:
        return
    base, now = sheet.at_version(change.version), sheet.values
    both = [
        code
        for code in said
        if code in sheet.said_after(change.version)
        and now.get(code) != base.get(code)
        and said[code] != now.get(code)
        and said[code] != base.get(code)
    ]
    if both:
        raise EditedMeanwhile(
            {code: said[code] for code in both}, {code: now.get(code) for code in both},
            {code: base.get(code) for code in both}, sheet.child.version,
        )  # fmt: skip


def _is_news(sheet: Sheet, change: Change, code: str, value: Any) -> bool:
    """Whether this adds anything: the same source said the same last, or nobody ever said anything.

    So a roster fed twice changes nothing, and a form saved unchanged leaves no record.
    """
    choice = choose(code, sheet.statements)
    if choice is None:
        return value is not None
    if change.decided:
        return not (choice.by.decided and choice.value == value)
    own = [one for one in sheet.statements if one.source is change.source and code in one.values]
    if not own:
        return True
    return bool(max(own, key=lambda one: one.when).values[code] != value)


def confirm(*, by: Viewer, child: UUID, round: UUID | None = None, on: date | None = None) -> None:
    """确认无变化."""
    confirm_many(by=by, children=[child], round=round, on=on)


def confirm_many(
    *, by: Viewer, children: Iterable[UUID], round: UUID | None = None, on: date | None = None
) -> int:
    """确认多名儿童无变化; how many. Nothing else of the file is touched."""
    need(by, P.CHILD_EDIT)
    wanted = sorted(set(children))
    within_reach(by, wanted)
    day = on or clock.today()
    with scope(DESK):
        rows = Child.objects.all_of_them(reason=OWN).filter(pk__in=wanted)
        held = rows.select_for_update().order_by("pk")
        facts = []
        for row in held.only("pk", "division", "state", "merged_into", "confirmed_on"):
            _open(row)
            before = row.confirmed_on.isoformat() if row.confirmed_on else ""
            told = {"round": str(round or ""), "on": [before, day.isoformat()]}
            facts.append(Fact(("registry.child", row.pk), row.division, told))
        rows.update(confirmed_on=day)
        return events.record_many("child.confirm", by=by, facts=facts)
