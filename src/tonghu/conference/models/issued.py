"""印发的痕迹: what every row keeps that is issued as a paper: number, template, data, edition."""

from __future__ import annotations

from django.db import models

from tonghu.conference.models.marks import inside, ref, text, when
from tonghu.core.record import Record


class Issued(Record):
    """印成文书的: its paper, and of which template and which data it was made."""

    edition = inside(
        models.PositiveSmallIntegerField("第几版", default=1, db_comment="更正的另起一版")
    )
    paper = ref("文书", "文书编号")
    number = text("文号", 120)
    template = text("模板版本", 80, "模板名称、版本和指纹")
    digest = text("数据版本", 16, "正文的指纹")
    issued_at = when("签发时间")
    issued_by = text("签发人", 80)

    class Meta(Record.Meta):
        abstract = True
