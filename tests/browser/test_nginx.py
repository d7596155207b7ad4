"""The example for nginx with TLS, run by the system's nginx, with sign-in through it."""

import os
import re
import shutil
import socket
import ssl
import subprocess
import tomllib
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlsplit

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from people import free_port, oidc_secrets, sign_in
from playwright.sync_api import expect
from streamlit.web.server.starlette.starlette_server_config import DEFAULT_WEBSOCKET_PING_INTERVAL

ROOT = Path(__file__).parents[2]
NGINX = shutil.which("nginx") or next((p for p in ("/usr/sbin/nginx",) if Path(p).exists()), None)
pytestmark = pytest.mark.skipif(NGINX is None, reason="nginx is not installed; run python3 tests/system_packages.py")
SITE = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
WRAPPER = """
daemon off; {user} pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{}}
http {{
    access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    include {folder}/site.conf;
}}
"""


def make_certificate(folder):
    """A certificate for localhost, of its own making."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "fullchain.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "privkey.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )


def version_of_nginx():
    told = subprocess.run([NGINX, "-v"], capture_output=True, text=True, check=True).stderr
    return tuple(map(int, re.search(r"nginx/(\d+)\.(\d+)\.(\d+)", told).groups()))


def start_nginx(folder, app_port, site=SITE):
    """nginx with deploy/nginx.conf, of which only the name, ports and certificates are replaced."""
    plain, secure = free_port(), free_port()
    make_certificate(folder)
    if version_of_nginx() < (1, 25, 1):  # as the example says
        site = re.sub(r"listen 443 ssl;\n *http2 on;[^\n]*", "listen 443 ssl http2;", site)
    for old, new in [
        ("listen 80;", f"listen 127.0.0.1:{plain};"),
        ("listen 443 ssl", f"listen 127.0.0.1:{secure} ssl"),
        ("oppfolging.example.no;", "localhost;"),
        ("/etc/letsencrypt/live/oppfolging.example.no", str(folder)),
        ("8501", str(app_port)),
    ]:
        assert old in site
        site = site.replace(old, new)
    # As root nginx would work as nobody, who can't enter the tests' folder.
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "site.conf").write_text(site, encoding="utf-8")
    (folder / "nginx.conf").write_text(WRAPPER.format(folder=folder, user=user), encoding="utf-8")
    command = [NGINX, "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    process = subprocess.Popen(command)
    wait_until_open(process, secure)
    return process, plain, secure


def wait_until_open(process, port):
    while process.poll() is None:
        with socket.socket() as probe:
            probe.settimeout(5)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
    pytest.fail("nginx did not start")


@pytest.fixture(scope="module")
def nginx(start_shared_app, provider, tmp_path_factory):
    """The app behind nginx: its address, the one without TLS, and the app itself."""
    folder = tmp_path_factory.mktemp("nginx")
    app_port = free_port()
    process, plain, secure = start_nginx(folder, app_port)
    url = f"https://localhost:{secure}"
    app = start_shared_app("--server.port", str(app_port), secrets=oidc_secrets(url, provider))
    yield url, f"http://localhost:{plain}", app
    process.terminate()
    process.wait(20)


@pytest.fixture
def app(nginx):
    return nginx[2]


@pytest.fixture
def watch(nginx, watch, provider):
    watch.allowed = {urlsplit(nginx[0]).netloc, urlsplit(provider).netloc}
    return watch


def ask(url, **headers):
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    request = urllib.request.Request(url, headers={k.replace("_", "-"): v for k, v in headers.items()})
    try:
        with urllib.request.urlopen(request, timeout=30, context=trusting) as answer:
            return answer.status, answer.headers
    except HTTPError as error:
        with error:
            return error.code, error.headers


def test_signing_in_works_through_nginx_with_the_page_one_came_for(nginx, new_page, watch):
    url, _, _ = nginx
    page = new_page(ignore_https_errors=True)
    sign_in(page, url, "leder@example.no", "/kommuner?region=Nordland")
    expect(page.get_by_text("Lena Leder")).to_be_visible()
    assert page.url == f"{url}/kommuner?region=Nordland"
    assert any(request.startswith("wss://") for request in watch.requests)
    own = [cookie for cookie in page.context.cookies() if cookie["name"].startswith(("_streamlit", "dashbord"))]
    assert own
    assert all(cookie["secure"] for cookie in own)


def test_behind_tls_every_response_says_to_stay_there(nginx):
    for address in ("/", "/kommuner", "/static/x.js", "/app/static/dashboard.js", "/_stcore/health"):
        _, headers = ask(nginx[0] + address)
        assert headers["Strict-Transport-Security"].startswith("max-age=")
        assert "wss://localhost" in (headers["Content-Security-Policy"] or "")
        assert not re.search(r"\d", headers["Server"])


def test_the_example_is_written_for_the_nginx_of_today():
    assert re.search(r"listen 443 ssl;\n *http2 on;", SITE)
    assert "ssl_protocols TLSv1.2 TLSv1.3;" in SITE


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
@pytest.mark.parametrize(
    ("version", "taken"), [("TLSv1", False), ("TLSv1_1", False), ("TLSv1_2", True), ("TLSv1_3", True)]
)
def test_only_tls_of_today_is_spoken_and_http2_with_it(nginx, version, taken):
    context = ssl._create_unverified_context()
    context.set_ciphers("ALL:@SECLEVEL=0")  # this machine itself would refuse the old ones
    context.minimum_version = context.maximum_version = ssl.TLSVersion[version]
    context.set_alpn_protocols(["h2", "http/1.1"])
    address = ("127.0.0.1", urlsplit(nginx[0]).port)
    with socket.create_connection(address, timeout=30) as plain:
        if not taken:
            with pytest.raises((ssl.SSLError, ConnectionError)):
                context.wrap_socket(plain, server_hostname="localhost")
            return
        with context.wrap_socket(plain, server_hostname="localhost") as secure:
            assert secure.selected_alpn_protocol() == "h2"


@pytest.mark.parametrize("address", ["/", "/ingen/slik/side", "/_stcore/metrics", "/helse", "/media/x.xlsx"])
def test_no_answer_tells_which_server_it_is_of_which_version(nginx, address):
    assert ask(nginx[0] + address)[1]["Server"] == "nginx"
    assert ask(nginx[0] + address, Host="x" * 9000)[1]["Server"] == "nginx"


def test_nginx_takes_an_upload_of_the_apps_size_and_its_form():
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    assert f"client_max_body_size {settings['server']['maxUploadSize'] + 1}m;" in SITE


def test_the_sockets_time_out_is_longer_than_the_servers_question():
    waits = int(re.search(r"proxy_read_timeout (\d+)s;", SITE).group(1))
    assert waits > 2 * DEFAULT_WEBSOCKET_PING_INTERVAL


def test_without_tls_one_is_sent_to_tls(nginx):
    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_):
            return None

    try:
        urllib.request.build_opener(Stay).open(f"{nginx[1]}/kommuner?region=Agder", timeout=20)
    except HTTPError as error:
        with error:
            assert error.code == 301
            assert error.headers["Location"] == "https://localhost/kommuner?region=Agder"


def test_what_is_closed_is_closed_through_nginx_too(nginx):
    assert ask(f"{nginx[0]}/_stcore/metrics")[0] == 404
    assert ask(f"{nginx[0]}/media/x.xlsx")[0] == 403


def test_a_larger_upload_than_allowed_is_stopped_at_nginx(nginx):
    request = urllib.request.Request(f"{nginx[0]}/_stcore/upload_file/a/b", b"x" * 23_000_000, method="PUT")
    trusting = ssl._create_unverified_context()
    with pytest.raises((HTTPError, OSError)) as stopped:
        urllib.request.urlopen(request, timeout=60, context=trusting)
    if isinstance(stopped.value, HTTPError):
        stopped.value.close()
        assert stopped.value.code == 413


def test_an_app_without_sign_in_lets_nobody_in_through_nginx(shared_app, tmp_path):
    process, _, secure = start_nginx(tmp_path, urlsplit(shared_app.url).port)
    try:
        assert ask(f"https://localhost:{secure}/")[0] == 403
        assert ask(f"https://localhost:{secure}/", X_Forwarded_For="127.0.0.1")[0] == 403
    finally:
        process.terminate()
        process.wait(20)
