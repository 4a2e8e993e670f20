"""What a group of a Rich Text file inherits from the one around it."""

from clausecheck.extract.rtf_story import Story
from clausecheck.record import draft

__all__ = ["State"]


@draft
class State:
    """What a group inherits from the one around it."""

    story: Story
    mode: str = "text"
    """`text`, `silent`, `number`, `fonts`, `styles`, `authors`, `comment-author`, `field`, or what follows `\\*`."""
    starred: bool = False
    hidden: bool = False
    deleted: bool = False
    revised: bool = False
    struck: bool = False
    font: int = -1
    fallback: int = 1
    """Characters after `\\u` that stand for readers without Unicode."""
    style: int = 0
    table: int = 0
    heading: int | None = None
    level: int | None = None
    in_list: bool = False

    def plain(self) -> None:
        """Reset what a run looks like."""
        self.hidden = self.deleted = self.revised = self.struck = False
        self.font = -1

    def new_paragraph(self) -> None:
        """Reset what a paragraph looks like."""
        self.style, self.table, self.heading, self.level, self.in_list = 0, 0, None, None, False

    def format(self, word: str, number: int | None) -> bool:
        """Looks of runs and paragraphs: whether the word is about them."""
        on = number != 0
        if word == "plain":
            self.plain()
        elif word == "pard":
            self.new_paragraph()
        elif word in ("v", "webhidden"):
            self.hidden = on
        elif word in ("strike", "striked"):
            self.struck = on
        elif word in ("deleted", "mvf"):
            self.deleted = on
        elif word in ("revised", "mvt"):
            self.revised = on
        elif word == "f":
            self.font = number or 0
        elif word == "s":
            self.style = number or 0
        elif word == "intbl":
            self.table = max(1, self.table)
        elif word == "itap":
            self.table = max(0, number or 0)
        elif word == "outlinelevel":
            self.heading = number if number is not None and 0 <= number <= 8 else None
        elif word in ("ilvl", "pnlvl"):
            self.level = max(0, min(number or 0, 8))
        elif word == "ls":
            self.in_list = bool(number)
        else:
            return False
        return True
