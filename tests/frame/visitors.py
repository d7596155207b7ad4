"""The pages, those who come to them, each role and nobody, and what is sent and written to them."""

import io
import time
import zipfile
from pathlib import Path
from typing import get_args

from streamlit.testing.v1 import AppTest

from frame.door.roles import Role
from tests.menu import APP, MENU, open_at

ROOT = Path(__file__).parents[2]
OIDC = {
    "AUTH_MODE": "oidc",
    "auth": {
        "redirect_uri": "https://oppfolging.example.no/oauth2callback",
        "cookie_secret": "h" * 40,
        "client_id": "dashbord",
        "client_secret": "hemmelig",
        "server_metadata_url": "https://login.example.no/tenant/v2.0/.well-known/openid-configuration",
    },
}
NOBODY = "ingen"
WHO = (*get_args(Role), NOBODY)
FILES = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))

DAY = "2024-09-01"


def pages():
    """File and right of every page in the menu."""
    return {entry.file: entry.right for entry in MENU}


def page_file(name):
    """The path of a page's script."""
    return str(ROOT / "pages" / f"{name}.py")


def visit(path, who, branches=()):
    """A script about to be run for somebody with this role; NOBODY hasn't signed in."""
    test = AppTest.from_file(str(path), default_timeout=60)
    test.secrets.update(OIDC)
    if who != NOBODY:
        test.user = {
            "is_logged_in": True,
            "sub": "1",
            "iat": int(time.time()),
            "roles": [who],
            "name": "Kari",
            "email": "kari@example.org",
            "branches": list(branches),
        }
    return test


def texts(test):
    """What the page says."""
    kinds = (test.title, test.header, test.subheader, test.markdown, test.caption, test.info, test.warning)
    return " ".join(str(element.value) for kind in kinds for element in kind)


def run_page(file, role, branches=(), **link):
    test = visit(APP, role, branches)
    open_at(test, file)
    test.query_params.update({"dato": DAY, **link})
    test.run()
    assert not test.exception, [error.message for error in test.exception]
    return test


def go_to(test, file, **link):
    """Another page in the same session."""
    test.switch_page(page_file(file))
    test.query_params.clear()
    test.query_params.update({"dato": DAY, **link})
    test.run()
    assert not test.exception, [error.message for error in test.exception]
    return test


def elements(test):
    """The bytes of each element that was sent to the browser, tables too."""
    return [node.proto.SerializeToString() for node in nodes(test._tree) if getattr(node, "proto", None)]


def sent(test):
    """Every byte of what was sent to the browser."""
    return b"\n".join(elements(test))


def nodes(block):
    for child in block.children.values():
        yield child
        if hasattr(child, "children"):
            yield from nodes(child)


def written(offered):
    """The downloads as text; of a workbook every part that no file before had too."""
    known = set()
    for label, data in offered:
        content = data() if callable(data) else data
        if content[:2] == b"PK":
            with zipfile.ZipFile(io.BytesIO(content)) as book:
                parts = {book.read(name) for name in book.namelist()} - known
            known |= parts
            content = b"\n".join(parts)
        yield label, content


def found_in(content, names):
    text = content.decode("utf-8", "replace").lower()
    return sorted(name for name in names if name.lower() in text)
