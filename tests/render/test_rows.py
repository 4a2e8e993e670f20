from clausecheck.render.rows import FINDING_COLUMNS, finding_cells, in_order, reports, values_text
from clausecheck.report import Confidence
from tests.render.reports import finding, report


def test_the_worst_topic_comes_first_and_what_is_only_worth_a_look_last():
    low = finding(severity=5, confidence=Confidence.low, fingerprint="low")
    mild, grave = finding(severity=2, topic="breaks", fingerprint="mild"), finding(severity=5, fingerprint="grave")
    ordered = in_order(report(findings=(low, mild, grave)))
    assert [f.fingerprint for f in ordered] == ["grave", "mild", "low"]


def test_a_finding_has_a_cell_for_each_column():
    row = dict(zip(FINDING_COLUMNS, finding_cells(finding(), {"overrun": "Overrun pay"}), strict=True))
    assert (row["title"], row["severity"], row["severity_words"]) == ("Overrun pay", 4, "negotiate hard")
    assert (row["model_clause"], row["basis"], row["fingerprint"]) == ("5.1", "published guidance", "f1")


def test_values_are_named_and_whole_numbers_have_no_decimals():
    assert (
        values_text((("patients_per_session", 15.0), ("fee_gbp", 480.5)))
        == "patients_per_session = 15; fee_gbp = 480.5"
    )


def test_attached_reports_are_named_after_what_they_hang_on():
    inner = report(name="b.pdf", attachments=(report(name="c.pdf"),))
    named = [name for name, _ in reports(report(attachments=(inner,)), "a.eml")]
    assert named == ["a.eml", "a.eml > b.pdf", "a.eml > b.pdf > c.pdf"]
