"""Who is at the door: how the dashboard is opened (local or OIDC), signing in and out, how long it lasts.

The mode is explicit, `AUTH_MODE = "oidc"` or `"local"`, in .streamlit/secrets.toml or the environment.
Unset without an [auth] section is local. Every other combination refuses to start: the dashboard is never
open by mistake.
"""

import hashlib
import os
import threading
import time
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Final, Literal
from urllib.parse import urlsplit

import streamlit as st
from streamlit import config
from streamlit.errors import StreamlitSecretNotFoundError

from frame.insides import is_served

Mode = Literal["local", "oidc"]

TITLE: Final = "Fremtidens kulturskole – oppfølging"
"""Of the window, and of the page for those who are not let in."""
FAILED: Final = "innlogging"  # query parameter that the callback adds when a sign-in came to nothing
_KEYS: Final = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
_SHORTEST_SECRET: Final = 32
# Entra's addresses for «any organisation»: with them a stranger's own tenant could sign in.
_OPEN_TENANTS: Final = ("/common/", "/organizations/", "/consumers/")
_PLACEHOLDER: Final = "/tenant-id/"
_CLOCK_SKEW: Final = 300
_LATEST: Final = 10**12  # seconds; no time is later, and a larger number can't be reckoned with
_FILE: Final = ".streamlit/secrets.toml"


class StartRefused(Exception):
    """The configuration would leave the dashboard open or broken; the text says what to change."""


def secret(name: str) -> Any:
    """A value of secrets.toml, None where there is no such value or no such file.

    Raises StartRefused when there is a file that can't be read: whatever it says about signing in, it isn't «local».
    """
    try:
        return st.secrets.get(name)
    except (StreamlitSecretNotFoundError, OSError, ValueError) as error:
        files = [file for file in config.get_option("secrets.files") if Path(file).exists()]
        if not files:
            return None
        named = ", ".join(files)
        raise StartRefused(f"{named} kan ikke leses. Rett filen: den må være gyldig TOML i UTF-8.") from error


def setting(name: str) -> str:
    """A setting of secrets.toml, else of the environment, else ""."""
    value = secret(name)
    return str(os.environ.get(name, "") if value is None else value).strip()


def read_mode() -> Mode:
    """How the dashboard is opened; raises StartRefused when that isn't said, or not consistently."""
    asked, auth = setting("AUTH_MODE").lower(), secret("auth")
    if asked not in {"", "local", "oidc"}:
        raise StartRefused(f"AUTH_MODE er «{asked}». Den må være «oidc» eller «local».")
    if auth is not None and not isinstance(auth, Mapping):
        raise StartRefused(f"auth i {_FILE} må være en seksjon, [auth]. Se .streamlit/secrets.toml.example.")
    if not asked and auth is not None:
        raise StartRefused(
            f"{_FILE} har en [auth]-seksjon, men AUTH_MODE er ikke satt. Sett AUTH_MODE til «oidc» for "
            "innlogging, eller «local» for å bruke dashbordet uten innlogging på denne maskinen."
        )
    if asked == "oidc" and auth is None:
        raise StartRefused(
            f"AUTH_MODE er «oidc», men {_FILE} har ingen [auth]-seksjon. Se .streamlit/secrets.toml.example."
        )
    return "oidc" if asked == "oidc" else "local"


_started_as: Mode | None = None


def current_mode() -> Mode:
    """The mode the server was started in; raises StartRefused when it was started past dashboard.py, which checks
    the address and stands at the door, and when the settings have been changed since.
    """
    mode = read_mode()
    if _started_as is None and is_served():
        raise StartRefused("Start dashbordet med «streamlit run dashboard.py».")
    if _started_as not in {None, mode}:
        raise StartRefused("Oppsettet for innlogging er endret. Start dashbordet på nytt.")
    return mode


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine itself."""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def set_address() -> str:
    """Where the dashboard is reached, as its settings say and not as a browser does, for a sign-in is sent there: the
    address that the provider leads back to, which alone Streamlit takes signed-in sessions from, or this machine.
    "" where no server runs.
    """
    if not is_served():
        return ""
    if _started_as == "oidc":  # the frame has asked in this run whether it still is
        url = urlsplit(str(secret("auth")["redirect_uri"]))
        return f"{url.scheme}://{url.netloc}"
    return served_address()


def served_address() -> str:
    """Where this machine serves the dashboard."""
    scheme = "https" if config.get_option("server.sslCertFile") else "http"
    return f"{scheme}://{config.get_option('browser.serverAddress')}:{config.get_option('server.port')}"


def check_start() -> Mode:
    """Called before anything is served; returns the mode, or raises StartRefused with a sentence."""
    global _started_as  # one server, one mode
    mode = read_mode()
    if (config.get_option("server.baseUrlPath") or "").strip("/"):
        # What is closed and what is behind the door is known by its address.
        raise StartRefused("Dashbordet må ligge på roten av en adresse. Fjern server.baseUrlPath.")
    address = config.get_option("server.address") or "0.0.0.0"
    if mode == "local" and not is_loopback(address):
        raise StartRefused(
            f"Uten innlogging kan dashbordet bare brukes på denne maskinen, ikke på adressen {address}. "
            'Sett opp innlogging (AUTH_MODE = "oidc"), eller sett server.address til 127.0.0.1.'
        )
    if mode == "oidc":
        fault = find_fault(secret("auth"))
        if fault:
            raise StartRefused(f"[auth] i {_FILE}: {fault}")
    _started_as = mode
    return mode


def find_fault(auth: Mapping[str, Any]) -> str:
    """What is wrong with an [auth] section, as a sentence; "" when nothing is."""
    missing = [key for key in _KEYS if not auth.get(key)]
    if missing:
        return f"{', '.join(missing)} mangler."
    if len(str(auth["cookie_secret"])) < _SHORTEST_SECRET:
        return f"cookie_secret må være tilfeldig og på minst {_SHORTEST_SECRET} tegn."
    for key in ("redirect_uri", "server_metadata_url"):
        url = urlsplit(str(auth[key]))
        if url.scheme != "https" and not (url.scheme == "http" and is_loopback(url.hostname or "")):
            return f"{key} må begynne med https://."
    if not urlsplit(str(auth["redirect_uri"])).path.endswith("/oauth2callback"):
        return "redirect_uri må slutte på /oauth2callback."
    metadata = str(auth["server_metadata_url"]).lower()
    if any(tenant in metadata for tenant in _OPEN_TENANTS):
        return "server_metadata_url må peke på deres egen leietaker (tenant), ikke på en felles adresse."
    if _PLACEHOLDER in metadata:
        return "bytt ut TENANT-ID i server_metadata_url med deres egen leietaker-ID (tenant ID)."
    return ""


def longest_session() -> int:
    """Seconds a sign-in lasts: SESSION_HOURS, 8 hours when unset or unreadable."""
    try:
        hours = float(setting("SESSION_HOURS") or 8)
    except ValueError:
        hours = 8
    return int(hours * 3600) if 0 < hours <= 24 else 8 * 3600


def is_fresh(claims: Mapping[str, Any], now: float) -> bool:
    """Whether a sign-in still counts. Streamlit's cookie lasts 30 days and its `exp` is never checked."""
    issued = claims.get("iat")
    if isinstance(issued, bool) or not isinstance(issued, int | float) or not abs(issued) < _LATEST:
        return False
    return -_CLOCK_SKEW <= now - issued < longest_session()


# Sign-ins that were ended, and when they are forgotten. A tab that is still open has its own copy of the
# claims, and a cookie that was copied stays valid: both are refused by this list, in this process.
_ended: dict[str, float] = {}
_lock = threading.Lock()


def _mark(claims: Mapping[str, Any]) -> str:
    parts = "\n".join(str(claims.get(key, "")) for key in ("iss", "sub", "iat", "nonce"))
    return hashlib.sha256(parts.encode("utf-8")).hexdigest()


def end_sign_in(claims: Mapping[str, Any], now: float) -> None:
    """Let this sign-in count no more, in any tab."""
    with _lock:
        for mark in [mark for mark, until in _ended.items() if until < now]:
            del _ended[mark]
        _ended[_mark(claims)] = now + longest_session() + _CLOCK_SKEW


def is_ended(claims: Mapping[str, Any]) -> bool:
    """Whether the user has signed out of this sign-in, here or in another tab."""
    with _lock:
        return _mark(claims) in _ended


def read_claims() -> tuple[dict[str, Any], str]:
    """The signed-in user's claims and "", or {} and the sentence that says why there are none."""
    claims = dict(st.user.to_dict())
    if not claims.get("is_logged_in"):
        return {}, ""
    if is_ended(claims):
        return {}, "Du er logget ut."
    if not is_fresh(claims, time.time()):
        hours = f"{longest_session() / 3600:g}".replace(".", ",")
        hours = f"{hours} {'time' if hours == '1' else 'timer'}"
        return {}, f"Innloggingen varer i {hours} og er utløpt. Logg inn på nytt for å fortsette."
    return claims, ""


def sign_out() -> None:
    """End the sign-in in every tab of this browser and, where the provider offers it, with the provider."""
    end_sign_in(st.user.to_dict(), time.time())
    st.logout()


def show_sign_in(reason: str) -> None:
    """The page for those who haven't signed in; the address in the browser stays, and is returned to."""
    with st.container(width=560):
        st.title(TITLE, anchor=False)
        if st.query_params.get(FAILED):
            st.warning(
                "Innloggingen ble ikke fullført. Prøv igjen. Skjer det på nytt, ta kontakt med den som "
                "drifter dashbordet.",
                icon=":material/lock:",
            )
        elif reason:
            st.info(reason, icon=":material/lock:")
        st.write("Dashbordet er for ansatte i Norsk kulturskoleråd. Logg inn med jobbkontoen din.")
        st.button("Logg inn", on_click=st.login, type="primary", icon=":material/login:")
