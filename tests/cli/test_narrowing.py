import pytest

from clausecheck.cli.narrowing import Narrowing
from tests.render.reports import report


def topics(value):
    return [f.topic for f in value.findings]


@pytest.mark.parametrize(
    ("narrowing", "left"),
    [
        (Narrowing(), ["overrun", "gagging", "newspeak"]),
        (Narrowing(only=("gagging",)), ["gagging"]),
        (Narrowing(skip=("gagging",)), ["overrun", "newspeak"]),
        (Narrowing(only=("overrun", "gagging"), skip=("overrun",)), ["gagging"]),
        (Narrowing(min_severity=5), ["gagging"]),
    ],
)
def test_only_what_is_wanted_is_left(narrowing, left):
    assert topics(narrowing.apply(report())) == left


def test_protections_and_terms_go_with_their_topic():
    less = Narrowing(only=("overrun",)).apply(report())
    assert (less.protections, [t.topic for t in less.terms]) == ((), ["overrun"])


def test_the_grade_stays_that_of_the_whole():
    assert Narrowing(skip=("overrun", "gagging")).apply(report()).grade == report().grade


def test_a_narrowed_report_says_so():
    notice = Narrowing(only=("overrun",), min_severity=3).apply(report()).notices[-1]
    assert (
        notice.message
        == "Shown: only overrun; findings of severity 3 and more. The grade is that of the whole contract."
    )


def test_nothing_asked_changes_nothing():
    assert Narrowing().apply(report()) == report()


def test_attachments_are_narrowed_too():
    less = Narrowing(only=("gagging",)).apply(report(attachments=(report(),)))
    assert topics(less.attachments[0]) == ["gagging"]
