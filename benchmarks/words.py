"""Names that nobody has, and sentences as minutes have them, all from one source of chance."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random


def _split(text: str) -> tuple[str, ...]:
    return tuple(text.split(";"))


_FIRST = [
    "Rowan",
    "Juniper",
    "Sorrel",
    "Bracken",
    "Tansy",
    "Linden",
    "Hazel",
    "Clover",
    "Aster",
    "Fennel",
    "Heath",
    "Wren",
    "Merle",
    "Lark",
    "Robin",
    "Jay",
    "Linnet",
    "Ash",
    "Alder",
    "Elder",
    "Bryony",
    "Saffron",
    "Basil",
    "Ivy",
    "Poppy",
    "Marigold",
    "Laurel",
    "Olive",
    "Myrtle",
    "Briar",
    "Zoë",
    "Siân",
    "Renée",
    "Łucja",
    "Bjørn",
    "Søren",
    "Amélie",
    "Nuñez",
    "Fiadh",
    "Oisín",
]
_LAST_STARTS = [
    "Amber",
    "Bramble",
    "Cobble",
    "Drift",
    "Ember",
    "Feather",
    "Gorse",
    "Harbour",
    "Ink",
    "Jasper",
    "Kestrel",
    "Lantern",
    "Meadow",
    "Nettle",
    "Otter",
    "Pebble",
    "Quill",
    "Ripple",
    "Saddle",
    "Thistle",
    "Umber",
    "Velvet",
    "Willow",
    "Yarrow",
    "Zephyr",
]
_LAST_ENDS = [
    "wick",
    "combe",
    "thorpe",
    "ford",
    "stead",
    "mere",
    "ley",
    "hurst",
    "worth",
    "bury",
    "dale",
    "field",
    "gate",
    "holt",
    "shaw",
    "ridge",
    "well",
    "brook",
    "croft",
    "moor",
]
_CHILDREN = _split("Child A;Child B;Child C;Child D;Child E;Child F")
_SUBJECTS = [
    "The panel",
    "The social worker",
    "The applicants",
    "The carers",
    "The members",
    "The medical adviser",
    "The independent reviewing officer",
    "The school",
    "The health visitor",
    "The supervising social worker",
]
_VERBS = [
    "explored",
    "spoke openly about",
    "recognised",
    "was reassured by",
    "asked about",
    "described",
    "gave a clear account of",
    "reflected on",
    "wished to understand",
    "was pleased to hear of",
]
_OBJECTS = [
    "the family's experience of loss",
    "the warmth that the child receives",
    "the arrangements for contact",
    "the support of the wider family",
    "the child's wish to stay",
    "training that is still to be done",
    "the impact on birth children",
    "safer caring in the home",
    "the move to a new school",
    "managing difficult behaviour",
    "the child's identity and heritage",
    "the smoking policy of the home",
    "keeping a record each day",
    "therapeutic support after the placement",
    "health needs and medication",
    "the allegation and what was learned from it",
    "respite during the summer",
    "life story work",
]
_ENDS = [
    "and how it was managed",
    "over the past year",
    "in the light of the references",
    "with honesty",
    "and what would help",
    "before the placement began",
    "as the report sets out",
    "and was satisfied",
]
TEAMS = ("North", "South", "East", "West", "Kinship")
AUTHORITIES = ("Anyshire", "Elsewhereshire", "Othertown", "Nearby Borough")
PAPERS = (
    ("Assessment report", "Form F {name} final.docx"),
    ("Assessment report", "FINAL form F v3 {name} (2).pdf"),
    ("Medical advice", "medical adviser letter {name}.pdf"),
    ("References", "refs {name} scanned.pdf"),
    ("Checks summary", "CHECKS {name}.xlsx"),
    ("Review report", "annual review {name} {year}.docx"),
    ("Views of the child", "child's views {name}.pdf"),
    ("Chronology", "chronology_{name}_{year}.pdf"),
)


def happens(share: float, chance: random.Random) -> bool:
    """Whether something comes about that does so in such a share of cases."""
    return chance.random() < share


def person_name(chance: random.Random) -> str:
    """A first name and a last name that is a place which does not exist."""
    return f"{chance.choice(_FIRST)} {last_name(chance)}"


def last_name(chance: random.Random) -> str:
    """A last name put together from two halves."""
    return chance.choice(_LAST_STARTS) + chance.choice(_LAST_ENDS)


def child_name(chance: random.Random) -> str:
    """A child's name as cases give it: a letter and a family's name."""
    return f"{chance.choice(_CHILDREN)} {last_name(chance)}"


def sentences(number: int, chance: random.Random) -> str:
    """So many sentences about what was read, said and asked."""
    return " ".join(
        " ".join(map(chance.choice, (_SUBJECTS, _VERBS, _OBJECTS, _ENDS))) + "."
        for _ in range(number)
    )
