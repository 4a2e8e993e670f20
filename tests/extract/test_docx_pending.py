"""What of a Word file speaks and what does not: pending changes, hidden text, controls left empty; and what is told."""

import io
import zipfile

import pytest

from clausecheck.errors import PasswordNeeded, UnreadableInput, UsageProblem
from clausecheck.extract import extract
from tests.extract.builders import assert_sound, blocks_of, listed, numbering, p, r, word

BY_ANN = 'w:author="Ann Reed"'
W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'


def texts(data, **options):
    document = extract(data, **options)
    assert_sound(document)
    return [text for _, text in blocks_of(document)]


def told(data, kind, **options):
    return [(n.message, n.quote) for n in extract(data, **options).notices if n.kind == kind]


def deleted(text, tag="del"):
    return f"<w:{tag} {BY_ANN}><w:r><w:delText xml:space='preserve'>{text}</w:delText></w:r></w:{tag}>"


def inserted(text):
    return f'<w:ins w:author="Bo Hall">{r(text)}</w:ins>'


CHANGED = word(p(r("The fee is ") + deleted("£350") + inserted("£300") + r(" a session.")))


def test_pending_changes_are_read_as_asked_for():
    assert texts(CHANGED) == ["The fee is £300 a session."]
    assert texts(CHANGED, tracked="reject") == ["The fee is £350 a session."]
    both = extract(CHANGED, tracked="mark")
    assert both.text == "The fee is £350£300 a session."
    assert [both.text[a:b] for a, b in both.blocks[0].struck] == ["£350"]


def test_an_unknown_way_to_read_them_is_a_usage_problem():
    with pytest.raises(UsageProblem, match="choose accept or reject or mark"):
        extract(CHANGED, tracked="maybe")


@pytest.mark.parametrize(
    ("tracked", "of_insertions", "of_deletions"),
    [
        ("accept", "they were read as part of the text", "they were left out of the text"),
        ("reject", "they were left out of the text", "they were read as part of the text"),
        ("mark", "they were read as part of the text", "they stand in the text, struck through"),
    ],
)
def test_it_is_told_that_changes_are_pending_and_by_whom(tracked, of_insertions, of_deletions):
    by = " (by Ann Reed, Bo Hall)"
    assert told(CHANGED, "tracked-changes", tracked=tracked) == [
        (f"Tracked insertions{by} are not yet accepted; {of_insertions}.", "£300"),
        (f"Tracked deletions{by} are not yet accepted; {of_deletions}.", "£350"),
    ]


def test_moved_text_is_read_in_one_place_and_told_apart_from_changes():
    moved = f"<w:moveTo {BY_ANN}>{r('Overrun is paid.')}</w:moveTo>"
    data = word(p(deleted("Overrun is paid.", "moveFrom")) + p("The fee is £350.") + p(moved))
    assert texts(data) == ["The fee is £350.", "Overrun is paid."]
    assert texts(data, tracked="reject") == ["Overrun is paid.", "The fee is £350."]
    assert told(data, "tracked-changes") == [
        ("Text was moved (by Ann Reed), which is not yet accepted; it was read where it moved to.", "Overrun is paid.")
    ]


def test_paragraph_ends_rows_and_cells_that_are_pending():
    ended = p(r("The fee"), f"<w:rPr><w:ins {BY_ANN}/></w:rPr>") + p(r(" is £350."))
    assert texts(word(ended)) == ["The fee", "is £350."]
    assert texts(word(ended), tracked="reject") == ["The fee is £350."]

    def row(*cells, properties=""):
        return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"

    def cell(text, properties=""):
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"

    body = (
        row(cell("Fee"), cell("£350"), cell("new", f"<w:cellIns {BY_ANN}/>"))
        + row(cell("Mileage"), cell("45p"), properties=f"<w:del {BY_ANN}/>")
        + row(cell("Overrun"), cell("£100"), properties=f"<w:ins {BY_ANN}/>")
    )
    data = word(f"<w:tbl>{body}</w:tbl>")
    assert texts(data) == ["Fee | £350 | new", "Overrun | £100"]
    assert texts(data, tracked="reject") == ["Fee | £350", "Mileage | 45p"]
    both = extract(data, tracked="mark")
    assert both.text.split("\n") == ["Fee | £350 | new", "Mileage | 45p", "Overrun | £100"]
    assert [both.text[a:b] for block in both.blocks for a, b in block.struck] == ["Mileage", "45p"]


def test_rejecting_takes_back_a_change_of_number_too():
    listed_in = '<w:numPr><w:numId w:val="{}"/></w:numPr>'
    change = f"{listed_in.format(0)}<w:pPrChange {BY_ANN}><w:pPr>{listed_in.format(1)}</w:pPr></w:pPrChange>"
    data = word(listed("a") + p("b", change), parts={"numbering": numbering(("decimal", "%1."))})
    assert texts(data) == ["1. a", "b"]
    assert texts(data, tracked="reject") == ["1. a", "2. b"]


HIDDEN_ROW = (
    "<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    "<w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
)
BOX = "<w:txbxContent>{}</w:txbxContent>"
WP = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
VML = 'xmlns:v="urn:schemas-microsoft-com:vml"'


@pytest.mark.parametrize(
    "unseen",
    [
        p(r("Secret", "<w:vanish/>")),
        p(r("Secret", '<w:color w:val="FFFFFF"/>')),
        p(r("Secret", '<w:sz w:val="2"/>')),
        HIDDEN_ROW.format(p("Secret"), p("")),
        p(f"<w:r><w:rPr><w:vanish/></w:rPr><w:drawing>{BOX.format(p('Secret'))}</w:drawing></w:r>"),
        p(f'<w:r><w:drawing {WP}><wp:docPr hidden="1"/>{BOX.format(p("Secret"))}</w:drawing></w:r>'),
        p(f'<w:r><w:pict {VML}><v:shape style="visibility:hidden">{BOX.format(p("Secret"))}</v:shape></w:pict></w:r>'),
        f"<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>{p('Secret')}</w:tc></w:tr></w:tbl>",
    ],
)
def test_text_that_shows_on_no_page_is_quoted_and_does_not_speak(unseen):
    data = word(p("The fee is £350.") + unseen)
    assert texts(data) == ["The fee is £350."]
    assert [quote for _, quote in told(data, "hidden-text")] == ["Secret"]


def test_white_letters_on_a_coloured_ground_are_read():
    white = '<w:color w:val="FFFFFF"/>'
    shaded = p(r("on the paragraph", white), '<w:shd w:val="clear" w:fill="000000"/>')
    marked = p(r("on the run", white + '<w:highlight w:val="black"/>'))
    headed = f"<w:tbl><w:tr><w:tc>{p(r('Fee', white))}</w:tc><w:tc>{p(r('Sum', white))}</w:tc></w:tr></w:tbl>"
    assert texts(word(shaded + marked + headed)) == ["on the paragraph", "on the run", "Fee | Sum"]


def control(content, properties=""):
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def test_a_control_left_empty_is_a_blank_and_one_filled_in_speaks():
    empty = "<w:showingPlcHdr/>"
    asked = control(r("Click here to enter a fee."), empty)
    body = (
        p(r("The fee is ") + asked + r("."))
        + p(r("Paid in ") + control(r("14 days")))
        + control(p("Choose a clause."), empty)
        + "<w:tbl><w:tr>"
        + control(f"<w:tc>{p('Enter a name')}</w:tc>", empty)
        + f"<w:tc>{p('Locum')}</w:tc></w:tr></w:tbl>"
    )
    assert texts(word(body)) == ["The fee is ____.", "Paid in 14 days", "| Locum"]


@pytest.mark.parametrize(("state", "shown"), [("1", "☒"), ("0", "☐")])
def test_a_box_of_any_sign_reads_as_ticked_or_empty(state, shown):
    box = f'<w14:checkbox {W14}><w14:checked w14:val="{state}"/></w14:checkbox>'
    assert texts(word(p(control(r("Y"), box) + r(" Overrun is paid")))) == [f"{shown} Overrun is paid"]


def test_the_entry_chosen_in_a_list_is_read():
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="weekly"/>'
        '<w:listEntry w:val="monthly"/></w:ddList></w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMDROPDOWN'
        '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert texts(word(p(r("Paid ") + field))) == ["Paid monthly"]


def test_a_newer_symbol_is_read_as_older_programs_show_it():
    run = "<w:r><mc:AlternateContent><mc:Choice/><mc:Fallback><w:t>✓</w:t></mc:Fallback></mc:AlternateContent></w:r>"
    assert texts(word(p(run + r(" agreed")))) == ["✓ agreed"]


def test_notes_are_numbered_in_the_order_of_their_marks_and_only_if_marked():
    def note(kind, key):
        return f'<w:{kind} w:id="{key}">{p(f"{kind} {key}")}</w:{kind}>'

    marks = '<w:r><w:footnoteReference w:id="3"/><w:footnoteReference w:id="2"/><w:endnoteReference w:id="5"/></w:r>'
    parts = {
        "footnotes": "".join(note("footnote", key) for key in (2, 3, 4)),
        "endnotes": note("endnote", 5),
    }
    assert texts(word(p(r("The fee.") + marks), parts=parts)) == [
        "The fee.",
        "[1] footnote 3",
        "[2] footnote 2",
        "[i] endnote 5",
    ]


def test_what_stands_elsewhere_is_told_as_unread_part_of_the_text():
    data = word(p("The fee is £350.") + "<w:altChunk/><w:subDoc/>")
    unread = [part.name for part in extract(data).coverage.unread]
    assert unread == ["inserted document", "subdocument"]


def test_a_picture_as_large_as_a_page_is_told_as_unread_and_a_logo_only_counted():
    a = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    picture = (
        f'<w:r><w:drawing {WP} {a}><wp:inline><wp:extent cx="{{}}" cy="{{}}"/><a:blip/></wp:inline></w:drawing></w:r>'
    )
    logo, scan = picture.format(900_000, 300_000), picture.format(5_700_000, 8_000_000)
    assert extract(word(p(r("Fee") + logo))).coverage.complete
    (unread,) = extract(word(p(r("Fee") + logo) + p(scan))).coverage.unread
    assert (unread.name, unread.why) == ("picture 2", "a picture as large as a page's text; what it says was not read")


def test_comments_stand_in_the_ledger_and_not_in_the_text():
    comments = f'<w:comment w:id="1" w:author="Ann">{p("Is this right?")}</w:comment>'
    document = extract(word(p("The fee."), parts={"comments": comments}))
    assert document.text == "The fee."
    assert [(part.name, part.words) for part in document.coverage.parts] == [("body", 2), ("comments", 3)]


def test_a_watermark_of_letters_in_the_header_is_told():
    header = p(f'<w:r><w:pict {VML}><v:shape><v:textpath string="DRAFT"/></v:shape></w:pict></w:r>')
    assert [quote for _, quote in told(word(p("Fee"), parts={"header": header}), "watermark")] == ["DRAFT"]


def test_a_header_of_even_pages_is_read_only_where_pages_differ():
    rel = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    section = f'<w:sectPr><w:headerReference {rel} w:type="even" r:id="p0"/></w:sectPr>'
    parts = {"header": p("Even pages only")}
    assert texts(word(p("Fee") + section, parts=parts)) == ["Fee"]
    assert texts(word(p("Fee") + section, parts=parts | {"settings": "<w:evenAndOddHeaders/>"})) == [
        "Even pages only",
        "Fee",
    ]


def test_a_file_locked_against_changes_is_read_and_told():
    lock = '<w:documentProtection w:edit="readOnly" w:enforcement="{}"/>'
    locked = word(p("The fee is £350."), parts={"settings": lock.format(1)})
    assert texts(locked) == ["The fee is £350."]
    assert told(locked, "restricted") == [("The Word file is locked against any change. It was read all the same.", "")]
    assert told(word(p("Fee"), parts={"settings": lock.format(0)}), "restricted") == []


def test_the_lock_file_of_an_open_contract_is_told_apart_from_a_broken_one():
    name = "Ann Reed"
    lock = bytes((len(name),)) + name.encode().ljust(53, b" ") + bytes((len(name), 0)) + name.encode("utf-16-le")
    with pytest.raises(UnreadableInput, match="lock file"):
        extract(lock.ljust(162, b"\x00"))


def test_rights_management_and_packing_with_a_password_are_told_apart_from_damage():
    compound = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    managed = compound + "EncryptedPackage DRMEncryptedTransform".encode("utf-16-le")
    with pytest.raises(UnreadableInput, match="rights management"):
        extract(managed)
    out = io.BytesIO(word(p("Fee")))
    with zipfile.ZipFile(out) as archive:
        places = [info.header_offset for info in archive.infolist()]
        start = archive.start_dir
    data = bytearray(out.getvalue())
    for place in places:
        data[place + 6] |= 1
    for at in range(start, len(data) - 4):
        if data[at : at + 4] == b"PK\x01\x02":
            data[at + 8] |= 1
    with pytest.raises(PasswordNeeded, match="packed with a password"):
        extract(bytes(data))


@pytest.mark.parametrize(
    "usual",
    [
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ],
)
def test_strict_namespaces_mean_what_the_usual_ones_do(usual):
    strict = {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main": (
            "http://purl.oclc.org/ooxml/wordprocessingml/main"
        ),
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
            "http://purl.oclc.org/ooxml/officeDocument/relationships"
        ),
    }
    usual_file = word(
        listed("Fee") + p(deleted("£350") + inserted("£300")),
        parts={"numbering": numbering(("decimal", "%1.")), "header": p("Terms")},
    )
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(usual_file)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(usual.encode(), strict[usual].encode()))
    assert texts(out.getvalue()) == texts(usual_file) == ["Terms", "1. Fee", "£300"]
