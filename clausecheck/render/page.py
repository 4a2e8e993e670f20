"""A page of plain text with headings, indented paragraphs and tables, laid out by rich.

Whatever is put on it passes through `visible` and reaches rich as `Text`: nothing in a contract is obeyed,
neither as markup nor by the terminal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import StringIO
from itertools import zip_longest
from typing import TYPE_CHECKING

from clausecheck.render.plain import visible
from clausecheck.render.wording import topic_title

if TYPE_CHECKING:
    from rich.text import Text

__all__ = ["Page"]

_GAP = 2
# Columns between two columns of a table.

_NARROWEST_COLUMN = 6
# Fewer hold no word.


class Page:
    """Collects what is printed; `text()` gives it all."""

    def __init__(self, width: int, *, colour: bool, titles: Mapping[str, str] | None = None) -> None:
        """`width` in columns; ANSI colours only if `colour`; `titles` of topics by their slugs."""
        from rich.console import Console

        self._titles = titles or {}
        self._width = width
        self._lines: list[Text] = []
        self._out = StringIO()
        self._console = Console(
            file=self._out,
            width=width,
            force_terminal=colour,
            color_system="standard" if colour else None,
            no_color=not colour,
            markup=False,
            emoji=False,
            highlight=False,
            legacy_windows=False,
            _environ={},
        )

    def text(self) -> str:
        """Everything printed so far, without blanks at line ends."""
        from rich.text import Text

        self._console.print(Text("\n").join(self._lines), soft_wrap=True)
        self._lines.clear()
        return "\n".join(line.rstrip() for line in self._out.getvalue().split("\n")).strip("\n") + "\n"

    def title(self, topic: str) -> str:
        """What a topic is called."""
        return self._titles.get(topic) or topic_title(topic)

    def blank(self) -> None:
        """An empty line."""
        self._put("", [_text("")])

    def heading(self, title: str, style: str = "bold") -> None:
        """A title between an empty line and a rule of its own length."""
        self.blank()
        self.line(title, style=style)
        self.line("-" * min(len(visible(title)), self._width))

    def line(self, text: str, *, indent: int = 0, style: str = "", lead: str = "") -> None:
        """A paragraph, wrapped; `lead` opens it in bold."""
        self._put(" " * indent, self._wrapped(text, indent, style=style, lead=lead))

    def bullet(self, text: str, *, indent: int = 0, lead: str = "") -> None:
        """A list item whose further lines stand under its first word."""
        self._put(" " * indent + "- ", self._wrapped(text, indent + 2, lead=lead))

    def address(self, address: str, *, indent: int = 0) -> None:
        """A web address, never broken: half of one opens nothing."""
        self._put(" " * indent, [_text(visible(address))])

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
        columns = [
            list(_text(visible(cell), style).wrap(self._console, share, overflow="fold"))
            for cell, share in zip(cells, shares, strict=True)
        ]
        for parts in zip_longest(*columns):
            line = _text("")
            for part, share in zip(parts, shares, strict=True):
                cell = part or _text("")
                cell.rstrip()
                line.append_text(cell)
                line.append(" " * (share - cell.cell_len + _GAP))
            self._lines.append(line)

    def _wrapped(self, text: str, indent: int, *, style: str = "", lead: str = "") -> Sequence[Text]:
        body = _text("", style)
        if lead:
            body.append(f"{visible(lead)} ", style="bold")
        body.append(visible(text))
        return list(body.wrap(self._console, max(_NARROWEST_COLUMN, self._width - indent), overflow="fold"))

    def _put(self, before: str, lines: Sequence[Text]) -> None:
        """The lines, the first after `before`, the others under its end."""
        for number, line in enumerate(lines):
            self._lines.append(_text(" " * len(before) if number else before).append_text(line))


def _text(words: str, style: str = "") -> Text:
    from rich.text import Text

    return Text(words, style=style)
