"""恢复检查: what a module wants to see true of a restored database; contributed, run by the drill."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Checked:
    """检查结果: how many things were looked at, and what was wrong, one sentence each."""

    examined: int
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RestoreCheck:
    """恢复检查: `contribute(RestoreCheck("events.chain", "日志链", run))`.

    `run` is called in a scope of the system on the restored database, with the restored keys.
    """

    code: str
    label: str
    run: Callable[[], Checked]


def run_all() -> Iterator[tuple[RestoreCheck, Checked]]:
    """Every contributed check; one that breaks down counts as a problem, not as an end."""
    from tonghu.core.contributions import contributed
    from tonghu.core.database.scope import scope
    from tonghu.core.viewer import Viewer

    for check in contributed(RestoreCheck):
        try:
            with scope(Viewer.for_system("恢复检查")):
                yield check, check.run()
        except Exception as error:  # noqa: BLE001  (whatever it is, the drill must report it)
            yield check, Checked(0, (f"检查没有做成：{type(error).__name__}：{error}",))
