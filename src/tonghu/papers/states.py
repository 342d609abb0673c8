"""文书的词: forms, formats, states of an issued paper."""

from __future__ import annotations

from enum import StrEnum


class PaperState(StrEnum):
    """文书状态: issued, corrected by a later version, voided."""

    ISSUED = "issued"
    REPLACED = "replaced"
    VOID = "void"

    @property
    def label(self) -> str:
        """Chinese label."""
        return {"issued": "已签发", "replaced": "已更正", "void": "已作废"}[self.value]


class Form(StrEnum):
    """文书格式: which frame of the page."""

    OFFICIAL = "official"
    LETTER = "letter"
    TABLE = "table"
    PLAIN = "plain"

    @property
    def label(self) -> str:
        """Chinese label."""
        return {"official": "公文", "letter": "信函", "table": "表格", "plain": "一般文书"}[
            self.value
        ]


class Format(StrEnum):
    """文件格式: what a paper is printed as."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"

    @property
    def label(self) -> str:
        """Chinese label."""
        return {"pdf": "PDF", "docx": "Word", "xlsx": "Excel"}[self.value]
