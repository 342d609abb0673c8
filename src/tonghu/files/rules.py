"""收不收: what an upload is by its content, and the sentence when it is refused. No disk, no clock."""

from __future__ import annotations

from collections.abc import Collection

from tonghu.core.errors import NotNow
from tonghu.files.states import FileKind

LIMIT = 20 * 1024 * 1024
HEAD = 8_192  # bytes looked at
MEMBERS = 2_000  # of a workbook or document, which are zip files
ALLOWED = frozenset(FileKind)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SUFFIXES = {
    "xlsx": FileKind.XLSX, "xls": FileKind.XLS, "csv": FileKind.CSV, "docx": FileKind.DOCX,
    "doc": FileKind.DOC, "pdf": FileKind.PDF, "jpg": FileKind.JPG, "jpeg": FileKind.JPG,
    "png": FileKind.PNG,
}  # fmt: skip
_MAGIC = (
    (b"%PDF-", FileKind.PDF),
    (b"\xff\xd8\xff", FileKind.JPG),
    (b"\x89PNG\r\n\x1a\n", FileKind.PNG),
)
_PAGES = (b"<!doctype", b"<html", b"<?xml", b"<svg", b"<script")
AGAIN = "请核对后重新上传。"


class Refused(NotNow):
    """不收: the sentence says why and what to do."""


def suffix_of(name: str) -> str:
    """The extension of a name, small; empty when there is none."""
    stem, dot, suffix = name.strip().rpartition(".")
    return suffix.lower() if dot and stem else ""


def sniffed(head: bytes, members: Collection[str] | None) -> FileKind | str | None:
    """What the content is: a kind, `ole` or `zip` or `page` for a family, None when unknown.

    `members` are the names inside when it is a zip file.
    """
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head.startswith(OLE):
        return "ole"
    if head.startswith(b"PK"):
        return _office(members or ())
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_PAGES):
        return "page"
    return FileKind.CSV if _is_text(head) else None


def kind_or_refusal(
    name: str, content: FileKind | str | None, allowed: Collection[FileKind] = ALLOWED
) -> FileKind:
    """The kind when extension, content and list agree; else `Refused`."""
    suffix = suffix_of(name)
    claimed = SUFFIXES.get(suffix)
    if claimed is None or claimed not in allowed:
        wanted = "、".join(sorted({kind.value for kind in allowed}))
        raise Refused(f"不收扩展名为“{suffix or '（无）'}”的文件，请另存为{wanted}之一后再上传。")
    if content == "macro":
        raise Refused("文件里带有宏，为安全起见不收，请另存为不带宏的文件后再上传。")
    if content == claimed or (content == "ole" and claimed in (FileKind.XLS, FileKind.DOC)):
        return claimed
    raise Refused(_mismatch(suffix, content))


def size_refusal(size: int) -> str | None:
    """Why a size is refused."""
    if size == 0:
        return f"这是一个空文件，{AGAIN}"
    if size > LIMIT:
        return f"文件超过{LIMIT // 1024 // 1024}MB，请压缩图片或拆成几份后再上传。"
    return None


def _office(members: Collection[str]) -> FileKind | str:
    """A workbook, a document, one with macros, or some other zip."""
    if any(name.lower().endswith("vbaproject.bin") for name in members):
        return "macro"
    if "[Content_Types].xml" in members and len(members) <= MEMBERS:
        if "xl/workbook.xml" in members:
            return FileKind.XLSX
        if "word/document.xml" in members:
            return FileKind.DOCX
    return "zip"


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return len(head) > 2  # UTF-16 with its mark, as Excel writes "Unicode text"
    if any(byte < 9 or 13 < byte < 32 for byte in head):
        return False
    return any(_decodes(head, encoding) for encoding in ("utf-8", "gb18030"))


def _decodes(head: bytes, encoding: str) -> bool:
    """Whether the bytes are text; the last character may be cut."""
    for cut in range(4):
        try:
            head[: len(head) - cut].decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False


_FAMILIES = {
    "ole": "旧版Office文件或加了密码的文件",
    "zip": "压缩包",
    "page": "网页",
}


def _mismatch(suffix: str, content: FileKind | str | None) -> str:
    if content is None:
        return f"扩展名是“{suffix}”，内容却认不出来，文件可能已损坏，{AGAIN}"
    told = content.label if isinstance(content, FileKind) else _FAMILIES.get(content, "别的文件")
    return f"扩展名是“{suffix}”，内容却是{told}，请用原来的软件打开，另存后再上传。"
