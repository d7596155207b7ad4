"""An Excel file with the findings written in a column of its own: everything else stays as it was."""

import io
import json

from problems import Unreadable


def mark(message: bytes) -> bytes:
    """The marked workbook. The message is the length of a JSON order (8 bytes), the order, the file's bytes.

    The order has the heading, its place (row and column, from 1) by sheet, where that isn't to the right of everything
    in the first row, and texts by sheet and row. What concerns the header line becomes a comment on the heading, so
    that the file is still read as the same.
    """
    from openpyxl import load_workbook
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils.exceptions import InvalidFileException

    length = int.from_bytes(message[:8], "little")
    order, content = json.loads(message[8 : 8 + length]), message[8 + length :]
    try:
        # Not read_only: that mode trusts the sheet's dimension, which Forms declares as A1.
        workbook = load_workbook(io.BytesIO(content), rich_text=True, keep_links=False)
    except (InvalidFileException, KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, SyntaxError):
        raise Unreadable("broken") from None
    for name, texts in order["texts"].items():
        if name not in workbook.sheetnames:
            continue
        sheet = workbook[name]
        row, column = order["places"].get(name, (1, sheet.max_column + 1))
        heading = sheet.cell(row, column)
        heading.value, heading.data_type, heading.font = order["heading"], "s", Font(bold=True)
        for number, text in texts.items():
            if int(number) == row:
                heading.comment = Comment(text, order["heading"])
                continue
            cell = sheet.cell(int(number), column)
            cell.value, cell.data_type = text, "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[heading.column_letter].width = 60
    written = io.BytesIO()
    workbook.save(written)
    return (2).to_bytes(8, "little") + b"{}" + written.getvalue()
