"""Two instances behind nginx on one PostgreSQL: what one adopts the other shows, and one that dies is stood in for."""

from urllib.parse import urlsplit

import pytest
from people import free_port, oidc_secrets, sign_in
from playwright.sync_api import expect
from steps import adopt, applications, clear, go_to, in_a_hurry, number, registrations, settle
from test_nginx import NGINX, ROOT, SITE, start_nginx

import store
from tests.store.postgres import Postgres

pytestmark = pytest.mark.skipif(NGINX is None, reason="nginx is not installed; run python3 tests/system_packages.py")
INSTANCES = (ROOT / "deploy" / "nginx_instances.conf").read_text("utf-8")
DAY = "dato=2024-05-02"
SEEN, BACK = 20_000, 10_000
"""Milliseconds in which an adoption is seen everywhere, and in which a page whose instance has died is back."""


def put_together(second):
    """The examples put together as they say, with the port of the second instance."""
    site = SITE.replace("proxy_pass http://127.0.0.1:8501;", "proxy_pass http://$instance;")
    assert site.count("$instance") == 2
    last = "proxy_set_header Forwarded"
    assert site.count(last) == 1
    site = site.replace(last, f"add_header Set-Cookie $stays_at always; {last}")
    return INSTANCES.replace("8502", str(second)) + site


@pytest.fixture(scope="module")
def instances(start_shared_app, provider, tmp_path_factory):
    """The address of both, what starts one at a port, and the apps by port."""
    folder, database = tmp_path_factory.mktemp("nginx"), Postgres()
    ports, address = (free_port(), free_port()), database.new_database()
    process, _, secure = start_nginx(folder, ports[0], put_together(ports[1]))
    url = f"https://localhost:{secure}"

    def begin(port):
        secrets = oidc_secrets(url, provider)
        return start_shared_app("--server.port", str(port), secrets=secrets, DATABASE_URL=address)

    yield url, address, begin, {str(port): begin(port) for port in ports}
    process.terminate()
    process.wait(20)
    database.close()


@pytest.fixture
def app(instances):
    return next(iter(instances[3].values()))


@pytest.fixture
def engine(instances):
    engine = store.connect(instances[1])
    yield engine
    clear(engine)
    engine.dispose()


@pytest.fixture
def watch(instances, watch, provider):
    watch.allowed = {urlsplit(instances[0]).netloc, urlsplit(provider).netloc}
    return watch


@pytest.fixture
def mortal(instances):
    """The apps by port, of which a test may kill one."""
    _, _, begin, apps = instances
    yield apps
    for port, app in apps.items():
        if app.process.poll() is not None:
            apps[port] = begin(port)


def open_signed_in(page, url, address, user="admin@example.no"):
    sign_in(page, url, user, address)
    settle(page)
    return page


def port_of(page):
    (cookie,) = [one for one in page.context.cookies() if one["name"] == "dashbord_instans"]
    assert (cookie["secure"], cookie["httpOnly"]) == (True, True)
    return cookie["value"]


def test_what_is_adopted_at_one_instance_is_seen_at_the_other(instances, engine, new_page):
    url = instances[0]
    writer = open_signed_in(new_page(ignore_https_errors=True), url, f"/data?{DAY}")
    hurried = in_a_hurry(new_page, ignore_https_errors=True)
    reader = open_signed_in(hurried, url, f"/?{DAY}", "leder@example.no")
    assert {port_of(writer), port_of(reader)} == set(instances[3])
    adopt(writer, "Søknad(1-3).xlsx", applications("Bodø", "Rana", "Ås"))
    expect(number(reader, "Søknader")).to_have_text("3 av 40", timeout=SEEN)


def test_who_works_at_an_instance_that_dies_goes_on_at_the_other(instances, mortal, engine, new_page, watch):
    url, _, begin, _ = instances
    watch.expected += ["WebSocket", "502"]
    page = open_signed_in(new_page(ignore_https_errors=True), url, f"/oppfolging?{DAY}&region=Nordland&kommune=1804")
    address, port = page.url, port_of(page)
    text = page.get_by_role("textbox", name="Hva ble avtalt?")
    text.fill("Ringer igjen når rådmannen er")
    mortal[port].process.kill()
    app = page.get_by_test_id("stApp")
    expect(app).not_to_have_attribute("data-test-connection-state", "CONNECTED", timeout=BACK)
    expect(app).to_have_attribute("data-test-connection-state", "CONNECTED", timeout=BACK)
    settle(page)
    assert (page.url, port_of(page) != port) == (address, True)
    expect(page.get_by_text("Adam Admin ·")).to_be_visible()
    expect(page.get_by_test_id("stSidebar").get_by_text("Nordland", exact=True)).to_be_visible()
    expect(text).to_have_value("Ringer igjen når rådmannen er")
    page.get_by_role("button", name="Lagre kontakten").click()
    expect(page.get_by_text("Kontakten er lagret.")).to_be_visible()
    assert list(store.notes(engine, "2024")["agreed"]) == ["Ringer igjen når rådmannen er"]
    # The one that died is there again; what the page sends still goes where its session is.
    mortal[port].process.wait()
    mortal[port] = begin(port)
    go_to(page, "Data")
    adopt(page, "Påmelding(1-2).xlsx", registrations("Bodø", "Rana"))
    assert port_of(page) != port
