"""The dashboard for the follow-up of «Fremtidens kulturskole»: `streamlit run dashboard.py` starts it.

This file says how it is served. What each page shows is in pages/, what the pages share (sign-in,
navigation, filter) in frame/, the charts in charts/, the numbers in analysis/, what has been uploaded in
store/, the reading of exports in loaders/, and the reference tables in data/.
"""

import sys
from pathlib import Path

import streamlit as st

HERE = Path(__file__).parent.resolve()
if str(HERE) not in sys.path:
    sys.path.insert(0, str(HERE))

from frame import serving  # noqa: E402  (after the line that makes them importable)
from frame.door import errors, sign_in  # noqa: E402

try:
    sign_in.check_start()
except sign_in.StartRefused as refused:  # the dashboard would stand open by mistake
    raise SystemExit(str(refused)) from None

app = st.App(
    HERE / "frame" / "app.py",
    lifespan=serving.lifespan,
    middleware=serving.middleware(),
    routes=serving.routes(),
    on_script_error=errors.show_script_error,
)
