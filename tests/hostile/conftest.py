"""Tells at the end how long the hostile files took."""

import sys

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line with the total and the slowest."""
    module = sys.modules.get("tests.hostile.test_hostile")
    took: dict[str, float] = getattr(module, "took", {})
    if took:
        slowest = ", ".join(f"{name} {took[name]:.1f}" for name in sorted(took, key=lambda one: -took[one])[:5])
        terminalreporter.write_line(f"{len(took)} hostile files in {sum(took.values()):.0f} s; the slowest: {slowest}")
