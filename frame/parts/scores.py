"""Owns scores from a spreadsheet: the template, the file that is read with its findings, what was read in before."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

import store
from analysis.alphabet import norwegian_keys
from analysis.board import keys_of, labels_by_key
from analysis.ranking import template_ids
from domain.severities import SEVERITY_LABELS
from domain.words import capital, join_words, plural
from frame import reads
from frame.door import access
from frame.parts import assessing_reads
from frame.pieces import forms
from frame.pieces.download import show_download
from frame.pieces.messages import rerun_and_say, trouble_shown
from frame.pieces.plain_text import plain_text
from frame.pieces.rows import show_row
from frame.pieces.table import show_text
from frame.pieces.who_and_when import tell_when_and_who
from frame.view import View
from loaders import ExportError, Scores, read_scores, template_headers

TYPES = ["xlsx", "xls", "ods", "csv"]
KEPT = "Poengene i filen gjelder ikke lenger. Det som gjaldt før den, gjelder igjen."


def show_template(view: View, ranked: pd.DataFrame) -> None:
    """The template with an application a line, and how to fill it in."""
    st.markdown(
        "Last ned malen, la hver som vurderer, fylle ut sin, og last filene opp her. En rad er én søknad vurdert av én "
        "person. Kolonnene kan stå i en annen rekkefølge, og tomme rader hoppes over."
    )
    show_download(view, "Last ned malen", lambda: template(view, ranked), "mal for vurdering")
    without = int((ranked["submission_id"] == "").sum())
    if without:
        st.caption(f"{plural(without, 'søknad', 'søknader')} har ingen ID i filen, og kan ikke få poeng fra regneark.")


def template(view: View, ranked: pd.DataFrame) -> Mapping[str, pd.DataFrame]:
    """The sheets of the template: the rows to fill in, and the criteria with their guidance."""
    ids = template_ids(ranked)
    rows = ranked.sort_values("label", key=norwegian_keys)
    rows = rows[rows["submission_id"] != ""]
    sheet = pd.DataFrame("", index=rows.index, columns=template_headers(view.round.criteria))
    sheet["Søknads-ID"] = [ids[key] for key in keys_of(rows)]
    sheet["Kommune"] = rows["label"]
    facts = [(one.name, f"{one.low}–{one.high}", f"{one.weight}", one.guidance or "–") for one in view.round.criteria]
    return {"Vurdering": sheet, "Kriterier": pd.DataFrame(facts, columns=["Kriterium", "Skala", "Vekt", "Veiledning"])}


def show_upload(view: View, ranked: pd.DataFrame) -> None:
    """The file that is read: what it holds, its findings with their cells, and the button that puts it in force."""
    turn = st.session_state.setdefault("scores_turn", 0)
    file = st.file_uploader("Last opp poeng", TYPES, key=f"scores_{turn}", max_upload_size=5)
    if file is None:
        return
    try:
        scores = _read(view, file, ranked)
    except ExportError as error:
        st.error(f"{plain_text(f'{error} {error.remedy}')} Ingenting er endret.", icon=":material/error:")
        return
    _show_findings(scores)
    counted = plural(len(scores.rows), "vurdering", "vurderinger")
    people = plural(scores.rows["assessor"].str.casefold().nunique(), "vurderer", "vurderere")
    empty = f" {plural(scores.empty, 'rad', 'rader')} uten poeng er hoppet over." if scores.empty else ""
    if scores.is_stopped:
        st.markdown("Rett cellene i regnearket, og last det opp på nytt. Ingenting er endret.")
        return
    st.markdown(f"Filen har **{counted}** fra {people}.{empty}")
    if st.button("Ta i bruk poengene", type="primary", disabled=scores.rows.empty):
        user = access.require("choose")
        with trouble_shown():
            known = assessing_reads.assessors(*view.edition)
            rows = scores.rows.assign(assessor=assessing_reads.ids_of_assessors(known, scores.rows["assessor"]))
            store.add_assessments(reads.engine(), view.round.id, rows, user.id)
            st.session_state["scores_turn"] = turn + 1
            rerun_and_say(f"{capital(counted)} er tatt i bruk.")


def _read(view: View, file: object, ranked: pd.DataFrame) -> Scores:
    ids = template_ids(ranked)
    labels = labels_by_key(ranked)
    known = {text: key for key, text in ids.items()}
    named = {text: labels[key] for key, text in ids.items()}
    return read_scores(file.getvalue(), file.name, view.round.criteria, known, named)


def _show_findings(scores: Scores) -> None:
    found = scores.findings
    if found.empty:
        return
    table = pd.DataFrame(
        {
            "Funn": [capital(SEVERITY_LABELS[severity]) for severity in found["severity"]],
            "Celle": [join_words(cells[:3]) if cells else "" for cells in found["cells"]],
            "Hva": found["message"],
            "Hva du kan gjøre": found["remedy"],
        }
    )
    show_text(table, alt="Funn i filen, hvert med sin celle", height=420 if len(table) > 8 else "content")


def show_uploads(view: View) -> None:
    """What was read in before, the newest first, each to be taken out again."""
    uploads = store.score_uploads(reads.engine(), view.round.id)
    for row in uploads.itertuples():
        line = show_row()
        line.markdown(
            f"**{plural(row.rows, 'vurdering', 'vurderinger')}** fra regneark, "
            f"{tell_when_and_who(row.made_at, row.made_by)}"
        )
        with line:
            sure = forms.ask_first("Ta ut", KEPT, "Ja, ta ut poengene", key=f"upload_{row.upload}")
        if sure:
            user = access.require("choose")
            with trouble_shown():
                store.remove_upload(reads.engine(), view.round.id, row.upload, user.id)
                rerun_and_say("Poengene er tatt ut.")
