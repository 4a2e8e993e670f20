from dataclasses import replace

from clausecheck.bulk.views.entries import Topics, entry, ordered, parts
from clausecheck.render.json import report_value
from clausecheck.report import State
from tests.bulk.views.results import failed, judged, partial
from tests.render.reports import report


def row(result, topics=None):
    name, value = next(iter(parts(result)))
    return entry(name, result, value, topics or Topics())


def test_an_entry_holds_what_a_report_came_to():
    topics = Topics()
    one = row(judged("a.pdf"), topics)
    assert (one.letter, one.whole, one.template, one.pages, one.words) == ("D", True, True, 10, 4873)
    assert one.severities == (0, 0, 0, 1, 1)
    assert (one.worst, one.doubtful, one.protections, one.silent, one.findings) == (5, 1, 1, 2, 3)
    assert one.axes == (("workload", "D"),)
    assert (one.ratio, one.unbounded) == (1.2, False)
    assert one.state(topics.number("overrun")) is State.adverse
    assert one.severity(topics.number("overrun")) == 4
    assert one.severity(topics.number("newspeak")) == 0  # of low confidence only
    assert one.state(topics.number("a new topic")) is None


def test_what_was_not_read_says_why():
    one = row(failed("b.pdf"))
    assert (one.letter, one.template, one.kind) == ("", False, "password")
    assert one.unread == (("b.pdf", "b.pdf: is locked. Give --password."),)
    half = row(partial("c.pdf"))
    assert not half.whole
    assert half.unread == (("page 2", "it is a picture"),)
    assert half.verdict == "No grade."


def test_files_within_a_file_are_documents_of_their_own_with_names_of_their_own():
    inner = report(name="terms.pdf")
    result = judged("mail.eml", attachments=(inner, inner, replace(inner, name="x", attachments=(inner,))))
    assert [name for name, _ in parts(result)] == [
        "mail.eml",
        "mail.eml > terms.pdf",
        "mail.eml > terms.pdf (2)",
        "mail.eml > x",
        "mail.eml > x > terms.pdf",
    ]


def test_findings_of_low_confidence_come_last():
    found = ordered(report_value(report()))
    assert [(f["severity"], f["confidence"]) for f in found] == [(5, "high"), (4, "high"), (4, "low")]


def test_a_fingerprint_of_any_make_takes_eight_bytes():
    findings = tuple(replace(report().findings[0], fingerprint=f) for f in ("00ff" * 4, "zz" * 8, "", "\ud800"))
    prints = row(judged("a", findings=findings)).prints
    assert len(prints) == 32
    assert prints[:8] == bytes.fromhex("00ff" * 4)
    assert len({prints[at : at + 8] for at in range(0, 32, 8)}) == 4
