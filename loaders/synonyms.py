"""What columns are called in the exports: the fields, their labels, and the words that point to them.

Data only. Words are compared after `columns.plain_header`; the order is the order of trying, so that the specific
stands before the general (FORMATS: `kommunenummer` before `kommune`). A word with `+` means all of its parts.
"""

from dataclasses import dataclass

R, S, A = "registrations", "applications", "attendance"


@dataclass(frozen=True)
class Field:
    """`exact` are whole headers (also tried as beginnings); `words` may stand anywhere in a header."""

    name: str
    label: str
    kinds: tuple[str, ...]
    exact: tuple[str, ...]
    words: tuple[str, ...] = ()
    only_exact: bool = False


FIELDS: tuple[Field, ...] = (
    Field("municipality_number", "Kommunenummer", (R, S, A), (
        "kommunenummer", "kommunenr", "kommune nr", "knr", "municipality number", "kommunenummer og navn"),
        ("kommunenummer", "kommunenr")),
    Field("partners", "Samarbeidskommuner", (S,), (
        "samarbeidskommuner", "samarbeidskommune", "samarbeidskommunar", "samarbeidande kommunar",
        "samarbeidende kommuner", "søker dere sammen med", "søkjer de saman med", "søkjer de i lag med",
        "søker dere i samarbeid med", "søker kommunen sammen med", "interkommunalt", "interkommunalt samarbeid",
        "partner municipalities", "andre kommuner", "andre kommunar", "partnere", "partnerkommuner"),
        ("samarbeidskommune", "samarbeidskommuner", "samarbeidskommunar", "interkommunalt", "interkommunal",
         "søker+sammen med", "søkjer+saman med", "andre kommuner", "andre kommunar", "partnerkommuner")),
    Field("contact_email", "Kontaktpersonens e-post", (S, R), (
        "kontaktperson e-post", "kontaktperson epost", "e-post kontaktperson", "epost kontaktperson",
        "kontaktpersonens e-post", "e-post til kontaktperson", "e-postadresse kontaktperson",
        "kontaktperson e-postadresse", "contact email", "contact e-mail", "contact person email"),
        ("kontaktperson+e-post", "kontaktperson+epost", "kontaktperson+e-postadresse", "kontaktperson+mail",
         "kontaktpersonen+e-post", "kontakt+e-post", "prosjektleder+e-post", "contact+email")),
    Field("contact_phone", "Kontaktpersonens telefon", (S, R), (
        "kontaktperson telefon", "telefon kontaktperson", "kontaktpersonens telefon", "kontaktperson mobil"),
        ("kontaktperson+telefon", "kontaktperson+telefonnummer", "kontaktperson+mobil", "kontaktperson+tlf",
         "contact+phone")),
    Field("contact_person", "Kontaktperson", (S, R), (
        "kontaktperson", "kontaktperson navn", "hovedkontakt", "hovudkontakt", "søknadsansvarlig",
        "søknadsansvarleg", "prosjektleder", "prosjektleiar", "contact person", "navn på kontaktperson",
        "namn på kontaktperson", "kontaktperson for søknaden", "hvem er kontaktperson", "kven er kontaktperson"),
        ("kontaktperson", "kontaktpersonen", "hovedkontakt", "søknadsansvarlig", "contact person")),
    Field("placed_date", "Tildelt dato", (S,), (
        "tildelt dato", "dato tildelt", "dato for tildeling", "vedtaksdato", "dato for vedtak", "vedtak dato",
        "svar sendt", "dato for svar", "svardato", "tilbud sendt", "tilbudsdato")),
    Field("confirmed_date", "Bekreftet dato", (S,), (
        "bekreftet dato", "dato bekreftet", "bekreftelsesdato", "dato for bekreftelse", "stadfesta dato",
        "bekrefta dato", "confirmed date", "confirmed at")),
    Field("state_date", "Statusdato", (S,), (
        "statusdato", "dato for status", "status dato", "status endret", "status satt", "status date")),
    Field("placed", "Tildelt plass", (S,), (
        "tildelt plass", "vedtak om plass", "tildelt", "fått plass", "plass tildelt", "tilbud om plass",
        "tildelt deltakelse", "placed")),
    Field("waiting", "Venteliste", (S,), ("venteliste", "på venteliste", "venteliste nr", "waiting list")),
    Field("declined", "Avslag", (S,), ("avslag", "avslått", "avslag dato", "declined", "rejected")),
    Field("withdrawn", "Trukket", (S,), ("trukket", "trukket søknad", "søknad trukket", "trekt", "withdrawn")),
    Field("confirmed", "Bekreftet", (S,), (
        "bekreftet", "bekreftet plass", "plass bekreftet", "takket ja", "bekrefta", "stadfesta", "confirmed")),
    Field("anchoring", "Forankring", (S,), (
        "forankring", "politisk forankring", "administrativ forankring", "er søknaden forankret",
        "er søknaden forankra", "vedtak", "forankring av søknaden", "hvordan er søknaden forankret",
        "korleis er søknaden forankra", "anchoring"),
        ("forankring", "forankret", "forankra", "forankringa", "forankringen")),
    Field("team", "Deltakere i teamet", (S,), (
        "deltakere i teamet", "deltakarar i teamet", "teammedlemmer", "teammedlemmar", "medlemmer i teamet",
        "prosjektgruppe", "prosjektgruppa", "prosjektgruppen", "arbeidsgruppe", "arbeidsgruppa",
        "team members", "team", "hvem skal delta", "kven skal delta", "hvem deltar i teamet"),
        ("teamet+deltakere", "teamet+deltakarar", "teammedlemmer", "prosjektgruppe", "arbeidsgruppe")),
    Field("motivation", "Motivasjon", (S,), (
        "motivasjon", "begrunnelse", "grunngjeving", "grunngiving", "hvorfor søker", "kvifor søkjer",
        "hvorfor vil", "kvifor vil", "hvorfor ønsker", "kvifor ønskjer", "motivation", "motivasjon for å delta",
        "begrunnelse for søknaden", "why do you apply"),
        ("motivasjon", "begrunnelse", "grunngjeving", "hvorfor søker", "kvifor søkjer", "hvorfor ønsker")),
    Field("consent", "Samtykke", (S, R), (
        "samtykke", "samtykkje", "jeg samtykker", "eg samtykkjer", "eg samtykker", "personvern", "gdpr",
        "consent", "personvernerklæring"),
        ("samtykke", "samtykkje", "samtykker", "samtykkjer", "personvern", "gdpr")),
    Field("joined_at", "Kom inn", (A,), (
        "first join", "join time", "first join time", "joined", "ble med", "ble med kl", "første pålogging",
        "første deltakelse", "første tilkobling", "tidspunkt for deltakelse", "klokkeslett for deltakelse",
        "blei med", "kom inn", "inn", "start i møtet", "join date", "joined at", "første gang ble med",
        "deltok fra", "starttidspunkt for deltakelse", "inntid")),
    Field("left_at", "Gikk ut", (A,), (
        "last leave", "leave time", "last leave time", "left", "forlot", "forlot kl", "siste utlogging",
        "siste forlatelse", "siste utgang", "tidspunkt for forlating", "gikk ut", "gjekk ut", "ut", "left at",
        "sist forlatt", "siste gang forlot", "deltok til", "forlatt", "uttid", "klokkeslett for forlating")),
    Field("minutes", "Varighet", (A,), (
        "in-meeting duration", "duration", "time in session (minutes)", "time in session", "varighet",
        "varigheit", "varighet i møtet", "varighet i møte", "møtevarighet", "duration (minutes)",
        "total duration (minutes)", "minutter", "antall minutter", "tid i møtet"),
        ("duration", "varighet", "varigheit")),
    Field("action", "Hendelse", (A,), ("user action", "brukerhandling", "handling", "action")),
    Field("moment", "Tidspunkt for hendelsen", (A,), ("timestamp", "tidsstempel"), only_exact=True),
    Field("upn", "Brukernavn (UPN)", (A,), (
        "participant id (upn)", "participant id", "deltaker-id (upn)", "deltaker-id", "upn"), ("upn",)),
    Field("guest", "Gjest", (A,), ("guest", "gjest", "external"), only_exact=True),
    Field("attended", "Deltok", (R, A), (
        "attended", "deltok", "deltatt", "deltatt på samlingen", "møtt", "møtt opp", "oppmøte", "frammøte",
        "fremmøte", "ankommet", "ankomst", "til stede", "tilstede", "møtte", "checked in", "innsjekket",
        "deltok på samlingen", "var til stede")),
    Field("state", "Status", (R, S, A), (
        "status", "attendee status", "approval status", "registreringsstatus", "påmeldingsstatus",
        "søknadsstatus", "deltakerstatus", "tilstand", "state", "status påmelding", "status søknad"),
        ("status",)),
    Field("started_at", "Startet utfylling", (R, S, A), ("start time", "starttidspunkt", "started", "start date"),
          only_exact=True),
    Field("modified_at", "Sist endret", (R, S, A), (
        "last modified time", "tidspunkt for siste endring", "sist endret", "sist endra"), only_exact=True),
    Field("submitted_time", "Innsendt klokken", (R, S), (
        "påmeldt kl", "påmeldt klokken", "klokkeslett", "tidspunkt kl", "kl", "tid", "order time", "time"),
        only_exact=True),
    Field("submitted_at", "Innsendt", (R, S, A), (
        "completion time", "fullføringstidspunkt", "tidspunkt for fullføring", "påmeldt dato", "påmeldingsdato",
        "påmeldingstidspunkt", "påmeldt", "dato påmeldt", "påmeldt den", "registration time", "registration date",
        "registrert", "registreringsdato", "registreringstidspunkt", "order date", "ordredato", "bestillingsdato",
        "bestilt", "innsendt", "innsendt dato", "levert", "levert dato", "sendt inn", "sendt", "tidsstempel",
        "timestamp", "submitted", "submitted at", "submission date", "submission time", "date submitted",
        "opprettet", "oppretta", "created", "created at", "dato", "tidspunkt", "date", "dato og tid",
        "søknadsdato", "mottatt", "mottatt dato", "kjøpstidspunkt", "kjøpsdato", "bestillingstidspunkt", "end date",
        "$created"),
        ("innsendt", "påmeldingstidspunkt", "påmeldingsdato")),
    Field("submission_id", "ID", (R, S, A), (
        "id", "ordrenummer", "ordrenr", "ordre-id", "order #", "order no", "order number", "order id", "nr", "svar-id",
        "svarid", "referanse", "referansenummer", "respondent id", "løpenummer", "løpenr", "response id",
        "submission id", "$submission_id", "deltakernummer", "#", "entry id", "registration id", "saksnummer"),
        only_exact=True),
    Field("first_name", "Fornavn", (R, S, A), ("fornavn", "fornamn", "first name", "firstname", "given name",
          "attendee first name", "deltaker fornavn", "deltakers fornavn"), ("fornavn", "fornamn", "first name")),
    Field("last_name", "Etternavn", (R, S, A), ("etternavn", "etternamn", "last name", "lastname", "surname",
          "family name", "attendee last name", "deltaker etternavn", "deltakers etternavn"),
          ("etternavn", "etternamn", "last name")),
    Field("persons", "Antall deltakere", (R,), (
        "antall deltakere", "antall påmeldte", "antall deltagere", "antall personer", "antall", "antal",
        "tal på deltakarar", "tal på deltakande", "talet på deltakarar", "antal deltakarar", "kor mange",
        "hvor mange", "quantity", "ticket quantity", "number of participants", "antall plasser", "antall billetter"),
        ("antall deltakere", "antall påmeldte", "antall deltagere", "antal deltakarar", "hvor mange+kommer",
         "kor mange+kjem", "hvor mange+deltakere", "hvor mange+delta")),
    Field("meeting_role", "Rolle i møtet", (A,), ("meeting role", "møterolle", "rolle i møtet"),
          only_exact=True),
    Field("organisation", "Arbeidssted", (R, S, A), (
        "kulturskole", "kulturskule", "arbeidsgiver", "arbeidsgjevar", "arbeidssted", "arbeidsstad",
        "arbeidsplass", "virksomhet", "verksemd", "foretak", "firma", "bedrift", "organisasjon", "company",
        "organization", "organisation", "navn på kulturskole", "navn på kulturskolen", "namn på kulturskule",
        "namn på kulturskulen", "kulturskolens navn", "kulturskulens namn", "skole", "skule", "institusjon",
        "hvilken kulturskole", "kva kulturskule", "hvor jobber du", "kvar jobbar du", "arbeidsgiver/organisasjon",
        "firmanavn", "name of school", "school", "employer", "workplace", "hvilken virksomhet"),
        ("kulturskole", "kulturskule", "kulturskolen", "kulturskulen", "arbeidssted", "arbeidsstad", "arbeidsgiver",
         "arbeidsgjevar", "arbeidsplass", "virksomhet", "verksemd", "organisasjon", "foretak", "firma", "company",
         "organization", "organisation")),
    Field("municipality", "Kommune", (R, S, A), (
        "kommune", "kommunenavn", "kommunenamn", "hvilken kommune", "kva kommune", "municipality", "navn på kommune",
        "namn på kommune", "navn på kommunen", "namn på kommunen", "kommunens navn", "kommunen sitt namn",
        "søkerkommune", "søkarkommune", "søkjarkommune", "hvilke kommuner", "kva kommunar", "kommuner", "kommunar",
        "hvilken/hvilke kommuner", "kommune(r)", "din kommune", "vertskommune", "kommunen", "which municipality",
        "name of municipality", "kommune/kommuner", "hvilken eller hvilke kommuner", "fra hvilken kommune",
        "i hvilken kommune", "hjemkommune", "arbeidskommune"),
        ("kommune", "kommunen", "kommuner", "kommunar", "kommunenavn", "kommunenamn", "municipality",
         "søkerkommune")),
    Field("county", "Fylke", (R, S, A), (
        "fylke", "fylkeskommune", "region", "county", "hvilket fylke", "kva fylke", "fylkesavdeling", "fylker"),
        ("fylke", "fylkeskommune", "county")),
    Field("email", "E-post", (R, S, A), (
        "email", "e-mail", "e-postadresse", "e-post", "epost", "epostadresse", "user email", "mail", "mailadresse",
        "email address", "e-mail address", "attendee email", "e-post adresse", "din e-post", "deltaker e-post",
        "deltakers e-post", "e-post deltaker", "e-postadressen din", "kontakt e-post"),
        ("email", "e-mail", "e-post", "epost", "e-postadresse", "epostadresse", "mailadresse")),
    Field("name", "Navn", (R, S, A), (
        "name", "navn", "namn", "full name", "fullt navn", "fullt namn", "navn på deltaker", "namn på deltakar",
        "deltakers navn", "deltaker", "deltakar", "deltakernavn", "attendee name", "attendee", "participant",
        "participant name", "name (original name)", "user name (original name)", "ditt navn", "namnet ditt",
        "navnet ditt", "fornavn og etternavn", "fornamn og etternamn", "for- og etternavn", "hva heter du",
        "kva heiter du", "navn deltaker", "søker", "søkerens navn", "display name", "visningsnavn"),
        ("fullt navn", "fullt namn", "ditt navn", "namnet ditt", "full name", "navn på deltaker",
         "fornavn+etternavn")),
    Field("role", "Stilling", (R, S, A), (
        "stilling", "stillingstittel", "rolle", "tittel", "funksjon", "yrkestittel", "job title", "position", "role",
        "din rolle", "din stilling", "hvilken rolle", "kva rolle", "hvilken stilling", "kva stilling", "yrke",
        "stilling/rolle", "title", "rolle i teamet"),
        ("stilling", "stillingstittel", "rolle", "yrkestittel", "job title")),
    Field("phone", "Telefon", (R, S, A), (
        "telefon", "telefonnummer", "mobil", "mobilnummer", "tlf", "tlf nr", "phone", "phone number", "mobiltelefon",
        "mobile", "cell phone", "telefonnr", "mobilnr"),
        ("telefon", "telefonnummer", "mobilnummer", "mobiltelefon", "tlf", "phone")),
    Field("comment", "Kommentar", (R, S, A), (
        "kommentar", "kommentarer", "kommentarar", "merknad", "merknader", "andre opplysninger",
        "andre opplysningar", "annen info", "anna info", "annen informasjon", "innspill", "comment", "comments",
        "noe mer", "noko meir", "har du spørsmål", "spørsmål eller innspill", "tilleggsinformasjon", "andre merknader"),
        ("kommentar", "kommentarer", "merknad", "merknader", "innspill")),
)  # fmt: skip

EXTRA_LABELS = {"asked_name": "Navn (spørsmål)", "asked_email": "E-post (spørsmål)"}
"""The two fields that a question of a form fills where Forms itself has recorded the same."""

FORMS_LEAD = {
    "id": "submission_id",
    "start time": "started_at", "starttidspunkt": "started_at",
    "completion time": "submitted_at", "fullføringstidspunkt": "submitted_at",
    "email": "email", "e-postadresse": "email", "e-post": "email",
    "name": "name", "navn": "name", "namn": "name",
    "last modified time": "modified_at", "tidspunkt for siste endring": "modified_at",
}  # fmt: skip
"""The columns that Forms puts before the questions, in the languages seen."""

QUIZ = (
    "total points", "quiz feedback", "grade posted time", "points", "feedback", "totalt antall poeng", "poeng",
    "tilbakemelding", "tilbakemelding på testen", "poengsum", "totale poeng",
)  # fmt: skip
"""A quiz adds these, alone or before a dash and the question; none of them is an answer."""

NOT_A_PLACE = ("hva ", "hvordan ", "hvorfor ", "kva betyr", "korleis ", "kvifor ", "på hvilken måte", "i hvilken grad",
               "hvilke mål", "hvilke tjenester", "hvilke erfaringer", "hvilke utfordringer", "beskriv",
               "har kommunen", "er kommunen", "kan kommunen", "vil kommunen", "deltok kommunen", "kommunen har",
               "kommunen er", "kommunen vil", "kulturskolen har", "kulturskolen er", "kulturskolen vil",
               "har kulturskolen", "har dere", "har de ", "har du", "ønsker kommunen", "hvem ", "kven ", "når ",
               "why ", "how ", "what ", "does ", "is the ", "innbyggertall", "antall ", "tal på", "hvor mange",
               "kor mange", "størrelse")  # fmt: skip
"""How questions begin that only mention a municipality or a school."""
