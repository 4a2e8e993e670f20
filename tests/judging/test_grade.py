"""The grade: monotone, capped and explained."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausecheck.judging.grade import Silence, grade
from clausecheck.report import Confidence, Finding, Grade
from tests.judging.builders import TOPICS, finding, real_grading

AXES = ("workload", "pay", "control", "liability")
GRADING = real_grading()

a_finding = st.builds(
    lambda topic, severity, confidence, own: finding(
        f"{topic.slug}.x" if own else "other.x", severity, topic=topic.slug, axis=topic.axis, confidence=confidence
    ),
    st.sampled_from(TOPICS),
    st.integers(1, 5),
    st.sampled_from(Confidence),
    st.booleans(),
)
some_findings = st.lists(a_finding, max_size=25)
some_silences = st.lists(
    st.sampled_from([Silence(t.slug, t.axis, t.title, t.silence) for t in TOPICS if t.silence]), unique=True
)


def letters(given_grade: Grade) -> list[str]:
    return [given_grade.letter, *(axis.letter for axis in given_grade.axes)]


@given(some_findings, some_silences, a_finding, st.integers(0, 25))
def test_one_more_finding_never_improves_a_letter(
    findings: list[Finding], silences: list[Silence], more: Finding, place: int
) -> None:
    before = letters(grade(findings, silences, AXES, GRADING))
    after = letters(grade([*findings[:place], more, *findings[place:]], silences, AXES, GRADING))
    assert all(b <= a for b, a in zip(before, after, strict=True))


@given(some_findings, some_silences)
def test_one_more_protected_topic_never_worsens_a_letter(findings: list[Finding], silences: list[Silence]) -> None:
    before = letters(grade(findings, silences, AXES, GRADING))
    for silence in silences:
        after = letters(grade(findings, [s for s in silences if s is not silence], AXES, GRADING))
        assert all(a <= b for a, b in zip(after, before, strict=True))


@given(some_findings, some_silences, st.randoms())
def test_the_order_of_findings_changes_nothing(findings, silences, random) -> None:
    shuffled = random.sample(findings, len(findings))
    assert letters(grade(findings, silences, AXES, GRADING)) == letters(grade(shuffled, silences, AXES, GRADING))


@given(some_findings, some_silences)
def test_a_finding_of_low_confidence_changes_nothing(findings: list[Finding], silences: list[Silence]) -> None:
    hint = finding("indemnity.x", 5, confidence=Confidence.low)
    assert grade([*findings, hint], silences, AXES, GRADING) == grade(findings, silences, AXES, GRADING)


@given(some_findings, some_silences, st.integers(4, 5))
def test_a_doubt_never_improves_a_letter_and_only_takes_an_a(
    findings: list[Finding], silences: list[Silence], severity: int
) -> None:
    doubts = [finding("indemnity.x", severity, confidence=Confidence.low)]
    before, after = (grade(findings, silences, AXES, GRADING, found) for found in ([], doubts))
    expected = "B" if severity == 5 and before.letter == "A" else before.letter
    assert (after.letter, after.axes) == (expected, before.axes)


def test_a_ruinous_doubt_is_named_before_it_is_signed() -> None:
    doubt = finding("indemnity.x", 5, confidence=Confidence.low, clause="20")
    given_grade = grade([doubt], [], AXES, GRADING, [doubt])
    assert given_grade.letter == "B"
    first, second = given_grade.reasons
    assert first == "1 passage is worth a look before you sign: at best B"
    assert second.startswith("worth a look: clause 20: ")


def test_beside_an_a_a_grave_doubt_is_told() -> None:
    doubt = finding("indemnity.x", 4, confidence=Confidence.low)
    given_grade = grade([doubt], [], AXES, GRADING, [doubt])
    assert given_grade.letter == "A"
    assert given_grade.reasons == ("nothing sure is found against you; read what is worth a look before you sign",)


def test_a_contract_without_harm_is_signed() -> None:
    given_grade = grade([], [], AXES, GRADING)
    assert letters(given_grade) == ["A"] * 5
    assert given_grade.reasons == ("nothing found against you",)


def test_one_walk_away_term_caps_at_d_whatever_else_is_good() -> None:
    given_grade = grade([finding("indemnity.unlimited", 5)], [], AXES, GRADING)
    assert given_grade.letter == "D"
    assert given_grade.reasons == (
        "1 term of severity 5 or more: at best D",
        "clause 1.1: Plain words of indemnity.unlimited (severity 5)",
    )
    assert [axis.letter for axis in given_grade.axes] == ["A", "A", "A", "D"]


def test_words_that_only_touch_a_topic_do_not_cap() -> None:
    touching = finding("precedence.theirs", 5, topic="indemnity", axis="liability")
    assert grade([touching], [], AXES, GRADING).letter == "A"


def test_a_mild_finding_on_a_silent_topic_does_not_make_its_silence_cheaper() -> None:
    silences = [Silence(t.slug, t.axis, t.title, 5) for t in TOPICS]
    mild = [finding(f"{t.slug}.x", 1) for t in TOPICS]
    assert grade(mild, silences, AXES, GRADING).letter >= grade([], silences, AXES, GRADING).letter


@pytest.mark.parametrize(
    ("severities", "letter"),
    [
        ((), "A"),
        ((1, 1), "A"),
        ((3, 3), "A"),
        ((4, 3), "B"),
        ((4,), "B"),
        ((4, 4, 4), "B"),
        ((4, 4, 4, 4), "C"),
        ((4, 4, 4, 4, 4, 4), "C"),
        ((5, 4, 4), "D"),
        ((5, 5, 5, 5, 5), "E"),
    ],
)
def test_the_letter_follows_what_is_found(severities: tuple[int, ...], letter: str) -> None:
    findings = [finding(f"{t.slug}.x", s) for t, s in zip(TOPICS, severities, strict=False)]
    assert grade(findings, [], AXES, GRADING).letter == letter


def test_two_walk_away_terms_that_are_likely_cap_the_letter_as_one_that_is_sure_does() -> None:
    likely = [finding(f"{t.slug}.x", 5, confidence=Confidence.medium) for t in TOPICS[:2]]
    sure = finding(f"{TOPICS[0].slug}.x", 5)
    assert [grade(some, [], AXES, GRADING).letter for some in (likely[:1], likely, [sure])] == ["C", "D", "D"]


def test_silence_alone_never_costs_more_than_a_b() -> None:
    silences = [Silence(f"{t.slug}-{n}", t.axis, t.title, t.silence) for t in TOPICS if t.silence for n in range(5)]
    assert sum(GRADING.silence[one.silence] for one in silences) > GRADING.overall.limits[1]
    assert grade([], silences, AXES, GRADING).letter == "B"


def test_more_reasons_than_fit_are_counted() -> None:
    many = [finding(f"{t.slug}.x", 3) for t in TOPICS]
    assert grade(many, [], AXES, GRADING).reasons[-1] == f"and {len(TOPICS) - GRADING.overall.reasons} more"
