"""Tables in an Excel workbook, row by row: a text stays a text, and Excel's limits are kept and told of."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from clausecheck.record import record
from clausecheck.render.plain import visible

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

__all__ = ["Book", "Cell", "Column", "Link", "Table", "book"]

MOST_ROWS = 1_048_576
MOST_LINKS = 65_530
"""Of a sheet, by Excel's own limits."""

_LONGEST = 32_767
# Characters that Excel allows in a cell, those beyond U+FFFF counted twice.

_CUT = " … (cut: longer than a cell can hold)"

_STAMP = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
# Any fixed date will do: a clock in the file would make two workbooks of one batch differ.

_LARGE = 2_000_000
# Rows from which the parts of the file may outgrow what its older form holds.

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")

_LINE, _UPRIGHT = 15, 190
# Points: a line of text, and a head that stands upright.
_LONG = 40
"""Characters of width from which a column's texts go on in further lines."""
_SHORT = 11
"""And down to which they hold no more than a number or a word."""
_MOST_LINES = 8
_SHAPES: dict[str, dict[str, object]] = {"line": {}, "wrapped": {"text_wrap": True}, "middle": {"align": "center"}}

GRADES = {"A": "#BFE3C8", "B": "#DCE8B4", "C": "#FFF0B8", "D": "#F8D3B0", "E": "#F4B6B6"}
SEVERITIES = {5: "#F4B6B6", 4: "#F8D3B0", 3: "#FFF0B8"}
"""Behind what says the same without colour."""
_STANDINGS = {"hurts": "E", "silent": "D", "unclear": "C", "weaker": "C", "as model": "A", "better": "A"}
# First word of a cell, and the grade whose colour it has.


@record
class Link:
    """A text that leads to a row of another table."""

    text: str | int
    table: Table
    row: int
    """From 0, the head not counted."""


Cell = str | int | float | Link | None


@record
class Column:
    """Head, width in characters, and how its cells are coloured."""

    head: str
    width: int
    colours: str = ""
    """`grade`, `severity` or `standing`; else none."""
    upright: bool = False
    """The head stands upright, for narrow columns."""

    @property
    def shape(self) -> str:
        """What its cells look like: long texts go on in further lines, what is short stands in the middle."""
        return "wrapped" if self.width >= _LONG else "middle" if self.colours or self.width <= _SHORT else "line"


class Book:
    """An open workbook; make it with `book`."""

    def __init__(self, made: Workbook, rows: int) -> None:
        self._made = made
        self._names: set[str] = set()
        head = {"valign": "top", "text_wrap": True, "bold": True, "bg_color": "#DDE6EE", "bottom": 1}
        self.head: Format = made.add_format(head)
        self.upright: Format = made.add_format({**head, "rotation": 90, "text_wrap": False, "valign": "bottom"})
        self.looks: dict[tuple[str, bool, bool], Format] = {}
        for name, shape in _SHAPES.items():
            for linked, colour in ((False, {}), (True, {"font_color": "#0B57D0", "underline": 1})):
                for quoted in (False, True):
                    # As if typed with an apostrophe before it: Excel keeps it a text when the cell is edited.
                    look = {"valign": "top", **shape, **colour, "quote_prefix": quoted}
                    self.looks[name, linked, quoted] = made.add_format(look)
        if rows > _LARGE:
            made.use_zip64()

    def table(self, name: str, columns: Sequence[Column], rows: int, *, frozen: int = 1) -> Table:
        """A sheet for `rows` rows, or as many as they need; `frozen` columns stay when one scrolls."""
        most = MOST_ROWS - 1
        pages = []
        for number in range(max(1, -(-rows // most))):
            here = min(rows - number * most, most)
            page = self._made.add_worksheet(name if number == 0 else f"{name} {number + 1}")
            self._lay_out(page, columns, max(here, 0), frozen)
            pages.append(page)
        return Table(self, pages, columns)

    def _lay_out(self, page: Worksheet, columns: Sequence[Column], rows: int, frozen: int) -> None:
        for number, column in enumerate(columns):
            page.set_column(number, number, column.width)
            self._colour(page, number, column.colours, rows)
        page.set_row(0, _UPRIGHT if any(column.upright for column in columns) else 2 * _LINE)
        for number, column in enumerate(columns):
            page.write_string(0, number, fitting(column.head), self.upright if column.upright else self.head)
        page.autofilter(0, 0, max(rows, 1), len(columns) - 1)
        page.freeze_panes(1, frozen)
        page.set_landscape()
        page.set_paper(9)  # A4
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
        page.set_footer("&L&A&RPage &P of &N")

    def _colour(self, page: Worksheet, column: int, colours: str, rows: int) -> None:
        place = (1, column, max(rows, 1), column)
        if colours == "grade":
            for letter, fill in GRADES.items():
                told = {"type": "cell", "criteria": "==", "value": f'"{letter}"', "format": self._fill(fill)}
                page.conditional_format(*place, told)
        elif colours == "severity":
            for level, fill in SEVERITIES.items():
                told = {"type": "cell", "criteria": "==", "value": level, "format": self._fill(fill)}
                page.conditional_format(*place, told)
        elif colours == "standing":
            for word, letter in _STANDINGS.items():
                told = {"type": "text", "criteria": "begins with", "value": word, "format": self._fill(GRADES[letter])}
                page.conditional_format(*place, told)

    def _fill(self, colour: str) -> Format:
        return self._made.add_format({"bg_color": colour})


class Table:
    """One table, on one sheet or, where it is longer than Excel allows, on several."""

    def __init__(self, made: Book, pages: Sequence[Worksheet], columns: Sequence[Column]) -> None:
        self._pages = pages
        looks = made.looks
        self._looks = [{(a, b): looks[c.shape, a, b] for a in (False, True) for b in (False, True)} for c in columns]
        self._wide = [(number, column.width) for number, column in enumerate(columns) if column.shape == "wrapped"]
        self._rows = 0
        self._links = [0] * len(pages)
        self._unlinked = 0

    def told(self) -> Iterator[str]:
        """What Excel's limits made of it."""
        if len(self._pages) > 1:
            yield f"Longer than a sheet can be: it stands on {len(self._pages)} sheets."
        if self._unlinked:
            yield f"Excel allows {MOST_LINKS:,} links a sheet; {self._unlinked:,} more cells have only their text."

    @property
    def name(self) -> str:
        """Of its first sheet."""
        return str(self._pages[0].get_name())

    def place(self, row: int) -> str:
        """Where the row of this number stands, as a link within the workbook has it."""
        page, at = divmod(row, MOST_ROWS - 1)
        return f"internal:'{self._pages[page].get_name()}'!A{at + 2}"

    def add(self, cells: Sequence[Cell]) -> None:
        """The next row."""
        number, at = divmod(self._rows, MOST_ROWS - 1)
        page = self._pages[number]
        if self._wide and (lines := self._lines(cells)) > 1:
            page.set_row(at + 1, _LINE * lines)
        for column, cell in enumerate(cells):
            if isinstance(cell, Link):
                self._add_link(number, at + 1, column, cell)
            elif isinstance(cell, str):
                if cell:
                    self._add_text(page, at + 1, column, cell)
            elif cell is not None:
                page.write_number(at + 1, column, cell, self._looks[column][False, False])
        self._rows += 1

    def _lines(self, cells: Sequence[Cell]) -> int:
        """How many lines the row needs, up to as many as are shown without a click."""
        longest = 0.0
        for column, width in self._wide:
            cell = cells[column] if column < len(cells) else None
            if isinstance(cell, str):
                longest = max(longest, len(cell) / width)
        return min(_MOST_LINES, int(1.1 * longest) + 1)

    def _add_text(self, page: Worksheet, row: int, column: int, cell: str) -> None:
        text = fitting(cell)
        page.write_string(row, column, text, self._looks[column][False, text.startswith(_FORMULA)])

    def _add_link(self, number: int, row: int, column: int, cell: Link) -> None:
        page = self._pages[number]
        if self._links[number] < MOST_LINKS:
            self._links[number] += 1
            text = fitting(str(cell.text))
            look = self._looks[column][True, text.startswith(_FORMULA)]
            page.write_url(row, column, cell.table.place(cell.row), look, text)
            if isinstance(cell.text, int):
                page.write_number(row, column, cell.text, look)  # the link stays, a number sorts
            return
        self._unlinked += 1
        if isinstance(cell.text, int):
            page.write_number(row, column, cell.text, self._looks[column][False, False])
        else:
            self._add_text(page, row, column, cell.text)


def fitting(cell: str) -> str:
    """`cell` as a cell can hold it: what a program would obey made visible, not longer than Excel allows."""
    text = visible(cell)
    if len(text) > _LONGEST // 2 and _length(text) > _LONGEST:
        text = text[: _LONGEST - len(_CUT)]
        while (over := _length(text) + len(_CUT) - _LONGEST) > 0:
            text = text[: -max(1, over // 2)]
        text += _CUT
    # What begins and ends so would be taken for markup of its own by the writer of the workbook.
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text


def _length(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


@contextmanager
def book(path: Path, title: str, rows: int) -> Iterator[Book]:
    """A workbook that is written to `path` at the end; `rows` are about how many it will have.

    Only the row being written is held in memory. What waits meanwhile does so in a folder beside `path`, so that the
    contracts' words are nowhere else, and is gone at the end.
    """
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    with tempfile.TemporaryDirectory(prefix=".workbook.", dir=path.resolve().parent) as folder:
        options = {
            "constant_memory": True,
            "tmpdir": folder,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        try:
            with xlsxwriter.Workbook(str(path), options) as made:
                made.set_properties({"title": visible(title), "created": _STAMP})
                yield Book(made, rows)
        except FileCreateError as error:
            raise OSError(None, "the workbook could not be put together") from error
