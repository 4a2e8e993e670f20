"""Proposed wording stands in Word as changes that the other side can accept or reject."""

from dataclasses import replace

import pytest

from clausecheck.extract import extract
from clausecheck.mark.word import mark_word
from clausecheck.mark.word_redline import in_place_of
from clausecheck.report import Confidence
from tests.extract.builders import p, r
from tests.mark.contracts import CORE, W, finding, joined, package, report, tree
from tests.mark.programs import as_text, needs

ASKED = "Work after the finish time is paid at the hourly rate."
NUMBERED = '<w:pStyle w:val="Clause"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:jc w:val="both"/>'


def redlined(data, *words, how="insert", **changes):
    document = extract(data, name="contract.docx")
    findings = [finding(document, w, **changes) for w in words]
    return mark_word(data, document, report(document, *findings), titles={}, redline={"overrun": how})


def accepted(data):
    """Paragraphs as they read with every change of ours accepted."""
    root = tree(data)
    for gone in list(root.iter(f"{W}del")):
        gone.getparent().remove(gone)
    return ["".join(t.text for t in paragraph.iter(f"{W}t")) for paragraph in root.iter(f"{W}p")]


def rejected(data):
    """The part with every change of ours rejected and every comment removed."""
    root = tree(data)
    for mark in list(root.iter(f"{W}rPr")):
        if mark.find(f"{W}ins") is not None and mark.getparent().tag == f"{W}pPr":
            paragraph = mark.getparent().getparent()
            paragraph.getparent().remove(paragraph)
    for new in list(root.iter(f"{W}ins")):
        new.getparent().remove(new)
    for old in list(root.iter(f"{W}del")):
        for run in list(old):
            for text in run.iter(f"{W}delText"):
                text.tag = f"{W}t"
            old.addprevious(run)
        old.getparent().remove(old)
    for mark in list(root.iter(f"{W}commentRangeStart", f"{W}commentRangeEnd")):
        mark.getparent().remove(mark)
    for mark in list(root.iter(f"{W}commentReference")):
        mark.getparent().getparent().remove(mark.getparent())
    return joined(root)


def test_wording_is_inserted_as_a_paragraph_after_the_clause():
    out = redlined(package(p("Any overrun is unpaid.") + p("The end.")), "overrun")
    assert (out.inserted, out.replaced) == (1, 0)
    assert accepted(out.data) == ["Any overrun is unpaid.", ASKED, "The end."]


@pytest.mark.parametrize("how", ["insert", "replace"])
def test_rejecting_every_change_gives_the_original_back(how):
    body = p("First. Any overrun is unpaid. Last.", NUMBERED) + p("The end.")
    data = package(body)
    out = redlined(data, "Any overrun is unpaid.", how=how)
    assert rejected(out.data) == joined(tree(data))


def test_an_inserted_paragraph_takes_the_looks_of_the_clause_but_not_its_number():
    bold = "<w:i/><w:sz w:val='20'/>"
    out = redlined(package(p(r("Any overrun is unpaid.", bold), NUMBERED) + p("The end.")), "overrun")
    new = list(tree(out.data).iter(f"{W}p"))[1]
    assert new.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == "Clause"
    assert new.find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val") == "0"
    assert new.find(f"{W}pPr/{W}jc").get(f"{W}val") == "both"
    assert [child.tag.removeprefix(W) for child in new.find(f"{W}pPr")] == ["pStyle", "numPr", "jc", "rPr"]
    assert new.find(f".//{W}r/{W}rPr/{W}i") is not None


def test_changes_are_by_clausecheck_and_of_the_date_of_the_document():
    data = package(p("Any overrun is unpaid.") + p("The end."), outside={"docProps/core.xml": CORE})
    changes = list(tree(redlined(data, "overrun").data).iter(f"{W}ins"))
    assert len(changes) == 2
    assert {c.get(f"{W}author") for c in changes} == {"clausecheck"}
    assert {c.get(f"{W}date") for c in changes} == {"2026-05-04T10:00:00Z"}


def test_a_whole_sentence_is_replaced_where_the_rule_file_says_so():
    out = redlined(package(p("First. Any overrun is unpaid. Last.")), "Any overrun is unpaid", how="replace")
    assert (out.inserted, out.replaced) == (0, 1)
    assert accepted(out.data) == [f"First. {ASKED} Last."]


def test_part_of_a_sentence_is_never_replaced():
    out = redlined(package(p("The fee is £90 and overruns are unpaid.") + p("x")), "overruns are unpaid", how="replace")
    assert (out.inserted, out.replaced) == (1, 0)
    assert accepted(out.data)[0] == "The fee is £90 and overruns are unpaid."


def test_a_sentence_with_a_change_of_somebody_else_in_it_is_not_replaced():
    theirs = '<w:ins w:id="3" w:author="Agency">' + r("never ") + "</w:ins>"
    data = package(f"<w:p>{r('Overruns are ')}{theirs}{r('paid.')}</w:p>{p('The end.')}")
    out = redlined(data, "Overruns are never paid.", how="replace")
    assert (out.inserted, out.replaced) == (1, 0)
    assert [e.get(f"{W}author") for e in tree(out.data).iter(f"{W}ins")].count("Agency") == 1


def test_a_topic_without_wording_gets_a_comment_alone():
    out = redlined(package(p("Any overrun is unpaid.")), "overrun", how="none")
    assert (out.comments, out.inserted, out.replaced) == (1, 0, 0)


def test_the_wording_of_a_topic_is_proposed_once_at_its_worst_passage():
    data = package(p("Overrun one.") + p("Overrun two.") + p("The end."))
    document = extract(data)
    mild = finding(document, "Overrun one", severity=3)
    grave = finding(document, "Overrun two", severity=5)
    out = mark_word(data, document, report(document, mild, grave), titles={}, redline={"overrun": "insert"})
    assert accepted(out.data) == ["Overrun one.", "Overrun two.", ASKED, "The end."]


def test_nothing_is_proposed_for_what_the_rules_are_not_sure_of():
    out = redlined(package(p("Any overrun is unpaid.") + p("x")), "overrun", confidence=Confidence.low)
    assert (out.comments, out.inserted) == (1, 0)


def test_wordings_after_one_paragraph_follow_each_other_in_order():
    data = package(p("Overruns and breaks are unpaid.") + p("The end."))
    document = extract(data)
    breaks = replace(finding(document, "breaks"), topic="breaks", ask="Breaks are paid.")
    out = mark_word(data, document, report(document, finding(document, "Overruns"), breaks), titles={}, redline={})
    assert accepted(out.data) == ["Overruns and breaks are unpaid.", ASKED, "Breaks are paid.", "The end."]


@pytest.mark.parametrize(
    "body",
    [
        f"<w:tbl><w:tr><w:tc><w:tcPr/>{p('Any overrun is unpaid.')}</w:tc></w:tr></w:tbl>{p('x')}",
        p("Any overrun is unpaid.", "<w:sectPr/>") + p("x"),
        p("Any overrun is unpaid.") + "<w:sectPr/>",
    ],
    ids=["cell", "section", "end of document"],
)
def test_where_no_paragraph_may_follow_the_wording_is_a_line_of_its_own(body):
    data = package(body)
    out = redlined(data, "overrun")
    assert accepted(out.data)[0] == f"Any overrun is unpaid.{ASKED}"
    assert next(tree(out.data).iter(f"{W}ins")).find(f"{W}r/{W}br") is not None
    assert rejected(out.data) == joined(tree(data))


@needs("soffice", "LibreOffice")
def test_libreoffice_reads_replaced_wording_as_a_change(tmp_path):
    data = package(p("First. Any overrun is unpaid. Last.") + p("The end."))
    out = redlined(data, "Any overrun is unpaid.", how="replace")
    text = as_text(out.data, tmp_path)
    assert f"First. {ASKED} Last." in text.replace("Any overrun is unpaid.", "")


TEXT = "1.2 Any overrun is unpaid. Breaks are not, and calls are free; visits too."


@pytest.mark.parametrize(
    ("words", "instead"),
    [
        ("Any overrun is unpaid.", "A. B."),
        ("Any overrun is unpaid", "A. B"),
        ("Breaks are not, and calls are free; visits too.", "A. B."),
        ("Breaks are not, and calls are free; visits too", "A. B"),
        ("Breaks are not", None),
        ("calls are free", None),
        ("Any overrun", None),
        ("overrun is unpaid.", None),
    ],
)
def test_only_whole_sentences_can_be_replaced(words, instead):
    document = extract(package(p(TEXT)))
    start = document.text.index(words)
    assert in_place_of(document, start, start + len(words), "A. B.") == instead


def test_a_row_of_a_table_cannot_be_replaced():
    cells = "".join(f"<w:tc><w:tcPr/>{p(text)}</w:tc>" for text in ("Overrun", "Not paid."))
    document = extract(package(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"))
    assert in_place_of(document, 0, len(document.text), "Paid.") is None
