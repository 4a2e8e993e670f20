# ruff: noqa: E501 - the table of weaknesses reads best one a line
import pytest

from clausecheck.rulebook.lint import lint
from tests.rulebook.folders import OVERRUN, TOPICS, WORDS, built

ONE_TOPIC = "\n".join(line for line in TOPICS.splitlines() if "fee-basis" not in line)


def linted(**changed):
    rulebook, problems = built(**({"topics": ONE_TOPIC} | changed))
    assert problems == []
    return [str(p) for p in lint(rulebook)]


def test_good_rules_are_clean():
    assert linted() == []


FAULTS = [
    ({"topics": TOPICS}, "topic 'fee-basis' has no file; it belongs at pay/fee-basis.yaml"),
    ({"overrun": OVERRUN.replace("stance: protective", "stance: neutral")}, "has no protective signal"),
    ({"overrun": OVERRUN.replace("sources: [B3]\n", "")}, "basis is 'guidance' but no sources are named"),
    ({"overrun": OVERRUN.replace("basis: guidance", "basis: law")}, "no source is a law"),
    ({"overrun": OVERRUN.replace("Who pays for it?", "Who pays.")}, "question mark"),
    ({"overrun": OVERRUN.replace("not paid for overruns.", "not paid")}, "plain should end with a full stop"),
    ({"overrun": OVERRUN.replace(', "The break is unpaid."', "")}, "2 examples; at least 3 are wanted"),
    ({"overrun": OVERRUN.replace("silent: Nobody says.\n", "")}, "'silent' must say what it means"),
    ({"overrun": OVERRUN.replace("{overrun} ... {unpaid}", "{overrun} ... {unpaid}\n      of the")}, "'of the' would match"),
    ({"overrun": OVERRUN.replace("{overrun} ... {unpaid}", "{overrun} ... {unpaid}\n      [big] (the|a)")}, "would match"),
    ({"words": WORDS + "  late fee: late fee\n"}, "concept 'late fee' is used nowhere"),
    ({"words": WORDS.replace("run late", "run late\n    overrun*")}, "'overrun*' stands already on line 4"),
]  # fmt: skip


@pytest.mark.parametrize(("changed", "message"), FAULTS, ids=[f[1][:30] for f in FAULTS])
def test_each_weakness_is_named(changed, message):
    problems = linted(**changed)
    assert len(problems) == 1, problems
    assert message in problems[0]


def test_a_concept_used_only_by_another_that_is_used_counts_as_used():
    assert linted(words=WORDS.replace("run late", "run {late}") + "  late: late\n") == []
