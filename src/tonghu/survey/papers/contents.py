"""排查的文书内容: what each kind of paper says of a round and a place; read, never written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tonghu.core import clock
from tonghu.core.calendar import cn_date
from tonghu.core.errors import Missing
from tonghu.core.viewer import Viewer
from tonghu.directory.divisions import Level
from tonghu.directory.divisions.codes import level_of
from tonghu.directory.divisions.rows import upper_bound
from tonghu.directory.models import Division
from tonghu.papers.documents import Document, Heading, Note, Paragraph, Signature, Table
from tonghu.survey.models import Feedback, FeedbackLine, PupilCheck, Round, VillageReturn
from tonghu.survey.papers import people, tables, ties
from tonghu.survey.papers.tables import Row, sheet
from tonghu.survey.queries.board import board
from tonghu.survey.queries.common import place_names, round_row
from tonghu.survey.queries.feedback import check, heads
from tonghu.survey.queries.figures import figures_of
from tonghu.survey.queries.summary import hazards, summary
from tonghu.survey.rules.naming import village_name
from tonghu.survey.states import REGISTER, SCHEME_LABELS

SIGN = Signature(lines=("单位负责人", "复核人", "填表人"))


@dataclass(frozen=True, slots=True)
class Ask:
    """要印什么: a round and a place; a list of one receiver or school where the kind needs it."""

    round: Round
    division: str
    scheme: str = REGISTER
    of: UUID | None = None  # the feedback or the school's check
    whole: bool = False  # numbers not masked
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """印成的: the content, and what must be said of it before it is issued."""

    content: Document
    faults: tuple[str, ...] = ()


def ask(viewer: Viewer, round: UUID, division: str = "", **more: object) -> Ask:
    """The order, when the round and the place are within reach."""
    row = round_row(viewer, round)
    place = division or (viewer.division if viewer.lo > (row.division if row else "") else "")
    if row is None:
        raise Missing
    place = place or row.division
    if not viewer.system and not viewer.covers(place):
        raise Missing
    return Ask(row, place, **more)  # type: ignore[arg-type]


def _under(viewer: Viewer, one: Ask, title: str) -> str:
    names = place_names([one.division, one.division[:9] + "000"])
    town = names.get(one.division[:9] + "000", "") if level_of(one.division) > Level.TOWN else ""
    return f"{town}{names.get(one.division, '')}　{title}"


def _parts(one: Ask) -> tuple[tuple[str, str], ...]:
    """The places one level below, with their names: the rows of a report."""
    level = level_of(one.division)
    below = Level.VILLAGE if level >= Level.TOWN else Level.TOWN
    if level == Level.VILLAGE:
        return ((one.division, place_names([one.division]).get(one.division, "")),)
    rows = Division.objects.all_of_them(reason="区划名称是公开的").filter(
        code__gte=one.division, code__lt=upper_bound(one.division), level=below.value, valid_to=None
    )
    return tuple((c, village_name(n)) for c, n in rows.order_by("code").values_list("code", "name"))


def roster(viewer: Viewer, one: Ask) -> Made:
    """花名册 (D-310)."""
    listed = people.closing(viewer, one.round, one.division, one.scheme)
    rows = people.roster_rows(viewer, one.round, listed, one.whole)
    word = SCHEME_LABELS.get(one.scheme, "儿童").removesuffix("儿童")
    return Made(
        Document(
            title=f"{word}儿童花名册", subtitle=_under(viewer, one, one.round.title),
            about=tuple(str(id_) for id_ in listed),
            blocks=(Table.of(sheet("roster").columns, rows, note=sheet("roster").note), SIGN),
        )
    )  # fmt: skip


def survey(viewer: Viewer, one: Ask) -> Made:
    """集中排查表 (D-314)."""
    rows = people.survey_rows(viewer, one.round, one.division)
    listed = people.closing(viewer, one.round, one.division)
    return Made(
        Document(
            title=sheet("survey").title, subtitle=_under(viewer, one, one.round.title),
            about=tuple(str(id_) for id_ in listed),
            blocks=(Table.of(sheet("survey").columns, rows, note=sheet("survey").note), SIGN),
        )
    )  # fmt: skip


def hazard_list(viewer: Viewer, one: Ask) -> Made:
    """隐患清单 (D-314)."""
    found = hazards(viewer, one.division, one.round.begins_on)
    return Made(
        Document(
            title=sheet("hazards").title, subtitle=_under(viewer, one, one.round.title),
            about=tuple(str(line.child) for line in found),
            blocks=(Table.of(sheet("hazards").columns, tables.hazard_rows(found)), SIGN),
        )
    )  # fmt: skip


def quarter_rows(viewer: Viewer, one: Ask) -> list[Row]:
    """季报的行: one a town or village, from the kept or frozen counts."""
    counters: dict[str, dict[str, int]] = {}
    for row in VillageReturn.objects.visible_to(viewer).filter(round=one.round):
        for code in (row.division, row.division[:9] + "000"):
            held = counters.setdefault(code, dict.fromkeys(("expected", "done", "unreachable"), 0))
            for key in held:
                held[key] += getattr(row, key)
    rows = []
    for code, name in _parts(one):
        found = figures_of(viewer, one.round, code, one.scheme)
        rows.append(tables.quarter_row(name, found[0] if found else None, counters.get(code, {})))
    return rows


def quarter(viewer: Viewer, one: Ask) -> Made:
    """季报 (D-313): opening + added − left = closing, by reason."""
    rows = quarter_rows(viewer, one)
    faults = tuple(said for row in rows for said in tables.quarter_faults(row))
    title = f"{SCHEME_LABELS.get(one.scheme, '')}{sheet('quarter').title}"
    table = Table.of(sheet("quarter").columns, rows, note=sheet("quarter").note)
    under = _under(viewer, one, one.round.title)
    return Made(Document(title=title, subtitle=under, blocks=(table, SIGN)), faults)


def summary32(viewer: Viewer, one: Ask) -> Made:
    """汇总表 (32列, D-312): the published ties are checked, what is missing is named."""
    scheme = "left_behind" if one.scheme == REGISTER else one.scheme
    listed = people.closing(viewer, one.round, one.division, scheme)
    found = people.facts(viewer, listed, one.round.ends_on)
    width = 9 if level_of(one.division) < Level.TOWN else 12
    rows: list[Row] = []
    faults: list[str] = []
    for code, name in _parts(one):
        counted = ties.counted(f for division, f in found if division[:width] == code[:width])
        rows.append({"place": name, **counted})
        faults += [f"{name}：{said}" for said in ties.broken(counted)]
    table = Table.of(sheet("summary32").columns, rows, note=sheet("summary32").note, ordinal=False)
    notes = tuple(Note(said) for said in faults[:20])
    title = sheet("summary32").title
    under = _under(viewer, one, one.round.title)
    return Made(Document(title=title, subtitle=under, blocks=(table, *notes, SIGN)), tuple(faults))


def town_summary(viewer: Viewer, one: Ask) -> Made:
    """乡镇汇总 (D-090): figures, hazards, what is not done, the work in words."""
    page = summary(viewer, one.round.id, one.division)
    if page is None:
        raise Missing
    rows = [tables.quarter_row(figures.label, figures, {}) for figures in page.figures]
    open_ = sum(line.state == "未消除" for line in page.hazards)
    told = [f"{line.name}：{line.what}" for line in page.exceptions]
    return Made(
        Document(
            title=f"{page.name}{one.round.title}汇总", subtitle=f"填报单位：{page.name}",
            about=tuple(str(line.child) for line in page.hazards),
            blocks=(
                Heading("一、在册情况"), Table.of(sheet("quarter").columns, rows),
                Heading("二、隐患"), Paragraph(f"排查发现隐患{len(page.hazards)}件，尚未消除{open_}件。"),
                Table.of(sheet("hazards").columns, tables.hazard_rows(page.hazards)),
                Heading("三、没有办完的"), Paragraph("；".join(told) + "。" if told else "没有。"),
                Heading("四、工作情况"), Paragraph(page.note or "没有填写。"), SIGN,
            ),
        ),
        tuple(said for row in rows for said in tables.quarter_faults(row)),
    )  # fmt: skip


def feedback_letter(viewer: Viewer, one: Ask) -> Made:
    """反馈函 (D-091): a letter with the receiver's list behind it."""
    row = Feedback.objects.visible_to(viewer).filter(pk=one.of).first() if one.of else None
    if row is None:
        raise Missing
    lines = list(
        FeedbackLine.objects.visible_to(viewer).filter(feedback=row).order_by("division", "pk")
    )
    columns = tables.plain_columns(row.fields, heads(row))
    office = viewer.unit_name or f"{viewer.place}民政局"
    text = (
        f"{one.round.title}已经结束。现将涉及贵单位职责的{row.listed}名儿童的名单反馈给你们，"
        "只含办理所需的内容，请妥善保管，不得转给无关人员，并签收回执。"
    )
    return Made(
        Document(
            title=f"关于反馈{one.round.title}情况的函", organ=office, recipient=f"{row.unit_name}：",
            about=tuple(str(line.child) for line in lines), attachments=("名单",),
            blocks=(
                Paragraph(text), Signature(organ=office, on=one.on or clock.today()),
                Heading("附件：名单"), Table.of(columns, [dict(line.content) for line in lines]),
            ),
        )
    )  # fmt: skip


def reverification(viewer: Viewer, one: Ask) -> Made:
    """再核实表、在校联络帮扶人名单 (D-092): one school's."""
    page = check(viewer, one.of) if one.of else None
    if page is None:
        raise Missing
    rows = PupilCheck.objects.visible_to(viewer).filter(check_of=one.of)
    table = Table.of(sheet("reverify").columns, tables.pupil_rows(page.pupils))
    return Made(
        Document(
            title=sheet("reverify").title, subtitle=f"{page.line.school}　{one.round.title}",
            about=tuple(str(id_) for id_ in rows.values_list("child", flat=True)),
            blocks=(table, SIGN),
        )
    )  # fmt: skip


def urge_notice(viewer: Viewer, one: Ask) -> Made:
    """催报通知 (D-083): which villages have not handed in; no child is named."""
    found = board(viewer, one.round.id)
    if found is None:
        raise Missing
    rows: list[Row] = [
        {
            "town": town.name,
            "village": v.name,
            "state": v.state_label,
            "expected": v.expected,
            "done": v.done,
            "late": v.late,
        }
        for town in found.towns
        for v in town.villages
        if v.state in ("not_started", "filling", "returned")
    ]
    office = viewer.unit_name or viewer.place or "县民政局"
    due = cn_date(one.round.due_on)
    text = f"按照规定，{one.round.title}应当在{due}前完成。下列{len(rows)}个村（社区）还没有签字上报，请抓紧核对上报。"
    return Made(
        Document(
            title=f"关于抓紧上报{one.round.title}结果的通知", organ=office, recipient="各乡镇人民政府（街道办事处）：",
            blocks=(
                Paragraph(text), Table.of(sheet("urge").columns, rows),
                Signature(organ=office, on=one.on or clock.today()),
            ),
        )
    )  # fmt: skip


Build = Callable[[Viewer, Ask], Made]
BUILD: Mapping[str, Build] = {
    "survey.roster": roster, "survey.sheet": survey, "survey.hazards": hazard_list,
    "survey.quarter": quarter, "survey.summary32": summary32, "survey.town_summary": town_summary,
    "survey.feedback": feedback_letter, "survey.reverification": reverification,
    "survey.urge": urge_notice,
}  # fmt: skip
