// Makes Streamlit's own interface Norwegian: its locale, and the English texts it has no translation for.
//
// Runs before Streamlit's modules. The first part lets the calendar, dates and numbers come out in bokmål
// whatever the browser's language is; they follow navigator.language. The second part translates what
// Streamlit writes in English, as it is written: only nodes that are new or changed are looked at.
(() => {
  "use strict";

  for (const [name, value] of [["language", "nb-NO"], ["languages", ["nb-NO", "nb", "no", "en"]]]) {
    Object.defineProperty(Navigator.prototype, name, { configurable: true, get: () => value });
  }

  // Whole texts, wherever they stand: as text, or in aria-label, title or placeholder.
  const TEXTS = {
    // Choosing
    "Choose options": "Velg én eller flere",
    "Choose an option": "Velg",
    "Choose or add options": "Velg eller legg til",
    "Choose or add an option": "Velg eller legg til",
    "Add an option": "Legg til",
    "No options to select": "Ingen valg",
    "No options to select.": "Ingen valg.",
    "No options": "Ingen valg",
    "No results": "Ingen treff",
    "Select all": "Velg alle",
    "Clear all": "Fjern alle",
    "Clear value": "Tøm",
    "Clear entry": "Tøm feltet",
    "Selected values": "Valgt",
    "Multiselect": "Flervalg",
    "Selectbox": "Nedtrekksliste",
    "Multiselect options": "Valgmuligheter",
    "Selectbox options": "Valgmuligheter",
    "Open": "Åpne",
    "Close": "Lukk",
    "Dismiss": "Lukk",
    "view more": "vis mer",
    "view less": "vis mindre",
    "Cancel": "Avbryt",
    // Dates and times
    "Choose date": "Velg dato",
    "Choose date range": "Velg periode",
    "Choose date and time": "Velg dato og klokkeslett",
    "Clear date": "Tøm datoen",
    "Clear dates": "Tøm datoene",
    "Clear date and time": "Tøm dato og klokkeslett",
    "Clear time": "Tøm klokkeslettet",
    "Calendar": "Kalender",
    "yyyy": "åååå",
    "Date range": "Periode",
    "Today": "I dag",
    "Previous": "Forrige",
    "Next": "Neste",
    "Previous month": "Forrige måned",
    "Next month": "Neste måned",
    "Quick select a date range": "Hurtigvalg av periode",
    "Past Week": "Siste uke",
    "Past Month": "Siste måned",
    "Past 3 Months": "Siste 3 måneder",
    "Past 6 Months": "Siste 6 måneder",
    "Past Year": "Siste år",
    "Past 2 Years": "Siste 2 år",
    "Use arrow keys to navigate dates. Enter to select. Escape to close.":
      "Bruk piltastene for å gå mellom datoer, Enter for å velge og Escape for å lukke.",
    "Use arrow keys to navigate. Enter to select. Tab to switch between calendar and time. Escape to close.":
      "Bruk piltastene for å gå mellom datoer, Enter for å velge, Tab for klokkeslett og Escape for å lukke.",
    "Hours must be 0–23.": "Timer må være 0–23.",
    "Minutes must be 0–59.": "Minutter må være 0–59.",
    "Invalid time format. Please use HH:MM.": "Skriv klokkeslettet som TT:MM.",
    // Numbers and text fields
    "Increment": "Øk",
    "Decrement": "Reduser",
    "Show password": "Vis passord",
    "Hide password": "Skjul passord",
    "Number is below the allowed range.": "Tallet er for lite.",
    "Number is above the allowed range.": "Tallet er for stort.",
    "Invalid input.": "Ugyldig verdi.",
    // Uploading
    "Upload": "Velg filer",
    "Add files": "Legg til filer",
    "add icon": "legg til",
    "person icon": "bruker",
    "file upload": "filopplasting",
    "Upload failed": "Opplastingen mislyktes",
    "Click to retry upload": "Last opp på nytt",
    "Drag and drop a file here": "Slipp en fil her",
    "Drag and drop file here": "Slipp en fil her",
    "Drag and drop files here": "Slipp filer her",
    "Only one file is allowed.": "Bare én fil om gangen.",
    "File size is too small.": "Filen er for liten.",
    "File type not allowed.": "Denne filtypen kan ikke brukes.",
    "Unexpected error. Please try again.": "Noe gikk galt. Prøv på nytt.",
    "Error uploading file": "Filen kunne ikke lastes opp",
    "Error deleting file": "Filen kunne ikke fjernes",
    // Downloading what is made when it is asked for: a pack, a print
    "Failed to generate file for download":
      "Filen ble ikke laget. Prøv igjen om litt. Siden kan også skrives ut fra nettleseren.",
    "Request timed out": "Filen kom ikke i tide. Prøv igjen om litt.",
    "Connection closed": "Forbindelsen ble brutt. Prøv igjen om litt.",
    // Tables
    "Search": "Søk",
    "Type to search": "Skriv for å søke",
    "Close Search": "Lukk søket",
    "Next Result": "Neste treff",
    "Previous Result": "Forrige treff",
    "Clear selection": "Fjern utvalget",
    "Delete row(s)": "Slett rader",
    "Add row": "Legg til rad",
    "Show/hide columns": "Vis eller skjul kolonner",
    "Dataframe column menu": "Kolonnemeny",
    "Copy column name": "Kopier kolonnenavnet",
    "Sort ascending": "Sorter stigende",
    "Sort descending": "Sorter synkende",
    "Autosize": "Tilpass bredden",
    "Pin column": "Fest kolonnen",
    "Unpin column": "Løsne kolonnen",
    "Hide column": "Skjul kolonnen",
    "Statistics": "Statistikk",
    "Format": "Format",
    "Automatic": "Automatisk",
    "Localized": "Lokalt",
    "Plain": "Enkelt",
    "Compact": "Kompakt",
    "Percent": "Prosent",
    "Scientific": "Vitenskapelig",
    "Accounting": "Regnskap",
    "Distance": "Avstand",
    "Distinct": "Ulike",
    "Empty": "Tomme",
    "Values": "Verdier",
    "Average": "Gjennomsnitt",
    "Median": "Median",
    "Minimum": "Minst",
    "Maximum": "Størst",
    "Standard deviation": "Standardavvik",
    "Based on sample": "Fra et utvalg",
    "Failed to load data": "Dataene kunne ikke lastes",
    "No data": "Ingen data",
    "(index)": "Radnummer",
    "Scrollable table": "Tabell som kan rulles",
    "Download as CSV": "Last ned som CSV",
    "Previous page": "Forrige side",
    "Next page": "Neste side",
    "Pagination": "Sidevelger",
    // Charts
    "Fullscreen": "Fullskjerm",
    "Toggle fullscreen": "Fullskjerm",
    "Close fullscreen": "Lukk fullskjerm",
    "Show data": "Vis tallene",
    "Show chart": "Vis diagrammet",
    "Download as PNG": "Last ned som bilde",
    "Download plot as a PNG": "Last ned som bilde",
    "Download plot as a png": "Last ned som bilde",
    "Zoom in": "Zoom inn",
    "Zoom out": "Zoom ut",
    "Pan": "Flytt",
    "Autoscale": "Tilpass",
    "Reset axes": "Nullstill aksene",
    "Box Select": "Velg med ramme",
    "Lasso Select": "Velg med lasso",
    // Around the page
    "Main menu": "Hovedmeny",
    "Menu": "Meny",
    "Theme": "Utseende",
    "System": "Som maskinen",
    "Light": "Lyst",
    "Dark": "Mørkt",
    "Use system setting": "Som maskinen",
    "Custom Theme Auto": "Som maskinen",
    "Custom Theme Light": "Lyst",
    "Custom Theme Dark": "Mørkt",
    "Custom Theme": "Utseende",
    "Print": "Skriv ut",
    "About": "Om",
    "Get help": "Få hjelp",
    "Report a bug": "Meld en feil",
    "Rerun": "Kjør på nytt",
    "Always rerun": "Kjør alltid på nytt",
    "Record a screencast": "Ta opp skjermen",
    "Clear cache": "Tøm mellomlageret",
    "Clear caches": "Tøm mellomlageret",
    "Skip to main content": "Hopp til hovedinnholdet",
    "Sidebar": "Sidefelt",
    "Expand sidebar": "Åpne sidefeltet",
    "Collapse sidebar": "Lukk sidefeltet",
    "App pages": "Sider",
    "View less": "Vis færre",
    "Navigate to home page": "Til forsiden",
    "Notifications": "Meldinger",
    "Link to heading": "Lenke til overskriften",
    "Button action menu": "Flere valg",
    "Scroll tabs left": "Rull fanene mot venstre",
    "Scroll tabs right": "Rull fanene mot høyre",
    "Help": "Hjelp",
    "Copy": "Kopier",
    "Copied": "Kopiert",
    "Copy to clipboard": "Kopier",
    "Toolbar action": "Verktøy",
    // Running, connecting, errors
    "Running...": "Arbeider …",
    "RUNNING...": "Arbeider …",
    "Running": "Arbeider",
    "Stop": "Stopp",
    "Please wait...": "Vent litt …",
    "Connecting": "Kobler til",
    "Connecting to Streamlit server": "Kobler til dashbordet",
    "Unable to connect to Streamlit server": "Får ikke kontakt med dashbordet",
    "Connection error": "Mistet forbindelsen",
    "Connection timed out.": "Dashbordet svarer ikke. Prøv igjen om litt.",
    "Network error": "Nettverksfeil",
    "Page not found": "Fant ikke siden",
    "The page that you have requested does not seem to exist. Running the app's main page.":
      "Det finnes ingen side på denne adressen. Her er forsiden i stedet.",
    "Try again": "Prøv igjen",
    "Continue anyway": "Fortsett likevel",
    "Script execution error": "Noe gikk galt",
    "Oh no.": "Noe gikk galt.",
    "Error": "Feil",
    "Error:": "Feil:",
    "Connection lost. Please wait for the app to reconnect, then try again.":
      "Forbindelsen er brutt. Vent til dashbordet er tilbake, og prøv igjen.",
  };

  const MONTHS = {
    January: "januar", February: "februar", March: "mars", April: "april", May: "mai", June: "juni", July: "juli",
    August: "august", September: "september", October: "oktober", November: "november", December: "desember",
  };
  // The date fields speak English whatever the locale is: «March 15, 2024».
  const DATE = /(\w+) 0?(\d{1,2}), (\d{4})/g;
  const inWords = (dates) => dates.replace(DATE, (_, month, day, year) => `${day}. ${MONTHS[month] ?? month} ${year}`);

  const inSI = (unit) => unit.replace("K", "k");

  // Texts with something in them. `$1` and so on are what the brackets caught.
  const PATTERNS = [
    [/^(?:Limit )?([\d,]+)(?:\.0)? ?([KMG]?B) per file$/, "$1 $2 per fil"],
    [/^File must be ([\d,]+)(?:\.0)? ?([KMG]?B) or smaller\.$/, "Filen kan være på høyst $1 $2."],
    [/^(\d+)\.(\d) ?([KMG]?B)$/, (_, whole, tenth, unit) => `${whole},${tenth} ${inSI(unit)}`],
    [/^(.+), (\d+)\.(\d) ?([KMG]?B)$/, (_, name, whole, tenth, unit) => `${name}, ${whole},${tenth} ${inSI(unit)}`],
    [/^(.*) files are not allowed\.$/, "Denne filtypen kan ikke brukes."],
    [/^Remove (.+)$/, "Fjern $1"],
    [/^Add: (.+)$/, "Legg til: $1"],
    [/^Select (\d+) matches$/, "Velg $1 treff"],
    [/^You can only select up to (\d+) options?\. Remove an option first\.$/,
      "Du kan velge høyst $1. Fjern et valg først."],
    [/^Press (?:Ctrl|⌘)\+Enter to apply$/, "Trykk Ctrl+Enter for å bruke teksten"],
    [/^Press (?:Ctrl|⌘)\+Enter to submit form$/, "Trykk Ctrl+Enter for å sende"],
    [/^Press Enter to apply$/, "Trykk Enter for å bruke"],
    [/^Press Enter to submit form$/, "Trykk Enter for å sende"],
    [/^View (\d+) more$/, "Vis $1 til"],
    [/^Help for (.+)$/, "Hjelp til $1"],
    [/^Shortcut (.+)$/, "Hurtigtast $1"],
    [/^Selected Date: (.+)$/, (_, date) => `Valgt dato: ${inWords(date)}`],
    [/^Selected Range: (.+?) (?:to|–) (.+)$/, (_, from, to) => `Valgt periode: ${inWords(from)} til ${inWords(to)}`],
    [/^1 option available\.$/, "1 valgmulighet."],
    [/^(\d+) options available\.$/, "$1 valgmuligheter."],
    [/^Choose date, (.+)$/, "Velg dato, $1"],
    [/^(\d+) – (\w+)$/, (all, number, month) => (MONTHS[month] ? `${number} – ${MONTHS[month]}` : all)],
    [/^day, (.+)$/, "dag, $1"],
    [/^month, (.+)$/, "måned, $1"],
    [/^year, (.+)$/, "år, $1"],
    [/^(.+) start date$/, "$1, fra dato"],
    [/^(.+) end date$/, "$1, til dato"],
    [/^(\d+) results?$/, "$1 treff"],
    [/^(\d+) of (\d+)$/, "$1 av $2"],
    [/^Error: (.+)$/, "Feil: $1"],
    [/^(?:Error: )?Date set outside allowed range\. Please select a date between (.+) and (.+)\.$/,
      "Velg en dato fra $1 til $2."],
    [/^(?:: )?Date set outside allowed range\. Please select a date between (.+) and (.+)\.$/,
      ": Velg en dato fra $1 til $2."],
    [/^Number is outside the allowed range\. Please enter a value between (.+) and (.+)\.$/,
      "Skriv et tall fra $1 til $2."],
    [/^Number is below the allowed range\. Please enter a value greater than or equal to (.+)\.$/,
      "Skriv et tall som er minst $1."],
    [/^Number is above the allowed range\. Please enter a value less than or equal to (.+)\.$/,
      "Skriv et tall som er høyst $1."],
    [/^(?:Connection failed|Response received|Request failed) with status (\d+)\.?$/,
      "Dashbordet svarte ikke som det skulle (status $1)."],
  ];

  const ATTRIBUTES = ["aria-label", "aria-valuetext", "title", "placeholder", "alt"];
  // What users and pages have written stays as it is, also where it happens to be an English word.
  const THEIRS = "[data-testid=stMarkdownContainer], [data-testid=stTable], [data-testid=stFileUploaderFileName],"
    + " textarea, pre, code, canvas, script, style";
  // Of Streamlit's own texts these stand in Markdown.
  const OURS = "[data-testid=stFileUploaderDropzone], [data-testid=stTooltipErrorContent]";

  function translate(text) {
    const bare = text.trim();
    if (!bare || bare.length > 160) return text;
    let found = Object.hasOwn(TEXTS, bare) ? TEXTS[bare] : undefined;
    if (found === undefined) {
      const pattern = PATTERNS.find(([from]) => from.test(bare));
      if (!pattern) return text;
      found = bare.replace(pattern[0], pattern[1]);
    }
    return text.replace(bare, () => found);
  }

  function isTheirs(element) {
    return Boolean(element?.closest(THEIRS)) && !element.closest(OURS);
  }

  function translateText(node) {
    const now = translate(node.nodeValue);
    if (now !== node.nodeValue && !isTheirs(node.parentElement)) node.nodeValue = now;
  }

  function translateAttribute(element, name) {
    const value = element.getAttribute(name);
    if (value === null) return;
    // A field without a date; of a column's values the same word is «Tomme».
    if (name === "aria-valuetext" && value === "Empty") {
      element.setAttribute(name, "ikke fylt ut");
      return;
    }
    // «Search: label» names a tool and what it belongs to.
    const [tool, ...label] = value.split(": ");
    const now = label.length && Object.hasOwn(TEXTS, tool) ? [TEXTS[tool], ...label].join(": ") : translate(value);
    if (now !== value) element.setAttribute(name, now);
  }

  function translateTree(root) {
    if (root.nodeType === Node.TEXT_NODE) return translateText(root);
    if (root.nodeType !== Node.ELEMENT_NODE) return undefined;
    for (const name of ATTRIBUTES) {
      translateAttribute(root, name);
      for (const element of root.querySelectorAll(`[${name}]`)) translateAttribute(element, name);
    }
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) translateText(texts.currentNode);
    return undefined;
  }

  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach(translateTree);
      else if (change.type === "characterData") translateText(change.target);
      else translateAttribute(change.target, change.attributeName);
    }
  }).observe(document.documentElement, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES,
  });
})();
