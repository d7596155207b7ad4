"""The errors of the store, each with a calm sentence for the user and what to do about it.

    StoreError
    ├── StoreUnavailable      the database can't be used just now; nothing is lost, trying again may help
    │   ├── StoreLocked       somebody else is writing
    │   ├── StoreReadOnly     the database may be read, not written
    │   ├── StoreFull         there is no room left
    │   └── StoreGone         the file or the server isn't there
    ├── StoreDamaged          the database can't be trusted: it is refused, and the way back is told
    │   └── StoreUnreadable   one version's file can't be read: it is left out, the rest is used
    ├── StoreNewer            a newer edition of the dashboard has changed the database
    ├── StoreRefused          this file or these values can't be used (.findings, .problems)
    ├── StoreConflict         somebody else came first (.theirs holds what they wrote)
    └── StoreMissing          there is no such version, note or round

`str(error)` is the sentence, `error.remedy` what to do. Other errors of the database are bugs and stay as
they are.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

if TYPE_CHECKING:
    import pandas as pd


class StoreError(Exception):
    """What the store can't do; the class's own words are used where none are given."""

    sentence = "Noe gikk galt med databasen."
    remedy = "Prøv igjen. Si fra til den som drifter oversikten hvis det fortsetter."

    def __init__(self, sentence: str = "", remedy: str = "") -> None:
        super().__init__(sentence or self.sentence)
        self.remedy = remedy or self.remedy


class StoreUnavailable(StoreError):
    sentence = "Databasen svarer ikke akkurat nå. Ingenting er endret."
    remedy = "Vent litt og prøv igjen."


class StoreLocked(StoreUnavailable):
    sentence = "Databasen er opptatt med å lagre noe annet. Ingenting er endret."
    remedy = "Prøv igjen om et øyeblikk."


class StoreReadOnly(StoreUnavailable):
    sentence = "Databasen kan leses, men ikke endres. Ingenting er endret."
    remedy = "Be den som drifter oversikten om å gi den skriverettighet til databasen."


class StoreFull(StoreUnavailable):
    sentence = "Det er ikke plass til mer der databasen ligger. Ingenting er endret."
    remedy = "Be den som drifter oversikten om å rydde plass, og prøv igjen."


class StoreGone(StoreUnavailable):
    sentence = "Databasen er ikke å finne akkurat nå. Ingenting er endret."
    remedy = "Vent litt og prøv igjen. Si fra til den som drifter oversikten hvis det fortsetter."


class StoreDamaged(StoreError):
    sentence = "Databasen er skadet og blir ikke brukt, for tallene kan være feil."
    remedy = (
        "Slik kommer dere tilbake: Kjør «python -m store export MAPPE» for å berge alt som kan leses. Flytt "
        "databasefilen til et annet sted. Start oversikten på nytt, og legg inn filene fra mappen, eller de "
        "opprinnelige eksportene, med «python -m store adopt FIL»."
    )


class StoreUnreadable(StoreDamaged):
    sentence = "En av filene i databasen er skadet og kan ikke leses."
    remedy = "Last opp filen på nytt, eller ta en annen versjon i bruk på siden Data."


class StoreNewer(StoreError):
    sentence = "Databasen er tatt i bruk av en nyere utgave av oversikten enn denne."
    remedy = "Start den nyeste utgaven av oversikten."


class StoreRefused(StoreError):
    """`findings` is the export's findings (severity "stop" among them); `problems` a sentence per field."""

    sentence = "Filen kan ikke tas i bruk før feilene er rettet."
    remedy = "Rett det som står i listen, og prøv igjen."

    def __init__(
        self,
        sentence: str = "",
        remedy: str = "",
        *,
        findings: "pd.DataFrame | None" = None,
        problems: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(sentence, remedy)
        self.findings = findings
        self.problems = dict(problems or {})


class StoreConflict(StoreError):
    """`theirs` is the record as the other person left it: show it beside what the user typed."""

    sentence = "Noen andre har endret dette mens du skrev. Teksten din er ikke lagret, og ikke tapt."
    remedy = "Se hva den andre har skrevet, og lagre på nytt."

    def __init__(self, sentence: str = "", remedy: str = "", *, theirs: object = None) -> None:
        super().__init__(sentence, remedy)
        self.theirs = theirs


class StoreMissing(StoreError):
    sentence = "Det du ba om, finnes ikke i databasen."
    remedy = "Det kan være slettet. Last siden på nytt."


# What reading ends in where a table's description is damaged, or another table's page lies in the place of its own.
MISREAD = (OperationalError, ValueError, TypeError)

# SQLite's primary result codes (sqlite.org/rescode.html). A write past a file size limit or a full network
# disk is reported as an input/output error (10), not as "full" (13).
_SQLITE = {
    5: StoreLocked,
    6: StoreLocked,
    8: StoreReadOnly,
    10: StoreFull,
    11: StoreDamaged,
    13: StoreFull,
    14: StoreGone,
    26: StoreDamaged,
}
# PostgreSQL's SQLSTATE, by code or by class (its first two characters).
_POSTGRES = {
    "53100": StoreFull,
    "25006": StoreReadOnly,
    "42501": StoreReadOnly,
    "55P03": StoreLocked,
    "57014": StoreLocked,
    "40P01": StoreLocked,
    "40001": StoreLocked,
    "XX001": StoreDamaged,
    "XX002": StoreDamaged,
    "42P01": StoreGone,
    "08": StoreGone,
    "57": StoreGone,
    "53": StoreUnavailable,
    "28": StoreGone,
    "3D": StoreGone,
}


def _kind_of(error: DBAPIError) -> type[StoreError] | None:
    cause = error.orig
    if (code := getattr(cause, "sqlite_errorcode", None)) is not None:
        if code & 0xFF == 1 and "no such table" in str(cause):  # another, empty file in the database's place
            return StoreGone
        if code == 10 | (1 << 8):  # SQLITE_IOERR_READ: the disk gives nothing back
            return StoreDamaged
        return _SQLITE.get(code & 0xFF)
    state = getattr(cause, "sqlstate", None)
    if state:
        return _POSTGRES.get(state) or _POSTGRES.get(state[:2])
    # psycopg reports a server that can't be reached, or went away, without a code.
    return StoreGone if type(cause).__name__ in ("OperationalError", "ConnectionTimeout", "AdminShutdown") else None


@contextmanager
def told_calmly() -> Iterator[None]:
    """Turn the database's faults into StoreErrors; the cause is kept, its parameters are never in its
    text.
    """
    try:
        yield
    except PoolTimeout as error:
        raise StoreLocked from error
    except DBAPIError as error:
        kind = _kind_of(error)
        if kind is None:
            raise
        raise kind from error
    except (ValueError, TypeError) as error:
        # A time in the database that is none; and SQLite quotes the damaged description of a table in its complaint,
        # which Python then can't read.
        told = str(error.object) if isinstance(error, UnicodeDecodeError) else str(error)
        if not any(mark in told for mark in ("malformed database schema", "isoformat")):
            raise
        raise StoreDamaged from error
