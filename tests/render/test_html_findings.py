from clausecheck.render.html_findings import passages
from clausecheck.report import Confidence, ModelText
from clausecheck.second.reader import NO_RULE
from tests.render.reports import finding, protection, report


def of(*findings: object, **changes: object):
    return passages(report(findings=findings, **changes), str.upper, "")


def test_the_worst_topic_leads_and_passages_are_numbered_in_that_order():
    found = of(finding(topic="a", severity=3), finding(topic="b", severity=5), finding(topic="b", severity=4))
    assert [(g.title, [p.key for p in g.shown]) for g in found.sure] == [("B", ["1", "2"]), ("A", ["3"])]
    assert [p.rank for p in found.sure[0].shown] == ["", "Negotiate hard"]


def test_what_a_passage_said_the_next_does_not_say_again():
    first, second = of(finding(), finding(quote="Overruns are absorbed.")).sure[0].shown
    assert first.plain == "You are not paid for time you work after the finish."
    assert second.plain == ""


def test_how_a_finding_was_made_is_told_apart_from_what_it_means():
    (passage,) = of(finding(plain=f"Unpaid. {NO_RULE}; by its words.")).sure[0].shown
    assert (passage.plain, passage.found) == ("Unpaid.", f"{NO_RULE}; by its words.")


def test_the_same_model_words_stand_beside_a_second_passage_only_to_mark_them():
    model = ModelText("5.1", "Overrun is paid by the hour")
    group = of(
        finding(quote="Nothing at all here", model=model),
        finding(quote="Other silly words", model=model),
        finding(quote="Overrun is paid by the minute", model=model),
    ).sure[0]
    assert [bool(p.model) for p in group.shown] == [True, False, True]
    assert [p.alike for p in group.shown] == [False, False, True]


def test_one_passage_alone_is_never_folded():
    assert [len(of(*[finding()] * n).sure[0].folded) for n in (5, 6, 7)] == [0, 0, 2]


def test_doubtful_protections_are_not_told():
    found = of(protections=(protection(confidence=Confidence.low), protection()))
    assert [guard.key for group in found.guards for guard in group.guards] == ["P1"]
    assert [mark.key for mark in found.marks] == ["P1"]


def test_what_is_only_doubted_does_not_alarm_in_the_text():
    found = of(finding(confidence=Confidence.low, severity=5))
    assert [mark.severity for mark in found.marks if mark.key == "1"] == [1]


def test_what_a_protection_does_is_said_once_running_and_without_how_it_was_found():
    one = protection(plain=f"It caps. {NO_RULE}; by its words.")
    (group,) = of(protections=(one, one)).guards
    assert [guard.says for guard in group.guards] == [("It caps.",), ()]
    assert group.guards[0].found == f"{NO_RULE}; by its words."
