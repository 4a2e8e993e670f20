import itertools

import pytest

from clausecheck.cli.faults import exit_code, report_failure
from clausecheck.errors import ExitCode, PasswordNeeded, RuleError, RuleProblem, UnreadableInput, UsageProblem

WORST_FIRST = [70, 2, 4, 3, 1, 0]


@pytest.mark.parametrize("pair", list(itertools.combinations(WORST_FIRST, 2)))
def test_of_two_outcomes_the_worse_is_the_exit_code(pair):
    worse, better = pair
    assert exit_code([ExitCode(better), ExitCode(worse)]) == worse


def test_nothing_is_clean():
    assert exit_code([]) == 0


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UsageProblem("no"), 2),
        (UnreadableInput("a.pdf", "broken", "Mend it."), 3),
        (PasswordNeeded("a.pdf", "locked", "Give --password."), 3),
        (RuleError([RuleProblem("a.yaml", 3, "bad")]), 4),
        (ValueError("x"), 70),
    ],
)
def test_each_failure_has_its_code(error, code, capsys):
    assert report_failure(error) == code


def test_an_unread_input_is_called_what_the_user_called_it(capsys):
    report_failure(UnreadableInput("a.pdf", "broken", "Mend it."), "folder/a.pdf")
    assert capsys.readouterr().err == "clausecheck: folder/a.pdf: broken. Mend it.\n"


def test_a_file_name_cannot_forge_a_line_of_its_own(capsys):
    report_failure(UnreadableInput("a", "there is no such file", "Check."), "a\nclausecheck: all is well")
    assert capsys.readouterr().err.count("\n") == 1


def test_a_fault_of_ours_says_where_and_nothing_of_the_contract(capsys, monkeypatch):
    monkeypatch.delenv("CLAUSECHECK_DEBUG", raising=False)
    try:
        raise ValueError("the secret clause")
    except ValueError as error:
        report_failure(error, "a.pdf")
    said = capsys.readouterr().err
    assert "secret" not in said
    assert "a.pdf: a fault of clausecheck itself" in said
    assert f"ValueError in {__name__}, line" in said


def test_the_details_are_for_those_who_ask(capsys, monkeypatch):
    monkeypatch.setenv("CLAUSECHECK_DEBUG", "1")
    report_failure(ValueError("the secret clause"))
    assert "ValueError: the secret clause" in capsys.readouterr().err


def test_a_message_is_not_obeyed_by_the_terminal(capsys):
    report_failure(UnreadableInput("a\x1b[31m.pdf", "broken", "Mend it."), "a\x1b[31m.pdf")
    assert "\x1b" not in capsys.readouterr().err
