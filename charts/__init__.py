"""Tables in, plotly figures, pydeck decks and pictures out; nothing here imports Streamlit."""
