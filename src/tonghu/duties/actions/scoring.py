"""年度考核: sheets from the ledger, self-report, score, objection and answer, and what follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from uuid import UUID

from tonghu.access.permissions import P
from tonghu.core import clock, events
from tonghu.core.database import scope
from tonghu.core.errors import NotNow
from tonghu.core.moves import move
from tonghu.core.viewer import Viewer
from tonghu.directory.models import Division
from tonghu.directory.queries import members_of
from tonghu.duties.actions.common import DESK, found, need, office_role
from tonghu.duties.contributions import OBJECTION, SELF_REPORT
from tonghu.duties.models import Accountability, Commendation, Sheet
from tonghu.duties.queries.common import book_of, profile_at, profile_of, range_of
from tonghu.duties.queries.measures import share_of
from tonghu.duties.rules.scoring import ScoreLine, checked, computed, total
from tonghu.duties.rules.wrong import Wrong, no_child_in
from tonghu.duties.workflow import EVALUATION
from tonghu.policy import Profile
from tonghu.policy.questions.work import evaluation_lines
from tonghu.worklist import actions as worklist

SUBJECT = "duties.sheet"
CIVILITY, PUBLICITY = "civility", "publicity"
HELD = "hold_responsible"
Given = Mapping[str, tuple[float | None, str]]  # line → points given and why


def open_year(*, by: Viewer, division: str, year: int, variant: str) -> int:
    """开始一年的考核: a sheet for every place below, computed; how many are new."""
    need(by, P.EVALUATION_SCORE)
    if not by.covers(division):
        found(None)
    if year > clock.today().year:
        raise Wrong("year", "这一年还没有到，不能考核。")
    profile = profile_at(division, book_of(by, division))
    if variant not in profile.sheet.evaluation.variants:
        raise Wrong("variant", "本地的文件没有把这项工作纳入这种考核。")
    with scope(DESK):
        known = set(
            Sheet.objects.all_of_them(reason="each place once a year")
            .filter(book=division, year=year, variant=variant).values_list("division", flat=True)
        )  # fmt: skip
        made = [
            _sheet(profile, division, code, name, year, variant)
            for code, name in _places(division) if code not in known
        ]  # fmt: skip
        Sheet.objects.put_many(made)
        events.record_many(
            "evaluation.open", by=by,
            facts=[events.Fact(one, changes={"year": year, "variant": variant}) for one in made],
        )  # fmt: skip
        for one in made:
            _ask_report(by, one)
    return len(made)


def _places(division: str) -> list[tuple[str, str]]:
    """The towns of a county; the counties of a prefecture."""
    lo, hi = range_of(division)
    level = 4 if division[4:6] != "00" else 3
    rows = Division.objects.all_of_them(reason="names of places are public").filter(
        code__gt=lo, code__lt=hi, level=level, valid_to=None
    )
    return list(rows.order_by("code").values_list("code", "name"))


def _sheet(profile: Profile, book: str, code: str, name: str, year: int, variant: str) -> Sheet:
    lines = _computed(profile, code, year, variant)
    return Sheet(
        book=book, division=code, name=name, year=year, variant=variant, profile=profile.code,
        profile_hash=profile.hash, lines=[asdict(one) for one in lines], total=total(lines),
        full=sum(one.points for one in lines), counted_at=clock.now(),
    )  # fmt: skip


def _computed(profile: Profile, code: str, year: int, variant: str) -> list[ScoreLine]:
    made = []
    for one in evaluation_lines(profile, variant):
        share = share_of(one.measure, code, year)
        made.append(ScoreLine(
            one.code, one.text, one.points, one.measure, share.done if share else 0,
            share.of if share else 0, computed(one.points, share) if share else None,
        ))  # fmt: skip
    return made


def _ask_report(by: Viewer, row: Sheet) -> None:
    role = "town_worker" if row.division[6:9] != "000" else office_role(row.division)
    worklist.open_task(
        by=by, kind=SELF_REPORT, subject=(SUBJECT, row.id), division=row.division, role=role,
        title=f"交{row.year}年考核自评", why="得分已经按系统里的记录算好，请看一看、写自评",
        profile=row.profile,
    )  # fmt: skip


def _taken(by: Viewer, sheet: UUID) -> Sheet:
    rows = Sheet.objects.visible_to(by).select_for_update(of=("self",))
    return found(rows.filter(pk=sheet).first())


def _own(by: Viewer, row: Sheet) -> None:
    if by.division != row.division:
        raise NotNow("自评和异议由被考核的地方自己交。")


def lines_of(row: Sheet) -> list[ScoreLine]:
    """The lines of a sheet."""
    return [ScoreLine(**one) for one in row.lines]


def refresh(*, by: Viewer, sheet: UUID) -> float:
    """重新取数: until it is scored, the figures follow the ledger."""
    need(by, P.EVALUATION_SCORE)
    row = _taken(by, sheet)
    if row.state not in ("opened", "reported"):
        raise NotNow("已经打过分，数不再变。")
    with scope(DESK):
        lines = _computed(profile_of(row.profile), row.division, row.year, row.variant)
    before, row.lines, row.total = float(row.total), [asdict(one) for one in lines], total(lines)
    row.counted_at = clock.now()
    row.save(update_fields=["lines", "total", "counted_at"])
    events.record(
        "evaluation.refresh", by=by, subject=row, division=row.division,
        changes={"total": [before, row.total]},
    )  # fmt: skip
    return float(row.total)


def report(*, by: Viewer, sheet: UUID, text: str) -> None:
    """交自评."""
    row = _taken(by, sheet)
    _own(by, row)
    if not text.strip():
        raise Wrong("text", "请写自评：做了什么、哪里不足。")
    row.report = no_child_in("text", text)[:2_000]
    move(EVALUATION, row, "report", by=by, division=row.division)
    row.reported_name, row.reported_at = by.name, clock.now()
    row.save(update_fields=["report", "reported_name", "reported_at"])
    worklist.close_task(by=by, kind=SELF_REPORT, subject=(SUBJECT, row.id))


def score(*, by: Viewer, sheet: UUID, given: Given, paper_number: str = "") -> float:
    """打分: the computed points, or others with a reason; for the unit that assesses, by its paper."""
    row = _taken(by, sheet)
    unit, paper = _for_whom(by, row, paper_number)
    _scored(row, given)
    move(
        EVALUATION, row, "score", by=by, division=row.division, unit=unit,
        changes={"total": float(row.total), "variant": row.variant, "paper_number": paper},
    )  # fmt: skip
    row.paper_number, row.scored_name, row.scored_at = paper, by.name, clock.now()
    row.save(update_fields=["lines", "total", "paper_number", "scored_name", "scored_at"])
    worklist.cancel_task(by=by, kind=SELF_REPORT, subject=(SUBJECT, row.id), note="已经打分")
    return float(row.total)


def _scored(row: Sheet, given: Given) -> None:
    lines = [checked(one, *given.get(one.code, (one.given, one.why))) for one in lines_of(row)]
    row.lines, row.total = [asdict(one) for one in lines], total(lines)


def _for_whom(by: Viewer, row: Sheet, paper_number: str) -> tuple[UUID | None, str]:
    """The unit whose duty it is to assess; recorded for it from its own table of scores."""
    with scope(DESK):
        units = members_of(DESK, row.book)
    code = assessor(profile_of(row.profile), row.variant)
    unit = units.get(code)
    if unit is None or by.unit == unit:
        return unit, ""
    if not paper_number.strip():
        name = profile_of(row.profile).vocabulary.function(code)
        raise Wrong("paper_number", f"考核由{name}办。代他们录入的，请写打分表或者通报的编号。")
    return unit, paper_number.strip()[:80]


def assessor(profile: Profile, variant: str) -> str:
    """由谁考核: the publicity department for its own kind, else the first the document names."""
    by = profile.sheet.evaluation.by
    return PUBLICITY if variant == CIVILITY and PUBLICITY in by else by[0]


def object_(*, by: Viewer, sheet: UUID, text: str) -> None:
    """提异议."""
    row = _taken(by, sheet)
    _own(by, row)
    if not text.strip():
        raise Wrong("text", "请写哪一项不对、应该是多少、凭什么。")
    row.objection = no_child_in("text", text)[:1_000]
    move(EVALUATION, row, "object", by=by, division=row.division)
    row.objected_name, row.objected_at = by.name, clock.now()
    row.save(update_fields=["objection", "objected_name", "objected_at"])
    with scope(DESK):
        worklist.open_task(
            by=by, kind=OBJECTION, subject=(SUBJECT, row.id), again=True, division=row.book,
            role=office_role(row.book), title=f"答复{row.name}对考核的异议", why=row.objection[:200],
            profile=row.profile,
        )  # fmt: skip


def answer(*, by: Viewer, sheet: UUID, text: str, given: Given) -> float:
    """答复异议: with the points as they are to be, and the reason."""
    row = _taken(by, sheet)
    if not text.strip():
        raise Wrong("text", "请写答复：改了哪一项，或者为什么不改。")
    before = float(row.total)
    _scored(row, given)
    row.answer = text.strip()[:1_000]
    move(
        EVALUATION, row, "answer", by=by, division=row.division, note=row.answer,
        changes={"total": [before, float(row.total)]},
    )  # fmt: skip
    row.answered_at = clock.now()
    row.save(update_fields=["lines", "total", "answer", "answered_at"])
    worklist.close_task(by=by, kind=OBJECTION, subject=(SUBJECT, row.id))
    return float(row.total)


def close(
    *, by: Viewer, sheet: UUID, result: str = "", on: date | None = None, document: str = "",
    story: str = "",
) -> None:  # fmt: skip
    """定结果: and what follows from it, as the place's document allows."""
    row = _taken(by, sheet)
    if result and result not in profile_of(row.profile).sheet.evaluation.results:
        raise Wrong("result", "本地的文件没有写这种结果运用。")
    if result and not story.strip():
        raise Wrong("story", "请写明事由和决定。")
    row.result = (
        result if result != HELD else ""
    )  # who was held to account stands in its own ledger
    move(EVALUATION, row, "close", by=by, division=row.division, changes={"result": row.result})
    row.closed_at = clock.now()
    row.save(update_fields=["result", "closed_at"])
    if not result:
        return
    more = {
        "sheet": row, "book": row.book, "division": row.division, "name": row.name,
        "on": on or clock.today(), "document": document.strip()[:80],
        "story": no_child_in("story", story)[:1_000],
    }  # fmt: skip
    if result == HELD:
        Accountability.objects.put(**more)
    else:
        Commendation.objects.put(kind=result, **more)
