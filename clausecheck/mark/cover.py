"""The cover page: grade, reasons, parts, and how to read the marks, as the content of one A4 page."""

from __future__ import annotations

from clausecheck.mark.pdf_looks import LOOKS, Look, look_of, number, sample, text_bytes
from clausecheck.render.plain import visible
from clausecheck.render.wording import NOT_ADVICE, SEVERITIES, axis_title, counted, read_line
from clausecheck.report import Report

__all__ = ["HEIGHT", "WIDTH", "cover_content", "text_width"]

WIDTH, HEIGHT = 595.28, 841.89
"""A4, in points."""
_MARGIN = 62.0
_REASONS = 8
_UNREAD = 6

_WIDTHS = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
)  # fmt: skip
"""Of Helvetica, from the space to the tilde, in thousandths of the size."""
_OTHER_WIDTH = 600
_BOLD = 1.08
"""How much wider its bold is, at most."""


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Points that a line of Helvetica takes."""
    total = sum(_WIDTHS[ord(c) - 32] if 32 <= ord(c) < 127 else _OTHER_WIDTH for c in text)
    return total * size / 1000 * (_BOLD if bold else 1)


def cover_content(report: Report) -> bytes:
    """Content stream of the page; uses the fonts `F` and `B`, its bold."""
    page = _Page()
    page.text("clausecheck", 10, bold=True)
    page.text(visible(report.name), 15, bold=True)
    _grade(page, report)
    _parts(page, report)
    _marks(page, report)
    _unread(page, report)
    page.gap(10)
    page.text("Pages are counted without this one.", 9)
    if report.read_date:
        page.text(read_line(report.read_date), 9)
    page.text(NOT_ADVICE, 9, bold=True)
    return page.content()


class _Page:
    """Lines of text from the top of the page down; what would not fit is left out."""

    def __init__(self) -> None:
        self._y = HEIGHT - _MARGIN
        self._out: list[bytes] = []

    def gap(self, points: float) -> None:
        """Leave white space."""
        self._y -= points

    def text(
        self, text: str, size: float, *, bold: bool = False, bullet: bool = False, look: Look | None = None
    ) -> None:
        """A paragraph, broken into lines; `look` puts a sample of a mark in front."""
        indent = 56.0 if look is not None else 12.0 if bullet else 0.0
        for index, line in enumerate(_broken(text, size, WIDTH - 2 * _MARGIN - indent, bold=bold)):
            self._y -= size * 1.35
            if self._y < _MARGIN:
                return
            if index == 0 and bullet:
                self._show("•", _MARGIN, size, bold=bold)
            if index == 0 and look is not None:
                self._out += [step.encode("ascii") for step in sample(look, _MARGIN, self._y - 1)]
            self._show(line, _MARGIN + indent, size, bold=bold)

    def _show(self, text: str, x: float, size: float, *, bold: bool) -> None:
        font = "B" if bold else "F"
        head = f"BT 0 0 0 rg /{font} {number(size)} Tf {number(x)} {number(self._y)} Td ("
        self._out.append(head.encode("ascii") + text_bytes(text) + b") Tj ET")

    def content(self) -> bytes:
        """All of it as a content stream."""
        return b"\n".join(self._out)


def _broken(text: str, size: float, width: float, *, bold: bool) -> list[str]:
    """Lines no wider than `width`, a word that is wider cut."""
    lines = [""]
    for word in text.split():
        rest = word
        longer = f"{lines[-1]} {rest}".strip()
        if text_width(longer, size, bold=bold) <= width:
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        while text_width(rest, size, bold=bold) > width and len(rest) > 1:
            keep = next(n for n in range(len(rest) - 1, 0, -1) if n == 1 or text_width(rest[:n], size) <= width / _BOLD)
            lines[-1], rest = rest[:keep], rest[keep:]
            lines.append("")
        lines[-1] = rest
    return lines


def _grade(page: _Page, report: Report) -> None:
    page.gap(10)
    if report.grade is None:
        page.text("No grade", 26, bold=True)
        for notice in report.notices:
            page.text(visible(notice.message), 10.5)
        return
    page.text(f"Grade {report.grade.letter}: {visible(report.grade.verdict)}", 26, bold=True)
    page.gap(4)
    reasons = report.grade.reasons
    for reason in reasons[:_REASONS]:
        page.text(visible(reason), 10.5, bullet=True)
    if len(reasons) > _REASONS:
        page.text(f"and {len(reasons) - _REASONS} more", 10.5, bullet=True)


def _parts(page: _Page, report: Report) -> None:
    if report.grade is None:
        return
    page.gap(10)
    page.text("Part by part", 12, bold=True)
    page.text(" · ".join(f"{axis_title(axis.axis)} {axis.letter}" for axis in report.grade.axes), 10.5)


def _marks(page: _Page, report: Report) -> None:
    """The legend, with how many of each there are."""
    page.gap(10)
    page.text("How to read the marks", 12, bold=True)
    page.text("Every marked passage has its sign in the margin. Open its note to read why and what to ask for.", 10.5)
    page.gap(3)
    signs = [look_of(finding).sign for finding in report.findings]
    for look in LOOKS:
        said = "Worth a look; the rules are not sure" if look.sign == "?" else SEVERITIES[int(look.sign)].capitalize()
        page.text(f"{said}: {counted(signs.count(look.sign), 'passage')}", 10.5, look=look)


def _unread(page: _Page, report: Report) -> None:
    if report.coverage.complete:
        return
    page.gap(10)
    page.text("Not read, and so not marked", 12, bold=True)
    unread = report.coverage.unread
    for part in unread[:_UNREAD]:
        page.text(visible(f"{part.name}: {part.why}"), 10.5, bullet=True)
    if len(unread) > _UNREAD:
        page.text(f"and {len(unread) - _UNREAD} more", 10.5, bullet=True)
