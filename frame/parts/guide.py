"""Owns the guide: its steps for each role, each with a picture of what it tells to do.

`python -m tests.browser.take_screenshots` makes the pictures; tests/browser/test_guide.py sees to it that they are
those of the steps and that they show the dashboard as it is.
"""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from frame.door.roles import Right, User

PICTURES = Path(__file__).parents[1] / "pictures"


@dataclass(frozen=True)
class Step:
    """One step: what to do, its picture's name and what the picture shows, and who may do it."""

    title: str
    text: str
    picture: str
    alt: str
    right: Right = "see_figures"


STEPS = (
    Step(
        "Last opp en fil",
        "Gå til **Data** og velg filen slik du lastet den ned fra Forms, Teams eller påmeldingssystemet. Du får se "
        "hva filen inneholder ved siden av filen som er i bruk, og det som må besvares. Er det tvil om en kommune, "
        "velger du den her. Har runden flere samlinger, sier du hvilken filen gjelder. Ingenting er endret før du "
        "trykker **Ta i bruk**, og filene blir liggende til du gjør det.",
        "opplasting.png",
        "En fil til gjennomsyn på siden Data, med knappen Ta i bruk nederst",
        "upload",
    ),
    Step(
        "Gå tilbake hvis noe ble feil",
        "Alle filer blir liggende i listen under opplastingen. Trykk **Bruk denne igjen** ved en tidligere fil, så er "
        "tallene som før.",
        "versjoner.png",
        "To filer i listen på siden Data, den tidligere med knappen Bruk denne igjen",
        "take_back",
    ),
    Step(
        "Se hvordan det står",
        "**Oversikt** svarer på det styret spør om: Hvor mange søknader er inne, er det nok, og er det i tide? Pek på "
        "spørsmålstegnet ved et tall for å se hvordan det er regnet. Under hvert diagram ligger tallene bak. På "
        "**Deltakelse** velger du en samling når runden har flere; ellers er hver person og kommune talt én gang. "
        "**Hvem når vi?** viser om små og lite sentrale kommuner er med, mens det er tid til å ringe.",
        "tall.png",
        "Hovedtallene på siden Oversikt, med forklaringen på hvordan søknadene er telt",
    ),
    Step(
        "Velg region og dag",
        "Til venstre velger du fylkesavdelinger eller fylker, og hvilken dag tallene skal vise. På telefon åpner du "
        "feltet med pilene øverst. Valget gjelder alle sider og alle filer du laster ned. Kopierer du adressen i "
        "nettleseren til en kollega, ser kollegaen det samme.",
        "filter.png",
        "Filteret til venstre, med Nordland og Vestland valgt",
    ),
    Step(
        "Finn ut hvem du bør ringe",
        "**Oppfølging** viser hva som er avtalt, og listene: de som meldte seg på, men ikke kom, de som deltok, men "
        "ikke har søkt, og de som mangler noe i søknaden. Hver rad sier hvorfor, og hvem du kan ringe. Last ned "
        "listen, eller kopier adressene. Velg **Innbyggertall** for å se bare de små kommunene. **Trekk rekkefølge** "
        "lar loddet avgjøre hvem du ringer først, så de kan sammenlignes med dem som venter.",
        "liste.png",
        "Listen over kommuner som deltok, men ikke har søkt, på siden Oppfølging",
        "see_notes",
    ),
    Step(
        "Skriv ned hva dere ble enige om",
        "Åpne raden, så står historien og skjemaet ved siden av hverandre. Skriv hva dere avtalte, og hva som er neste "
        "steg. En veiledning gir kommunen stadiet «veiledet». Steg som ikke er gjort, står under **Avtalte steg**. "
        "Nyhetsbrev, møter og ringerunder fører du på siden **Egne tiltak**: en tittel er nok. De står under "
        "tidsaksen i diagrammene, og siden viser hva som kom inn uka før og uka etter, og hvem på en liste som ble "
        "ringt.",
        "kontakt.png",
        "Skjemaet for en kontakt på siden Oppfølging, fylt ut",
        "write_notes",
    ),
    Step(
        "Vurder søknadene",
        "På **Vurdering** legger en administrator inn dem som vurderer, og fordeler søknadene: to vurderer hver "
        "søknad, alle får omtrent like mange, og ingen får egen kommune eller fylkesavdeling. Svarene står ved siden "
        "av skjemaet, og alt lagres med en gang. Poengene fra den andre vises når egne er gitt, og søknader dere er "
        "uenige om, står under **Å snakke sammen om**. Er du inhabil, gir du søknaden videre. **Rangering** viser "
        "poengene med spredning, og hvem som er streng eller mild.",
        "vurdering.png",
        "Svarene i en søknad ved siden av skjemaet for poeng på siden Vurdering",
        "assess",
    ),
    Step(
        "Følg veien til oppstarten",
        "**Framdrift** viser søknadene mot målet, hvor mange som trengs i uka, hvem som har fått plass og bekreftet, "
        "og hva de mangler før oppstarten.",
        "framdrift.png",
        "Kurven over søknader mot målet på siden Framdrift",
    ),
)


def steps(user: User) -> list[Step]:
    """The steps that the user's role can take."""
    return [step for step in STEPS if user.may(step.right)]


def show_step(place: int, step: Step) -> None:
    """A numbered heading, a short text and the picture."""
    st.header(f"{place}. {step.title}", anchor=False)
    text, picture = st.columns([2, 3], gap="large")
    text.markdown(step.text)
    with picture.container(key=f"guide_{st.context.theme.type or 'light'}_{place}"):
        st.image(PICTURES / step.picture, alt=step.alt)
