"""The sentences for files that can't be read: what is wrong with the file, and what to do."""

from loaders.export import ExportError

EXPORT_ITSELF = "Last opp eksporten selv (xlsx eller csv)."
AS_XLSX = "Åpne den i Excel, lagre den som xlsx, og last opp den nye filen."
ONLY_THE_ANSWERS = "Kopier bare radene med svar til en ny arbeidsbok, og last opp den."
TEXT_DOCUMENT = "Filen er et tekstdokument, ikke et regneark."
PROBLEMS = {
    "empty": ("Filen er tom.", "Last den ned på nytt, og last opp den nye."),
    "password": (
        "Filen er beskyttet med passord og kan ikke leses.",
        "Åpne den i Excel, fjern passordet under Fil – Informasjon – Beskytt arbeidsbok, og last opp kopien.",
    ),
    "picture": ("Filen er et bilde, ikke et regneark.", EXPORT_ITSELF),
    "pdf": ("Filen er en PDF, ikke et regneark.", "Last ned svarene som Excel eller CSV, og last opp den filen."),
    "html": ("Filen er en nettside med et regnearks filnavn.", AS_XLSX),
    "xml": ("Filen er XML og kan ikke leses som regneark.", AS_XLSX),
    "rtf": (TEXT_DOCUMENT, EXPORT_ITSELF),
    "word": (TEXT_DOCUMENT, EXPORT_ITSELF),
    "slides": ("Filen er en presentasjon, ikke et regneark.", EXPORT_ITSELF),
    "numbers": (
        "Filen er laget i Numbers og kan ikke leses.",
        "Velg Arkiv – Eksporter til – Excel i Numbers, og last opp den nye filen.",
    ),
    "zip": (
        "Filen er en zip-fil uten et regneark.",
        "Pakk den ut, og last opp regnearket (xlsx eller csv) som ligger i den.",
    ),
    "not_a_workbook": ("Filen er ikke et regneark.", EXPORT_ITSELF),
    "binary": (
        "Filen er verken et regneark eller en tekstfil.",
        "Last ned eksporten på nytt som xlsx eller csv, og last opp den filen.",
    ),
    "broken": (
        "Filen er skadet og kan ikke åpnes.",
        "Last den ned på nytt. Åpner Excel den likevel, lagre den som en ny xlsx og last opp den.",
    ),
    "bomb": (
        "Filen pakker ut til mer enn et regneark med svar kan være, og er derfor ikke åpnet.",
        "Last ned eksporten på nytt fra skjemaet, og last opp den.",
    ),
    "memory": (
        "Filen er for stor til å leses: et ark bruker celler svært langt ned eller langt ut til høyre.",
        ONLY_THE_ANSWERS,
    ),
    "time": ("Filen tok for lang tid å lese, og lesingen er stoppet.", ONLY_THE_ANSWERS),
    "wide": (
        "Arket har {0} kolonner, og en eksport har noen titalls.",
        "Slett kolonnene til høyre for svarene, og last opp filen på nytt.",
    ),
    "large": ("Arket har så mange celler at det ikke kan være en eksport.", ONLY_THE_ANSWERS),
}


def problem(code: str, detail: str = "") -> ExportError:
    message, remedy = PROBLEMS.get(code, PROBLEMS["broken"])
    sheet, _, figure = detail.partition("\n")
    return ExportError(message.format(figure), code=code, remedy=remedy, sheet=sheet)
