"""A page of plain text with headings, indented paragraphs and tables, laid out by rich.

Whatever is put on it passes through `visible` and reaches rich as `Text`: nothing in a contract is obeyed,
neither as markup nor by the terminal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import StringIO

from clausecheck.render.plain import visible
from clausecheck.render.wording import topic_title

__all__ = ["Page"]


class Page:
    """Collects what is printed; `text()` gives it all."""

    def __init__(self, width: int, *, colour: bool, titles: Mapping[str, str] | None = None) -> None:
        """`width` in columns; ANSI colours only if `colour`; `titles` of topics by their slugs."""
        from rich.console import Console

        self._titles = titles or {}
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
        return "\n".join(line.rstrip() for line in self._out.getvalue().split("\n")).strip("\n") + "\n"

    def title(self, topic: str) -> str:
        """What a topic is called."""
        return self._titles.get(topic) or topic_title(topic)

    def blank(self) -> None:
        """An empty line."""
        self._console.print()

    def heading(self, title: str, style: str = "bold") -> None:
        """A title between an empty line and a rule of its own length."""
        shown = visible(title)
        self.blank()
        self.line(shown, style=style)
        self.line("-" * min(len(shown), self._console.width))

    def line(self, text: str, *, indent: int = 0, style: str = "", lead: str = "") -> None:
        """A paragraph, wrapped; `lead` opens it in bold."""
        from rich.padding import Padding
        from rich.text import Text

        body = Text(style=style)
        if lead:
            body.append(f"{visible(lead)} ", style="bold")
        body.append(visible(text))
        self._console.print(Padding(body, (0, 0, 0, indent)))

    def bullet(self, text: str, *, indent: int = 0, lead: str = "") -> None:
        """A list item whose further lines stand under its first word."""
        from rich.table import Table
        from rich.text import Text

        body = Text()
        if lead:
            body.append(f"{visible(lead)} ", style="bold")
        body.append(visible(text))
        grid = Table.grid(padding=0)
        grid.add_column(width=indent + 2)
        grid.add_column(overflow="fold")
        grid.add_row(Text(" " * indent + "-"), body)
        self._console.print(grid)

    def address(self, address: str, *, indent: int = 0) -> None:
        """A web address, never broken: half of one opens nothing."""
        from rich.text import Text

        self._console.print(Text(" " * indent + visible(address)), soft_wrap=True)

    def table(
        self, heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int], *, spaced: bool = False
    ) -> None:
        """Columns with heads; `widths` are shares of the page's width; `spaced` sets rows apart by empty lines."""
        from rich.table import Table
        from rich.text import Text

        gap = 2
        room = self._console.width - gap * (len(heads) - 1)
        shares = [max(6, room * width // sum(widths)) for width in widths]
        grid = Table(box=None, padding=(0, gap, 0, 0), pad_edge=False, show_header=True)
        for head, share in zip(heads, shares, strict=True):
            grid.add_column(Text(head, style="bold"), width=share, overflow="fold")
        for number, row in enumerate(rows):
            if number and spaced:
                grid.add_row()
            grid.add_row(*(Text(visible(cell)) for cell in row))
        self._console.print(grid)
