"""A message as plain text, to paste into a mail."""

from __future__ import annotations

import textwrap

from clausecheck.letter.compose import Letter

__all__ = ["PAGE_LINES", "fits_page", "letter_text"]

_WIDTH = 76
"""Columns, so that a quoted answer still fits in 80."""
PAGE_LINES = 54
"""Lines of a page of A4 at eleven points with ordinary margins."""


def letter_text(letter: Letter) -> str:
    """The message, wrapped, ending in a newline; the subject is not part of it."""
    blocks = [letter.greeting, _wrapped(letter.opening)]
    number = 0
    for section in letter.sections:
        blocks.append(_wrapped(section.lead))
        if section.lines:
            blocks.append("\n".join(_wrapped(line, "- ", "  ") for line in section.lines))
        for item in section.items:
            number += 1
            lead = f"{number}. "
            blocks.append(f"{_wrapped(item.head, lead, '   ')}\n{_wrapped(f'“{item.wording}”', '   ', '   ')}")
    blocks += [_wrapped(letter.closing), f"With best wishes,\n{letter.name}"]
    return "\n\n".join(blocks) + "\n"


def fits_page(letter: Letter) -> bool:
    """It takes no more than one printed page."""
    return letter_text(letter).count("\n") <= PAGE_LINES


def _wrapped(text: str, first: str = "", then: str = "") -> str:
    return textwrap.fill(
        text, _WIDTH, initial_indent=first, subsequent_indent=then, break_on_hyphens=False, break_long_words=True
    )
