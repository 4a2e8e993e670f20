"""OpenDocument texts are read with the numbers their lists print; what is hidden or pending is told."""

import io
import zipfile

import pytest

from clausecheck.errors import PasswordNeeded, UnreadableInput
from clausecheck.extract import extract
from tests.extract.builders import assert_sound, blocks_of
from tests.extract.with_office import converted, needs_office

NS = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for name, long in (
        ("office", "office"), ("style", "style"), ("text", "text"), ("table", "table"), ("draw", "drawing"),
        ("form", "form"),
    )
) + ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'  # fmt: skip
LOEXT = 'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
KIND = "application/vnd.oasis.opendocument.text"
NUMBERS = (
    '<text:list-style style:name="L">'
    '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
    '<text:list-level-style-number text:level="2" style:num-format="1" text:display-levels="2"/>'
    '<text:list-level-style-number text:level="3" style:num-format="a" style:num-prefix="(" style:num-suffix=")"/>'
    "</text:list-style>"
)


def odt(body, automatic="", styles="", content="", **parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", KIND)
        archive.writestr(
            "content.xml",
            content
            or f"<office:document-content {NS} {LOEXT}><office:automatic-styles>{automatic}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        )
        archive.writestr("styles.xml", f"<office:document-styles {NS}>{styles}</office:document-styles>")
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return out.getvalue()


def read(body, automatic="", styles=""):
    document = extract(odt(body, automatic, styles))
    assert_sound(document)
    assert document.format == "odt"
    return document


def p(text):
    return f"<text:p>{text}</text:p>"


def items(*contents, attributes=""):
    inner = "".join(f"<text:list-item>{content}</text:list-item>" for content in contents)
    return f"<text:list {attributes}>{inner}</text:list>"


def test_spaces_tabs_and_breaks_are_kept_and_white_space_of_the_file_is_not():
    assert read(p('The\n   fee<text:s text:c="2"/>is<text:tab/>£350<text:line-break/>a day')).text == (
        "The fee  is\t£350\na day"
    )


def test_numbers_of_lists_are_rebuilt():
    document = read(
        items(
            p("Fees") + items(p("Pay"), p("Late") + items(p("one"), p("two"))),
            p("Hours"),
            attributes='text:style-name="L"',
        )
        + p("between")
        + items(items(p("on")), p("Exit"), attributes='text:style-name="L" text:continue-numbering="true"')
        + items(p("anew"), attributes='text:style-name="L"'),
        NUMBERS,
    )
    assert [text for _, text in blocks_of(document)] == [
        "1. Fees", "1.1 Pay", "1.2 Late", "(a) one", "(b) two", "2. Hours", "between", "2.1 on", "3. Exit", "1. anew",
    ]  # fmt: skip
    assert [block.label for block in document.blocks][3] == "1.2(a)"


def test_start_values_headers_and_patterns_of_lists_count():
    style = (
        '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="I"'
        ' loext:num-list-format="Part %1%:" text:start-value="4"/></text:list-style>'
    )
    body = (
        '<text:list text:style-name="L"><text:list-header><text:p>head</text:p></text:list-header>'
        "<text:list-item><text:p>A</text:p><text:p>more</text:p></text:list-item>"
        '<text:list-item text:start-value="9"><text:p>B</text:p></text:list-item></text:list>'
    )
    assert [text for _, text in blocks_of(read(body, style))] == ["head", "Part IV: A", "more", "Part IX: B"]


def test_numbered_headings_outside_of_lists_count_by_the_outline():
    outline = (
        '<text:outline-style><text:outline-level-style text:level="1" style:num-format="1"/>'
        '<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/></text:outline-style>'
    )
    body = "".join(
        f'<text:h text:outline-level="{level}">{text}</text:h>'
        for level, text in ((1, "Fees"), (2, "Pay"), (1, "Exit"))
    )
    document = read(body, styles=outline)
    assert [(kind, text) for kind, text in blocks_of(document)] == [
        ("heading", "1 Fees"),
        ("heading", "1.1 Pay"),
        ("heading", "2 Exit"),
    ]
    assert [block.level for block in document.blocks] == [0, 1, 0]


@pytest.mark.parametrize(
    "hidden",
    [
        '<text:p>before<text:span text:style-name="H">secret</text:span></text:p>',
        '<text:p>before</text:p><text:section text:display="none"><text:p>secret</text:p></text:section>',
        '<text:p>before<text:hidden-text text:string-value="secret" text:is-hidden="true"/></text:p>',
        '<text:p>before</text:p><text:p>secret<text:hidden-paragraph text:is-hidden="true"/></text:p>',
        '<text:p>before</text:p><text:p text:style-name="HP">secret</text:p>',
    ],
)
def test_hidden_text_never_speaks_and_is_told(hidden):
    styles = "".join(
        f'<style:style style:name="{name}" style:family="{family}"><style:text-properties text:display="none"/>'
        "</style:style>"
        for name, family in (("H", "text"), ("HP", "paragraph"))
    )
    document = read(hidden, styles)
    assert document.text == "before"
    assert [(notice.kind, notice.quote) for notice in document.notices] == [("hidden-text", "secret")]


def test_tracked_changes_are_taken_as_accepted_and_told():
    region = '<text:changed-region text:id="{0}"><text:{1}><office:change-info><dc:creator>Ann Lee</dc:creator>'
    body = (
        "<text:tracked-changes>"
        + region.format("a", "insertion") + "</office:change-info></text:insertion></text:changed-region>"
        + region.format("b", "deletion") + "</office:change-info><text:p>late</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        '<text:p>Paid <text:change-start text:change-id="a"/>promptly<text:change-end text:change-id="a"/>'
        '<text:change text:change-id="b"/>.</text:p>'
    )  # fmt: skip
    document = read(body)
    assert document.text == "Paid promptly."
    assert [notice.quote for notice in document.notices] == ["promptly", "late"]
    assert all("(by Ann Lee)" in notice.message for notice in document.notices)


def test_struck_text_keeps_its_place():
    style = (
        '<style:style style:name="T" style:family="text">'
        '<style:text-properties style:text-line-through-style="solid"/></style:style>'
    )
    document = read(p('Paid <text:span text:style-name="T">never</text:span> twice'), style)
    assert [document.text[a:b] for block in document.blocks for a, b in block.struck] == ["never"]


def test_tables_notes_boxes_comments_and_edges_stand_where_they_belong():
    cell = "<table:table-cell>{}</table:table-cell>"
    body = (
        "<table:table><table:table-header-rows><table:table-row>" + cell.format(p("Fee")) + cell.format(p("£350"))
        + "</table:table-row></table:table-header-rows><table:table-row>" + cell.format(p("Visits"))
        + "<table:covered-table-cell/>" + cell.format(p("none")) + "</table:table-row></table:table>"
        '<text:p>Body<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>'
        "<text:p>note</text:p></text:note-body></text:note><office:annotation><dc:creator>Bob</dc:creator>"
        "<text:p>ask</text:p></office:annotation><draw:frame><draw:text-box><text:p>box</text:p></draw:text-box>"
        '</draw:frame></text:p><text:table-of-content><text:index-body><text:p>Fee 1</text:p></text:index-body>'
        "</text:table-of-content>"
    )  # fmt: skip
    styles = (
        '<style:master-page style:name="Standard"><style:header><text:p>Private</text:p></style:header>'
        "<style:footer><text:p>Page <text:page-number>1</text:page-number></text:p></style:footer></style:master-page>"
        '<style:master-page style:name="Unused"><style:header><text:p>never</text:p></style:header></style:master-page>'
    )
    document = read(body, styles=styles)
    assert blocks_of(document) == [
        ("header", "Private"),
        ("table-row", "Fee | £350"),
        ("table-row", "Visits |  | none"),
        ("paragraph", "Body"),
        ("text-box", "box"),
        ("footnote", "[1] note"),
    ]
    assert [(notice.kind, notice.quote) for notice in document.notices] == [("comment", "ask")]


def test_only_ticked_and_filled_controls_speak():
    body = (
        '<office:forms><form:form><form:checkbox form:id="a" form:label="extras" form:current-state="checked"/>'
        '<form:checkbox form:id="b" form:label="visits"/><form:text form:id="c" form:current-value="£350"/>'
        "</form:form></office:forms>" + p("".join(f'<draw:control draw:control="{key}"/>' for key in "abc"))
    )
    assert read(body).text == "☒ extras ☐ visits £350"


def test_every_shape_of_a_group_speaks():
    shapes = "".join(f"<draw:custom-shape>{p(text)}</draw:custom-shape>" for text in ("one", "two"))
    box = f"<draw:g><draw:frame><draw:text-box>{p('three')}</draw:text-box></draw:frame></draw:g>"
    document = read(p(f"Fee<draw:g>{shapes}{box}</draw:g>"))
    assert [text for _, text in blocks_of(document)] == ["Fee", "one", "two", "three"]


def test_an_embedded_object_is_told_as_unread():
    document = read(p('Fee<draw:frame><draw:object xlink:href="./Object 1"/></draw:frame>'))
    assert [part.name for part in document.coverage.unread] == ["attachment Object 1"]


def test_a_file_in_one_piece_is_read_too():
    story = f"<office:body><office:text>{p('Fee 350')}</office:text></office:body>"
    flat = f'<?xml version="1.0"?><office:document {NS}>{story}</office:document>'
    assert (extract(flat.encode()).format, extract(flat.encode()).text) == ("odt", "Fee 350")


def test_an_encrypted_file_asks_for_its_password():
    with pytest.raises(PasswordNeeded, match="protected by a password"):
        extract(odt(p("Fee"), **{"META-INF__manifest_xml": "<m><encryption-data/></m>"}))


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (odt(""), "holds no text"),
        (odt("<text:p>"), "damaged"),
        (odt(p("&a;")), "damaged"),
        (odt(p("Fee"), content_xml="<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"), "document type definition"),
        (odt("<text:section>" * 5000 + p("Fee") + "</text:section>" * 5000), "damaged"),
    ],
)
def test_a_file_that_does_not_hold_together_is_refused(data, cause):
    with pytest.raises(UnreadableInput, match=cause):
        extract(data)


@needs_office
def test_a_file_saved_by_libreoffice_reads_like_its_word_original(features_docx):
    document = extract(converted(features_docx, ".docx", ".odt"), name="f.odt")
    expected = extract(features_docx, name="f.docx")
    assert blocks_of(document) == [
        (kind, text.replace("Visible.  Also", "Visible. Also")) for kind, text in blocks_of(expected)
    ]
    assert [block.label for block in document.blocks] == [block.label for block in expected.blocks]
    assert document.notices == expected.notices
