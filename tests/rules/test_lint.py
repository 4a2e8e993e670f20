"""The rules as a set: each weakness is one failing line."""

from clausecheck.rulebook import load
from clausecheck.rulebook.lint import lint


def test_the_rules_are_clean():
    assert [str(problem) for problem in lint(load())] == []
