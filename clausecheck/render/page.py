"""A page of plain text with headings, indented paragraphs and tables, in ANSI colours where they are wanted.

Whatever is put on it passes through `visible`: nothing in a contract is obeyed by the terminal. It is laid out here
and not by rich, whose import alone takes as long as judging a contract.
"""

from collections.abc import Mapping, Sequence
from itertools import zip_longest

from clausecheck.render.plain import columns, even, visible
from clausecheck.render.wording import topic_title

__all__ = ["Page"]

_GAP = 2
# Columns between two columns of a table.

_NARROWEST_COLUMN = 6
# Fewer hold no word.

_CODES = {"bold": "1", "bold green": "1;32", "bold yellow": "1;33", "bold red": "1;31"}


class Page:
    """Collects what is printed; `text()` gives it all."""

    def __init__(self, width: int, *, colour: bool, titles: Mapping[str, str] | None = None) -> None:
        """`width` in columns; ANSI colours only if `colour`; `titles` of topics by their slugs."""
        self._titles = titles or {}
        self._width = width
        self._colour = colour
        self._lines: list[str] = []

    def text(self) -> str:
        """Everything printed so far, without blanks at line ends."""
        out = "\n".join([line.rstrip() for line in self._lines]).strip("\n") + "\n"
        self._lines.clear()
        return out

    def title(self, topic: str) -> str:
        """What a topic is called."""
        return self._titles.get(topic) or topic_title(topic)

    def blank(self) -> None:
        """An empty line."""
        self._lines.append("")

    def rule(self) -> None:
        """What sets one document's report apart from the next."""
        self.blank()
        self.line("=" * 40)

    def heading(self, title: str, style: str = "bold") -> None:
        """A title between an empty line and a rule of its own length."""
        self.blank()
        self.line(title, style=style)
        self.line("-" * min(len(visible(title)), self._width))

    def line(self, text: str, *, indent: int = 0, style: str = "", lead: str = "") -> None:
        """A paragraph, wrapped; `lead` opens it in bold."""
        self._put(" " * indent, visible(text), style=style, lead=visible(lead))

    def bullet(self, text: str, *, indent: int = 0, lead: str = "") -> None:
        """A list item whose further lines stand under its first word."""
        self._put(" " * indent + "- ", visible(text), lead=visible(lead))

    def address(self, address: str, *, indent: int = 0) -> None:
        """A web address, never broken: half of one opens nothing."""
        self._lines.append(" " * indent + visible(address))

    def table(
        self, heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int], *, spaced: bool = False
    ) -> None:
        """Columns with heads; `widths` are shares of the page's width; `spaced` sets rows apart by empty lines."""
        room = self._width - _GAP * (len(heads) - 1)
        shares = [max(_NARROWEST_COLUMN, room * width // sum(widths)) for width in widths]
        self._row(heads, shares, style="bold")
        for number, row in enumerate(rows):
            if number and spaced:
                self.blank()
            self._row(row, shares)

    def _row(self, cells: Sequence[str], shares: Sequence[int], style: str = "") -> None:
        texts = [visible(cell) for cell in cells]
        wrapped = [
            [text[start:end] for start, end in _wrapped(text, share)] for text, share in zip(texts, shares, strict=True)
        ]
        for parts in zip_longest(*wrapped, fillvalue=""):
            padded = [
                self._styled(part, style) + " " * (share - columns(part) + _GAP)
                for part, share in zip(parts, shares, strict=True)
            ]
            self._lines.append("".join(padded))

    def _put(self, before: str, text: str, *, style: str = "", lead: str = "") -> None:
        """A paragraph: its first line after `before`, the others under that line's beginning."""
        whole = f"{lead} {text}" if lead else text
        for start, end in _wrapped(whole, max(_NARROWEST_COLUMN, self._width - len(before))):
            bold = min(max(start, len(lead)), end)
            self._lines.append(before + self._styled(whole[start:bold], "bold") + self._styled(whole[bold:end], style))
            before = " " * len(before)

    def _styled(self, text: str, style: str) -> str:
        return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if text and style and self._colour else text


def _wrapped(text: str, width: int) -> list[tuple[int, int]]:
    """Half-open spans of the lines of `text`, broken at spaces; a word longer than a line is cut."""
    spans: list[tuple[int, int]] = []
    start, length = 0, len(text)
    uneven = not even(text)
    while True:
        reach = _reach(text, start, width) if uneven else start + width
        if reach >= length:
            return [*spans, (start, length)]
        cut = text.rfind(" ", start, reach + 1)
        if cut > start:
            spans.append((start, cut))
            start = cut + 1
        else:
            spans.append((start, reach))
            start = reach


def _reach(text: str, start: int, width: int) -> int:
    """The end of what fits into `width` columns; at least one character."""
    for at in range(start, len(text)):
        width -= columns(text[at])
        if width < 0:
            return max(at, start + 1)
    return len(text)
