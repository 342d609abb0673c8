"""首页上的排查: what runs and how far it is, figures for leaders, rounds in the search box, the menu."""

from __future__ import annotations

from dataclasses import dataclass

from tonghu.access.permissions import P
from tonghu.core.contributions import EventKind, LookKind, NavItem, Nightly, contribute
from tonghu.core.viewer import Level, Viewer
from tonghu.survey import queries
from tonghu.survey.queries import declaring
from tonghu.survey.queries.agenda import late_returns
from tonghu.survey.queries.shapes import RoundLine
from tonghu.survey.states import RoundState
from tonghu.ui import words
from tonghu.ui.shapes import Figure, Segment
from tonghu.worklist.contributions import (
    AgendaProposer,
    Hit,
    HomePanel,
    LeaderFigures,
    SearchSource,
    TaskKind,
)

CONFIRM = "survey.declaration"


@dataclass(frozen=True, slots=True)
class RoundsPanel:
    """正在核的各轮: a village's own, or how many have handed in."""

    rounds: tuple[RoundLine, ...]
    village: bool
    declarations: int
    bars: tuple[tuple[Segment, ...], ...]


def panel(viewer: Viewer) -> RoundsPanel | None:
    """For whoever sees rounds, while one runs or a declaration waits."""
    if not (viewer.lo and viewer.may(P.ROUND_VIEW)):
        return None
    running = _running(viewer)
    mine = viewer.level is Level.VILLAGE and viewer.may(P.FAMILY_CONFIRM)
    waits = declaring.waiting(viewer) if mine else 0  # the village's own to confirm
    if not running and not waits:
        return None
    bars = tuple(
        (
            Segment("accepted", one.handed_in, "已交"),
            Segment("idle", one.villages - one.handed_in, "没交"),
        )
        for one in running
    )
    return RoundsPanel(running, viewer.level is Level.VILLAGE, waits, bars)


def _running(viewer: Viewer) -> tuple[RoundLine, ...]:
    return tuple(one for one in queries.rounds(viewer) if one.state == RoundState.OPEN)


def figures(viewer: Viewer) -> tuple[Figure, ...]:
    """三个数: in the register at the last lock, villages still out, how long there is."""
    if viewer.may(P.CHILD_LIST):
        return ()  # who works on the round has its panel
    known = queries.rounds(viewer)
    running = next((one for one in known if one.state == RoundState.OPEN), None)
    last = next((one for one in known if one.state == RoundState.LOCKED), None)
    found: list[Figure] = []
    locked = queries.locked(viewer, last.id) if last else None
    register = locked.register if locked else None
    if last and register:
        note = f"{last.title}锁定：新增{words.number(register.added)}，退出{words.number(register.left)}"
        found.append(Figure("在册儿童", register.closing, "人", note, f"/rounds/{last.id}/"))
    if running:
        missing = running.villages - running.handed_in
        note = f"{running.title}，共{words.number(running.villages)}个村"
        found.append(
            Figure(
                "还没交的村",
                missing,
                "个",
                note,
                f"/rounds/{running.id}/",
                "warn" if running.late else "",
            )
        )
    return tuple(found)


def hits(viewer: Viewer, text: str) -> tuple[Hit, ...]:
    """轮次 by title."""
    found = (one for one in queries.rounds(viewer) if text in one.title)
    return tuple(Hit(one.title, f"/rounds/{one.id}/", one.state_label) for one in found)[:8]


def _expire() -> str:
    from tonghu.survey.actions.declaring import expire_links

    return expire_links()


def register() -> None:
    """What the pages of a round bring to others."""
    contribute(
        EventKind("family.link", "发家庭申报码"),
        LookKind("survey.declaration", "看家庭申报"),
        TaskKind(CONFIRM, "核实家庭申报", "home-heart", "去核实", lambda s: f"/rounds/declarations/{s}/", needs=P.FAMILY_CONFIRM),
        Nightly("survey.links", "作废过期的家庭申报码", _expire),
        NavItem("排查核对", "survey:rounds", P.ROUND_VIEW, order=22, icon="clipboard-check", phone="核对"),
        HomePanel("survey.rounds", 5, "survey/_panel.html", panel),
        LeaderFigures("survey.figures", 5, P.ROUND_VIEW, figures),
        AgendaProposer("survey.late", "排查迟交", 20, late_returns),
        SearchSource("survey.round", "排查", P.ROUND_VIEW, hits),
    )  # fmt: skip
