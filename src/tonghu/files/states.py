"""文件的说法: kinds that are accepted, and what the virus scan said."""

from __future__ import annotations

from enum import StrEnum


class FileKind(StrEnum):
    """文件种类: what the content is, not what the name says."""

    XLSX = "xlsx"
    XLS = "xls"
    CSV = "csv"
    DOCX = "docx"
    DOC = "doc"
    PDF = "pdf"
    JPG = "jpg"
    PNG = "png"

    @property
    def label(self) -> str:
        """Chinese label."""
        return _LABELS[self]

    @property
    def media_type(self) -> str:
        """For the Content-Type of a download."""
        return _TYPES[self]


_LABELS = {
    FileKind.XLSX: "Excel工作簿",
    FileKind.XLS: "旧版Excel工作簿",
    FileKind.CSV: "文本表格",
    FileKind.DOCX: "Word文档",
    FileKind.DOC: "旧版Word文档",
    FileKind.PDF: "PDF文件",
    FileKind.JPG: "JPEG图片",
    FileKind.PNG: "PNG图片",
}
_OOXML = "application/vnd.openxmlformats-officedocument."
_TYPES = {
    FileKind.XLSX: f"{_OOXML}spreadsheetml.sheet",
    FileKind.XLS: "application/vnd.ms-excel",
    FileKind.CSV: "text/csv",
    FileKind.DOCX: f"{_OOXML}wordprocessingml.document",
    FileKind.DOC: "application/msword",
    FileKind.PDF: "application/pdf",
    FileKind.JPG: "image/jpeg",
    FileKind.PNG: "image/png",
}


class ScanState(StrEnum):
    """查毒情况: an installation without a scanner says so on every file."""

    NONE = "none"
    CLEAN = "clean"
    INFECTED = "infected"

    @property
    def label(self) -> str:
        """Chinese label."""
        return {"none": "未查毒", "clean": "已查毒，未发现问题", "infected": "查出问题"}[self.value]
