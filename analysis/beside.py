"""What the numbers leave out or cannot tell, as sentences that stand beside them."""

from analysis.reach import missing_groups
from analysis.situation import Situation
from data.reference import SVALBARD
from domain.kinds import KINDS, ROW_KINDS, count_label
from domain.stages import NOTHING_LABEL, STAGE_LABELS
from domain.words import format_number, join_words, plural


def beside_sentences(situation: Situation) -> list[str]:
    """Whether rows without a known municipality and Longyearbyen are in the sums, who is signed up with another only,
    what has no date, which size of municipality is missing altogether, and whether the targets are examples."""
    unknown, sentences = situation.unknown, []
    lost = [count_label(kind, unknown[kind]) for kind in KINDS if unknown[kind]]
    too = []
    if lost and situation.regions:
        sentences.append(f"{join_words(lost)} uten kjent kommune er ikke med, siden de ikke hører til en region.")
    elif lost:
        too.append(f"{join_words(lost)} uten kjent kommune")
    status = situation.status
    if (status["number"] == SVALBARD).any() and status.loc[status["number"] == SVALBARD, "furthest"].item():
        too.append("Longyearbyen lokalstyre")
    if too:
        sentences.append(f"Summene teller også {', og '.join(too)}.")
    if jointly := _count_named_second(situation):
        who = plural(jointly, "påmeldt kommune", "påmeldte kommuner")
        sentences.append(f"{who} er bare nevnt sammen med {'en annen' if jointly == 1 else 'andre'}.")
    sentences += [f"{format_number(notice.n)} {notice.text}." for notice in situation.notices]
    if missing := missing_groups(situation):
        sentences.append(missing)
    if situation.round.targets_are_examples:
        sentences.append("Målene er eksempler, ikke vedtatt.")
    return sentences


def _count_named_second(situation: Situation) -> int:
    """The municipalities signed up in no registration but one that names another before them."""
    table, rows = situation.municipalities, situation.counting("registrations")
    return int((table["registered"].notna() & ~table["number"].isin(rows["number"])).sum())


def unplaced_sentences(situation: Situation) -> list[str]:
    """What is not on a map: rows without a known municipality, and Longyearbyen."""
    unknown = {kind: situation.unknown[kind] for kind in ROW_KINDS if situation.unknown[kind]}
    sentences = []
    if unknown:
        named = join_words(count_label(kind, n) for kind, n in unknown.items())
        where = ", i hele landet" if situation.regions else ""
        sentences.append(f"{plural(sum(unknown.values()), 'rad', 'rader')} uten kjent kommune{where}: {named}.")
    status = situation.status
    row = status[status["number"] == SVALBARD]
    if len(row):
        furthest = STAGE_LABELS.get(row.iloc[0]["furthest"], NOTHING_LABEL)
        sentences.append(f"Longyearbyen lokalstyre ({furthest}) er ingen kommune og står ikke på kartet.")
    return sentences
