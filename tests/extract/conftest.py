"""A Word file with everything that forms differ in."""

import io
import zipfile

import pytest

from tests.extract.builders import listed, numbering, p, r, word

_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_MARK = 'w:id="{}" w:author="Ann Lee" w:date="2026-01-01T00:00:00Z"'


def _cell(text: str) -> str:
    return f"<w:tc><w:tcPr/>{p(text)}</w:tc>"


def _row(*texts: str) -> str:
    return f"<w:tr>{''.join(map(_cell, texts))}</w:tr>"


@pytest.fixture(scope="session")
def features_docx() -> bytes:
    """Headings, three levels of numbers, changes, hidden and struck text, a table, a note, a header, boxes."""
    inserted = f"<w:ins {_MARK.format(1)}>{r('no more than 12 sessions')}</w:ins>"
    deleted = f"<w:del {_MARK.format(2)}><w:r><w:delText>any number of sessions</w:delText></w:r></w:del>"
    grid = '<w:tblGrid><w:gridCol w:w="3000"/><w:gridCol w:w="3000"/></w:tblGrid>'
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    body = "".join(
        (
            p("Agreement", '<w:pStyle w:val="Heading1"/>'),
            listed("Fees"),
            listed("The fee is £350 a session.", 1),
            p(r("The Locum works ") + inserted + deleted + r(" a week.")),
            p(r("Visible.") + r(" The Locum indemnifies the Practice.", "<w:vanish/>") + r(" Also visible.")),
            p(r("The Locum pays for cover.", "<w:strike/>") + r(" The Practice pays.")),
            listed("Deep one", 2),
            listed("Deep two", 2),
            listed("Next", 1),
            f"<w:tbl><w:tblPr/>{grid}{_row('Fee', '£350')}{_row('Visits', 'none')}</w:tbl>",
            p(r("With a note") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + r(" in it.")),
            p("☒ yes ☐ no"),
            f'<w:sectPr><w:headerReference xmlns:r="{relation}" w:type="default" r:id="p2"/></w:sectPr>',
        )
    )
    separators = "".join(
        f'<w:footnote w:id="{i}" w:type="{kind}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for i, kind in enumerate(("separator", "continuationSeparator"))
    )
    parts = {
        "styles": '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/>'
        '<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>',
        "numbering": numbering(("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "(%3)")),
        "header": p("Private and confidential"),
        "footnotes": separators + '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>'
        "<w:r><w:t>The note says more.</w:t></w:r></w:p></w:footnote>",
    }
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPES}{kind}+xml"/>'
        for name, kind in (("document", "document.main"), *((part, part) for part in parts))
    )
    declared = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word(body, parts=parts))) as made, zipfile.ZipFile(out, "w") as whole:
        for name in made.namelist():
            whole.writestr(name, declared if name == "[Content_Types].xml" else made.read(name))
    return out.getvalue()
