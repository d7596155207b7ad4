"""The story by hand: which municipalities take part, what they write, when they apply, what the answer is."""

import csv
import tomllib
from datetime import datetime
from pathlib import Path

EXAMPLES = Path(__file__).parents[2] / "examples"


def read_table(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((EXAMPLES / "source" / name).read_text("utf-8").splitlines()))


PLAN = {row["number"]: row for row in read_table("plan.csv")}
SPECIAL = read_table("special_registrations.csv")
TEXTS = tomllib.loads((EXAMPLES / "source" / "texts.toml").read_text("utf-8"))
DOMAINS = {row["domain"]: number for number, row in PLAN.items()}

STATES = {
    "confirmed": "Bekreftet",
    "placed": "Tildelt plass",
    "waiting": "Venteliste",
    "declined": "Avslag",
    "withdrawn": "Trukket",
}
# The branches that hold several counties; elsewhere the branch bears the county's name.
BRANCH_OF_COUNTY = {
    **dict.fromkeys(("Finnmark", "Troms", "Svalbard"), "Finnmark, Troms og Svalbard"),
    **dict.fromkeys(("Vestfold", "Telemark"), "Vestfold og Telemark"),
    **dict.fromkeys(("Oslo", "Østfold", "Akershus", "Buskerud"), "Oslo og Viken"),
}

# Sent in again by the same person for the same municipality, which is then written in another way.
SENT_AGAIN = {
    "5031": "Malvik kommune",
    "4640": "Sogndal kommune",
    "3403": "Hamar kommune",
    "1870": "SORTLAND",
    "0301": "OSLO",
}
SECRETARIES = {"5035", "5501"}  # one address signs up all colleagues
NAMESAKES = ("4613", "1106")  # two different people with the same name
# A joint application: what stands in the municipality's and the partner's column, and the partner's number.
PARTNERS = {"1566": ("Surnadal og Rindal", "Rindal kommune", "5061"), "3434": ("Lom kommune", "Skjåk kommune", "3433")}
APPLIED_AGAIN = {"5053": datetime(2024, 5, 8, 13, 12, 44)}
APPLIED_LATE = {"3232": datetime(2024, 5, 16, 0, 10, 21)}
# Came to the gathering without signing up; some from municipalities that had not signed up at all.
DROP_INS = ["5056", "1539", "3407", "1827", "4650", "1813", "5006", "4640", "5032", "1160"]


def branch_of(number: str) -> str:
    county = PLAN[number]["county"]
    return BRANCH_OF_COUNTY.get(county, county)
