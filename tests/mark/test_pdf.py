"""A marked PDF is the PDF it was, with a highlight on the very words of every finding."""

import io
import re
from contextlib import suppress
from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfReader, PdfWriter, Transformation
from pypdf.constants import UserAccessPermissions
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, NumberObject, TextStringObject

from clausecheck.document import Coverage, CoveragePart
from clausecheck.errors import PasswordNeeded, UnreadableInput, UsageProblem
from clausecheck.extract import extract
from clausecheck.judging.checking import Checker
from clausecheck.mark.pdf import mark_pdf
from clausecheck.record import replaced
from clausecheck.report import Confidence
from tests.extract.builders import lines, pdf
from tests.mark.contracts import finding, report
from tests.mark.programs import by_poppler, needs

SAMPLES = sorted(
    path
    for path in (Path(__file__).parents[2] / "sample_contracts").glob("*.pdf")
    if not path.stem.endswith("-scan")  # there are no letters under the boxes of a scan
)
TERMS = (
    "1. The session ends at 12.30 and not later than that.",
    "2. Any overrun is unpaid whatever the cause of it may be, and the",
    "locum waits for relief.",
    "3. Breaks are taken when the list allows.",
)
QUOTE = "Any overrun is unpaid whatever the cause of it may be, and the\nlocum waits for relief"


@pytest.fixture(scope="module")
def checker():
    return Checker()


@pytest.fixture(scope="module", params=SAMPLES, ids=lambda path: path.stem)
def sample(request, checker):
    data = request.param.read_bytes()
    document = extract(data, name=request.param.name)
    said = checker.check(document)
    return data, document, said, mark_pdf(data, document, said, titles={})


def marked(data, *quotes, cover=False, password=None, **changes):
    document = extract(data, name="contract.pdf", password=password)
    found = [finding(document, quote, **changes) for quote in quotes]
    return mark_pdf(data, document, report(document, *found), titles={}, cover=cover, password=password)


def highlights(data):
    """Every highlight: 0-based page, its dictionary, its quads as (left, bottom, right, top)."""
    for number, page in enumerate(PdfReader(io.BytesIO(data)).pages):
        for reference in page.get("/Annots") or ():
            note = reference.get_object()
            if note["/Subtype"] == "/Highlight":
                points = [float(v) for v in note["/QuadPoints"]]
                quads = [points[i : i + 8] for i in range(0, len(points), 8)]
                yield number, note, [(min(q[::2]), min(q[1::2]), max(q[::2]), max(q[1::2])) for q in quads]


def letters(text):
    return re.sub(r"[\W_]+", "", text.translate({0xFB01: "fi", 0xFB02: "fl"}))


def under(data):
    """By finding, the letters that pdfium reads under the boxes of its highlights."""
    opened = pypdfium2.PdfDocument(data)
    found = {}
    for page, note, quads in highlights(data):
        text = opened[page].get_textpage()
        # A hair inside the box: the neighbour's edge touches it.
        said = "".join(text.get_text_bounded(x0 + 0.3, y0 + 1, x1 - 0.3, y1 - 1) for x0, y0, x1, y1 in quads)
        key = note["/NM"].rpartition("-")[0]
        found[key] = found.get(key, "") + letters(said)
    return found


def pixels(data, page=0):
    """Width, height, and the colour of every pixel of a page at 72 dpi, as pdfium draws it."""
    bitmap = pypdfium2.PdfDocument(data)[page].render(scale=1, may_draw_forms=False, rev_byteorder=True)
    stride, channels = bitmap.stride, bitmap.n_channels
    raw = bytes(bitmap.buffer)
    rows = [raw[y * stride : y * stride + bitmap.width * channels] for y in range(bitmap.height)]
    return bitmap.width, bitmap.height, [[row[x : x + 3] for x in range(0, len(row), channels)] for row in rows]


def test_the_text_under_the_boxes_of_every_finding_is_that_of_its_quote(sample):
    _, _, said, out = sample
    found = under(out.data)
    assert out.highlights == len(said.findings) == len(found) > 0
    for one in said.findings:
        assert letters(one.quote.replace(" | ", "")) in found[f"clausecheck-{one.fingerprint}"]


def test_the_boxes_cover_no_other_words(sample):
    _, _, said, out = sample
    found = under(out.data)
    for one in said.findings:
        assert len(found[f"clausecheck-{one.fingerprint}"]) <= len(letters(one.quote)) + 2


def test_the_pages_of_the_original_say_what_they_said(sample):
    _, document, _, out = sample
    again = extract(out.data)
    assert again.text == document.text
    assert again.boxes == document.boxes


def test_the_same_contract_gives_the_same_bytes(sample):
    data, document, said, out = sample
    assert mark_pdf(data, document, said, titles={}).data == out.data


@needs("qpdf", "qpdf")
def test_qpdf_finds_nothing_wrong(sample, tmp_path):
    import subprocess

    (tmp_path / "marked.pdf").write_bytes(sample[3].data)
    done = subprocess.run(["qpdf", "--check", tmp_path / "marked.pdf"], check=False, capture_output=True, timeout=60)
    assert done.returncode == 0, done.stderr


def test_a_highlight_has_a_quad_a_line_its_own_appearance_a_popup_and_prints():
    ((page, note, quads),) = highlights(marked(pdf(lines(TERMS)), QUOTE).data)
    assert page == 0
    assert note["/F"] == 4
    assert note["/T"] == "clausecheck"
    assert note["/AP"]["/N"].get_object()["/Subtype"] == "/Form"
    popup = note["/Popup"].get_object()
    assert popup["/Subtype"] == "/Popup"
    assert popup["/Parent"].get_object() == note
    assert note["/Contents"].splitlines()[0] == "Overrun: NEGOTIATE HARD (4 of 5)"
    assert "Ask for: Work after the finish time is paid at the hourly rate." in note["/Contents"]
    x0, y0, x1, y1, x2, y2, x3, y3 = [float(v) for v in note["/QuadPoints"]][:8]
    assert x0 == x2 < x1 == x3
    assert y0 == y1 > y2 == y3
    assert len(quads) == 2


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("origin", [(0, 0), (-30, 200)])
def test_marks_stand_on_the_words_of_turned_and_shifted_pages(turn, origin, tmp_path):
    data = shifted(pdf(lines(TERMS)), turn, origin)
    out = marked(data, QUOTE, severity=5).data
    assert letters(QUOTE) in "".join(under(out).values())
    width, height, before = pixels(data)
    _, _, after = pixels(out)
    red = [(x, y) for y in range(height) for x in range(width) if after[y][x] != before[y][x]]
    assert len(red) > 2000
    dark = [(x, y) for y in range(height) for x in range(width) if max(before[y][x]) < 90]
    assert sum(max(after[y][x]) < 110 for x, y in dark) > 0.95 * len(dark)


def shifted(data, turn, origin):
    """The same page turned, its origin moved, and a crop box that cuts a margin off."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    page = writer.pages[0]
    page.add_transformation(Transformation().translate(*origin))
    box = [origin[0], origin[1], origin[0] + 595, origin[1] + 842]
    page[NameObject("/MediaBox")] = ArrayObject(FloatObject(v) for v in box)
    crop = [box[0] + 20, box[1] + 100, box[2] - 30, box[3] - 40]
    page[NameObject("/CropBox")] = ArrayObject(FloatObject(v) for v in crop)
    page[NameObject("/Rotate")] = NumberObject(turn)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@needs("pdftoppm", "poppler")
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_poppler_draws_the_marks_where_pdfium_does(turn, tmp_path):
    data = shifted(pdf(lines(TERMS)), turn, (-30, 200))
    out = marked(data, QUOTE, severity=5).data
    fill = (255, 184, 178)  # the colour of severity 5

    def filled(size, colour):
        width, height = size
        near = [
            (x, y)
            for y in range(height)
            for x in range(width)
            if all(abs(a - b) <= 4 for a, b in zip(colour(x, y), fill, strict=True))
        ]
        xs, ys = [x for x, _ in near], [y for _, y in near]
        return len(near), (min(xs), min(ys), max(xs), max(ys))

    width, height, shown = pixels(out)
    count, around = filled((width, height), lambda x, y: shown[y][x])
    w, h, raw = by_poppler(out, 1, tmp_path)
    other, elsewhere = filled((w, h), lambda x, y: raw[3 * (y * w + x) : 3 * (y * w + x) + 3])
    assert count > 1500
    assert other > 1500  # the two soften the edges of letters differently
    assert all(abs(a - b) <= 3 for a, b in zip(around, elsewhere, strict=True))


def coloured(quads, height, before, after):
    """How many of the boxes of a page have pixels that the mark changed, a pixel a point."""
    count = 0
    for x0, y0, x1, y1 in quads:
        rows = range(max(0, int(height - y1)), int(height - y0))
        columns = range(int(x0), int(x1))
        count += any(before(x, y) != after(x, y) for y in rows for x in columns)
    return count


@needs("pdftoppm", "poppler")
def test_both_renderers_draw_every_box_of_a_sample(sample, tmp_path):
    data, _, _, out = sample
    boxes = {}
    for page, _, quads in highlights(out.data):
        boxes.setdefault(page, []).extend(quads)
    assert boxes
    for page, quads in boxes.items():
        _, height, shown = pixels(out.data, page)
        _, _, plain = pixels(data, page)
        drawn = coloured(quads, height, lambda x, y, p=plain: p[y][x], lambda x, y, p=shown: p[y][x])
        assert drawn == len(quads)
        width, height, shown = by_poppler(out.data, page + 1, tmp_path)
        _, _, plain = by_poppler(data, page + 1, tmp_path)

        def colour(raw, width=width):
            return lambda x, y: raw[3 * (y * width + x) : 3 * (y * width + x) + 3]

        assert coloured(quads, height, colour(plain), colour(shown)) == len(quads)


def test_severity_shows_in_colour_in_the_line_and_in_a_sign():
    data = pdf(lines(TERMS))
    drawn = {}
    for changes in ({"severity": s} for s in (1, 2, 3, 4, 5)):
        ((_, note, _),) = highlights(marked(data, QUOTE, **changes).data)
        drawn[changes["severity"]] = note["/AP"]["/N"].get_object().get_data().decode()
    ((_, unsure, _),) = highlights(marked(data, QUOTE, confidence=Confidence.low).data)
    drawn["?"] = unsure["/AP"]["/N"].get_object().get_data().decode()
    for sign, content in drawn.items():
        assert f"({sign}) Tj" in content
    assert len({re.search(r"\S+ \S+ \S+ rg", c)[0] for c in drawn.values()}) == 6
    assert len({re.search(r"\S+ w\n\[.*?\] 0 d", c)[0] for c in drawn.values()}) == 6


def test_signs_of_findings_on_one_line_cover_neither_each_other_nor_words():
    data = pdf(lines(TERMS))
    out = marked(data, "Any overrun", "overrun is", "is unpaid", "unpaid whatever").data
    places = []
    for _, note, _ in highlights(out):
        content = note["/AP"]["/N"].get_object().get_data().decode()
        x, y = map(float, re.search(r"(\S+) (\S+) 8.5 8.5 re B", content).groups())
        assert all(abs(x - a) >= 8.5 or abs(y - b) >= 8.5 for a, b in places)
        places.append((x, y))
    assert len(places) == 4
    text = pypdfium2.PdfDocument(data)[0].get_textpage()
    assert all(text.get_text_bounded(x, y, x + 8.5, y + 8.5).strip() == "" for x, y in places)


def test_words_that_several_findings_share_are_coloured_once():
    data = pdf(lines(TERMS))
    document = extract(data)
    found = [finding(document, QUOTE, severity=s, topic=f"t{s}", fingerprint=f"f{s}") for s in (2, 5, 3)]
    out = mark_pdf(data, document, report(document, *found), titles={})
    fills = [note["/AP"]["/N"].get_object().get_data().decode().count(" re f") for _, note, _ in highlights(out.data)]
    signs = [note["/Subj"] for _, note, _ in highlights(out.data)]
    assert fills == [2, 0, 0]
    assert signs[0].startswith("T5")


def test_a_finding_across_pages_is_marked_on_both_and_counted_once():
    data = pdf(lines(TERMS[:2], y=90), lines(TERMS[2:]))
    out = marked(data, QUOTE)
    assert out.highlights == 1
    assert [page for page, _, _ in highlights(out.data)] == [0, 1]
    assert letters(QUOTE) in "".join(under(out.data).values())


def test_links_stay_as_they_were_and_above_the_marks():
    def linked(canvas):
        lines(TERMS)(canvas)
        canvas.linkURL("https://example.org/terms", (70, 740, 300, 760))

    data = pdf(linked)
    before = [note.get_object() for note in PdfReader(io.BytesIO(data)).pages[0]["/Annots"]]
    after = [note.get_object() for note in PdfReader(io.BytesIO(marked(data, QUOTE).data)).pages[0]["/Annots"]]
    assert after[-1] == before[0]
    assert after[-1]["/A"]["/URI"] == "https://example.org/terms"
    assert [note["/Subtype"] for note in after] == ["/Highlight", "/Popup", "/Link"]


def test_a_page_that_was_not_read_says_so_on_itself():
    data = pdf(lines(TERMS), lines(["A stamp."]))
    document = extract(data, name="contract.pdf")
    parts = (CoveragePart("page 1", True, words=40), CoveragePart("page 2", False, "the page is a picture"))
    document = replaced(document, coverage=Coverage(parts))
    out = mark_pdf(data, document, report(document, finding(document, QUOTE)), titles={})
    (note,) = (n.get_object() for n in PdfReader(io.BytesIO(out.data)).pages[1]["/Annots"])
    assert note["/Contents"] == "clausecheck could not read this page: nothing on it is marked: the page is a picture"
    _, _, before = pixels(data, 1)
    _, _, after = pixels(out.data, 1)
    assert sum(a != b for row, other in zip(before, after, strict=True) for a, b in zip(row, other, strict=True)) > 3000


def test_a_passage_without_a_place_on_a_page_is_told():
    data = pdf(lines(TERMS))
    document = replaced(extract(data), boxes=())
    out = mark_pdf(data, document, report(document, finding(document, QUOTE)), titles={})
    assert out.highlights == 0
    assert out.warnings == ("1 passage could not be placed on a page: clausecheck check shows what was found.",)


def locked(data, user, owner=None, allowed=None):
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    flags = {} if allowed is None else {"permissions_flag": allowed}
    writer.encrypt(user, owner, algorithm="AES-256", **flags)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_pdf_with_a_password_is_marked_and_locked_with_it_again():
    data = locked(pdf(lines(TERMS)), "secret")
    out = marked(data, QUOTE, password="secret")  # noqa: S106 (that of the test's own file)
    assert out.warnings == ("The marked copy opens with the same password as the original.",)
    reader = PdfReader(io.BytesIO(out.data))
    assert reader.is_encrypted
    assert reader.decrypt("wrong") == 0
    assert reader.decrypt("secret") != 0
    assert b"overrun" not in out.data
    assert any(n.get_object()["/Subtype"] == "/Highlight" for n in reader.pages[0]["/Annots"])


def test_without_its_password_a_pdf_is_not_marked():
    data = pdf(lines(TERMS))
    document = extract(data, name="contract.pdf")
    with pytest.raises(PasswordNeeded, match=r"contract\.pdf: the PDF is protected by a password"):
        mark_pdf(locked(data, "secret"), document, report(document), titles={})


def test_a_pdf_whose_author_forbids_notes_is_refused_with_what_to_do():
    data = locked(pdf(lines(TERMS)), "", "owner", UserAccessPermissions.PRINT)
    with pytest.raises(UnreadableInput, match="read-only: its author does not allow notes") as caught:
        marked(data, QUOTE)
    assert "clausecheck check" in str(caught.value)


def test_a_pdf_that_allows_notes_but_no_changes_is_marked_and_that_is_said():
    data = locked(pdf(lines(TERMS)), "", "owner", UserAccessPermissions.PRINT | UserAccessPermissions.ADD_OR_MODIFY)
    out = marked(data, QUOTE)
    assert out.warnings == ("The original is protected against changes, notes excepted; the marked copy is not.",)
    assert out.highlights == 1


def signed(data):
    """With a signature field that is filled, as far as one that checks nothing can tell."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    field = DictionaryObject(
        {
            NameObject("/FT"): NameObject("/Sig"),
            NameObject("/T"): TextStringObject("Signature1"),
            NameObject("/V"): DictionaryObject({NameObject("/Type"): NameObject("/Sig")}),
        }
    )
    form = DictionaryObject(
        {NameObject("/SigFlags"): NumberObject(3), NameObject("/Fields"): ArrayObject([writer._add_object(field)])}
    )
    writer.root_object[NameObject("/AcroForm")] = form
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_signed_pdf_keeps_every_byte_that_was_signed():
    data = signed(pdf(lines(TERMS)))
    out = marked(data, QUOTE)
    assert out.data.startswith(data)
    assert len(out.warnings) == 1
    assert "The original is signed" in out.warnings[0]
    assert letters(QUOTE) in "".join(under(out.data).values())


def test_a_signed_pdf_gets_no_cover():
    with pytest.raises(UsageProblem, match="would break the signature"):
        marked(signed(pdf(lines(TERMS))), QUOTE, cover=True)


def test_a_cover_stands_in_front_and_the_pages_keep_their_marks_and_labels():
    data = pdf(lines(TERMS), lines(["The end."]))
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    roman = DictionaryObject({NameObject("/S"): NameObject("/r")})
    writer.root_object[NameObject("/PageLabels")] = DictionaryObject(
        {NameObject("/Nums"): ArrayObject([NumberObject(0), roman])}
    )
    labelled = io.BytesIO()
    writer.write(labelled)
    out = marked(labelled.getvalue(), QUOTE, cover=True)
    reader = PdfReader(io.BytesIO(out.data))
    assert reader.page_labels == ["Cover", "i", "ii"]
    text = pypdfium2.PdfDocument(out.data)[0].get_textpage().get_text_range()
    assert "Grade D: not without changes" in text
    assert [page for page, _, _ in highlights(out.data)] == [1]
    assert letters(QUOTE) in "".join(under(out.data).values())


def test_a_pdf_that_cannot_be_followed_is_refused_and_not_half_marked():
    data = pdf(lines(TERMS))
    document = extract(data, name="contract.pdf")
    said = report(document, finding(document, QUOTE))
    with pytest.raises(UnreadableInput, match="too damaged to be changed"):
        mark_pdf(data[: len(data) // 3], document, said, titles={})


@pytest.mark.parametrize("broken", [rb"/MediaBox \[[^\]]*\]", rb"/Rotate 0", rb"/Kids \[[^\]]*\]"])
@pytest.mark.parametrize("instead", [b"null", b"(x)", b"<<>>"])
def test_a_page_that_is_not_what_it_is_called_is_marked_or_refused(broken, instead):
    whole = pdf(lines(TERMS))
    document = extract(whole, name="contract.pdf")
    said = report(document, finding(document, QUOTE))
    found = re.search(broken, whole)
    assert found is not None
    changed = found[0].partition(b" ")[0] + b" " + instead
    data = whole.replace(found[0], changed.ljust(len(found[0]))[: max(len(found[0]), len(changed))], 1)
    with suppress(UnreadableInput):
        assert mark_pdf(data, document, said, titles={}, cover=True).data.startswith(b"%PDF-")


def test_nothing_of_the_innards_of_a_file_is_said_on_standard_error(capfd):
    data = re.sub(rb"startxref\s+\d+", b"startxref\n7", pdf(lines(TERMS)))
    assert marked(data, QUOTE).highlights == 1
    assert capfd.readouterr().err == ""
