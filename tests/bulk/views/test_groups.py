from random import Random

import pytest

from clausecheck.bulk.views.groups import Gatherer
from clausecheck.render.json import report_value
from tests.bulk.views.results import INDEMNITY
from tests.growth import grows_in_step
from tests.render.reports import finding, report

MADE = finding(topic="indemnity", rule="indemnity.wide", values=())
BASE = report_value(report(findings=(MADE,)))["findings"][0]


def one(quote=INDEMNITY, **changes):
    return {**BASE, "quote": quote, **changes}


def gathered(findings):
    """Findings, each of a template of its own."""
    gatherer = Gatherer()
    for number, found in enumerate(findings):
        gatherer.add(number, found)
    return gatherer.groups()


def test_one_clause_in_many_templates_is_one_group():
    quotes = [INDEMNITY.replace("5,000", f"{n},000") for n in range(1, 5)]
    near = INDEMNITY.replace("losses, costs and claims", "claims, losses and costs")
    found = [one(quote, values={"cap_gbp": n * 1000}) for n, quote in enumerate(quotes, 1)]
    (group,), numbers = gathered([*found, one(near), one("Something else entirely is said here of tax.")])
    assert list(numbers) == [1, 1, 1, 1, 1, 0]
    assert list(group.members) == [0, 1, 2, 3, 4]
    assert (group.findings, group.wordings, group.topic, group.severity) == (5, 2, "indemnity", 4)
    assert group.values == ("cap_gbp 1000 to 4000 (4 different)",)
    assert group.quote == min(quotes)
    assert group.ask == finding().ask


def test_other_rules_and_topics_stay_apart():
    groups, _ = gathered([one(), one(rule="other"), one(topic="other"), one()])
    assert [list(group.members) for group in groups] == [[0, 3]]


def test_a_clause_that_stands_twice_in_one_template_is_no_group():
    gatherer = Gatherer()
    gatherer.add(0, one())
    gatherer.add(0, one())
    assert gatherer.groups()[0] == ()


def test_the_group_in_most_templates_comes_first_and_doubtful_ones_last():
    found = [one(confidence="low") for _ in range(4)]
    found += [one(topic="b") for _ in range(2)] + [one(topic="c", severity=5) for _ in range(2)]
    groups, _ = gathered(found)
    order = [(1, "c", False), (2, "b", False), (3, "indemnity", True)]
    assert [(g.number, g.topic, g.doubtful) for g in groups] == order


def test_the_severity_of_a_group_is_that_of_its_sure_findings():
    (group,), _ = gathered([one(severity=5, confidence="low"), one(severity=2), one(severity=3)])
    assert (group.severity, group.doubtful) == (3, False)
    (group,), _ = gathered([one(severity=5, confidence="low"), one(severity=2, confidence="low")])
    assert (group.severity, group.doubtful) == (5, True)


def test_a_finding_that_is_left_out_is_in_no_group():
    gatherer = Gatherer()
    gatherer.leave_out()
    gatherer.add(1, one())
    gatherer.leave_out()
    gatherer.add(3, one())
    (group,), numbers = gatherer.groups()
    assert (list(group.members), list(numbers)) == ([1, 3], [0, 1, 0, 1])


def shape(findings):
    """The groups, told by the findings' fingerprints."""
    groups, numbers = gathered(findings)
    held = {}
    for found, number in zip(findings, numbers, strict=True):
        held.setdefault(number, set()).add(found["fingerprint"])
    return [(g.quote, g.values, g.severity, g.wordings, held[g.number]) for g in groups]


def test_the_order_of_templates_makes_no_difference():
    chance = Random(3)  # noqa: S311
    found = []
    for number in range(300):
        start = (INDEMNITY if number % 3 else different(number % 7)).split()
        mixed = [word if chance.random() < 0.85 else f"w{chr(97 + chance.randint(0, 20))}" for word in start]
        found.append(one(" ".join(mixed), fingerprint=str(number), values={"x": number % 40}))
    expected = shape(found)
    assert 3 < len(expected) < 150
    for _ in range(3):
        chance.shuffle(found)
        assert shape(found) == expected


def test_very_many_values_are_told_as_such():
    (group,), _ = gathered([one(values={"x": n}) for n in range(100)])
    assert group.values == ("x 0 to 99 (more than 20 different)",)


def different(number):
    chance = Random(number)  # noqa: S311
    return " ".join("".join(chance.choices("abcdefgh", k=4)) for _ in range(20))


KINDS = {
    "all the same": lambda n: INDEMNITY,
    "all the same but for one word": lambda n: f"{INDEMNITY} {different(n)[:4]}",
    "all different": different,
    "all half alike": lambda n: f"{INDEMNITY[:60]} {different(n)[:60]}",
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_work_grows_with_the_number_of_findings(kind):
    quotes = [KINDS[kind](n) for n in range(10_000)]

    def work(size):
        return lambda: gathered([one(quote) for quote in quotes[:size]])

    assert grows_in_step(work, 1_000, 10_000, 12)
