"""后台工作的状态."""

from __future__ import annotations

from django.db.models import TextChoices


class JobState(TextChoices):
    """排队、进行、办完、没办成."""

    QUEUED = "queued", "等着开始"
    RUNNING = "running", "进行中"
    DONE = "done", "已办完"
    FAILED = "failed", "没办成"


ENDED = (JobState.DONE, JobState.FAILED)
