"""Why a file can't be read, as a code that the parent turns into a sentence."""


class Unreadable(Exception):
    """The file holds no table that can be read; `detail` never holds a cell's text."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code, self.detail = code, detail


def write_problem(code: str, detail: str = "") -> bytes:
    import json

    head = json.dumps({"problem": code, "detail": detail}).encode()
    return len(head).to_bytes(8, "little") + head
