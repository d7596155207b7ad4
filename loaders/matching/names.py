"""How a written name becomes a key to look up: cleaning, folding letters, taking away the words around it."""

import math
import re
import unicodedata
from functools import lru_cache
from itertools import product

from loaders.matching.garbled import mend

INVISIBLE = dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, 0xFEFF, 0x00AD])
SPECIAL_LETTERS = str.maketrans(
    {"đ": "d", "ð": "d", "ŋ": "n", "ŧ": "t", "ł": "l", "ß": "ss", "ä": "æ", "ö": "ø", "ő": "ø", "þ": "t"}
)
NORWEGIAN = str.maketrans({"å": "\ue000", "æ": "\ue001", "ø": "\ue002"})
NORWEGIAN_BACK = str.maketrans({"\ue000": "å", "\ue001": "æ", "\ue002": "ø"})
DIGRAPHS = {"å": "aa", "ø": "oe", "æ": "ae"}
MIXED = {"å": ("aa", "a"), "ø": ("oe", "o"), "æ": ("ae", "a", "e")}

# What stands around a municipality's name without being part of it, in the languages people write.
SCHOOL = r"(?:kultur|musikk)(?:-?\s?og\s?musikk)?-?sk[ou]l\w*(?:\s+as\b)?|(?:kultur|musihkka)skuvl\w*|kulttuurikoulu\w*"
ARTS = r"(?:(?:kunst|musikk|kultur|dans|teater|musihkka|arts?)-?\s*(?:og|&|/|,|\+|ja|and)\s*)+"
GENERIC = re.compile(
    r"(?:(?<![\w-])(?:"
    rf"{ARTS}(?:{SCHOOL}|sk[ou]l\w*|musikksk[ou]l\w*)|{SCHOOL}|"
    r"(?:by|herads|storby)?kommun(?:e|en|es|ens|er|ene|ar|ane|al|ale|alt)|ko[mnu]{3,6}en?|kulturs?k[ou]+l+e\w*|kultursole\w*|"
    r"lokalstyre|interkommunal[et]?|regional[et]?|bydel(?:en)?|kommun(?:e)?namn|kommun(?:e)?navn|komm|kom|"
    r"kommun(?:e)?(?:nummer|nr)|knr|nummer|nr|"
    r"herad(?:et)?|suohkan\w*|gielda|gïelda|tjielte|tjïelte|komuuni\w*|municipality(?:\s+of)?|city\s+of|"
    r"oppvekst\w*|kultur(?:etaten|enheten|kontoret|avdelingen|sektoren|tenester|tjenester)?|"
    r"(?:byråds|kultur)?avdeling(?:en|a)?|seksjon(?:en)?|etat(?:en)?|enhet(?:en)?|eining(?:a)?|virksomhet|sektor(?:en)?|"
    r"fritid|idrett|barnehager?|utdanning|næring|bibliotek|samfunn|levekår|folkehelse|frivillighet|inkludering|velferd|"
    r"helse|omsorg|læring|barn|unge|ungdom|familie|sentrum|samarbeid|samarbeidskommune\w*|kf|iks|"
    r"sk[ou]le(?:n|eier|eigar)?|rådhus(?:et)?|felles|vertskommune|deltaker|søker|søkjar|"
    r"(?:vi|me)\s+(?:søker|søkjer|samarbeider|samarbeidar|ønsker|ønskjer|vil)(?:\s+å)?(?:\s+(?:søke|søkje))?|"
    r"tidligere|tidlegare|tidl|tid|gamle|gml|nye|nåværende|noverande|nå|heter|heiter|"
    r"rektor|kulturskolerektor|kulturskulerektor|kulturskolelærer|kulturskolesjef|kultursjef|kulturleder"
    r")(?![\w]))",
    re.IGNORECASE,
)
LONGEST_CELL = 4000
PLAIN = re.compile(r"[a-zA-ZæøåÆØÅ ,.()-]*")
"""Text without a sign that a wrong encoding, a copy from the web or another system leaves; most cells are so."""
NO_VALUE = frozenset(("nan", "none", "<na>", "nat"))
DIGIT = re.compile(r"\d")
SHORT_K = re.compile(r"(?<=\w)\s+k\.?$", re.IGNORECASE)
BRANCH_OFFICE = re.compile(
    r"[\s,;(–-]+(?:(?:avd(?:eling|\.)?|filial)\s+|v/\s*|att(?:n)?[.:]\s*|c/o\s+).*$", re.IGNORECASE | re.DOTALL
)
CONNECTING = r"(?:i|på|for|ved|v|til|fra|frå|av|og|the|of|in|at|ja|and)"
EDGE_WORDS = re.compile(rf"^(?:{CONNECTING}\s+)+|(?:\s+{CONNECTING})+$|^{CONNECTING}$", re.IGNORECASE)
EDGE_SIGNS = " \t\r\n.,:;!*=<>«»\"'“”‘’`´–—-/\\+&_~#"


def clean(value: object) -> str:
    """A cell's value as one line of text; a number that is whole loses its decimals, nothing is ''."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value)[:LONGEST_CELL]
    if PLAIN.fullmatch(text):
        text = " ".join(text.split())
    else:
        # Not NFKC: it would take apart what a wrong encoding left («Ã¸») before it can be mended.
        text = unicodedata.normalize("NFC", mend(text)).translate(INVISIBLE)
        lines = (" ".join(line.split()) for line in re.split(r"[\r\n\v\f\u2028\u2029]+", text))
        text = "\n".join(filter(None, lines))
    return "" if text.casefold() in NO_VALUE else text


def normalise_text(value: object) -> str:
    """What a settlement by hand answers for: case, white space and signs at the ends make no difference."""
    text = unicodedata.normalize("NFKC", clean(value)).casefold()
    return " ".join(text.split()).strip(" .,:;!?*")


def plain_letters(text: str) -> str:
    """Lower case with a–z, æ, ø, å only among letters: Kárášjohka → karasjohka, Bodö → bodø."""
    text = text.casefold().translate(SPECIAL_LETTERS).translate(NORWEGIAN)
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return bare.translate(NORWEGIAN_BACK)


@lru_cache(maxsize=50_000)
def key(text: str) -> str:
    """Letters and digits only: «Nord-Fron», «nord fron» and «NORDFRON» are one."""
    return "".join(letter for letter in plain_letters(text) if letter.isalnum())


def tokens(text: str) -> tuple[str, ...]:
    """The words of a name, hyphens and dots parting them too."""
    return tuple(re.findall(r"[^\W_]+", plain_letters(text)))


def digraph_key(strict: str) -> str:
    """Færder → faerder, Ås → aas, Bø → boe."""
    return "".join(DIGRAPHS.get(letter, letter) for letter in strict)


def bare_keys(strict: str) -> set[str]:
    """Every way to write a key without æ, ø and å: tysvær → tysvaer, tysvar, tysver."""
    choices = [MIXED.get(letter, (letter,)) for letter in strict]
    return {"".join(letters) for letters in product(*choices)}


def has_digit(text: str) -> bool:
    """Whether a number is written; «¹» is a digit to Python, but no number."""
    return bool(DIGIT.search(text))


def strip_generic(text: str) -> str:
    """The text without «kommune», «kulturskolen i», «avd. Åsane» and the like; '' if nothing is left."""
    text = BRANCH_OFFICE.sub("", text)
    text = GENERIC.sub(" ", SHORT_K.sub("", text))
    text = " ".join(re.sub(r"\(\s*\)", " ", text).split())
    while True:
        shorter = EDGE_WORDS.sub("", text.strip(EDGE_SIGNS)).strip(EDGE_SIGNS)
        if shorter == text:
            return text
        text = shorter
