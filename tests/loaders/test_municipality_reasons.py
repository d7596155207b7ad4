"""The sentence that tells how a text was heard: for each way to hear it, and for each doubt."""

import pytest

from loaders.matching.municipalities import match_municipality

REASONS = {
    "Bodø": "Bodø er kommunens navn.",
    "BODØ kommune": "Skrevet «BODØ kommune», som er Bodø.",
    "Nes i Buskerud": "Skrevet «Nes i Buskerud»; Nes i Buskerud heter Nesbyen fra 2020; det som står ved siden av navnet, viser hvilken.",  # noqa: E501
    "Sandefjord (Stokke)": "Skrevet «Sandefjord (Stokke)», som er Sandefjord.",
    "Stokke": "Skrevet «Stokke», som ble del av Sandefjord i 2017.",
    "0716": "0716 var nummeret til Re til og med 2019; nå 3905 Tønsberg.",
    "716": "0716 var nummeret til Re til og med 2019; nå 3905 Tønsberg.",
    "5418": "5418 var nummeret til Målselv til og med 2023; nå 5524 Målselv.",
    "9325": "«9325» er ikke et kommunenummer, men postnummeret til Bardufoss. Velg kommune: Målselv.",
    "8001": "«8001» er ikke et kommunenummer, men postnummeret til Bodø. Velg kommune: Bodø.",
    "9170": "«9170» er ikke et kommunenummer, men postnummeret til Longyearbyen. Velg kommune.",
    "2100": "«2100» er ikke et kommunenummer, men postnummeret til Skarnes. Velg kommune: Sør-Odal.",
    "123": "«123» kan være skrevet bare for å fylle feltet. Velg kommune: Indre Østfold.",
    "1234": "«1234» kan være skrevet bare for å fylle feltet. Velg kommune: Voss.",
    "12": "«12» er ikke kjent som kommune.",
    "5524 Målselv": "Skrevet «5524 Målselv», som er Målselv.",
    "5524 Bodø": "Delene av «5524 Bodø» peker ikke på samme kommune. Velg kommune: Bodø eller Målselv.",
    "8001 Bodø": "Skrevet «8001 Bodø», som er Bodø.",
    "8001 Oslo": "Delene av «8001 Oslo» peker ikke på samme kommune. Velg kommune: Oslo eller Bodø.",
    "2024 Bodø": "Skrevet «2024 Bodø», som er Bodø.",
    "1805 Bodø": "Delene av «1805 Bodø» peker ikke på samme kommune. Velg kommune: Bodø eller Narvik.",
    "301": "«301» er kommunenummeret til Oslo.",
    "301 Oslo": "Skrevet «301 Oslo», som er Oslo.",
    "0301 1804": "Flere kommuner i samme felt: Oslo og Bodø.",
    "1804, 0301": "Flere kommuner i samme felt: Bodø og Oslo.",
    "0301/301": "«0301/301» er kommunenummeret til Oslo.",
    "Bodø 8": "Skrevet «Bodø 8», som er Bodø.",
    "Nordland 0301": "Delene av «Nordland 0301» peker ikke på samme kommune. Velg kommune: Oslo.",
    "Kirkenes": "Skrevet «Kirkenes», et sted i Sør-Varanger.",
    "Tysfjord, Nordland": "Tysfjord ble delt i 2020. Velg kommune: Narvik eller Hamarøy.",
    "1850": "Divtasvuodna ble delt i 2020. Velg kommune: Narvik eller Hamarøy.",
    "1850 Tysfjord": "Divtasvuodna ble delt i 2020. Velg kommune: Narvik eller Hamarøy.",
    "Tysfjord 1850": "Divtasvuodna ble delt i 2020. Velg kommune: Narvik eller Hamarøy.",
    "1901": "«1901» er ikke et kommunenummer, men postnummeret til Fetsund. Velg kommune: Lillestrøm.",
    "M. Gauldal": "Skrevet «M. Gauldal», som er Midtre Gauldal.",
    "Kr.sand": "Skrevet «Kr.sand», som er Kristiansand.",
    "Kristians": "«Kristians» er bare en del av et kommunenavn. Velg kommune: Kristiansund eller Kristiansand.",
    "Toten": "«Toten» er bare en del av et kommunenavn. Velg kommune: Østre Toten eller Vestre Toten.",
    "Østre og Vestre Toten": "Flere kommuner i samme felt: Østre Toten og Vestre Toten.",
    "Nord- og Sør-Fron": "Flere kommuner i samme felt: Nord-Fron og Sør-Fron.",
    "Sør-Fronn": "Skrevet «Sør-Fronn», trolig en skrivefeil for Sør-Fron; ingen annen ligner så mye.",
    "Larvk": "Skrevet «Larvk», trolig en skrivefeil for Larvik; ingen annen ligner så mye.",
    "Narvk": "Skrevet «Narvk», trolig en skrivefeil for Narvik; ingen annen ligner så mye.",
    "Bo": "«Bo» er for kort til å være sikker på. Velg kommune: Bø eller Midt-Telemark.",
    "Bø": "«Bø» kan være flere kommuner. Velg kommune: Bø eller Midt-Telemark.",
    "Boe": "«Boe» kan være flere kommuner. Velg kommune: Bø eller Midt-Telemark.",
    "Ås": "Ås er kommunens navn.",
    "As": "«As» er for kort til å være sikker på. Velg kommune: Ås.",
    "As kommune": "Skrevet «As kommune», som er Ås.",
    "Svalbard": "Longyearbyen på Svalbard er ikke en kommune og telles for seg.",
    "Finnmark, Troms og Svalbard": "«Finnmark, Troms og Svalbard» er et område, ikke en kommune.",
    "Lom eller Skjåk": "«Lom eller Skjåk» nevner flere kommuner med «eller». Velg kommune: Lom eller Skjåk.",
    "Lom og Atlantis": "Bare en del av «Lom og Atlantis» kan leses som en kommune. Velg kommune: Lom.",
    "Lom, Stockholm": "«Stockholm» ligger ikke i Norge (Sverige).",
    "Lom og Stockholm": "«Lom og Stockholm» nevner også et sted utenfor Norge. Velg kommune: Lom.",
    "Bergens kulturskole": "Skrevet «Bergens kulturskole», som er Bergen.",
    "Bergens": "Skrevet «Bergens», trolig en skrivefeil for Bergen; ingen annen ligner så mye.",
    "Troms�": "Skrevet «Troms�», der en bokstav er gått tapt eller byttet ut; det er Tromsø.",
    "Troms?": "Skrevet «Troms?», der en bokstav er gått tapt eller byttet ut; det er Tromsø.",
    "Bod?": "Skrevet «Bod?», der en bokstav er gått tapt eller byttet ut; det er Bodø.",
    "Bodö": "Bodø er kommunens navn.",
    "Bergen?": "Bergen er kommunens navn.",
    "test": "«test» ser ut som en prøve og er ikke en kommune.",
    "Ukjent": "Kommunen er ikke oppgitt.",
    "Region Sjælland": "«Region Sjælland» ligger ikke i Norge (Danmark).",
    "Malmö stad": "«Malmö stad» ligger ikke i Norge (Sverige).",
    "Oslo fylkeskommune": "«Oslo fylkeskommune» er et fylke, ikke en kommune.",
    "Hallingdal": "«Hallingdal» er et område, ikke en kommune.",
    "Haram (tidligere Ålesund)": "Skrevet «Haram (tidligere Ålesund)», som er Haram.",
    "Åmot, Modum": "Minst en av kommunene i «Åmot, Modum» kan være flere. Velg kommune: Åmot eller Modum.",
    "Åmot (Modum)": "Skrevet «Åmot (Modum)», et sted i Modum; det som står ved siden av navnet, viser hvilken.",
    "Modum, Åmot": "Minst en av kommunene i «Modum, Åmot» kan være flere. Velg kommune: Modum eller Åmot.",
    "rektor i Målselv": "Skrevet «rektor i Målselv», som er Målselv.",
    "Nes i Hallingdal": "Skrevet «Nes i Hallingdal»; Nes i Buskerud heter Nesbyen fra 2020; det som står ved siden av navnet, viser hvilken.",  # noqa: E501
    "Sand i Nord-Odal": "Skrevet «Sand i Nord-Odal», et sted i Nord-Odal; det som står ved siden av navnet, viser hvilken.",  # noqa: E501
    "Universitetet i Bergen": "«Universitetet i Bergen» er ikke kjent som kommune.",
    "Seksjon for kultur, Bergen kommune": "Skrevet «Seksjon for kultur, Bergen kommune», som er Bergen.",
    "Bergen Vestland": "Skrevet «Bergen Vestland», som er Bergen.",
    "Vestland Bergen": "Skrevet «Vestland Bergen», som er Bergen.",
    "Bergen Oslo": "Bare en del av «Bergen Oslo» kan leses som en kommune. Velg kommune: Bergen eller Oslo.",
    "Trondheim S": "Skrevet «Trondheim S», som er Trondheim.",
    "Midt - Telemark": "Midt-Telemark er kommunens navn.",
    "Sauherad": "Skrevet «Sauherad», som ble del av Midt-Telemark i 2020.",
    "Bø i Telemark": "Skrevet «Bø i Telemark», som ble del av Midt-Telemark i 2020; det som står ved siden av navnet, viser hvilken.",  # noqa: E501
    "Bø, Nordland": "Skrevet «Bø, Nordland», som er Bø; det som står ved siden av navnet, viser hvilken.",
    "Herøy": "«Herøy» kan være flere kommuner. Velg kommune: Herøy (1515) eller Herøy (1818).",
    "Herøy Nordland": "Skrevet «Herøy Nordland», som er Herøy (1818); det som står ved siden av navnet, viser hvilken.",
    "B ø": "«B ø» er ikke kjent som kommune.",
    "Nore/Uvdal": "Skrevet «Nore/Uvdal», som er Nore og Uvdal.",
    "Nore & Uvdal": "Skrevet «Nore & Uvdal», som er Nore og Uvdal.",
    "Sjøvegan": "Skrevet «Sjøvegan», et sted i Salangen.",
    "Bardufoss": "Skrevet «Bardufoss», et sted i Målselv.",
    "Indre fossen": "Skrevet «Indre fossen», trolig en skrivefeil for Indre Fosen; ingen annen ligner så mye.",
    "Bodø\nLom": "Flere kommuner i samme felt: Bodø og Lom.",
    "Bodø + Lom + Skjåk": "Flere kommuner i samme felt: Bodø, Lom og Skjåk.",
    "i samarbeid med Bodø": "Skrevet «i samarbeid med Bodø», som er Bodø.",
    "Bodø, Norge": "Bodø er kommunens navn.",
    "Kulturskolen": "Kommunen er ikke oppgitt.",
    "Våler": "«Våler» kan være flere kommuner. Velg kommune: Våler (3114) eller Våler (3419).",
    "Våler i Østfold": "Skrevet «Våler i Østfold», et sted i Våler (3114).",
    "Levanger/Verdal": "Flere kommuner i samme felt: Levanger og Verdal.",
    "Nord Fron": "Nord-Fron er kommunens navn.",
    "Fron": "«Fron» er bare en del av et kommunenavn. Velg kommune: Nord-Fron eller Sør-Fron.",
    "Sunndals": "Skrevet «Sunndals», trolig en skrivefeil for Sunndal; ingen annen ligner så mye.",
    "Alstahaug, Herøy": "Minst en av kommunene i «Alstahaug, Herøy» kan være flere. Velg kommune: Alstahaug, Herøy (1515) eller Herøy (1818).",  # noqa: E501
    "Volda og Ørsta": "Flere kommuner i samme felt: Volda og Ørsta.",
    "Kristiansnd": "«Kristiansnd» ligner på et kommunenavn, men ikke nok til å velge. Velg kommune: Kristiansund eller Kristiansand.",  # noqa: E501
    "Sogndal, Vestland": "Skrevet «Sogndal, Vestland», som er Sogndal.",
    "Florø": "Skrevet «Florø», et sted i Kinn.",
}


@pytest.mark.parametrize("text", REASONS)
def test_a_text_is_heard_as_its_sentence_says(text):
    assert match_municipality(text).reason == REASONS[text]


@pytest.mark.parametrize(
    ("text", "heard"), [("a" * 400, "er ikke kjent som kommune"), ("a" * 401, "er for lang til å leses som en kommune")]
)
def test_a_text_is_too_long_from_four_hundred_letters_on(text, heard):
    assert heard in match_municipality(text).reason


@pytest.mark.parametrize(("length", "shown"), [(60, "a" * 60), (61, "a" * 59 + "…")])
def test_a_text_is_shown_up_to_sixty_letters(length, shown):
    assert match_municipality("a" * length).reason.startswith(f"«{shown}» er ikke kjent")
