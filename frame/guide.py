"""Owns the guide: its steps for each role, each with a picture of the page it is about."""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from frame.access import Right, User

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "screenshots"


@dataclass(frozen=True)
class Step:
    """One step: what to do, which picture shows it, and who may do it."""

    title: str
    text: str
    picture: str
    alt: str
    right: Right = "see_figures"


STEPS = (
    Step(
        "Se hvordan det står",
        "**Oversikt** svarer på det styret spør om: hvor mange søknader er inne, er det nok, og er det i tide? "
        "Spørsmålstegnet ved et tall sier hvordan det er regnet. Under hvert diagram ligger tallene bak.",
        "oversikt.png",
        "Siden Oversikt med fire hovedtall og kurven mot målet",
    ),
    Step(
        "Velg region og dag",
        "Til venstre velger du fylkesavdelinger eller fylker, og hvilken dag tallene skal vise. Valget gjelder alle "
        "sider og alle filer du laster ned. Kopier adressen i nettleseren, så ser kollegaen din det samme.",
        "kart.png",
        "Siden Kart med filteret til venstre",
    ),
    Step(
        "Last opp en ny fil",
        "Gå til **Data** og velg filen slik du lastet den ned fra Forms, Teams eller påmeldingssystemet. Du ser hva "
        "den ble tatt for, hvor mange rader som teller, og hva som er i tvil, med celle. Velg kommune der dashbordet "
        "spør. Ingenting er endret før du trykker **Ta i bruk**.",
        "data.png",
        "En fil under gjennomgang på siden Data",
        "upload",
    ),
    Step(
        "Gå tilbake hvis noe ble feil",
        "Alle filer blir liggende i listen under opplastingen. **Bruk denne igjen** setter en tidligere fil i bruk med "
        "ett trykk. Tallene blir da nøyaktig som før.",
        "",
        "",
        "take_back",
    ),
    Step(
        "Finn ut hvem du bør ringe",
        "**Min region** viser hva du har avtalt, og hvem som er nærmest til å søke. **Oppfølging** har listene: "
        "påmeldt men kom ikke, deltok men har ikke søkt, mangler noe i søknaden. Last ned listen, eller kopier "
        "adressene.",
        "oppfolging.png",
        "Siden Oppfølging med en liste over kommuner",
        "see_notes",
    ),
    Step(
        "Skriv ned hva dere ble enige om",
        "Åpne kommunen, velg kanal, skriv hva som ble avtalt og hva neste steg er. En veiledning gir kommunen stadiet "
        "«veiledet». Steg som er forfalt eller gjelder denne uka, står øverst på Min region.",
        "",
        "",
        "write_notes",
    ),
    Step(
        "Følg veien til oppstarten",
        "**Framdrift** viser søknadene mot målet, tempoet som trengs, hvem som har fått plass og bekreftet, og hva de "
        "mangler før oppstarten.",
        "framdrift.png",
        "Siden Framdrift med kurven mot målet",
    ),
)


def steps(user: User) -> list[Step]:
    """The steps that the user's role can take."""
    return [step for step in STEPS if user.may(step.right)]


def show_step(step: Step) -> None:
    """A heading, a short text and the picture where there is one."""
    st.header(step.title, anchor=False)
    text, picture = st.columns([2, 3], gap="large")
    text.markdown(step.text)
    if step.picture and (PICTURES / step.picture).exists():
        picture.image(PICTURES / step.picture, alt=step.alt)
