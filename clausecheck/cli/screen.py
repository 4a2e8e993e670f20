"""What the terminal is like: how wide, and whether it shows colour."""

import os
import shutil
import sys

__all__ = ["colour_wanted", "width_wanted"]

_NARROWEST, _WIDEST = 40, 120
# Narrower than 40 nothing reads well; wider than 120 the eye loses its line.


def width_wanted() -> int:
    """Columns to write for: the terminal's, or `COLUMNS`, or 80 where there is no terminal."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns) > 0:
        width = int(columns)
    elif _on_terminal():
        width = shutil.get_terminal_size((80, 24)).columns
    else:
        width = 80
    return max(_NARROWEST, min(_WIDEST, width))


def colour_wanted() -> bool:
    """Standard output is a terminal that shows colour, and nobody set `NO_COLOR`."""
    return _on_terminal() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _on_terminal() -> bool:
    """Standard output is a terminal; it may also be closed, and then there is none."""
    return sys.stdout is not None and sys.stdout.isatty()
