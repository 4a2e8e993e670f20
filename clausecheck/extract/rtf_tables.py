"""The tables at the head of a Rich Text file: fonts with their code pages, styles, authors of changes."""

from clausecheck.extract.rtf_tokens import CODE_PAGES
from clausecheck.patterns import pattern

__all__ = ["Authors", "Fonts", "Styles"]

_HEADING = pattern(r"heading (\d)", 0)


class Fonts:
    """Code pages by font."""

    def __init__(self) -> None:
        self._pages: dict[int, str] = {}
        self._open = -1
        self._default = -1
        self._document = "cp1252"

    def word(self, word: str, number: int | None) -> None:
        """A control word of the font table."""
        if word == "f":
            self._open = number or 0
        elif word == "fcharset":
            self._pages[self._open] = CODE_PAGES.get(number or 0, "")
        elif word == "cpg":
            self._pages[self._open] = f"cp{number}"

    def document(self, word: str, number: int | None) -> None:
        """A control word of the document that says in which character set it is."""
        if word == "ansicpg" and number:
            self._document = {65001: "utf-8", 10000: "mac_roman"}.get(number, f"cp{number}")
        elif word in ("mac", "pc", "pca"):
            self._document = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}[word]
        elif word == "deff":
            self._default = number or 0

    def code_page(self, font: int) -> str:
        """Code page of a font, -1 for the default one."""
        return self._pages.get(self._default if font < 0 else font) or self._document


class Styles:
    """Names of paragraph styles by number."""

    def __init__(self) -> None:
        self._names: dict[int, str] = {}
        self._open: int | None = 0

    def word(self, word: str, number: int | None) -> None:
        """A control word of the style sheet."""
        if word == "s":
            self._open = number or 0
        elif word in ("cs", "ts", "ds"):
            self._open = None  # of runs, tables, sections

    def text(self, text: str) -> None:
        """Text of the style sheet: names, each ended by a semicolon."""
        for piece in text.splitlines():
            name, end, _ = piece.partition(";")
            if self._open is not None:
                self._names[self._open] = (self._names.get(self._open, "") + name)[:100]
            if end:
                self._open = 0 if 0 not in self._names else None

    def name(self, style: int) -> str:
        """Name of a style in lower case."""
        return self._names.get(style, "").strip().lower()

    def heading(self, style: int) -> int | None:
        """Level of a heading style, 0 outermost."""
        name = self.name(style)
        match = _HEADING.fullmatch(name)
        if match is not None:
            return max(0, int(match[1]) - 1)
        return 0 if name == "title" else None


class Authors:
    """Who made tracked changes, by number."""

    def __init__(self) -> None:
        self._text = ""
        self._names: list[str] = []

    def text(self, text: str) -> None:
        """Text of the table: names, each ended by a semicolon."""
        self._text = (self._text + text)[:10_000]
        self._names = [name.strip() for name in self._text.split(";")]

    def name(self, number: int) -> str:
        """Name of an author; empty for one that the table does not hold or that is unknown."""
        name = self._names[number] if 0 <= number < len(self._names) else ""
        return "" if name == "Unknown" else name
