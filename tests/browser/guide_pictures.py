"""The pictures of the guide: what each of its steps is about, cut out of the page, on the examples."""

import io
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, Page, expect
from running_app import App
from steps import choose_files, settle

import store
from data import DATA
from domain.assessors import Allotment, Given, write_allotment

GUIDE_FOLDER = Path(__file__).parents[2] / "frame" / "pictures"
WINDOW = {"width": 1100, "height": 2600}
COLORS, AROUND = 128, 12
EARLIER, LATER = (
    (DATA / "examples" / name)
    for name in ("Soknad - Fremtidens kulturskole(1-51).xlsx", "Soknad - Fremtidens kulturskole(1-51) (1).xlsx")
)
BODO = "1804"
CRITERIA = [
    {
        "key": "need",
        "name": "Behov",
        "guidance": "Hvor tydelig er det kommunen vil løse?",
        "weight": 1,
        "low": 1,
        "high": 5,
    },
    {"key": "plan", "name": "Plan", "guidance": "Er veien dit beskrevet?", "weight": 1, "low": 1, "high": 5},
    {"key": "team", "name": "Samarbeid", "guidance": "Hvor mange tjenester er med?", "weight": 1, "low": 1, "high": 5},
]
ANNE = {"id": "anne@example.no", "name": "Anne Oppdiktet"}
BO = {"id": "bo@example.no", "name": "Bo Oppdiktet"}


def take_for_guide(page: Page, app: App, folder: Path) -> None:
    """One picture a step, named as in frame/guide.py. Puts two files in force: take other pictures first."""
    folder.mkdir(parents=True, exist_ok=True)
    page.set_viewport_size(WINDOW)
    page.emulate_media(color_scheme="light")

    _open(page, f"{app.url}/")
    page.get_by_test_id("stMetric").first.get_by_test_id("stTooltipIcon").hover()
    answer = page.get_by_test_id("stTooltipContent")
    expect(answer).to_be_visible()
    _cut(page, folder / "tall.png", page.get_by_role("heading", level=1), page.get_by_test_id("stMetric").last, answer)
    _open(page, f"{app.url}/?region=Nordland&region=Vestland&dato=2024-05-02")
    sidebar = page.get_by_test_id("stSidebar")
    _cut(page, folder / "filter.png", sidebar.get_by_text("Runde", exact=True), sidebar.get_by_text("Tallene viser"))
    _open(page, f"{app.url}/oppfolging?region=Nordland&region=Vestland&liste=Deltok, men har ikke søkt")
    _cut(
        page,
        folder / "liste.png",
        page.get_by_test_id("stMain").get_by_test_id("stButtonGroup").first,
        page.get_by_role("button", name="Kopier adressene"),
    )
    _open(page, f"{app.url}/oppfolging?kommune={BODO}")
    form = page.get_by_test_id("stForm").first
    form.get_by_role("textbox", name="Hva ble avtalt?").fill("De vil søke, men må ha saken opp i kommunestyret først.")
    form.get_by_role("textbox", name="Neste steg").fill("Ringe etter møtet")
    form.get_by_role("textbox", name="Neste steg").blur()
    _cut(page, folder / "kontakt.png", form)
    _open(page, f"{app.url}/framdrift")
    main = page.get_by_test_id("stMain")
    _cut(
        page,
        folder / "framdrift.png",
        main.get_by_role("heading", name="Hvor bærer det?"),
        main.get_by_text("Det trengs"),
    )

    _open(page, f"{app.url}/data")
    _adopt(page, EARLIER)
    choose_files(page, **{LATER.name: LATER.read_bytes()})
    button = page.get_by_role("button", name="Ta i bruk")
    expect(button).to_be_visible()
    settle(page)
    page.mouse.move(1, 1)
    _cut(page, folder / "opplasting.png", main.locator("[class*='st-key-card_']"))
    _adopt(page, None)
    listed = main.get_by_role("heading", name="Filene tallene bygger på")
    _cut(page, folder / "versjoner.png", listed, page.get_by_role("button", name="Last ned").last)
    _allot(app)
    _open(page, f"{app.url}/vurdering?runde=2024")
    page.get_by_role("combobox", name="Vurder som").click()
    page.get_by_role("option", name=ANNE["name"]).click()
    settle(page)
    page.get_by_role("radio", name="4", exact=True).first.click()
    expect(page.get_by_text("Lagret kl.")).to_be_visible()
    settle(page)
    page.mouse.move(1, 1)
    _cut(
        page,
        folder / "vurdering.png",
        page.get_by_text("er vurdert ferdig"),
        page.get_by_role("button", name="Jeg er inhabil"),
        main.get_by_role("combobox", name="Søknad"),
    )


def _allot(app: App) -> None:
    """Criteria, two who assess, and the draw that gives them the applications."""
    engine = store.connect(app.database_url)
    settings = store.round_settings(engine, "2024")
    store.save_round(engine, {**settings.values, "criteria": CRITERIA}, "lokal", expected=settings.version)
    for who in (ANNE, BO):
        content = {"name": who["name"], "numbers": [], "branches": []}
        store.save_paper(engine, "2024", "assessor", who["id"], content, "lokal", expected=0)
    [version] = [one for one in store.in_force(engine, "2024") if one.kind == "applications"]
    ids = store.read_version(engine, version.id).rows["submission_id"]
    at = version.adopted_at.isoformat()
    given = tuple(Given((version.source, one), (ANNE["id"], BO["id"]), at) for one in ids)
    content = write_allotment(Allotment(1, given))
    store.save_paper(engine, "2024", "allotment", store.ALLOTMENT, content, "lokal", expected=0)
    engine.dispose()


def _open(page: Page, address: str) -> None:
    page.goto(address)
    settle(page)
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)
    page.evaluate("document.fonts.ready")


def _adopt(page: Page, path: Path | None) -> None:
    if path:
        choose_files(page, **{path.name: path.read_bytes()})
    page.get_by_role("button", name="Ta i bruk").click()
    expect(page.get_by_text("er tatt i bruk:")).to_be_visible()
    settle(page)


def _cut(page: Page, path: Path, *parts: Locator) -> None:
    """Save what lies around the parts; few colours, as the pictures are kept in the repository."""
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    boxes = [part.bounding_box() for part in parts]
    left, top = (min(box[side] for box in boxes) - AROUND for side in ("x", "y"))
    right = max(box["x"] + box["width"] for box in boxes) + AROUND
    bottom = max(box["y"] + box["height"] for box in boxes) + AROUND
    clip = {"x": max(left, 0), "y": max(top, 0), "width": right - max(left, 0), "height": bottom - max(top, 0)}
    image = Image.open(io.BytesIO(page.screenshot(clip=clip, animations="disabled"))).convert("RGB")
    image.quantize(COLORS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(path, optimize=True)
