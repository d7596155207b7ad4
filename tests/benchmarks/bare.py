"""The bare Streamlit page to compare with: as many elements of each kind as the link asks for, with nothing in them.

What is shown is made once, so that a run costs what Streamlit itself costs. Served with the dashboard's settings.
"""

import asyncio
import gc
import json
from contextlib import asynccontextmanager
from datetime import date

import pandas as pd
import plotly.graph_objects as go
import pydeck as pdk
import streamlit as st


@st.cache_resource
def figure() -> go.Figure:
    return go.Figure(go.Bar(x=list(range(10)), y=list("abcdefghij"), orientation="h"))


@st.cache_resource
def table(rows: int, columns: int) -> pd.DataFrame:
    return pd.DataFrame({f"kolonne {place}": [f"verdi {row}" for row in range(rows)] for place in range(columns)})


SHOW = {
    "markdown": lambda n: st.markdown(f"Tekst {n}"),
    "heading": lambda n: st.header(f"Overskrift {n}"),
    "alert": lambda n: st.info(f"Beskjed {n}"),
    "html": lambda n: st.html(f"<p>{n}</p>"),
    "code": lambda n: st.code(f"kode {n}"),
    "metric": lambda n: st.metric(f"Tall {n}", n),
    "table": lambda n: st.table(table(8, 4), hide_index=True),
    "plotly_chart": lambda n: st.plotly_chart(figure(), key=f"figur {n}"),
    "deck_gl_json_chart": lambda n: st.pydeck_chart(pdk.Deck(map_provider=None), key=f"kart {n}"),
    "button": lambda n: st.button(f"Knapp {n}"),
    "download_button": lambda n: st.download_button(f"Fil {n}", b"fil"),
    "link_button": lambda n: st.link_button(f"Lenke {n}", "https://example.no"),
    "button_group": lambda n: st.segmented_control(f"Valg {n}", ["a", "b"]),
    "selectbox": lambda n: st.selectbox(f"Boks {n}", ["a", "b"]),
    "multiselect": lambda n: st.multiselect(f"Flere {n}", ["a", "b"], key=f"flere {n}"),
    "date_input": lambda n: st.date_input(f"Dato {n}", date(2024, 5, 2)),
    "text_input": lambda n: st.text_input(f"Linje {n}"),
    "text_area": lambda n: st.text_area(f"Felt {n}"),
    "checkbox": lambda n: st.checkbox(f"Av {n}"),
    "number_input": lambda n: st.number_input(f"Antall {n}"),
    "time_input": lambda n: st.time_input(f"Tid {n}", "09:00"),
    "file_uploader": lambda n: st.file_uploader(f"Last opp {n}"),
    "toast": lambda n: None,
}


def main() -> None:
    """Draw what the link asks for; a kind that is not known stands as a text."""
    st.set_page_config(layout="wide")
    asked = json.loads(st.query_params.get("asked", '{"kinds": {}, "tables": []}'))
    with st.sidebar:
        regions = st.multiselect("Region", ["Nordland", "Vestland"], key="region")
    for kind, number in asked["kinds"].items():
        for n in range(number - (kind == "multiselect")):
            SHOW.get(kind, SHOW["markdown"])(n)
    for place, (rows, columns) in enumerate(asked["tables"]):
        st.dataframe(table(rows, columns), key=f"tabell {place}", hide_index=True)
    st.caption(f"Viser {' og '.join(regions)}.")


@asynccontextmanager
async def lifespan(_app: object) -> object:
    """As the dashboard does it: small messages are sent at once, and what start-up has made is not walked through."""
    from frame.serving.start import send_at_once

    send_at_once(asyncio.get_running_loop())
    gc.collect()
    gc.freeze()
    from streamlit import config

    print(f"Dashbordet er klart: http://localhost:{config.get_option('server.port')}", flush=True)
    yield


if st.runtime.exists() and st.runtime.scriptrunner.get_script_run_ctx():
    main()
else:
    app = st.App(__file__, lifespan=lifespan)
