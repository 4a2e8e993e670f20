"""A marked Word file is the file it was, with a comment at the words of every finding."""

import io
import re
from pathlib import Path

import pytest

from clausecheck.errors import UnreadableInput
from clausecheck.extract import extract
from clausecheck.judging.checking import Checker
from clausecheck.mark.word import mark_word
from tests.extract.builders import p, r
from tests.mark.contracts import (
    CORE,
    W,
    anchored,
    comments_of,
    finding,
    joined,
    package,
    parts_of,
    report,
    tree,
    unmarked,
)
from tests.mark.programs import as_pdf, as_text, needs

SAMPLES = sorted((Path(__file__).parents[2] / "sample_contracts").glob("*.docx"))
MEANT = {"word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}
TITLES = {"overrun": "Work after the finish"}

needs_office = needs("soffice", "LibreOffice")


@pytest.fixture(scope="module")
def checker():
    return Checker()


@pytest.fixture(scope="module", params=SAMPLES, ids=lambda path: path.stem)
def sample(request, checker):
    data = request.param.read_bytes()
    document = extract(data, name=request.param.name)
    return data, document, checker.check(document)


def marked(data, *words, redline=None, **changes):
    document = extract(data, name="contract.docx")
    findings = [finding(document, w, **changes) for w in words]
    return mark_word(data, document, report(document, *findings), titles=TITLES, redline=redline)


def words_of(text):
    return re.sub(r"\W+", "", text)


def test_every_finding_of_a_sample_has_a_comment_at_its_own_words(sample):
    data, document, said = sample
    out = mark_word(data, document, said, titles={})
    found = anchored(out.data, deleted="")
    assert len(comments_of(out.data)) == len(found) == out.comments == len(said.findings) > 0
    by_place = sorted(said.findings, key=lambda f: (f.start, -f.end, -f.severity, f.topic, f.rule))
    for number, one in enumerate(by_place):
        assert words_of(found[str(number)]) == words_of(one.quote)


def test_every_other_part_of_a_sample_is_the_same_byte_for_byte(sample):
    data, document, said = sample
    before, after = parts_of(data), parts_of(mark_word(data, document, said, titles={}, redline={}).data)
    assert set(after) - set(before) <= MEANT
    assert {name for name in before if before[name] != after[name]} <= MEANT
    assert [name for name in after if name in before] == list(before)


def test_without_the_comments_a_sample_is_what_it_was(sample):
    data, document, said = sample
    out = mark_word(data, document, said, titles={}).data
    assert unmarked(out, set(comments_of(out))) == joined(tree(data))


def test_a_marked_sample_reads_as_it_did(sample):
    data, document, said = sample
    again = extract(mark_word(data, document, said, titles={}).data)
    assert again.text == document.text
    assert again.blocks == document.blocks


def test_the_same_contract_gives_the_same_bytes(sample):
    data, document, said = sample
    assert mark_word(data, document, said, titles={}, redline={}) == mark_word(
        data, document, said, titles={}, redline={}
    )


def test_python_docx_finds_the_comments_of_a_marked_sample(sample):
    import docx

    data, document, said = sample
    out = mark_word(data, document, said, titles={})
    opened = docx.Document(io.BytesIO(out.data))
    assert [comment.author for comment in opened.comments] == ["clausecheck"] * out.comments
    assert [p.text for p in opened.paragraphs] == [p.text for p in docx.Document(io.BytesIO(data)).paragraphs]


@needs_office
def test_libreoffice_opens_a_marked_sample_with_all_its_comments(sample, checker, tmp_path):
    from pypdf import PdfReader

    data, document, said = sample
    redline = {topic.slug: topic.redline for topic in checker.rulebook.topics}
    out = mark_word(data, document, said, titles={}, redline=redline)
    (tmp_path / "printed.pdf").write_bytes(as_pdf(out.data, tmp_path))
    pages = PdfReader(tmp_path / "printed.pdf").pages
    notes = [
        note.get_object()
        for page in pages
        for note in (page.get("/Annots") or ())
        if note.get_object()["/Subtype"] == "/Text"
    ]
    assert len(notes) == out.comments
    assert all("In plain English" in note["/Contents"] for note in notes)


@needs_office
def test_libreoffice_reads_the_same_text_out_of_a_marked_sample(sample, tmp_path):
    data, document, said = sample
    plain, commented = tmp_path / "plain", tmp_path / "commented"
    plain.mkdir()
    commented.mkdir()
    out = mark_word(data, document, said, titles={})
    assert as_text(out.data, commented) == as_text(data, plain)


def test_a_comment_says_why_the_model_and_what_to_ask_for():
    out = marked(package(p("Any overrun is unpaid.")), "Any overrun is unpaid")
    assert comments_of(out.data)["0"].splitlines() == [
        "Work after the finish: NEGOTIATE HARD (4 of 5)",
        "In plain English: You are not paid for time you work after the finish.",
        "And: Schedule 2 prevails and names no rate.",
        "Why it matters: Every late patient is your loss.",
        "The model says (clause 5.1): “The Practice pays for work after the Finish Time at the hourly rate.”",
        "Ask for: Work after the finish time is paid at the hourly rate.",
        "Basis: published guidance [B3].",
        "Law and guidance as read on 2026-11-02. This is not legal advice.",
    ]


def test_a_range_within_a_run_splits_it_and_keeps_its_looks():
    bold = "<w:b/><w:color w:val='FF0000'/>"
    data = package(p(r("Before. Any overrun is unpaid. After.", bold)))
    out = marked(data, "Any overrun is unpaid.").data
    assert anchored(out) == {"0": "Any overrun is unpaid."}
    runs = [run for run in tree(out).iter(f"{W}r") if run.find(f"{W}t") is not None]
    assert ["".join(run.itertext()) for run in runs] == ["Before. ", "Any overrun is unpaid.", " After."]
    assert all(run.find(f"{W}rPr/{W}b") is not None for run in runs)
    assert unmarked(out, {"0"}) == joined(tree(data))


def test_ranges_may_overlap_and_lie_within_each_other():
    data = package(p("One two three four five six."))
    out = marked(data, "two three four", "three", "four five", "two three four five six").data
    assert sorted(anchored(out).values()) == sorted(["two three four", "three", "four five", "two three four five six"])
    assert unmarked(out, set(comments_of(out))) == joined(tree(data))


def test_of_words_said_twice_in_a_paragraph_the_right_ones_are_marked():
    data = package(p("It is unpaid. Breaks: it is unpaid. Calls: it is unpaid."))
    document = extract(data)
    second = document.text.index("it is unpaid", 20)
    one = finding(document, "It is unpaid", quote="it is unpaid", start=second, end=second + 12)
    root = tree(mark_word(data, document, report(document, one), titles={}).data)
    before = root.xpath("//w:commentRangeStart/preceding::w:t/text()", namespaces={"w": W[1:-1]})
    assert "".join(before) == "It is unpaid. Breaks: "


LINK = '<w:hyperlink r:id="r9">' + r("an overrun clause") + "</w:hyperlink>"
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    + r("clause nine")
    + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
CONTROL = "<w:sdt><w:sdtContent>" + r("fifty patients") + "</w:sdtContent></w:sdt>"
INSERTED = '<w:ins w:id="5" w:author="Agency">' + r("and any extra work asked for") + "</w:ins>"


@pytest.mark.parametrize(
    ("content", "words", "marked_words"),
    [
        (r("See ") + LINK + r(" today."), "overrun", "an overrun clause"),
        (r("See ") + FIELD + r(" today."), "nine", "clause nine"),
        (r("Up to ") + CONTROL + r(" a day."), "fifty patients", "fifty patients"),
        (r("Calls ") + INSERTED + r(" too."), "any extra work", "any extra work"),
        (r("Un") + r("paid", "<w:b/>") + r(" work."), "paid work", "paid work"),
    ],
    ids=["link", "field", "control", "insertion", "two runs"],
)
def test_marks_stand_beside_what_must_not_hold_them(content, words, marked_words):
    data = package(f"<w:p>{content}</w:p>")
    out = marked(data, words).data
    assert anchored(out) == {"0": marked_words}
    root = tree(out)
    for mark in (*root.iter(f"{W}commentRangeStart"), *root.iter(f"{W}commentRangeEnd")):
        assert mark.getparent().tag in (f"{W}p", f"{W}ins")
    assert unmarked(out, {"0"}) == joined(tree(data))


def test_words_in_a_table_row_are_marked_across_its_cells():
    cells = "".join(f"<w:tc><w:tcPr/>{p(text)}</w:tc>" for text in ("Overrun", "not paid"))
    out = marked(package(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>{p('End.')}"), "Overrun | not paid").data
    assert anchored(out) == {"0": "Overrunnot paid"}


def test_words_in_a_text_box_have_their_comment_outside_of_it():
    box = f"<w:r><w:pict><w:txbxContent>{p('Overruns are free.')}</w:txbxContent></w:pict></w:r>"
    out = marked(package(f"<w:p>{r('Terms.')}{box}</w:p>"), "Overruns are free").data
    root = tree(out)
    assert root.xpath("count(//w:txbxContent//w:commentRangeStart)", namespaces={"w": W[1:-1]}) == 0
    assert anchored(out) == {"0": "Overruns are free."}


def test_hidden_and_deleted_words_do_not_lead_astray():
    content = r("Any ") + r("secret ", "<w:vanish/>") + r("overrun ")
    content += '<w:del w:id="1" w:author="A"><w:r><w:delText>never </w:delText></w:r></w:del>' + r("is unpaid.")
    data = package(f"<w:p>{content}</w:p>")
    out = marked(data, "overrun is unpaid").data
    assert anchored(out) == {"0": "overrun never is unpaid"}


def test_words_in_a_footnote_are_commented_at_its_mark():
    body = f'<w:p>{r("The fee is fixed.")}<w:r><w:footnoteReference w:id="7"/></w:r></w:p>{p("More.")}'
    notes = '<w:footnote w:id="7">' + p("Overruns are unpaid.") + "</w:footnote>"
    out = marked(package(body, footnotes=notes), "Overruns are unpaid")
    assert "It is about: “Overruns are unpaid”" in comments_of(out.data)["0"]
    start = next(tree(out.data).iter(f"{W}commentRangeStart"))
    assert start.getnext().find(f"{W}footnoteReference") is not None
    assert len(out.warnings) == 1
    assert out.warnings[0].startswith("1 passage in a header, a footer or a note")


def test_words_in_a_header_are_quoted_at_the_first_paragraph():
    out = marked(package(p("The fee is fixed."), header=p("Overruns are unpaid in this house.")), "Overruns are unpaid")
    assert anchored(out.data) == {"0": "The fee is fixed."}
    assert "It is about: “Overruns are unpaid”" in comments_of(out.data)["0"]


THEIRS = '<w:comment w:id="4" w:author="Agency" w:date="2026-01-01T00:00:00Z">' + p("Standard term.") + "</w:comment>"


def test_comments_and_tracked_changes_of_others_stay_as_they_are():
    content = '<w:commentRangeStart w:id="4"/>' + r("Any overrun is unpaid.") + '<w:commentRangeEnd w:id="4"/>'
    content += '<w:r><w:commentReference w:id="4"/></w:r>' + INSERTED
    data = package(f"<w:p>{content}</w:p>{p('End.')}", comments=THEIRS)
    out = marked(data, "overrun is unpaid", redline={"overrun": "insert"}).data
    assert comments_of(out)["4"] == "Standard term."
    assert anchored(out) == {"4": "Any overrun is unpaid.", "5": "overrun is unpaid"}
    theirs = next(c for c in tree(out, "word/comments.xml") if c.get(f"{W}id") == "4")
    assert theirs.get(f"{W}author") == "Agency"
    insertions = [e for e in tree(out).iter(f"{W}ins") if e.get(f"{W}author") == "Agency"]
    assert ["".join(e.itertext()) for e in insertions] == ["and any extra work asked for"]
    ids = [e.get(f"{W}id") for e in tree(out).iter(f"{W}ins", f"{W}del")]
    assert len(ids) == len(set(ids))
    changed = {name for name, part in parts_of(data).items() if parts_of(out)[name] != part}
    assert changed == {"word/document.xml", "word/comments.xml"}


def test_the_date_of_a_comment_is_that_of_the_document_never_of_the_clock():
    body = p("Any overrun is unpaid.")
    dated = marked(package(body, outside={"docProps/core.xml": CORE}), "overrun").data
    assert next(iter(tree(dated, "word/comments.xml"))).get(f"{W}date") == "2026-05-04T10:00:00Z"
    assert next(iter(tree(marked(package(body), "overrun").data, "word/comments.xml"))).get(f"{W}date") is None


def test_a_file_without_findings_comes_back_part_for_part():
    data = package(p("All is well."))
    out = marked(data)
    assert parts_of(out.data) == parts_of(data)
    assert out.comments == 0


@pytest.mark.parametrize(
    ("settings", "outside", "said"),
    [
        ('<w:documentProtection w:edit="readOnly" w:enforcement="1"/>', {}, "protected against editing"),
        ('<w:writeProtection w:recommended="1"/>', {}, "read-only"),
        ("", {"_xmlsignatures/sig1.xml": "<Signature/>"}, "digitally signed"),
        ("", {"docProps/custom.xml": '<Properties><property name="_MarkAsFinal"/></Properties>'}, "marked as final"),
    ],
)
def test_what_protects_the_original_is_said_and_kept(settings, outside, said):
    data = package(p("Any overrun is unpaid."), settings=settings, outside=outside)
    out = marked(data, "overrun")
    assert len(out.warnings) == 1
    assert said in out.warnings[0]
    assert parts_of(out.data)["word/settings.xml"] == parts_of(data)["word/settings.xml"]


def test_protection_that_is_not_enforced_is_not_spoken_of():
    out = marked(
        package(p("x overrun"), settings='<w:documentProtection w:edit="readOnly" w:enforcement="0"/>'), "overrun"
    )
    assert out.warnings == ()


def test_a_file_with_a_document_type_is_refused():
    good = package(p("Any overrun is unpaid."))
    document = extract(good, name="contract.docx")
    evil = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e "y">]>' + parts_of(good)["word/document.xml"].decode()
    bad = package(p("x"), outside={"word/document.xml": evil})
    with pytest.raises(UnreadableInput, match="damaged"):
        mark_word(bad, document, report(document, finding(document, "overrun")), titles={})


def test_signs_that_xml_cannot_hold_are_shown_not_written():
    out = marked(package(p("Any overrun is unpaid.")), "overrun", why="Bell\x07 and <b>tags</b> & \u202eturns")
    assert "Why it matters: Bell␇ and <b>tags</b> & <U+202E>turns" in comments_of(out.data)["0"]


def test_a_file_in_the_strict_form_of_the_format_gets_strict_comments():
    usual, strict = W[1:-1], "http://purl.oclc.org/ooxml/wordprocessingml/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts = {
        name: part.decode()
        .replace(usual, strict)
        .replace(relations, "http://purl.oclc.org/ooxml/officeDocument/relationships")
        for name, part in parts_of(package(p("Any overrun is unpaid."))).items()
    }
    out = marked(package("", outside=parts), "overrun").data
    comments = tree(out, "word/comments.xml")
    assert comments.tag == f"{{{strict}}}comments"
    assert len(comments) == 1
    assert (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships/comments"
        in parts_of(out)["word/_rels/document.xml.rels"]
    )
