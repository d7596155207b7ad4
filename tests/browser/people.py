"""Who signs in in the tests, and how."""

import json
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from joserfc import jwt
from joserfc.jwk import OctKey
from playwright.sync_api import Locator, Page

SECRET = "k" * 40
PEOPLE = {
    "vurderer@example.no": {"name": "Vera Vurderer", "roles": ["vurderer"]},
    "leder@example.no": {"name": "Lena Leder", "roles": ["leder"]},
    "nord@example.no": {"name": "Nora Nord", "roles": ["radgiver"]},
    "admin@example.no": {"name": "Adam Admin", "roles": ["administrator"]},
    "ingen@example.no": {"name": "Ingen Rolle"},
    "fremmed@example.no": {"name": "Fremmed Rolle", "roles": ["Global Administrator", "konge"]},
    "stjerne@example.no": {"name": "**Stjerne** [x](http://evil.example)", "roles": ["leder"]},
}
FLAWS = ("tampered", "issuer", "audience", "nonce", "expired", "none")
TOO_OLD = ("old", "ageing")


@contextmanager
def run_provider() -> Iterator[str]:
    """The address of a provider that knows PEOPLE, and one administrator for each flaw (identity.py)."""
    command = [sys.executable, str(Path(__file__).parent / "identity.py")]
    flawed = {
        f"{flaw}@example.no": {"name": flaw, "roles": ["administrator"], "flaw": flaw} for flaw in (*FLAWS, *TOO_OLD)
    }
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        url = process.stdout.readline().strip()
        for user, claims in {**PEOPLE, **flawed}.items():
            body = json.dumps({"email": user, **claims}).encode()
            headers = {"Content-Type": "application/json"}
            request = urllib.request.Request(f"{url}/users/{quote(user)}", body, headers, method="PUT")
            urllib.request.urlopen(request, timeout=20).close()
        yield url
        process.terminate()


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def oidc_secrets(url: str, provider: str) -> str:
    """secrets.toml for an app that users reach at this address."""
    return f"""
AUTH_MODE = "oidc"
[auth]
redirect_uri = "{url}/oauth2callback"
cookie_secret = "{SECRET}"
client_id = "dashbord"
client_secret = "hemmelig"
server_metadata_url = "{provider}/.well-known/openid-configuration"
[branches]
"Nord@example.no" = ["Nordland", "Finnes ikke"]
"""


def sign_in(page: Page, url: str, user: str, address: str = "/") -> None:
    """Go somewhere, press «Logg inn», and give the provider a name."""
    page.goto(url + address)
    page.get_by_role("button", name="Logg inn").click()
    _give_name(page, user)


def come_in(page: Page, url: str, user: str, address: str = "/") -> None:
    """The same for a test that is about what comes after: straight to where «Logg inn» leads from there.

    The page with the button takes as long to load as the one that follows.
    """
    claims = {"provider": "default", "exp": int(time.time()) + 120}
    token = jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(SECRET))
    page.goto(f"{url}/auth/login?provider={token}", referer=url + address)
    _give_name(page, user)


def _give_name(page: Page, user: str) -> None:
    page.get_by_placeholder("sub").fill(user)
    page.get_by_role("button", name="Authorize", exact=True).click()


def sign_out(page: Page) -> None:
    """Press «Logg ut», and confirm it to the provider."""
    page.get_by_role("button", name="Logg ut").click()
    page.get_by_role("button", name="End session").click()


def menu(page: Page) -> Locator:
    """The links of the menu."""
    return page.get_by_test_id("stSidebarNavLink")
