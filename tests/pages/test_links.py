"""What a link asks for and is not there is told, on the page that drops it; what is there is shown without a word."""

import re

import pytest

from tests.menu import APP
from tests.pages.conftest import text_of

UNKNOWN = [
    ("overview", {"region": "Atlantis"}, "Ukjent region i lenken: «Atlantis»."),
    ("overview", {"runde": "1999"}, "Ukjent runde i lenken: «1999»."),
    ("overview", {"dato": "2024-13-45"}, "Ukjent dag i lenken: «2024-13-45»."),
    ("overview", {"dato": "2018-12-31"}, "Ukjent dag i lenken: «2018-12-31»."),
    ("overview", {"inndeling": "Kommune"}, "Ukjent inndeling i lenken: «Kommune»."),
    ("participation", {"tall": "Kaker"}, "Ukjent tall i lenken: «Kaker»."),
    ("participation", {"steg": "Per år"}, "Ukjent visning i lenken: «Per år»."),
    ("participation", {"delt": "Etter alder"}, "Ukjent oppdeling i lenken: «Etter alder»."),
    ("participation", {"oppmote": "Etter alder"}, "Ukjent oppdeling i lenken: «Etter alder»."),
    ("map", {"vis": "Vær"}, "Ukjent fargelegging i lenken: «Vær»."),
    ("map", {"utsnitt": "Mars"}, "Ukjent utsnitt i lenken: «Mars»."),
    ("map", {"pilot": "ja"}, "Ukjent valg i lenken: «ja»."),
    ("map", {"storrelse": "store"}, "Ukjent størrelse i lenken: «store»."),
    ("follow_up", {"storrelse": "store", "liste": "Deltok, men har ikke søkt"}, "Ukjent størrelse i lenken: «store»."),
    ("follow_up", {"innbyggere": "store", "liste": "Deltok, men har ikke søkt"}, "Ukjent størrelse i lenken: «store»."),
    ("follow_up", {"dager": "400", "liste": "Ingen kontakt på en stund"}, "Ukjent antall dager i lenken: «400»."),
    ("reach", {"trinn": "Ferdig"}, "Ukjent trinn i lenken: «Ferdig»."),
    ("overview", {"region": "x" * 80}, f"Ukjent region i lenken: «{'x' * 80}»."),
    ("overview", {"region": "x" * 81}, f"Ukjent region i lenken: «{'x' * 80}…»."),
    ("overview", {"region": ["Mars", "Venus", "Pluto"]}, "Ukjent region i lenken: «Mars», «Venus» og «Pluto»."),
    ("overview", {"region": list("ABCDE")}, "Ukjent region i lenken: «A», «B», «C» og 2 til."),
    ("overview", {"visst": "i går"}, "«i går» er ikke et tidspunkt."),
    ("municipalities", {"stadium": "Ferdig"}, "Ukjent stadium i lenken: «Ferdig»."),
    ("municipalities", {"kommune": "9999"}, "Ukjent kommunenummer i lenken: «9999»."),
    ("follow_up", {"liste": "Alle"}, "Ukjent liste i lenken: «Alle»."),
]
KNOWN = [
    ("overview", {"region": "Nordland", "runde": "2024", "dato": "2024-05-02", "inndeling": "Fylke"}),
    ("overview", {"dato": "2019-01-01"}),
    ("participation", {"tall": "Søknader", "steg": "Per uke", "delt": "Etter region", "oppmote": "Etter stilling"}),
    ("map", {"vis": "Stadium", "utsnitt": "Bergen"}),
    ("municipalities", {"stadium": "Søkt", "kommune": "1804"}),
    ("follow_up", {"liste": "Alle påmeldte"}),
    ("follow_up", {"liste": "Ingen kontakt på en stund", "dager": "30", "storrelse": "under-3000"}),
    ("reach", {"trinn": "Deltok"}),
]


@pytest.mark.parametrize(("page", "link", "sentence"), UNKNOWN)
def test_what_a_link_asks_for_and_is_not_there_is_told(open_page, page, link, sentence):
    assert sentence in text_of(open_page(page, **link))


@pytest.mark.parametrize(("page", "link"), KNOWN)
def test_what_is_there_is_shown_without_a_word(open_page, page, link):
    assert "i lenken" not in text_of(open_page(page, **link))


ELSEWHERE = {"vis_tiltak", "samling", "tell", "fordelt", "utkast", "rekkefolge"}
"""What a page asks of a link only when its store holds more than the examples do, tested with that page."""


def test_every_parameter_that_a_page_reads_is_tried_with_what_it_does_not_know():
    sources = "".join(
        path.read_text("utf-8") for room in ("frame", "pages") for path in (APP.parents[1] / room).rglob("*.py")
    )
    bound = set(re.findall(r'key="(\w+)",\s*bind="query-params"', sources))
    named = set(re.findall(r'^PARAMETER(?:, \w+)* = "(\w+)"', sources, re.MULTILINE)) - {"til_gjennomsyn"}
    assert len(bound) > 15 and len(named) > 4
    assert bound | named == {name for _, link, _ in UNKNOWN for name in link} - {"innbyggere"} | ELSEWHERE
