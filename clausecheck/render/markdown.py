"""Report → Markdown: what the text report says, word for word, as headings, lists and tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from clausecheck.render.markdown_text import link, literal
from clausecheck.render.page import Page
from clausecheck.render.terminal import print_report
from clausecheck.report import Report

__all__ = ["MarkdownPage", "render_markdown"]


def render_markdown(report: Report, *, titles: Mapping[str, str] | None = None) -> str:
    """The report as CommonMark with GitHub's tables, ending in a newline; nothing quoted in it becomes markup.

    `titles` are the rules' titles of topics by slug; without them titles are made from the slugs.
    """
    page = MarkdownPage(titles)
    print_report(page, report)
    return page.text()


class MarkdownPage(Page):
    """A page whose indents become nested lists and whose leads are bold; paragraphs are not wrapped."""

    def __init__(self, titles: Mapping[str, str] | None = None) -> None:
        """`titles` of topics by their slugs."""
        super().__init__(80, colour=False, titles=titles)
        self._open: list[int] = []
        """Indents of the list items that are open, outermost first."""
        self._titled = False

    def text(self) -> str:
        """Everything printed so far."""
        out = "\n".join(self._lines).strip("\n") + "\n"
        self._lines.clear()
        return out

    def blank(self) -> None:
        """Nothing: what stands apart in Markdown does so by what it is."""

    def rule(self) -> None:
        """A line across the page; what follows has a title of its own."""
        self._paragraph("---")
        self._titled = False

    def heading(self, title: str, style: str = "bold") -> None:
        """A heading of the second level."""
        self._paragraph(f"## {literal(title)}")

    def line(self, text: str, *, indent: int = 0, style: str = "", lead: str = "") -> None:
        """A paragraph, or a list item where it is indented; a styled one is a heading of the third level."""
        if indent:
            self._item(indent, text, lead)
        elif not self._titled:
            self._titled = True
            self._paragraph(f"# {literal(f'{lead} {text}'.strip())}")
        elif style:
            self._paragraph(f"### {literal(text)}")
        else:
            self._paragraph(_led(text, lead))

    def bullet(self, text: str, *, indent: int = 0, lead: str = "") -> None:
        """A list item."""
        self._item(indent, text, lead)

    def address(self, address: str, *, indent: int = 0) -> None:
        """A web address, as a link under the line before it."""
        if self._lines and self._lines[-1]:
            self._lines[-1] += "\\"
        self._lines.append("  " * len(self._open) + link(address))

    def table(
        self, heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int], *, spaced: bool = False
    ) -> None:
        """A table; how wide its columns are is the reader's affair."""
        self._paragraph(_row(heads))
        self._lines.append("|" + " --- |" * len(heads))
        self._lines += [_row(row) for row in rows]

    def _paragraph(self, markup: str) -> None:
        if self._lines:
            self._lines.append("")
        self._open.clear()
        self._lines.append(markup)

    def _item(self, indent: int, text: str, lead: str) -> None:
        while self._open and self._open[-1] >= indent:
            self._open.pop()
        if not self._open and self._lines and not self._lines[-1].lstrip().startswith("- "):
            self._lines.append("")
        self._lines.append("  " * len(self._open) + "- " + _led(text, lead))
        self._open.append(indent)


def _led(text: str, lead: str) -> str:
    if not lead:
        return literal(text, opening=True)
    return f"**{literal(lead)}** {literal(text)}".rstrip()


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(literal(cell) for cell in cells) + " |"
