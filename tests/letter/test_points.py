from dataclasses import replace

import pytest

from clausecheck.letter.points import agreed_points, clauses_text, points_of
from clausecheck.report import Confidence, Mismatch, MismatchKind, State
from clausecheck.second.reader import NO_RULE
from tests.letter.letters import WORDINGS
from tests.render.reports import finding, protection, term


def points(*findings, terms=(), engagement="direct", protections=()):
    return points_of(findings, terms, engagement, WORDINGS, protections)


def test_one_point_a_topic_with_all_its_clauses():
    (found,) = points(finding(clause="5.2", fingerprint="a"), finding(clause="7.1(b)", fingerprint="b"))
    assert found.where == "Clauses 5.2 and 7.1(b)"
    assert found.ask == "Work after the finish time is paid at the hourly rate."
    assert found.fingerprints == ("a", "b")
    assert found.must


def test_must_haves_come_before_would_likes_and_the_worst_first():
    found = points(
        finding(topic="breaks", severity=3),
        finding(topic="overrun", severity=4),
        finding(topic="gagging", severity=5),
    )
    assert [(one.topic, one.must) for one in found] == [("gagging", True), ("overrun", True), ("breaks", False)]


def test_doubtful_and_light_findings_are_not_asked_about():
    assert points(finding(confidence=Confidence.low, severity=4), finding(topic="breaks", severity=2)) == ()


def test_a_ruinous_doubt_is_asked_about_softly_unless_the_words_protect():
    doubt = finding(confidence=Confidence.low, severity=5)
    (found,) = points(doubt)
    assert not found.must
    assert points(replace(doubt, plain=f"{NO_RULE}; a second reader takes it for that.")) == ()
    assert points(replace(doubt, severity=4)) == ()
    assert points(doubt, protections=[protection(start=doubt.start, end=doubt.end)]) == ()
    assert len(points(doubt, protections=[protection(start=doubt.end, end=doubt.end + 9)])) == 1


def test_what_only_the_second_reader_says_is_asked_softly():
    (found,) = points(finding(rule="overrun.second-reader-adverse", confidence=Confidence.medium, severity=5))
    assert not found.must


def test_grave_silence_is_asked_about_light_silence_is_not():
    terms = (term("patient-cap", State.silent), term("disputes", State.silent), term("overrun", State.met))
    (found,) = points(terms=terms)
    assert (found.topic, found.where, found.fingerprints) == ("patient-cap", "Not in the contract yet", ())
    assert points(terms=terms, engagement="agency") == ()


def test_a_passage_without_a_number_is_shown_by_its_words():
    (found,) = points(finding(clause="Our terms", quote="We expect you to stay " + "until it is done " * 10))
    assert found.where.startswith("Where it says “We expect you to stay until")
    assert found.where.endswith(" …”")


@pytest.mark.parametrize(
    ("labels", "text"),
    [
        (["3"], "Clause 3"),
        (["3.1", "3.1", "4(a)(ii)"], "Clauses 3.1 and 4(a)(ii)"),
        (["Fees", ""], ""),
        (["1", "2", "3", "4", "5"], "Clauses 1, 2, 3 and 4"),
        (["1" * 50], ""),
        (["1\r\nBcc: x"], ""),
    ],
)
def test_only_numbers_are_named_as_clauses(labels, text):
    assert clauses_text(labels) == text


def mismatch(**changes: object) -> Mismatch:
    base = {
        "name": "patients_per_session",
        "topic": "patient-cap",
        "kind": MismatchKind.differs,
        "agreed": "15 patients a session",
        "written": "17 patients a session",
        "favours": "other",
        "quote": "at most 17 patients",
        "clause": "2.4",
    }
    return Mismatch(**{**base, **changes})


def test_what_was_agreed_is_said_beside_what_stands():
    assert agreed_points([mismatch()]) == (
        "Patients per session: we agreed 15 patients a session; clause 2.4 has: 17 patients a session.",
    )
    assert agreed_points([mismatch(quote="", clause="")]) == (
        "Patients per session: we agreed 15 patients a session; the contract says nothing of it.",
    )


def test_what_is_kinder_than_agreed_is_left_alone():
    assert agreed_points([mismatch(favours="locum")]) == ()
