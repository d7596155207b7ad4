"""What is taken along opens in LibreOffice: it becomes pages with the words on them, in the fonts that were meant."""

import subprocess

import pytest

from data.reference import branches, counties
from report.edition import SourceFile
from report.pack.document import write_document
from report.pack.slides import write_slides
from tests.system_packages import find_libreoffice


def convert(content, name, folder):
    """The pages' texts and the fonts of a file as LibreOffice prints it."""
    (folder / name).write_bytes(content)
    profile = f"-env:UserInstallation=file://{folder}/profil"
    command = [
        find_libreoffice(),
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(folder / name),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=True)
    assert not done.stderr or "Error" not in done.stderr
    pdf = (folder / name).with_suffix(".pdf")
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
    fonts = subprocess.run(["pdffonts", pdf], capture_output=True, text=True, check=True).stdout
    return text.split("\f")[:-1], fonts


@pytest.mark.parametrize(("day", "regions"), [("2024-05-02", ()), ("2024-09-01", ("Nordland",))])
def test_slides_and_paper_become_the_pages_that_were_meant(edition_of, tmp_path, day, regions):
    edition = edition_of(day, regions)
    pages, fonts = convert(write_slides(edition), "styrepakke.pptx", tmp_path)
    assert len(pages) == (8 if day > "2024-06" else 7)
    for page in pages:
        assert edition.known in page and "Kilder: «" in page
    assert {line.split()[0].split("+")[-1].split("-")[0] for line in fonts.splitlines()[2:]} <= {
        "LiberationSans",
        "Arial",
        "ArialMT",
    }
    pages, fonts = convert(write_document(edition), "saksframlegg.docx", tmp_path)
    whole = "\n".join(pages)
    for heading in ("Saksopplysninger", "Status", "Kart", "Vurdering", "Forslag til vedtak"):
        assert heading in whole
    assert len(pages) <= 4


@pytest.mark.parametrize("regions", [(), (*branches(), *counties())])
def test_the_footers_link_stays_on_the_slide_whatever_the_files_and_regions_are_called(edition_of, tmp_path, regions):
    name = "Påmelding til inspirasjonssamling nummer {} for Fremtidens kulturskole – regionalt program 2024(1-191).xlsx"
    files = tuple(SourceFile("registrations", "gathering", name.format(number)) for number in range(1, 9))
    edition = edition_of("2024-05-02", tuple(dict.fromkeys(regions)), files=files)
    pages, _ = convert(write_slides(edition), "styrepakke.pptx", tmp_path)
    assert len(pages) == 7
    for page in pages:
        assert "Se disse tallene i dashbordet" in page and "nevnt i notatene." in page
