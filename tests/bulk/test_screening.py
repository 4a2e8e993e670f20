"""What a file comes to: gates, baseline and suppressions together."""

from dataclasses import replace
from datetime import date

import pytest

from clausecheck.bulk.baseline import Baseline, Recorder, read_baseline
from clausecheck.bulk.gates import parse_gates
from clausecheck.bulk.screening import Screen, Seen
from clausecheck.bulk.suppressions import Suppressions, read_suppressions
from clausecheck.document import Coverage, CoveragePart
from clausecheck.render.json import report_value
from clausecheck.report import Confidence
from tests.bulk.values import known, value, whole

PARTIAL = Coverage((CoveragePart("page 1", False, "it is a picture"),))


def baseline(*files) -> Baseline:
    recorder = Recorder()
    for name, report in files:
        recorder.add(name, report["document"]["sha256"], report)
    return Baseline(read_baseline(recorder.text().encode(), "b"), lambda _: False)


def suppressions(*bodies: str) -> Suppressions:
    duties = "    reason: agreed\n    owner: Jo\n    expires: 2027-01-01\n"
    text = "suppressions:\n" + "".join(f"  - {body}\n{duties}" for body in bodies)
    return Suppressions("s", read_suppressions(text.encode(), "s"), date(2026, 1, 1))


def screen(*gates: str, known=None, held=None, **changes) -> Screen:
    return Screen(parse_gates(gates), known, held, **changes)


def test_without_a_baseline_every_finding_counts():
    verdict = screen("severity:4").look("a", value(known(1), known(2, severity=3)))
    assert verdict.failed == ("fails --fail-on severity:4: 1 finding (overrun.unpaid)",)
    assert verdict.marks == {}


def test_known_findings_pass_and_new_ones_fail():
    base = value(known(1))
    assert screen("severity:1", known=baseline(("a", base))).look("a", base).failed == ()
    verdict = screen("severity:1", known=baseline(("a", base))).look("a", value(known(1), known(2, rule="x.y")))
    assert verdict.failed == ("fails --fail-on severity:1: 1 new finding (x.y)",)
    assert [mark.seen for mark in verdict.marks.values()] == [Seen.unchanged, Seen.new]


def test_a_baseline_without_gates_fails_whatever_is_new_but_no_hunch():
    base = baseline(("a", value()))
    verdict = screen(known=base).look("a", value(known(1, severity=1)))
    assert verdict.failed == ("fails --baseline: 1 new finding (overrun.unpaid)",)
    assert screen(known=base).look("a", value(known(1, confidence=Confidence.low))).failed == ()


def test_a_known_finding_that_became_graver_is_not_what_was_accepted():
    base = baseline(("a", value(known(1, severity=3))))
    verdict = screen("severity:3", known=base).look("a", value(known(1, severity=5)))
    assert verdict.failed
    assert verdict.marks[f"{1:016x}"].seen is Seen.updated


@pytest.mark.parametrize(("before", "now", "fails"), [("D", "D", False), ("D", "C", False), ("C", "D", True)])
def test_a_known_grade_passes_until_it_gets_worse(before, now, fails):
    base = baseline(("a", value(letter=before)))
    assert bool(screen("grade:C", known=base).look("a", value(letter=now)).failed) is fails


def test_a_file_that_is_not_in_the_baseline_has_no_known_grade():
    verdict = screen("grade:D", known=baseline()).look("a", value())
    assert verdict.failed == ("fails --fail-on grade:D: grade D (not in the baseline)",)


def test_what_no_longer_occurs_is_stale():
    verdict = screen(known=baseline(("a", value(known(1), known(2))))).look("a", value(known(2)))
    assert [one.fingerprint for one in verdict.stale] == [f"{1:016x}"]
    assert verdict.told == (
        "1 known finding no longer occurs (overrun.unpaid). Write the baseline again to drop what is gone.",
    )
    assert not verdict.failed


def test_nothing_is_called_stale_or_unused_where_not_everything_is_shown_or_read():
    base = ("a", value(known(1)))
    narrowed = screen(known=baseline(base), held=suppressions("topic: breaks"), whole=False)
    assert narrowed.look("a", value()).stale == ()
    assert narrowed.told() == []
    half = report_value(replace(whole(), coverage=PARTIAL))
    assert screen(known=baseline(base)).look("a", half).stale == ()


def test_a_moved_file_keeps_what_is_known_and_says_so():
    verdict = screen("severity:1", "grade:A", known=baseline(("old", value(known(1))))).look("new", value(known(1)))
    assert verdict.failed == ()
    assert verdict.told == ("known in the baseline as old. Write the baseline again to keep the new name.",)


def test_files_that_are_gone_are_told_at_the_end():
    assert screen(known=baseline(("a", value()), ("b", value()))).told() == [
        "baseline: 2 of its files are no longer there (a, b). Write it again, from all of its files."
    ]


def test_a_suppressed_finding_trips_no_gate_and_stays_marked():
    held = suppressions("topic: overrun")
    verdict = screen("severity:1", "topic:overrun", held=held).look("a", value(known(1), known(2)))
    assert verdict.failed == ()
    assert verdict.told == ("2 findings suppressed: agreed (Jo, until 2027-01-01)",)
    assert [mark.suppression.owner for mark in verdict.marks.values()] == ["Jo", "Jo"]
    assert [kind for kind, _ in verdict.notices] == ["suppressed"]


def test_a_grade_gate_sees_the_grade_whatever_is_suppressed_unless_the_grade_itself_is():
    report = value(known(1))
    assert screen("grade:D", held=suppressions("topic: overrun")).look("a", report).failed
    assert not screen("grade:D", held=suppressions("file: a\n    grade: D")).look("a", report).failed


def test_what_was_not_read_fails_unless_somebody_answers_for_it():
    half = report_value(replace(whole(known(1)), coverage=PARTIAL, grade=None))
    assert screen("severity:5").look("a", half).unread
    assert screen().look_unread("a").unread
    held = suppressions("file: a\n    unread: true")
    verdict = screen("severity:4", "grade:E", held=held).look("a", half)
    assert not verdict.unread
    assert verdict.failed == ("fails --fail-on severity:4: 1 finding (overrun.unpaid)",)
    assert not screen(held=held).look_unread("a").unread
    assert screen(held=held).look_unread("b").unread


def test_a_baseline_never_excuses_what_was_not_read():
    half = report_value(replace(whole(), coverage=PARTIAL, grade=None))
    assert screen(known=baseline(("a", half))).look("a", half).unread


def archive(**files) -> dict:
    """A report of an archive; each file in it by its name, as findings and letter."""
    inner = tuple(whole(*found, letter=letter, name=name) for name, (found, letter) in files.items())
    return report_value(whole(letter="", attachments=inner, name="pack.zip")) | {
        "notices": [{"kind": "archive", "message": "No grade: an archive."}]
    }


def test_a_file_within_an_archive_inherits_nothing_of_its_siblings():
    base = baseline(("p", archive(a=([], "B"), b=([known(1)], "D"))))
    now = archive(a=([known(1)], "D"), b=([known(1)], "D"), c=([known(1)], "D"))
    verdict = screen("severity:4", "grade:D", known=base).look("p", now)
    assert verdict.failed == (
        "fails --fail-on severity:4: 2 new findings (overrun.unpaid)",
        "fails --fail-on grade:D: a: grade D (the baseline has B); c: grade D (not in the baseline)",
    )
    assert verdict.marks[f"{1:016x}"].seen is Seen.new


def test_an_unchanged_archive_passes_and_so_does_one_whose_files_were_renamed():
    files = {"a": ([known(2), known(3)], "B"), "b": ([known(1)], "D")}
    base = ("p", archive(**files))
    for now in (archive(**files), archive(b=files["b"]), archive(x=files["b"], y=files["a"])):
        assert screen("severity:1", "grade:A", known=baseline(base)).look("p", now).failed == ()


def test_a_graver_finding_of_an_attachment_is_updated():
    inner = known(1, severity=3)
    base = baseline(("mail", report_value(whole(attachments=(whole(inner),)))))
    mail = report_value(whole(attachments=(whole(known(1, severity=5)),)))
    verdict = screen(known=base).look("mail", mail)
    assert verdict.marks[f"{1:016x}"].seen is Seen.updated
    assert verdict.failed


def test_what_was_only_worth_a_look_and_is_sure_now_is_not_what_was_accepted():
    base = ("a", value(known(1, confidence=Confidence.low)))
    verdict = screen("severity:4", known=baseline(base)).look("a", value(known(1)))
    assert verdict.failed == ("fails --fail-on severity:4: 1 new finding (overrun.unpaid)",)
    assert verdict.marks[f"{1:016x}"].seen is Seen.updated
    sure = ("a", value(known(1)))
    assert screen(known=baseline(sure)).look("a", base[1]).marks[f"{1:016x}"].seen is Seen.unchanged


def test_a_new_finding_of_a_pack_fails_a_baseline_without_gates_but_no_hunch():
    def packed(*found):
        packs = [{"findings": value(*found)["findings"]}] if found else []
        return value() | {"packs": packs}

    base = ("a", packed())
    verdict = screen(known=baseline(base)).look("a", packed(known(1, severity=1, rule="p.q")))
    assert verdict.failed == ("fails --baseline: 1 new finding (p.q)",)
    assert not screen(known=baseline(base)).look("a", packed(known(1, confidence=Confidence.low))).failed
    known_now = packed(known(1))
    assert not screen(known=baseline(("a", known_now))).look("a", known_now).failed


def test_a_missing_grade_says_why():
    ungraded = value(letter="") | {"notices": [{"kind": "language", "message": "No grade: this is not in English."}]}
    said = "fails --fail-on grade:D: no grade: this is not in English"
    assert screen("grade:D").look("a", ungraded).failed == (said,)
    assert screen("grade:D", known=baseline(("a", value(letter="B")))).look("a", ungraded).failed == (
        f"{said} (the baseline has B)",
    )


def test_that_a_part_was_not_read_excuses_no_other_that_has_no_grade():
    half = replace(whole(letter=""), coverage=PARTIAL)
    other = whole(letter="")
    held = suppressions("file: a\n    unread: true")
    assert not screen("grade:E", held=held).look("a", report_value(half)).failed
    assert screen("grade:E", held=held).look("a", report_value(replace(half, attachments=(other,)))).failed


def test_suppressions_may_know_a_file_by_another_name_than_the_baseline():
    held = suppressions("file: t/a\n    topic: overrun")
    assert not screen("severity:1", known=baseline(), held=held).look("../t/a", value(known(1)), "t/a").failed


def test_the_report_says_what_is_new():
    verdict = screen(known=baseline(("a", value(known(1))))).look("a", value(known(1), known(2, rule="x.y")))
    assert verdict.notices == (("baseline", "Not in the baseline: 1 of 2 findings (x.y)."),)
