"""读表格: sheets of an uploaded workbook as text, read in a process that may die and takes nothing with it.

    book = read(path, FileKind.XLSX)
    for sheet in book.sheets: sheet.rows  # tuple of tuples of text

Numbers that Excel has rounded come back as `LOST`: nobody can tell what they were.
"""

from tonghu.files.sheets.reading import LOST, Book, Sheet, flat, read

__all__ = ["LOST", "Book", "Sheet", "flat", "read"]
