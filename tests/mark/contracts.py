"""Word contracts with everything in them that a mark may meet, findings on chosen words, and what marked files hold."""

import io
import re
import zipfile
from dataclasses import replace

from lxml import etree

from clausecheck.document import Document
from clausecheck.report import Finding, Report
from tests.render import reports

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_ROOTS = {"header": "hdr", "footer": "ftr"}

CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">2026-05-04T10:00:00Z</dcterms:modified></cp:coreProperties>'
)


def package(body: str, *, outside: dict[str, str] | None = None, **parts: str) -> bytes:
    """A whole Word package around the XML of a body and of other parts (`comments`, `footnotes`, `header`, ...)."""
    types = "".join(
        f'<Override PartName="/word/{kind}.xml" ContentType="{_MAIN}.{kind}+xml"/>' for kind in ("document", *parts)
    ).replace("document+xml", "document.main+xml")
    links = "".join(
        f'<Relationship Id="r{i}" Type="{_OFFICE}/{kind}" Target="{kind}.xml"/>' for i, kind in enumerate(parts)
    )
    rels = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    names = f'xmlns:w="{_W}" xmlns:r="{_OFFICE}"'
    held = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
        "_rels/.rels": f'{rels}<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
        "</Relationships>",
        "word/document.xml": f"<w:document {names}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f"{rels}{links}</Relationships>",
    }
    for kind, xml in parts.items():
        root = _ROOTS.get(kind, kind)
        held[f"word/{kind}.xml"] = f"<w:{root} {names}>{xml}</w:{root}>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {**held, **(outside or {})}.items():
            info = zipfile.ZipInfo(name, (2026, 5, 4, 10, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, text)
    return out.getvalue()


def finding(document: Document, words: str, **changes: object) -> Finding:
    """A finding on the first place of these words."""
    start = document.text.index(words)
    end = start + len(words)
    return reports.finding(
        **{"quote": words, "start": start, "end": end, "page": None, "fingerprint": f"f{start}-{end}"} | changes
    )


def report(document: Document, *findings: Finding) -> Report:
    """A report on a document with these findings."""
    return replace(reports.report(), name=document.name, findings=findings, coverage=document.coverage, notices=())


def parts_of(data: bytes) -> dict[str, bytes]:
    """Every part of a package by name, in order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {info.filename: archive.read(info) for info in archive.infolist()}


def tree(data: bytes, part: str = "word/document.xml") -> etree._Element:
    return etree.fromstring(parts_of(data)[part])


def comments_of(data: bytes) -> dict[str, str]:
    """Text of every comment by number."""
    return {
        comment.get(f"{W}id"): "\n".join("".join(t.text for t in p.iter(f"{W}t")) for p in comment.iter(f"{W}p"))
        for comment in tree(data, "word/comments.xml")
    }


def anchored(data: bytes, *, deleted: str = "{}") -> dict[str, str]:
    """The words between the range marks of every comment that has a reference, by number; deleted ones as told."""
    open_now: set[str] = set()
    words: dict[str, str] = {}
    referenced = set()
    for element in tree(data).iter():
        number = element.get(f"{W}id")
        if element.tag == f"{W}commentRangeStart":
            open_now.add(number)
            words[number] = ""
        elif element.tag == f"{W}commentRangeEnd":
            open_now.discard(number)
        elif element.tag == f"{W}commentReference":
            assert number not in open_now
            referenced.add(number)
        elif element.tag in (f"{W}t", f"{W}delText"):
            text = element.text or ""
            for one in open_now:
                words[one] += deleted.format(text) if element.tag == f"{W}delText" else text
    assert not open_now
    assert referenced == set(words)
    return words


def unmarked(data: bytes, ours: set[str]) -> bytes:
    """The document part without the comments numbered so, runs put together again: canonical, to compare."""
    root = tree(data)
    for name in ("commentRangeStart", "commentRangeEnd"):
        for mark in list(root.iter(f"{W}{name}")):
            if mark.get(f"{W}id") in ours:
                mark.getparent().remove(mark)
    for mark in list(root.iter(f"{W}commentReference")):
        if mark.get(f"{W}id") in ours:
            mark.getparent().getparent().remove(mark.getparent())
    return joined(root)


def joined(root: etree._Element) -> bytes:
    """A part with neighbouring runs of the same looks put together, canonical."""
    for run in list(root.iter(f"{W}r")):
        before = run.getprevious()
        if before is None or before.tag != f"{W}r" or _looks(before) != _looks(run):
            continue
        for child in [c for c in run if c.tag != f"{W}rPr"]:
            last = before[-1] if len(before) else None
            if last is not None and last.tag == child.tag == f"{W}t":
                last.text += child.text
            else:
                before.append(child)
        run.getparent().remove(run)
    text = etree.tostring(root, method="c14n").decode()
    return re.sub(' xml:space="preserve"', "", text).encode()


def _looks(run: etree._Element) -> bytes:
    properties = run.find(f"{W}rPr")
    return b"" if properties is None else etree.tostring(properties, method="c14n")
