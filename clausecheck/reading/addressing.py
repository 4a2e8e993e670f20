"""Whom a text speaks to and of: what its pronouns stand for."""

import re

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


class Counts:
    """How often the text speaks to or of somebody: what tells a letter from a draft."""

    _WORDS = re.compile(r"\b(?:you|your|yourself|I|my|she|he|her|his|we|us|our)\b", re.IGNORECASE)
    _ASKED = re.compile(r"(?:^|\n|\bQ\d*[.:)]?\s)[^\n.?!]{0,80}\b(?:I|my|me)\b[^.!?]{0,120}\?")

    def __init__(self, text: str) -> None:
        tally: dict[str, int] = {}
        for match in self._WORDS.finditer(text):
            word = match[0].lower() if match[0] != "I" else "I"
            tally[word] = tally.get(word, 0) + 1
        self.you = tally.get("you", 0) + tally.get("your", 0)
        self.she = tally.get("she", 0) + tally.get("her", 0)
        self.he = tally.get("he", 0) + tally.get("his", 0)
        self.we = tally.get("we", 0) + tally.get("our", 0) + tally.get("us", 0)
        self.third = sum(tally.get(w, 0) for w in ("she", "he", "her", "his")) + sum(
            1
            for _ in re.finditer(
                r"\b[Tt]he (?:[Ll]ocum|[Cc]ontractor|Doctor|Clinician|[Cc]andidate|Practitioner|Worker|GP|Supplier)\b",
                text,
            )
        )
        self.asked = sum(1 for _ in self._ASKED.finditer(text))
        told = tally.get("I", 0) + tally.get("my", 0)
        self.told_i = max(0, told - 2 * self.asked)

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
