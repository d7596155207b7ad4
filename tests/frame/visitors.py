"""The pages and those who come to them: each role, and nobody."""

import time
from pathlib import Path
from typing import get_args

from streamlit.testing.v1 import AppTest

from frame.door.roles import Role
from tests.menu import MENU

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
