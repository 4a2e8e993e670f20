"""What is known is known again wherever it moved, and nothing else is."""

import json
from dataclasses import replace

import pytest

from clausecheck.bulk.baseline import Baseline, Known, KnownFile, Recorder, looks_like_one, read_baseline
from clausecheck.bulk.gates import Standing
from clausecheck.errors import UsageProblem
from clausecheck.extract.plain import read_text
from clausecheck.judging.checking import Checker
from clausecheck.render.json import report_value
from clausecheck.report import Confidence
from tests.bulk.values import known, value, whole
from tests.growth import grows_in_step

ONE = """LOCUM AGREEMENT

This agreement is made between Elm Tree Surgery ("the Practice") and Dr Ada Mbeki ("the Locum").

1. Sessions
1.1 The Locum shall provide general medical services to the patients of the Practice in each session booked.
1.2 Subject to clauses 2.1, 2.2 and 3, the Locum shall remain on the premises until all patients have been seen, \
whatever the hour.

2. Fees
2.1 The session fee is £480. No payment is made for time worked after the finish time.
2.2 The Practice shall pay each invoice within 30 days of receiving it.
(a) The Practice may deduct from any sum due to the Locum whatever it considers to be owed to it under paragraph 2.2(b).

3. Law
3.1 English law applies.
"""

MOVED = """LOCUM AGREEMENT

This agreement is made between Elm Tree Surgery ("the Practice") and Dr Ada Mbeki ("the Locum").

1. Law
1.1 English law applies.

4. Fees
4.1 The session fee is £480. No payment is made for time worked after the finish time.
4.2 The Practice shall pay each invoice within 30 days of receiving it.
(c) The Practice may deduct from any sum due to the Locum whatever it considers to be owed to it under paragraph 4.2(d).

5. Sessions
5.1 The Locum shall provide general medical services to the patients of the Practice in each session booked.
5.2 Subject to clauses 4.1, 4.2 and 1, the Locum shall remain on the premises until all patients have been seen, \
whatever the hour.
"""


def recorded(*files) -> str:
    recorder = Recorder()
    for name, report in files:
        recorder.add(name, report["document"]["sha256"], report)
    return recorder.text()


def fingerprints(text: str) -> set[str]:
    findings = Checker(second_reader=False).check(read_text("a.txt", text)).findings
    return {finding.fingerprint for finding in findings}


def test_a_finding_is_the_same_when_clauses_move_and_are_numbered_anew():
    assert len(fingerprints(ONE)) >= 3
    assert fingerprints(ONE) == fingerprints(MOVED)


def test_a_finding_is_another_when_its_words_change():
    assert fingerprints(ONE) != fingerprints(ONE.replace("whatever it considers", "what it alone considers"))


def baseline(*files, there=()) -> Baseline:
    return Baseline(read_baseline(recorded(*files).encode(), "b.json"), set(there).__contains__)


def test_what_is_recorded_comes_back():
    text = recorded(("a.docx", value(known(2), known(1, rule="breaks.unpaid", topic="breaks", severity=3))))
    (one,) = read_baseline(text.encode(), "b.json")
    findings = (
        Known(f"{1:016x}", "breaks.unpaid", "breaks", 3),
        Known(f"{2:016x}", "overrun.unpaid", "overrun", 4),
    )
    assert one == KnownFile("a.docx", "ab" * 32, Standing("D"), findings)


def test_the_order_of_files_and_findings_changes_no_byte():
    a, b = ("a", value(known(1), known(2))), ("b", value(known(3)))
    assert recorded(a, b) == recorded(b, ("a", value(known(2), known(1))))
    assert recorded(a, b).count("\n    {") == 3


def test_it_holds_no_word_of_the_contract():
    report = whole(known(1, quote="SECRET", clause="SECRET", plain="SECRET", ask="SECRET"))
    text = recorded(("a.docx", report_value(replace(report, name="SECRET"))))
    assert "SECRET" not in text
    entry = json.loads(text)["files"][0]
    assert set(entry) == {"file", "sha256", "grade", "ungraded", "findings"}
    assert set(entry["findings"][0]) == {"fingerprint", "rule", "topic", "severity", "low"}


def test_it_does_not_say_what_files_within_a_message_are_called():
    text = recorded(("m.msg", report_value(whole(attachments=(replace(whole(known(1)), name="SECRET about £95"),)))))
    assert "SECRET" not in text
    (part,) = json.loads(text)["files"][0]["parts"]
    assert set(part) == {"part", "sha256", "grade", "ungraded", "findings"}


def test_an_empty_run_is_a_baseline_too():
    assert list(read_baseline(Recorder().text().encode(), "b.json")) == []


def test_a_name_that_is_no_text_survives():
    text = recorded(("a\udcff\u202e.pdf", value()))
    assert text.isascii()
    assert next(read_baseline(text.encode(), "b.json")).name == "a\udcff\u202e.pdf"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"\xff",
        b"[" * 100_000,
        b'{"clausecheck_baseline": 1, "files": []}',
        b'{"clausecheck_baseline": 3, "files": []}',
        b'{"clausecheck_baseline": 2, "files": {}, "files": [1]}',
        b'{"clausecheck_baseline": 2, "files": [{"file": 1}]}',
        recorded(("a", value(known(1)))).replace('"low": false', '"low": 0').encode(),
        recorded(("a", value(known(1)))).replace(', "low": false', "").encode(),
        recorded(("a", value(letter="D"))).replace('"D"', '"Z"').encode(),
        recorded(("a", value(known(1)))).replace('"severity": 4', '"severity": null').encode(),
        b"<<<<<<< HEAD\n",
    ],
)
def test_what_is_no_baseline_is_refused_with_what_to_do(data):
    with pytest.raises(UsageProblem, match=r"b\.json: .*--write-baseline"):
        list(read_baseline(data, "b.json"))


def test_a_file_that_stands_twice_is_refused():
    text = recorded(("a", value())).replace(
        '"files": [',
        '"files": [' + json.dumps({"file": "a", "sha256": "", "grade": None, "ungraded": False, "findings": []}) + ",",
    )
    with pytest.raises(UsageProblem, match="twice"):
        read_baseline(text.encode(), "b.json")


@pytest.mark.parametrize(
    ("data", "is_one"),
    [
        (b'{"clausecheck_baseline": 1, "files": []}', True),
        (b'\xef\xbb\xbf{\n "clausecheck_baseline" : 2,\n<<<<<<< HEAD\n', True),
        (b'{"files": [], "other": {"clausecheck_baseline": 1}}', False),
        (b"LOCUM AGREEMENT", False),
        (b"", False),
    ],
)
def test_a_baseline_of_another_version_or_a_damaged_one_is_known_for_one_and_told_as_such(data, is_one):
    assert looks_like_one(data) is is_one
    with pytest.raises(UsageProblem) as caught:
        read_baseline(data, "b.json")
    assert ("in the place of --baseline" in str(caught.value)) is is_one
    assert ("another name" in str(caught.value)) is not is_one


def test_a_name_that_comes_twice_is_refused_unless_it_is_the_same_file():
    recorder = Recorder()
    for _ in range(2):
        recorder.add("a.docx", "ab" * 32, value(known(1)))
    assert recorder.text() == recorded(("a.docx", value(known(1))))
    with pytest.raises(UsageProblem, match=r"a\.docx came twice"):
        recorder.add("a.docx", "cd" * 32, value(known(2)))


def test_of_the_same_words_the_sure_and_the_doubtful_are_both_known():
    low = {"confidence": Confidence.low}
    text = recorded(("a", value(known(1, severity=3), known(1, severity=5, **low), known(2, severity=1, **low))))
    (one,) = read_baseline(text.encode(), "b.json")
    assert [(k.fingerprint[-1], k.severity, k.low) for k in one.findings] == [
        ("1", 3, False),
        ("1", 5, True),
        ("2", 1, True),
    ]


def test_each_file_within_has_its_own_findings_and_grade():
    inner = (whole(known(2), letter="E", name="a"), whole(letter="B", name="b"))
    outer = report_value(whole(known(1), letter="C", attachments=inner))
    (one,) = read_baseline(recorded(("m.eml", outer)).encode(), "b.json")
    assert [(part.standing.worst, [k.fingerprint for k in part.findings]) for part in (one, *one.parts)] == [
        ("C", [f"{1:016x}"]),
        ("E", [f"{2:016x}"]),
        ("B", []),
    ]


def find(base: Baseline, name: str, *numbers: int, sha256: str = "new"):
    found = base.find(name, sha256, frozenset(f"{n:016x}" for n in numbers))
    return found and found.name


def test_a_file_is_known_by_its_name_whatever_it_holds():
    assert find(baseline(("a.docx", value(known(1)))), "a.docx", 9) == "a.docx"


def test_a_moved_file_is_known_by_its_bytes_though_it_has_no_findings():
    assert find(baseline(("old/a.docx", value())), "new/b.docx", sha256="ab" * 32) == "old/a.docx"


def test_a_renamed_and_edited_file_is_known_by_half_of_its_findings():
    base = baseline(("a.docx", value(*map(known, range(4)))), ("b.docx", value(*map(known, range(10, 14)))))
    assert find(base, "new.docx", 10, 11, 12, 99) == "b.docx"
    assert find(base, "other.docx", 0, 96, 97, 98) is None


def test_the_same_clause_in_another_template_is_not_known():
    base = baseline(("a.docx", value(known(1))), there=["a.docx", "copy.docx"])
    assert find(base, "copy.docx", 1, sha256="ab" * 32) is None


def test_a_file_that_is_gone_is_given_out_once():
    base = baseline(("a.docx", value(known(1))))
    assert find(base, "b.docx", 1) == "a.docx"
    assert find(base, "c.docx", 1) is None
    assert base.unseen() == ()


def test_the_same_bytes_go_before_what_only_resembles_them_whatever_comes_first():
    base = baseline(("old.docx", value(known(1), known(2))))
    base.expect([("a-derived.docx", "new"), ("z-renamed.docx", "ab" * 32)])
    assert find(base, "a-derived.docx", 1, 2, 3) is None
    assert find(base, "z-renamed.docx", 1, 2, sha256="ab" * 32) == "old.docx"


def test_of_several_files_with_the_same_bytes_the_one_that_kept_its_name_is_the_moved_one():
    base = baseline(("old/b.docx", value(known(1))))
    base.expect([("new/a.docx", "ab" * 32), ("new/b.docx", "ab" * 32)])
    assert find(base, "new/a.docx", 1, sha256="ab" * 32) is None
    assert find(base, "new/b.docx", 1, sha256="ab" * 32) == "old/b.docx"


def test_hashes_are_asked_for_only_where_something_is_new_and_something_gone():
    there = baseline(("a", value()), there=["a"])
    gone = baseline(("a", value()))
    assert [there.lacks(["a"]), there.lacks(["b"]), gone.lacks(["a"]), gone.lacks(["b"])] == [False, False, False, True]


def test_what_is_neither_there_nor_found_elsewhere_is_told():
    base = baseline(("a.docx", value(known(1))), ("b.docx", value(known(2))), there=["b.docx"])
    assert [one.name for one in base.unseen()] == ["a.docx"]


def renamed(files: int):
    """A call that knows again `files` templates of a folder renamed and edited, which share most of their clauses."""
    every = [
        KnownFile(
            f"old/{n}.docx",
            "",
            Standing("D"),
            tuple(Known(f"{k:016x}", "r", "t", 3) for k in (*range(20), 100 + 2 * n, 101 + 2 * n)),
        )
        for n in range(files)
    ]

    def know_again():
        base = Baseline(every, lambda _: False)
        base.expect((f"new/{n}.docx", "new") for n in range(files))
        for n in range(files):
            assert find(base, f"new/{n}.docx", *range(20), 100 + 2 * n) == f"old/{n}.docx"

    return know_again


def test_ten_times_the_templates_take_about_ten_times_as_long():
    assert grows_in_step(renamed, 500, 5000, 14)
