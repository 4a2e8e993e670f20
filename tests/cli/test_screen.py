import io
import sys

import pytest

from clausecheck.cli.screen import colour_wanted, width_wanted


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("columns", "width"), [(None, 80), ("100", 100), ("20", 40), ("500", 120), ("wide", 80), ("0", 80), ("²", 80)]
)
def test_a_pipe_is_80_wide_or_as_wide_as_columns_says(monkeypatch, columns, width):
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    monkeypatch.delenv("COLUMNS", raising=False)
    if columns is not None:
        monkeypatch.setenv("COLUMNS", columns)
    assert width_wanted() == width


@pytest.mark.parametrize(
    ("stream", "settings", "colour"),
    [
        (Terminal(), {}, True),
        (Terminal(), {"NO_COLOR": "1"}, False),
        (Terminal(), {"TERM": "dumb"}, False),
        (io.StringIO(), {}, False),
    ],
)
def test_colour_is_for_terminals_that_show_it(monkeypatch, stream, settings, colour):
    monkeypatch.setattr(sys, "stdout", stream)
    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert colour_wanted() is colour


def test_a_closed_standard_output_is_no_terminal(monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.delenv("COLUMNS", raising=False)
    assert (width_wanted(), colour_wanted()) == (80, False)
