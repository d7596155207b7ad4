"""Which zip files may be unpacked: workbooks that unfold to a bearable size, by what their directory says.

The directory can lie; what is then unpacked meets the limits of the child process.
"""

import io
import zipfile
import zlib

from loaders.sandbox.problems import problem

MOST_UNPACKED = 400 << 20
MOST_TIMES = 250
SMALL = 30 << 20
MOST_FILES = 5_000
ENTRY = b"PK\x01\x02"
OTHERS = (("word/", "word"), ("ppt/", "slides"), ("Index/", "numbers"))


def read_kind(archive: zipfile.ZipFile) -> bytes:
    """The type that an OpenDocument file says it has; only its first bytes, since the size it states may be false."""
    try:
        with archive.open("mimetype") as part:
            return part.read(200)
    except KeyError:
        return b""


def check_package(content: bytes) -> None:
    """Raise ExportError unless the zip file is a workbook that may be unpacked."""
    if content.count(ENTRY) > MOST_FILES:
        raise problem("bomb")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = archive.infolist()
            kind = read_kind(archive)
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        ValueError,
        OSError,
        NotImplementedError,
        RuntimeError,
        EOFError,
        LookupError,
        zlib.error,
    ):
        raise problem("broken") from None
    unpacked = sum(info.file_size for info in infos)
    if unpacked > MOST_UNPACKED or (unpacked > SMALL and unpacked > MOST_TIMES * len(content)):
        raise problem("bomb")
    names = [info.filename for info in infos]
    if any(name.startswith("xl/") for name in names):
        return
    if "content.xml" in names and (b"spreadsheet" in kind or not kind):
        return
    if "content.xml" in names:
        raise problem("word")
    for folder, code in OTHERS:
        if any(name.startswith(folder) for name in names):
            raise problem(code)
    raise problem("zip")
