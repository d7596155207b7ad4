"""Where a file would stand: in the place of which version, beside which others, or what must be asked first."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, select

from domain.words import join_words
from loaders import Export
from store.adopting import event_of, source_of
from store.errors import StoreUnreadable
from store.pairing import share_in_both
from store.tables import versions as table
from store.transactions import reading
from store.versions import Version, current, in_force, read_version

SAME_FORM = 0.5
"""From this share of the answers in both files on, a file of other questions is likely the same form reworded."""


@dataclass(frozen=True)
class Placement:
    """`source` is where the file belongs, "" while `question` has to be answered; `own` is its own form's source.

    `others` are the versions in force that it could take the place of, `likely` the one of them that holds the
    same answers. `previous` is the version in force at `source`.
    """

    own: str
    source: str
    previous: Version | None = None
    others: tuple[Version, ...] = ()
    likely: Version | None = None
    question: str = ""


def place_export(
    engine: Engine,
    export: Export,
    *,
    round_id: str,
    event: str | None = None,
    source: str = "",
    read: Callable[[int], Export] | None = None,
) -> Placement:
    """Where the export belongs: at `source` where the user has said so, else where its form was put before.

    A source of another kind, event or round is no place for it, and is not heard.
    The order of the columns makes no other form. `read` gives a version's export where the caller has it at hand.
    """
    event = event_of(export, event)
    own = source_of(export, event)
    others = tuple(v for v in in_force(engine, round_id) if (v.kind, v.event) == (export.kind, event))
    said = source if source in {own, *(other.source for other in others)} else ""
    with reading(engine) as connection:
        known = said or _source_before(connection, export, round_id, event)
        if known or not others:
            return Placement(own, known or own, current(connection, round_id, known or own), others)
    exports = list(_readable(others, read or (lambda version_id: read_version(engine, version_id))))
    same = next((version for version, before in exports if before.form == export.form), None)
    if same:
        return Placement(own, same.source, same, others)
    shares = [(share_in_both(before, export), version) for version, before in exports]
    share, likely = max(shares, key=lambda found: found[0], default=(0.0, None))
    likely = likely if share >= SAME_FORM else None
    return Placement(own, "", None, others, likely, _ask(export, others, likely, share))


def _source_before(connection: Connection, export: Export, round_id: str, event: str) -> str:
    """The source that the form's last download in the round was put at, whichever it was; "" for a new form."""
    of_form = (table.c.round_id == round_id) & (table.c.form == export.form)
    of_kind = (table.c.kind == export.kind) & (table.c.event == event)
    wanted = select(table.c.source).where(of_form, of_kind).order_by(table.c.id.desc()).limit(1)
    return str(connection.scalar(wanted) or "")


def _readable(others: Iterable[Version], read: Callable[[int], Export]) -> Iterable[tuple[Version, Export]]:
    for version in others:
        try:
            yield version, read(version.id)
        except StoreUnreadable:
            continue


def _ask(export: Export, others: tuple[Version, ...], likely: Version | None, share: float) -> str:
    if likely:
        return (
            f"{share:.0%} av svarene finnes også i «{likely.source_name}», som er i bruk, men spørsmålene er ikke de "
            "samme. Er det det samme skjemaet, med endrede spørsmål?"
        ).replace("%", " %")
    names = join_words(f"«{other.source_name}»" for other in others)
    return (
        f"Filen er fra et annet skjema («{export.title}») enn det som er i bruk ({names}). "
        "Skal den erstatte det, eller stå ved siden av og telle med?"
    )
