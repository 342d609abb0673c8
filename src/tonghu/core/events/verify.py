"""核对日志: everything computed again; names the first row that was changed, removed, moved or forged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field

from tonghu.core.database.scope import scope
from tonghu.core.events.anchors import Anchor
from tonghu.core.events.chains import LABELS, LOGS, Chain, Head, follows
from tonghu.core.events.models import Seal
from tonghu.core.events.seal import unsealed
from tonghu.core.events.signing import genuine
from tonghu.core.viewer import Viewer

VERIFIER = Viewer.for_system("核对日志")
REASON = "verification recomputes every row and shows none"
BATCH = 2_000
MOST = 50  # faults told; the first is what matters
Told = Callable[[int], object]


@dataclass(slots=True)
class Verdict:
    """核对结果."""

    sealed: int = 0
    unsealed: int = 0
    chains: int = 0
    anchors: int = 0
    faults: list[str] = field(default_factory=list)  # first the first

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return not self.faults


def verify(
    anchors: Iterable[Anchor] = (),
    *,
    months: Collection[str] | None = None,
    told: Told = lambda _: None,
) -> Verdict:
    """Every chain, every row, every anchor. Anchors are read before, so their seals are there.

    `months` narrows to the chains of some; `told` hears the number of rows after each batch.
    """
    verdict, expected = Verdict(), defaultdict[Chain, list[Anchor]](list)
    for anchor in anchors:
        if months is not None and anchor.head.chain.month not in months:
            continue
        expected[anchor.head.chain].append(anchor)
        verdict.anchors += 1
    for chain in sorted({*_chains(), *expected}):
        if months is not None and chain.month not in months:
            continue
        verdict.chains += 1
        verdict.faults += _checked(chain, expected[chain], verdict, told)
    for log in LOGS:
        verdict.faults += _not_sealed(log, verdict)
    del verdict.faults[MOST:]
    return verdict


def _chains() -> list[Chain]:
    with scope(VERIFIER):
        rows = Seal.objects.all_of_them(reason=REASON).values_list("log", "month").distinct()
        return [Chain(log, month) for log, month in rows]


def _checked(chain: Chain, anchors: list[Anchor], verdict: Verdict, told: Told) -> list[str]:
    """One chain from its first link to its end, and the anchors on it."""
    faults: list[str] = []
    head, wanted = Head(chain), {one.head.number for one in anchors}
    met: dict[int, bytes] = {}
    while batch := _seals(head):
        rows = _rows(chain, batch)
        for seal in batch:
            faults += _link_faults(head, seal, rows.get(seal.row, []))
            head = Head(chain, seal.number, bytes(seal.hash))
            if seal.number in wanted:
                met[seal.number] = head.hash
        verdict.sealed += len(batch)
        told(verdict.sealed)
    return [*faults[:MOST], *_anchor_faults(anchors, met, head)]


def _seals(after: Head) -> list[Seal]:
    with scope(VERIFIER):
        rows = Seal.objects.all_of_them(reason=REASON).filter(
            log=after.chain.log, month=after.chain.month, number__gt=after.number
        )
        return list(rows.order_by("number")[:BATCH])


def _rows(chain: Chain, seals: list[Seal]) -> dict[object, list[object]]:
    if chain.log not in LOGS:
        return {}
    first, after = chain.bounds
    with scope(VERIFIER):
        rows = (
            LOGS[chain.log].objects.all_of_them(reason=REASON).filter(at__gte=first, at__lt=after)
        )
        found: dict[object, list[object]] = defaultdict(list)
        for row in rows.filter(pk__in=[seal.row for seal in seals]):
            found[row.pk].append(row)
        return found


def _link_faults(head: Head, seal: Seal, rows: list[object]) -> Iterator[str]:
    where = f"{head.chain.label}第{seal.number}行"
    if seal.number != head.number + 1:
        lost = (
            f"{head.number + 1}至{seal.number - 1}"
            if seal.number > head.number + 2
            else seal.number - 1
        )
        yield f"{head.chain.label}缺第{lost}行：封记被删除。"
        return
    if len(rows) > 1:
        yield f"{where}的编号（{seal.row}）有{len(rows)}行共用：至少一行是伪造的。"
        return
    if not rows:
        yield f"{where}不见了（编号{seal.row}）：被删除，或者时间被改到别的月份。"
        return
    row = rows[0]
    if not genuine(row):  # type: ignore[arg-type]
        yield f"{where}的内容被改动过（编号{seal.row}）。"
    elif not follows(bytes(seal.hash), head, seal.row, bytes(row.signature)):  # type: ignore[attr-defined]
        yield f"{where}与前一行接不上（编号{seal.row}）：次序被调换，或者封记被改动过。"


def _anchor_faults(anchors: list[Anchor], met: dict[int, bytes], head: Head) -> Iterator[str]:
    """The first anchor that does not fit; those behind it cannot fit either."""
    for anchor in sorted(anchors, key=lambda one: one.head.number):
        number = anchor.head.number
        if number > head.number:
            yield (
                f"{head.chain.label}的末尾被截去：凭证（{anchor.where}）记有第{number}行，"
                f"库里只到第{head.number}行，从第{head.number + 1}行起缺失。"
            )
            return
        if met.get(number) != anchor.head.hash:
            yield f"{head.chain.label}第{number}行与凭证（{anchor.where}）不符：这一行或它以前的行被换过。"
            return


def _not_sealed(log: str, verdict: Verdict) -> Iterator[str]:
    """Rows without a seal: counted, and each must be genuine."""
    with scope(VERIFIER):
        waiting = [row.id for row in unsealed(log, None, 10_000_000)]
    verdict.unsealed += len(waiting)
    for start in range(0, len(waiting), BATCH):
        with scope(VERIFIER):
            rows = LOGS[log].objects.all_of_them(reason=REASON)
            for row in rows.filter(pk__in=waiting[start : start + BATCH]).order_by("pk"):
                if not genuine(row):
                    yield f"{LABELS[log]}里有一行不是本系统写的（编号{row.pk}，尚未加封）：伪造或被改动过。"
