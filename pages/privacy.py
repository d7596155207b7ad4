"""Personvern: what is stored about people, why, for how long, who has seen it; and deleting it for good."""

import streamlit as st

from frame.door import access
from frame.parts import privacy_deletion
from frame.pieces.head import show_head
from frame.pieces.log_table import show_log
from frame.pieces.table import MOST_ROWS
from frame.view import current_view

user = access.require("see_figures")
view = current_view()
show_head("Personvern", "Hva som lagres om personer, hvorfor, hvor lenge, og hvem som har sett opplysningene.", view)

st.header("Hva som lagres, og hvorfor", anchor=False)
st.markdown(
    """
- **Påmeldinger og deltakelse**: navn, e-postadresse, arbeidssted, stilling og av og til telefonnummer til ansatte i
  kommuner. De brukes til å sende tekster og spørsmål før samlinger, og til å se hvem som deltok.
- **Søknader**: kontaktperson, medlemmer i teamet og det kommunen skriver. De brukes til å behandle søknaden og følge
  den opp.
- **Oppfølging**: hva en rådgiver har avtalt med en kommune, og hvem som har ansvaret.
- **Vurdering**: hvem som vurderer, med brukernavn og egen kommune eller fylkesavdeling, hvilke søknader de har fått,
  poengene og begrunnelsene deres, hvorfor noen er inhabil, og hvorfor en søknad ble forbigått. Hvilken målform en
  kommune får svar på, er ingen personopplysning, og huskes lenger.
- **Egne tiltak**: hva kulturskolerådet har gjort for å nå kommunene, og hvem som førte det.
- **Logg**: hvem i kulturskolerådet som har lastet opp, endret, sett, lastet ned eller slettet noe. Loggen har ingen
  opplysninger om dem som er påmeldt eller har søkt.
"""
)
st.header("Hvem som ser hva", anchor=False)
st.markdown(
    """
Ledelsen ser bare summer og hvilke kommuner som er med. En rådgiver ser navn, adresser og notater fra egne
fylkesavdelinger, men verken det søkerne har skrevet i søknadene, eller poeng. De som vurderer, ser søknadene de har
fått, og poengene til den andre først når egne er gitt. En administrator ser alt, og er den eneste som kan slette.
Ingenting sendes ut av huset: kart, skrifttyper og beregninger ligger på samme maskin som dashbordet.
"""
)
st.header("Hvor lenge", anchor=False)
privacy_deletion.show_retention(view)

privacy_deletion.show_what_is_left(view)

st.header("Hvem har sett opplysningene?", anchor=False)
st.markdown(
    "Når noen åpner en liste med navn, en kommune med navn i eller svarene i en søknad, laster ned en fil eller "
    "kopierer adresser, blir det skrevet i loggen med hvem og når."
)
if user.may("see_log"):
    if not show_log(
        key="personal_log",
        rows=MOST_ROWS,
        alt="Hvem som har sett og hentet ut personopplysninger, det nyeste først",
        round_id=view.round.id,
        acts=("see", "download", "copy_addresses"),
    ):
        st.caption("Ingen har sett eller hentet ut personopplysninger ennå.")
else:
    st.caption("En administrator kan vise loggen.")
if user.may("delete"):
    st.header("Slett rundens personopplysninger", anchor=False)
    privacy_deletion.show_deletion(view)
