"""哪些工作: the functions a worker may be asked to run, by code."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

WORK, CLOCK = "work", "clock"  # long work must never make a deadline wait


class Work(Protocol):
    """What a job looks like: keyword-only, the person and the progress first."""

    def __call__(self, **arguments: Any) -> dict[str, Any] | None:
        """Does the work; the answer is kept with the order."""
        ...


@dataclass(frozen=True, slots=True)
class Job:
    """一种工作."""

    code: str
    queue: str
    run: Work


_jobs: dict[str, Job] = {}
Function = TypeVar("Function", bound=Callable[..., Any])


def job(code: str, *, queue: str = WORK) -> Callable[[Function], Function]:
    """Registers a function under a code."""

    def keep(function: Function) -> Function:
        _jobs[code] = Job(code, queue, function)
        return function

    return keep


def find(code: str) -> Job | None:
    """The job of a code."""
    return _jobs.get(code)
