import pytest

from clausecheck.render.passages import by_topic, place
from tests.render.reports import finding


@pytest.mark.parametrize(
    ("clause", "page", "words"),
    [
        ("3.2(b)", 4, "Clause 3.2(b), page 4"),
        ("3", None, "Clause 3"),
        ("Confidentiality", None, "Under “Confidentiality”"),
        ("Schedule 2", 1, "Under “Schedule 2”, page 1"),
        ("(a)", None, "Clause (a)"),
        ("iv", None, "Clause iv"),
        ("A1.2", None, "Clause A1.2"),
        ("Pay", None, "Under “Pay”"),
        ("", 7, "Page 7"),
        ("", None, ""),
    ],
)
def test_a_place_reads_as_people_say_it(clause, page, words):
    assert place(clause, page) == words


def test_topics_go_by_their_worst_finding_then_by_their_number():
    found = [
        finding(topic="breaks", severity=3, start=1),
        finding(topic="pension", severity=4, start=2),
        finding(topic="overrun", severity=4, start=3),
        finding(topic="overrun", severity=2, start=0),
    ]
    assert [topic for topic, _ in by_topic(found)] == ["overrun", "pension", "breaks"]
    assert [f.severity for f in by_topic(found)[0][1]] == [4, 2]
