"""A sheet of an opened file, before it is packed, and how large it may be."""

WIDEST = 2_000
MOST_CELLS = 12_000_000


class Sheet:
    """`row` and `column` count from 0 and say where the rows start in the file's sheet."""

    def __init__(self, name: str, rows: list[list], row: int = 0, column: int = 0, visible: bool = True) -> None:
        self.name, self.rows, self.row, self.column, self.visible = name, rows, row, column, visible
        self.look: dict = {}
        self.merged: list[tuple[int, int, int]] = []  # the first row, the column and the last row of each
