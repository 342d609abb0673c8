"""What is taken in: content, extension and list agree, and each refusal says what to do."""

import pytest

from tests.files import samples
from tonghu.files.rules import (
    HEAD,
    LIMIT,
    Refused,
    kind_or_refusal,
    size_refusal,
    sniffed,
    suffix_of,
)
from tonghu.files.states import FileKind


def members_of(content: bytes) -> list[str] | None:
    import io
    import zipfile

    return zipfile.ZipFile(io.BytesIO(content)).namelist() if content.startswith(b"PK") else None


def taken(name: str, content: bytes, **more: object) -> FileKind:
    found = sniffed(content[:HEAD], members_of(content))
    return kind_or_refusal(name, found, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("名册.xlsx", samples.xlsx(), FileKind.XLSX),
        ("名册.XLSX", samples.xlsx(), FileKind.XLSX),
        ("说明.docx", samples.DOCX, FileKind.DOCX),
        ("旧.xls", samples.OLE, FileKind.XLS),
        ("旧.doc", samples.OLE, FileKind.DOC),
        ("批复.pdf", samples.PDF, FileKind.PDF),
        ("照片.jpg", samples.JPG, FileKind.JPG),
        ("照片.jpeg", samples.JPG, FileKind.JPG),
        ("图.png", samples.png(), FileKind.PNG),
        ("名册.csv", samples.CSV, FileKind.CSV),
        ("国标.csv", "姓名\n王小演".encode("gb18030"), FileKind.CSV),
        ("统一码.csv", "姓名\n王小演".encode("utf-16"), FileKind.CSV),
        ("带标.csv", b"\xef\xbb\xbf" + samples.CSV, FileKind.CSV),
    ],
)
def test_a_file_that_is_what_it_says_is_taken(name: str, content: bytes, kind: FileKind) -> None:
    assert taken(name, content) is kind


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("程序.exe", b"MZ" + bytes(90), "不收扩展名为“exe”"),
        ("没有扩展名", samples.CSV, "不收扩展名为“（无）”"),
        (".csv", samples.CSV, "不收扩展名为“（无）”"),
        ("宏.xlsm", samples.xlsx(), "不收扩展名为“xlsm”"),
        ("名册.xlsx", samples.zipped("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"), "带有宏"),
        ("名册.xlsx", samples.OLE, "旧版Office文件或加了密码的文件"),
        ("名册.xlsx", samples.zipped("a.txt"), "内容却是压缩包"),
        ("名册.xlsx", samples.DOCX, "内容却是Word文档"),
        ("名册.xls", b"<html><table>", "内容却是网页"),
        ("名册.csv", b"\n <!DOCTYPE html>", "内容却是网页"),
        ("图.svg", b"<svg/>", "不收扩展名为“svg”"),
        ("名册.csv", samples.xlsx(), "内容却是Excel工作簿"),
        ("名册.csv", b"a\x00b" + bytes(20), "内容却认不出来"),
        ("照片.jpg", samples.PDF, "内容却是PDF文件"),
        ("照片.pdf", samples.JPG, "内容却是JPEG图片"),
        ("批复.pdf", b"", "扩展名是“pdf”"),
    ],
)  # fmt: skip
def test_anything_else_is_refused_with_what_to_do(name: str, content: bytes, told: str) -> None:
    with pytest.raises(Refused, match=r"后再上传|重新上传") as refusal:
        taken(name, content)
    assert told in str(refusal.value)


def test_a_place_may_take_fewer_kinds() -> None:
    with pytest.raises(Refused, match="csv、xlsx之一"):
        taken("照片.jpg", samples.JPG, allowed={FileKind.CSV, FileKind.XLSX})


def test_empty_and_too_large_are_refused_at_their_borders() -> None:
    assert size_refusal(0)
    assert size_refusal(1) is None
    assert size_refusal(LIMIT) is None
    assert "超过20MB" in (size_refusal(LIMIT + 1) or "")


def test_a_chinese_character_cut_at_the_border_is_still_text() -> None:
    text = ("童" * HEAD).encode()
    assert sniffed(text[:HEAD], None) is FileKind.CSV
    assert sniffed(("童" * HEAD).encode("gb18030")[: HEAD - 1], None) is FileKind.CSV


def test_an_extension_is_the_last_one() -> None:
    assert [suffix_of(name) for name in ("a.pdf.exe", "a.", "a", " a.CSV ")] == [
        "exe",
        "",
        "",
        "csv",
    ]
