"""Whom a text speaks to and of: what its pronouns stand for."""

from clausecheck.patterns import pattern
from clausecheck.reading.context import Context
from clausecheck.reading.wordlist import word_list

__all__ = ["JOINT", "POSSESSIVE", "Counts", "pronouns"]

JOINT = {
    "either party": "both",
    "each party": "both",
    "both parties": "both",
    "the parties": "both",
    "each of us": "both",
    "both of us": "both",
    "either of us": "both",
    "either of the parties": "both",
    "each of the parties": "both",
    "both of the parties": "both",
    "either side": "both",
    "each side": "both",
    "both sides": "both",
    "the two of us": "both",
    "the two of them": "both",
    "either of them": "both",
    "both of them": "both",
    "we both": "both",
    "you and i": "both",
    "you and me": "both",
    "you and we": "both",
    "you and us": "both",
    "us and you": "both",
    "either you or we": "both",
    "either you or i": "both",
    "either we or you": "both",
    "neither party": "neither",
    "neither of us": "neither",
    "neither of them": "neither",
    "neither of the parties": "neither",
    "neither side": "neither",
    "neither you nor we": "neither",
    "neither you nor i": "neither",
    "neither we nor you": "neither",
}


_ASKED = pattern(r"(?:^|\n|\bQ\d{0,3}[.:)]?\s)[^\n.?!]{0,80}\b(?:I|my|me)\b[^.!?]{0,120}\?")
_NAMED = word_list("locum contractor doctor clinician candidate practitioner worker gp supplier")


_FARTHEST = 240
"""Characters before a question mark in which its question begins."""


def _questions(text: str) -> int:
    """How often the text asks for somebody who calls himself I."""
    found = first = 0
    mark = text.find("?")
    while mark >= 0:
        if match := _ASKED.search(text, max(first, mark - _FARTHEST), mark + 1):
            found, first = found + 1, match.end()
        mark = text.find("?", mark + 1)
    return found


class Counts:
    """How often the text speaks to or of somebody: what tells a letter from a draft."""

    def __init__(self, text: str, context: Context) -> None:
        """`context` holds the words of `text`."""
        count = context.count
        self.you = count("you") + count("your")
        self.she = count("she") + count("her")
        self.he = count("he") + count("his")
        self.we = count("we") + count("our") + count("us")
        self.third = self.she + self.he + sum(count("the " + name) for name in _NAMED)
        self.asked = _questions(text)
        self.told_i = max(0, count("i") + count("my") - 2 * self.asked)
        self.surgeries, self.practices = (
            sum(count(f"{before} {name}") for before in ("the", "our", "your")) for name in ("surgery", "practice")
        )
        """Mentions of a surgery and of a practice as somebody."""

    def locum_pronoun(self) -> str:
        """The pronoun the text uses of its locum."""
        if self.she + self.he < 2:
            return "they"
        if self.she >= 3 and self.she > 4 * self.he:
            return "she"
        return "he" if self.he >= 3 and self.he > 4 * self.she else ""


POSSESSIVE = frozenset({"your", "our", "my", "yours", "ours", "mine"})


def pronouns(given: dict[str, str], author: str, counts: Counts, third_person: bool) -> None:
    """The party each pronoun of the first and second person stands for."""
    addressed, speaker = ("locum", "other") if author == "other" else ("other", "locum")
    several = speaker
    if author == "locum" and counts.told_i > counts.we:
        several = "both"
    elif author == "other" and third_person and counts.you == 0 and counts.we <= 4:
        several = "both" if counts.third > 3 else "other"
    sets = (
        ("you", "your", "yours", addressed),
        ("i", "my", "mine", speaker),
        ("me", "my", "mine", speaker),
        ("we", "our", "ours", several),
        ("us", "our", "ours", several),
    )
    for plain, possessive, absolute, side in sets:
        given.setdefault(plain, "@" + side)
        given.setdefault(possessive, f"@{side}'s")
        given.setdefault(absolute, f"@{side}'s")
