"""What an adviser needs beside each row of a list to make the call: whom, when we last spoke, what was agreed."""

from collections.abc import Sequence

import pandas as pd

from analysis.contacts import first_contacts
from analysis.next_steps import list_next_steps, tell_step
from analysis.situation import Situation


def add_what_a_call_needs(situation: Situation, rows: pd.DataFrame, people_of: Sequence[str]) -> pd.DataFrame:
    """`rows` (with number) with person, phone and email of the one to call, of these branches' people alone ("" where
    nobody is known), last_contact (a date, NaT for none) and next_step (the first open one with its day, "" for none).
    """
    people = {row.number: row for row in first_contacts(situation, people_of).itertuples()}
    last = (situation.whole or situation).status.set_index("number")["last_contact"]
    open_steps = list_next_steps(situation).iloc[::-1].itertuples()
    steps = {row.number: tell_step(row.next_step, row.next_step_on) for row in open_steps}
    numbers = rows["number"].tolist()
    return rows.assign(
        person=[people[number].name if number in people else "" for number in numbers],
        phone=[people[number].phone if number in people else "" for number in numbers],
        email=[people[number].email if number in people else "" for number in numbers],
        last_contact=[last.get(number) for number in numbers],
        next_step=[steps.get(number, "") for number in numbers],
    )
