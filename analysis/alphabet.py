"""Tables in the order of the Norwegian alphabet, which ends in æ, ø and å."""

import pandas as pd

from data.reference import norwegian_key

NAMES = ("label", "name", "region")
"""The columns that a table is put in the order of the alphabet by."""


def norwegian_keys(column: pd.Series) -> pd.Series:
    """For `sort_values(…, key=norwegian_keys)`: names by their letters, any other column as it is."""
    return column.astype(object).map(norwegian_key) if column.name in NAMES else column
