"""Owns the page of an assessor: the applications given to one, the answers beside the form, what the other thinks."""

import pandas as pd
import streamlit as st

from analysis.alphabet import norwegian_keys
from analysis.board import keys_of
from analysis.ranking import find_disagreements
from domain.assessors import Assessor, Key
from domain.criteria import format_score, is_complete
from domain.words import capital, format_date, join_words, plural
from frame.door.people import note_seen
from frame.parts import assessing_form, assessing_reads, selection_reads
from frame.pieces.plain_text import plain_text
from frame.pieces.table import show_text
from frame.view import View

HOW = """
- Les svarene, og gi poeng på hvert kriterium. Alt lagres med en gang, og du kan endre det senere.
- Poengene fra den andre som vurderer søknaden, ser du når du har gitt poeng på alle kriteriene.
- Ligger dere to trinn eller mer fra hverandre, står søknaden under «Å snakke sammen om».
- Er du inhabil, gir du søknaden videre. Da trekkes en annen.
"""


def choose_assessor(view: View) -> Assessor | None:
    """Who assesses here: the one who is signed in, else, without signing in, the one that is chosen. None for others
    than the round's assessors; says why where that is all there is on the page."""
    known = assessing_reads.assessors(*view.edition)
    if view.user.signed_in:
        found = known.get(view.user.id)
        if found is None and not view.user.may("choose"):
            st.info(
                f"Du er ikke vurderer i denne runden med innloggingen «{plain_text(view.user.id)}». Velg en annen "
                "runde, eller spør en administrator.",
                icon=":material/rate_review:",
            )
        return found
    if not known:
        st.info("Legg inn dem som vurderer, så kan du skrive poengene for hver av dem her.", icon=":material/person:")
        return None
    names = {f"{one.name} ({one.id})": one for one in known.values()}
    chosen = st.selectbox(
        "Vurder som", list(names), index=None, placeholder="Velg hvem du skriver for", key="assess_as"
    )
    return names[chosen] if chosen else None


def show_assessing(view: View, ranked: pd.DataFrame, assessor: Assessor) -> None:
    """The applications given to one, and the one that is chosen."""
    labels = _labels_of(view, ranked, assessor)
    if not labels:
        st.info("Du har ikke fått noen søknader å vurdere ennå.", icon=":material/inbox:")
        return
    with st.expander("Slik vurderer du", icon=":material/help:"):
        st.markdown(HOW)
    key = _choose_application(view, labels, assessor)
    row = assessing_reads.of_application(ranked, key).iloc[0]
    note_seen(view, f"svarene i søknaden fra {row['label']}")
    left, right = st.columns([3, 2], gap="large")
    with left:
        _show_answers(view, key, row)
    with right:
        if view.known_at is None:
            assessing_form.show_form(view, ranked, assessor, key)
        _show_beside(view, assessor, key)
    _show_disagreements(view, labels, assessor)


def _labels_of(view: View, ranked: pd.DataFrame, assessor: Assessor) -> dict[Key, str]:
    """The applications that are given to an assessor and still count, each with a label of its own."""
    given = set(assessing_reads.allotted(*view.edition).now.of(assessor.id))
    rows = ranked.sort_values(["label", "submission_id"], key=norwegian_keys)
    labels: dict[Key, str] = {}
    for row in rows.itertuples():
        key = (row.source, row.submission_id)
        if key in given:
            taken = row.label in labels.values()
            labels[key] = f"{row.label} (ID {row.submission_id})" if taken else row.label
    return labels


def _choose_application(view: View, labels: dict[Key, str], assessor: Assessor) -> Key:
    """The application to look at: the first that is not done, until another is chosen."""
    own = assessing_reads.of_assessor(selection_reads.assessments(*view.edition), assessor)
    done = set(keys_of(assessing_reads.complete_only(own, view.round.criteria))) & set(labels)
    begun = set(keys_of(own)) & set(labels) - done
    left = [key for key in labels if key not in done]
    st.markdown(
        f"**{len(done)} av {plural(len(labels), 'søknad', 'søknader')}** er vurdert ferdig"
        + (f", {len(begun)} er påbegynt." if begun else ".")
        + (f" Igjen: {plain_text(join_words(labels[key] for key in left))}." if left and done else "")
    )
    widget = f"application_of_{assessor.id}"
    keys_listed = list(labels)
    if st.session_state.get(widget) not in labels:
        st.session_state[widget] = left[0] if left else keys_listed[0]
    key = st.selectbox("Søknad", keys_listed, format_func=labels.__getitem__, key=widget)
    place = keys_listed.index(key)
    buttons = st.container(horizontal=True)
    for step, name, icon in ((-1, "Forrige", "arrow_back"), (1, "Neste", "arrow_forward")):
        other = keys_listed[(place + step) % len(keys_listed)]
        buttons.button(name, icon=f":material/{icon}:", on_click=_open, args=(widget, other), disabled=len(labels) == 1)
    return key


def _open(widget: str, key: Key) -> None:
    st.session_state[widget] = key


def _show_answers(view: View, key: Key, row: pd.Series) -> None:
    """What the application says, question by question."""
    st.header(plain_text(row["label"]), anchor=False)
    found = assessing_reads.of_application(view.whole.counting("applications"), key).iloc[-1]
    joint = " · felles søknad" if len(row["numbers"]) > 1 else ""
    late = " · etter fristen" if found["late"] else ""
    st.caption(f"{row['branch']} · sendt {format_date(found['day'])}{late}{joint}")
    answers = assessing_reads.written_answers(*view.edition, key[0], int(found["source_row"]))
    if answers.empty:
        st.markdown("Filen har ingen svar å vise.")
    for line in answers.itertuples():
        st.markdown(f"**{plain_text(line.question)}**")
        # Forms ends each choice of several with a semicolon.
        lines = line.answer.rstrip(";").split(";") if line.answer.endswith(";") else line.answer.splitlines()
        st.markdown("  \n".join(map(plain_text, lines)) or ":gray[Ikke besvart]")


def _show_beside(view: View, assessor: Assessor, key: Key) -> None:
    """One's own scores and those of the others, once one's own are in."""
    rows = assessing_reads.of_application(selection_reads.assessments(*view.edition), key)
    own = assessing_reads.of_assessor(rows, assessor)
    criteria = view.round.criteria
    if own.empty or not is_complete(criteria, own.iloc[-1]["scores"]):
        st.caption("Poengene fra den andre som vurderer, vises når du har gitt poeng på alle kriteriene.")
        shown = own
    else:
        complete = assessing_reads.complete_only(rows, criteria)
        shown = pd.concat([own, complete.drop(own.index)])
        if len(shown) == 1:
            st.caption("Den andre som vurderer søknaden, er ikke ferdig ennå.")
    if len(shown) > 1 or (view.known_at and not shown.empty):
        _format_scores(view, shown, assessor)


def _format_scores(view: View, rows: pd.DataFrame, assessor: Assessor) -> None:
    """Scores side by side, and the comments."""
    known = assessing_reads.assessors(*view.edition)
    names = [assessing_reads.name_of_assessor(known, row.assessor, assessor) for row in rows.itertuples()]
    table = pd.DataFrame({"Kriterium": [one.name for one in view.round.criteria]})
    for name, scores in zip(names, rows["scores"], strict=True):
        table[name] = [format_score(scores.get(one.key)) for one in view.round.criteria]
    show_text(table, alt="Poengene side om side")
    for name, comment in zip(names, rows["comment"], strict=True):
        if comment and (name != assessing_reads.ME or view.known_at):
            st.markdown(f"**{plain_text(name)}:** {plain_text(comment)}")


def _show_disagreements(view: View, labels: dict[Key, str], assessor: Assessor) -> None:
    """Where this one and another, both done, are two steps or more apart."""
    rows = selection_reads.assessments(*view.edition)
    rows = assessing_reads.complete_only(rows, view.round.criteria)
    done = assessing_reads.of_assessor(rows, assessor)
    mine = set(keys_of(done)) & set(labels)
    both = rows[pd.Series([key in mine for key in keys_of(rows)], rows.index, dtype=bool)]
    found = find_disagreements(both, view.round.criteria)
    if found.empty:
        return
    st.header("Å snakke sammen om", anchor=False)
    st.markdown("Søknader der dere ligger to trinn eller mer fra hverandre på et kriterium.")
    known = assessing_reads.assessors(*view.edition)
    lines = []
    for row in found.itertuples():
        same = assessing_reads.of_application(both, (row.source, row.submission_id))
        mine_first = pd.concat([assessing_reads.of_assessor(same, assessor), same]).drop_duplicates("id")
        key = next(one.key for one in view.round.criteria if one.name == row.criterion)
        said = [
            f"{assessing_reads.name_of_assessor(known, one.assessor, assessor)} {format_score(one.scores[key])}"
            for one in mine_first.itertuples()
        ]
        lines.append((labels[row.source, row.submission_id], row.criterion, capital(join_words(said))))
    table = pd.DataFrame(lines, columns=["Søknad", "Kriterium", "Poeng"])
    show_text(table, alt="Kriterier der dere ligger langt fra hverandre")
