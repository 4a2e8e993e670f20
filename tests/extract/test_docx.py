"""A Word file comes out as Word prints it: every story, in order, numbers in front, nothing twice."""

import io

import docx
import pytest

from clausecheck.document import BlockKind
from clausecheck.errors import UnreadableInput
from clausecheck.extract import extract
from tests.extract.builders import assert_sound, blocks_of, listed, numbering, p, r, word


def texts(data):
    document = extract(data)
    assert_sound(document)
    return [text for _, text in blocks_of(document)]


def cell(content, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def row(*cells, properties=""):
    return f"<w:tr>{properties}{''.join(cells)}</w:tr>"


def table(*rows):
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def test_a_document_written_by_python_docx_is_read_in_order():
    made = docx.Document()
    made.add_heading("Locum Agreement", 0)
    made.add_heading("Fees", 2)
    made.add_paragraph("The fee is £350.")
    grid = made.add_table(1, 2)
    grid.cell(0, 0).text, grid.cell(0, 1).text = "Overrun", "included"
    made.add_paragraph("Signed.")
    made.sections[0].header.paragraphs[0].text = "Riverside Surgery"
    made.sections[0].footer.paragraphs[0].text = "Version 3"
    out = io.BytesIO()
    made.save(out)
    document = extract(out.getvalue())
    assert_sound(document)
    assert blocks_of(document) == [
        ("header", "Riverside Surgery"),
        ("heading", "Locum Agreement"),
        ("heading", "Fees"),
        ("paragraph", "The fee is £350."),
        ("table-row", "Overrun | included"),
        ("paragraph", "Signed."),
        ("footer", "Version 3"),
    ]
    assert document.blocks[2].level == 1
    assert "Fees\n\nThe fee" in document.text


@pytest.mark.parametrize(
    "wrapped",
    [
        "<w:ins>{}</w:ins>",
        "<w:moveTo>{}</w:moveTo>",
        "<w:hyperlink>{}</w:hyperlink>",
        "<w:smartTag>{}</w:smartTag>",
        "<w:fldSimple>{}</w:fldSimple>",
        "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
        "<mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>",
    ],
)
def test_text_inside_any_wrapper_is_read_once(wrapped):
    inner = wrapped.replace("{}", r("350"))
    assert texts(word(p(r("Fee ") + inner + r(" a session")))) == ["Fee 350 a session"]


def test_paragraphs_in_block_content_controls_are_read():
    body = f"<w:sdt><w:sdtContent>{p('Fee')}</w:sdtContent></w:sdt>{p('350')}"
    assert texts(word(body)) == ["Fee", "350"]


def test_text_boxes_follow_their_paragraph_once():
    box = f"<w:txbxContent>{p('in the box')}</w:txbxContent>"
    drawn = (
        f"<mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    document = extract(word(p(f"{r('Before')}<w:r>{drawn}</w:r>{r(' after')}")))
    assert blocks_of(document) == [("paragraph", "Before after"), ("text-box", "in the box")]


def test_tabs_breaks_and_hyphens_are_kept():
    run = "<w:r><w:t>Fee</w:t><w:tab/><w:t>350</w:t><w:br/><w:t>non</w:t><w:noBreakHyphen/><w:t>stop</w:t></w:r>"
    assert texts(word(p(run))) == ["Fee\t350\nnon-stop"]


def test_ticked_and_empty_boxes_are_kept():
    symbol = '<w:r><w:sym w:font="Wingdings" w:char="F0{}"/></w:r>'
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/>{}</w:checkBox></w:ffData>'
        "</w:fldChar></w:r><w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    body = (
        p(r("☒ yes"))
        + p(symbol.format("FE") + r(" on"))
        + p(symbol.format("A8") + r(" off"))
        + p(field.format("<w:checked/>") + r(" in"))
        + p(field.format("") + r(" out"))
    )
    assert texts(word(body)) == ["☒ yes", "☒ on", "☐ off", "☒ in", "☐ out"]


def test_a_fields_result_is_read_and_its_code_is_not():
    run = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF fee</w:instrText></w:r>'
        '<w:r><w:t>nested code</w:t></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        '<w:r><w:t>clause 3</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert texts(word(p(r("see ") + run))) == ["see clause 3"]


def test_a_field_that_never_ends_hides_nothing():
    run = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    assert texts(word(p(run + r("Fee")) + p("350"))) == ["Fee", "350"]


def test_tables_merged_nested_and_of_one_cell():
    merged = table(
        row(cell(p("Wide"), '<w:gridSpan w:val="2"/>'), cell(p("c"))),
        row(cell(p("tall"), '<w:vMerge w:val="restart"/>'), cell(p("d"))),
        row(cell(p(""), "<w:vMerge/>"), cell(p("e"))),
    )
    nested = table(row(cell(p("outer")), cell(p("holds") + table(row(cell(p("x")), cell(p("y"))))))) + p("end")
    boxed = table(row(cell(p("Note 1") + p("Note 2"))))
    assert texts(word(merged + nested + boxed)) == [
        "Wide | c",
        "tall | d",
        "| e",
        "outer | holds",
        "x | y",
        "end",
        "Note 1",
        "Note 2",
    ]


def test_a_row_is_one_line_whatever_its_cells_hold():
    assert texts(
        word(table(row(cell(p("Fee") + p("and more")), cell(p("<w:r><w:t>3</w:t><w:br/><w:t>5</w:t></w:r>")))))
    ) == ["Fee and more | 3 5"]


def test_a_number_in_a_cell_of_its_own_leads_its_clause():
    document = extract(word(table(row(cell(p("1.1")), cell(p("The Locum shall attend."))))))
    assert blocks_of(document) == [("paragraph", "1.1 The Locum shall attend.")]


def test_a_layout_table_full_of_clauses_is_read_as_clauses():
    clauses = [f"Clause {i} " + "word " * 30 for i in range(3)]
    got = texts(word(table(row(cell(p("Fees")), cell("".join(map(p, clauses)))))))
    assert got == ["Fees", *(clause.strip() for clause in clauses)]


def test_tracked_changes_read_the_new_text_and_tell_both():
    body = p(r("Fee ") + f"<w:del>{r('350').replace('w:t', 'w:delText')}</w:del><w:ins>{r('250')}</w:ins>")
    document = extract(word(body))
    assert document.text == "Fee 250"
    assert [(n.kind, n.quote) for n in document.notices] == [("tracked-changes", "250"), ("tracked-changes", "350")]


def test_a_deleted_paragraph_mark_joins_and_a_deleted_row_goes():
    joined = p("The Locum shall ", "<w:rPr><w:del/></w:rPr>") + p("attend.")
    gone = table(row(cell(p("old")), cell(p("1"))), row(cell(p("new")), cell(p("2")))).replace(
        "<w:tr>", "<w:tr><w:trPr><w:del/></w:trPr>", 1
    )
    assert texts(word(joined + gone)) == ["The Locum shall attend.", "new | 2"]


def test_hidden_text_is_left_out_and_quoted():
    styles = '<w:style w:type="character" w:styleId="Ghost"><w:rPr><w:vanish/></w:rPr></w:style>'
    body = p(
        r("Fee")
        + r(" none", "<w:vanish/>")
        + r(" ever", '<w:rStyle w:val="Ghost"/>')
        + r(" 350", '<w:vanish w:val="0"/>')
    )
    document = extract(word(body, parts={"styles": styles}))
    assert document.text == "Fee 350"
    assert [(n.kind, n.quote) for n in document.notices] == [("hidden-text", "none … ever")]


def test_struck_text_stays_with_its_span():
    body = listed("x") + p(r("Fee ") + r("250", "<w:strike/>") + r(" or less", "<w:dstrike/>") + r(" 350"))
    struck = table(row(cell(p("Fee")), cell(p(r("  0", "<w:strike/>") + r(" 350")))))
    document = extract(word(body + struck))
    assert_sound(document)
    spans = [document.text[a:b] for block in document.blocks for a, b in block.struck]
    assert spans == ["250 or less", "0"]


def test_footnotes_come_last_with_their_number():
    notes = (
        f'<w:footnote w:id="0" w:type="separator">{p("---")}</w:footnote>'
        f'<w:footnote w:id="2">{p("Excluding VAT.")}</w:footnote>'
    )
    body = p(r("Fee") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + r(" 350")) + p("End")
    document = extract(word(body, parts={"footnotes": notes}))
    assert blocks_of(document) == [
        ("paragraph", "Fee 350"),
        ("paragraph", "End"),
        ("footnote", "[1] Excluding VAT."),
    ]
    assert [part.name for part in document.coverage.parts] == ["body", "footnotes"]


def test_a_page_number_is_no_footer():
    assert texts(word(p("Fee"), parts={"footer": p("Page 1 of 9")})) == ["Fee"]


def test_comments_are_told_and_not_read():
    comments = f'<w:comment w:id="0" w:author="Ann">{p("We pay overrun.")}</w:comment>'
    document = extract(word(p("Fee"), parts={"comments": comments}))
    assert document.text == "Fee"
    assert [(n.kind, n.quote) for n in document.notices] == [("comment", "We pay overrun.")]


def test_a_table_of_contents_is_left_out():
    styles = '<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="toc 1"/></w:style>'
    body = p("1. Fees\t4", '<w:pStyle w:val="T1"/>') + p("1. Fees")
    assert texts(word(body, parts={"styles": styles})) == ["1. Fees"]


def test_an_embedded_file_is_told_as_unread():
    parts = {"package": ""}
    document = extract(word(p("Fee"), parts=parts))
    assert [part.name for part in document.coverage.unread] == ["attachment package.xml"]


def test_a_file_of_pictures_alone_is_refused():
    with pytest.raises(UnreadableInput, match="pictures and no text"):
        extract(word(p(""), parts={"image": ""}))


def test_strict_files_are_read_like_others():
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = f'<w:document xmlns:w="{namespace}"><w:body>{p("Fee")}</w:body></w:document>'
    assert texts(word(body.replace(namespace, "http://purl.oclc.org/ooxml/wordprocessingml/main").encode())) == ["Fee"]


def test_paragraph_ordinals_count_every_paragraph_of_the_part():
    body = p("one") + p("") + table(row(cell(p("a")), cell(p("b")))) + p("two")
    document = extract(word(body))
    assert [(block.kind, block.paragraph) for block in document.blocks] == [
        (BlockKind.paragraph, 0),
        (BlockKind.table_row, 2),
        (BlockKind.paragraph, 4),
    ]


def test_the_label_path_and_level_stand_beside_the_text():
    parts = {"numbering": numbering(("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "(%3)"))}
    document = extract(word(listed("Fees") + listed("Pay", 1) + listed("in time", 2), parts=parts))
    assert [(document.text[b.start : b.end], b.label, b.level) for b in document.blocks] == [
        ("1. Fees", "1", 0),
        ("1.1 Pay", "1.1", 1),
        ("(a) in time", "1.1(a)", 2),
    ]
