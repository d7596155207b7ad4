"""The roles of the participants: job titles as people write them, in a few groups."""

from functools import lru_cache

import pandas as pd

from analysis.situation import Situation
from data.reference import read_table

OTHER = "Annet"
NOT_GIVEN = "Ikke oppgitt"


@lru_cache(maxsize=1)
def _words() -> tuple[tuple[str, str], ...]:
    return tuple((row["word"].casefold(), row["group"]) for row in read_table("role_groups.csv"))


@lru_cache(maxsize=1)
def role_groups() -> tuple[str, ...]:
    """The groups in the order of data/role_groups.csv, then «Annet» and «Ikke oppgitt»."""
    return (*dict.fromkeys(group for _, group in _words()), OTHER, NOT_GIVEN)


def read_role(title: str) -> str:
    """The group of a job title: that of the first word of data/role_groups.csv that it contains."""
    text = " ".join(title.casefold().split())
    if not text:
        return NOT_GIVEN
    return next((group for word, group in _words() if word in text), OTHER)


def add_roles(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with `role_group`."""
    groups = {title: read_role(title) for title in rows["role"].unique()}
    return rows.assign(role_group=rows["role"].map(groups).astype(object))


def count_roles(situation: Situation) -> pd.DataFrame:
    """Counting registrations by role: role_group, registrations, participants, in the order of the groups."""
    rows = add_roles(situation.counting("registrations"))
    found = rows.groupby("role_group").agg(registrations=("persons", "size"), participants=("persons", "sum"))
    order = [group for group in role_groups() if group in found.index]
    return found.loc[order].reset_index()
