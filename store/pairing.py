"""Pairs the rows of two exports: which answer in the one is which in the other."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

import loaders
from loaders import Export


@dataclass(frozen=True, eq=False)
class Pairs:
    """`both` has the index of each pair (old, new); `added` and `gone` that of the rows without one."""

    old: pd.DataFrame
    new: pd.DataFrame
    both: pd.DataFrame
    added: pd.Index
    gone: pd.Index


def pair_rows(before: Export, after: Export) -> Pairs:
    """Pair by submission id within one form, else by e-mail, municipality and time; attendance by person.

    A form whose questions have changed is known by its answers: most ids stand at the same sender's.
    """
    old, new = before.rows.reset_index(drop=True), after.rows.reset_index(drop=True)
    if after.kind == "attendance":
        old, new = fold_persons(old), fold_persons(new)
        both = _pair(_person_keys(old), _person_keys(new))
        return _pairs(old, new, both)
    by_id, by_sender = _pair(_id_keys(old), _id_keys(new)), _pair_senders(old, new)
    one_form = before.form == after.form or _ids_stayed(old, new, by_id)
    # Some systems number the rows of each export anew: then the number says nothing about the answer.
    if one_form and not (_ids_moved(old, new, by_id) and len(by_sender)):
        return _pairs(old, new, _and_by_sender(old, new, by_id))
    return _pairs(old, new, by_sender)


def _pairs(old: pd.DataFrame, new: pd.DataFrame, both: pd.DataFrame) -> Pairs:
    return Pairs(old, new, both, new.index.difference(both["new"]), old.index.difference(both["old"]))


def share_in_both(before: Export, after: Export) -> float:
    """Which share of the shorter file's answers the other holds too; of two meetings none, though people meet twice."""
    if after.kind == "attendance" and _day_of(before) != _day_of(after):
        return 0.0
    pairs = pair_rows(before, after)
    return len(pairs.both) / max(min(len(pairs.old), len(pairs.new)), 1)


def times_of(rows: pd.DataFrame) -> pd.Series:
    """When each answer was sent; of a meeting's report when its person came."""
    return rows["joined_at"].fillna(rows["submitted_at"]) if "joined_at" in rows else rows["submitted_at"]


def _day_of(export: Export) -> date | None:
    known = times_of(export.rows).dropna()
    return known.min().date() if len(known) else None


def fold_persons(rows: pd.DataFrame) -> pd.DataFrame:
    """One row per person of an attendance report: the one that counts, which has the person's minutes."""
    ordered = rows.sort_values("counts", ascending=False, kind="stable")
    first = (ordered["person"] == "") | ~ordered["person"].duplicated()
    return ordered[first].sort_index()


def _and_by_sender(old: pd.DataFrame, new: pd.DataFrame, by_id: pd.DataFrame) -> pd.DataFrame:
    """The pairs by id, and those by sender among the rows that have no id in one of the files."""
    rest_old, rest_new = old.drop(by_id["old"]), new.drop(by_id["new"])
    more = _pair_senders(rest_old, rest_new)
    no_id = [(old.at[o, "submission_id"] == "") or (new.at[n, "submission_id"] == "") for o, n in more.to_numpy()]
    return pd.concat([by_id, more[pd.Series(no_id, more.index, dtype=bool)]], ignore_index=True)


def _ids_stayed(old: pd.DataFrame, new: pd.DataFrame, by_id: pd.DataFrame) -> bool:
    """Whether most ids stand at the same sender's answer of the same time and municipality."""
    was, is_ = _sender_keys(old).loc[by_id["old"]].to_numpy(), _sender_keys(new).loc[by_id["new"]].to_numpy()
    return _are_most((was == is_) & (was != ""))


def _ids_moved(old: pd.DataFrame, new: pd.DataFrame, by_id: pd.DataFrame) -> bool:
    """Whether most ids now stand at another sender's answer of another time."""
    was, is_ = old.loc[by_id["old"]], new.loc[by_id["new"]]
    others = was["email"].to_numpy() != is_["email"].to_numpy()
    times = _times(was).to_numpy() != _times(is_).to_numpy()
    return _are_most(others & times)


def _are_most(true: np.ndarray) -> bool:
    return 2 * int(np.count_nonzero(true)) > len(true)


def _pair_senders(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """Pair by sender: first those of the same name, since one address may sign up several, then the others."""
    keys_old, keys_new = _sender_keys(old), _sender_keys(new)
    named = _pair(_with_name(keys_old, old), _with_name(keys_new, new))
    rest = _pair(keys_old.drop(named["old"]), keys_new.drop(named["new"]))
    return pd.concat([named, rest], ignore_index=True)


def _with_name(keys: pd.Series, rows: pd.DataFrame) -> pd.Series:
    return (keys + "|" + rows["name"].astype(object)).where(keys != "", "").astype(object)


def _pair(old: pd.Series, new: pd.Series) -> pd.DataFrame:
    """Pair equal keys; the second of equal keys with the second, and so on. An empty key is nobody's."""
    sides = []
    for name, keys in (("old", old), ("new", new)):
        keys = keys[keys != ""]
        sides.append(pd.DataFrame({"key": keys, "turn": keys.groupby(keys).cumcount(), name: keys.index}))
    return sides[0].merge(sides[1], on=["key", "turn"])[["old", "new"]].astype(int)


def _id_keys(rows: pd.DataFrame) -> pd.Series:
    return rows["submission_id"].astype(object)


def _sender_keys(rows: pd.DataFrame) -> pd.Series:
    place = municipalities_as_written(rows)
    keys = rows["email"].astype(object) + "|" + place + "|" + _times(rows)
    return keys.where((rows["email"] != "") | (_times(rows) != ""), "").astype(object)


def municipalities_as_written(rows: pd.DataFrame) -> pd.Series:
    """What each row names as its municipality, without case and signs: many rows name the same."""
    texts = rows["municipality_text"]
    return texts.map({text: loaders.normalise_text(text) for text in texts.unique()})


def _person_keys(rows: pd.DataFrame) -> pd.Series:
    known = rows["person"].astype(object)
    return known.where(known != "", rows["name"].astype(object))


def _times(rows: pd.DataFrame) -> pd.Series:
    # Whole seconds: some exports have lost the fractions.
    seconds = rows["submitted_at"].dt.tz_convert("UTC").dt.tz_localize(None).astype("datetime64[s]")
    return seconds.astype("int64").astype(str).astype(object).where(seconds.notna(), "")
