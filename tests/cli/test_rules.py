from pathlib import Path

import pytest

from clausecheck.errors import ExitCode

OWN = """topic: overrun
axis: workload
title: Overrun pay
question: Who pays?
why: It costs you.
ask: Pay it.
silent: Nothing is said.
basis: judgement
sources: []
false alarms: None known.
signals:
  - id: overrun.own-sign
    stance: adverse
    severity: 3
    plain: They wave a purple flag.
    when: |
      purple flag
    examples:
      fires:
        - "The Practice waves a purple flag."
      stays quiet:
        - "The Practice waves a {colour} flag."
"""


@pytest.fixture
def own(tmp_path) -> Path:
    folder = tmp_path / "mine"
    (folder / "workload").mkdir(parents=True)
    (folder / "workload" / "overrun.yaml").write_text(OWN.replace("{colour}", "green"))
    return folder


def test_the_list_has_every_axis_and_its_topics(clausecheck):
    out = clausecheck("rules", "list").out
    assert out.startswith("Workload: ")
    assert "\n  overrun " in out


def test_a_topic_has_its_page(clausecheck):
    out = clausecheck("rules", "show", "overrun").out
    for part in ("Why it matters:", "Ask for:", "Fires on:", "Stays quiet on:", "overrun.unpaid: adverse"):
        assert part in out


def test_a_signal_is_shown_alone(clausecheck):
    out = clausecheck("rules", "show", "overrun.unpaid").out
    assert "overrun.unpaid: adverse" in out
    assert out.count("Fires on:") == 1


def test_an_unknown_rule_is_told_with_what_was_meant(clausecheck):
    done = clausecheck("rules", "show", "overun")
    assert done.code == ExitCode.usage
    assert "Did you mean overrun?" in done.err


def test_rules_of_ones_own_are_shown(clausecheck, own):
    assert "purple" in clausecheck("rules", "show", "overrun.own-sign", "--rules", own).out


def test_rules_of_ones_own_are_used(clausecheck, own, tmp_path):
    contract = tmp_path / "c.txt"
    contract.write_text("The Practice waves a purple flag at the Locum.")
    out = clausecheck("check", contract, "--rules", own, "--format", "json").out
    assert '"overrun.own-sign"' in out


def test_examples_that_do_as_they_say_pass(clausecheck, own):
    done = clausecheck("rules", "test", own)
    assert "examples do as they say" in done.out


def test_an_example_that_does_not_is_told_by_its_line(clausecheck, own):
    path = own / "workload" / "overrun.yaml"
    path.write_text(OWN.replace("{colour}", "purple"))
    done = clausecheck("rules", "test", own)
    assert done.code == ExitCode.rules
    assert "overrun.yaml:22: overrun.own-sign should stay quiet but fires" in done.out


def test_lint_names_each_fault(clausecheck, own):
    (own / "workload" / "overrun.yaml").write_text("topic: overrun\ncolour: red\n")
    done = clausecheck("rules", "lint", own)
    assert done.code == ExitCode.rules
    assert "overrun.yaml:2:" in done.err + done.out
