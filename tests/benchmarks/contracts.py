"""A contract as long as wanted, as a PDF like those of Word and LibreOffice: TrueType fonts, embedded as subsets.

The sentences are those of the sample contracts, put into the words of one agreement and numbered anew. They
suffice for ten pages; a longer contract begins again with other numbers in every sentence.
"""

import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from itertools import count
from pathlib import Path

__all__ = ["contract_paragraphs", "contract_pdf"]

SOURCES = Path(__file__).resolve().parents[2] / "sample_contracts" / "sources"
PROSE = (
    "practice-agreement",
    "federation-schedule",
    "agency-terms",
    "out-of-hours-board",
    "solicitor-two-columns",
    "locum-terms",
    "platform-terms",
)
# The samples that are mostly sentences, not forms, letters or tables.

PARTIES = (
    ("Practice", re.compile(r"\b(?:Partnership|Board|Agency|Federation|Client)\b")),
    ("Locum", re.compile(r"\b(?:Locum Doctor|Supplier|Practitioner|Contractor|Company|Doctor)\b")),
)

OPENING = (
    "# Agreement for the services of a locum general practitioner",
    'Between the partners of ELM TREE SURGERY, Otterbridge ("the Practice") and Dr Ada Mbeki, Leeds ("the Locum").',
)

_HEADING = re.compile(r"(?:## (?:\d+\. )?|\d+\. )(?P<title>[^.]+)")
_LABEL = re.compile(r"\d+\.(?:\d+)? ")
_NUMBER = re.compile(r"(?<![\d.,])[1-9]\d?(?![\d.,])")
_MARGIN, _SIZE, _LEADING = 68, 10, 13.8
# Points; with them some 450 words stand on a page of A4, as in Word's 11 points with a line of space.


def contract_paragraphs(words: int) -> list[str]:
    """Paragraphs of together at least `words` words; sections begin `## 4. `, clauses `4.2 `. No two are the same."""
    out = list(OPENING)
    length = sum(len(text.split()) for text in out)
    section = clause = 0
    clauses = _endless()
    while length < words:
        text = next(clauses)
        if text.startswith("## "):
            section, clause = section + 1, 0
            out.append(f"## {section}. {text[3:]}")
        elif text.startswith("("):
            out.append(text)
        else:
            clause += 1
            out.append(f"{section}.{clause} {text}")
        length += len(out[-1].split())
    return out


def contract_pdf(pages: int) -> bytes:
    """The contract on A4 pages of about 450 words: ten for 10, some 200 for 210."""
    import reportlab
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    fonts = Path(reportlab.__file__).parent / "fonts"
    for name in ("Vera", "VeraBd"):
        pdfmetrics.registerFont(TTFont(name, str(fonts / f"{name}.ttf")))
    body = ParagraphStyle("body", fontName="Vera", fontSize=_SIZE, leading=_LEADING, spaceAfter=5)
    heading = ParagraphStyle("heading", parent=body, fontName="VeraBd", spaceBefore=5, keepWithNext=1)

    def number(canvas: object, document: object) -> None:
        canvas.setFont("Vera", 8)
        canvas.drawCentredString(A4[0] / 2, 30, f"Locum services agreement – page {document.page}")

    flow = [
        Paragraph(text.lstrip("# ").replace("&", "&amp;"), heading if text.startswith("#") else body)
        for text in contract_paragraphs(pages * 450)
    ]
    out = BytesIO()
    document = SimpleDocTemplate(
        out, pagesize=A4, leftMargin=_MARGIN, rightMargin=_MARGIN, topMargin=56, bottomMargin=56, invariant=1
    )
    document.build(flow, onFirstPage=number, onLaterPages=number)
    return out.getvalue()


def _endless() -> Iterator[str]:
    """Section headings and unlabelled clauses, round after round, each round with its own numbers."""
    for turn in count():
        yield from (_other_numbers(text, turn) for text in _prose())


@cache
def _prose() -> tuple[str, ...]:
    """The samples' section headings, as `## Fees`, and their clauses without numbers."""
    out: list[str] = []
    for name in PROSE:
        source = (SOURCES / f"{name}.md").read_text(encoding="utf-8").split("---\n", 2)[2]
        started = False
        for part in source.replace("**", "").split("\n\n"):
            text = " ".join(part.split())
            heading = _HEADING.fullmatch(text)
            started = started or heading is not None
            if not started or not text or text.startswith(("# ", "|")) or "....." in text:
                continue
            for party, called in PARTIES:
                text = called.sub(party, text)
            out.append(f"## {heading['title']}" if heading else _LABEL.sub("", text, count=1))
    return tuple(dict.fromkeys(out))


def _other_numbers(text: str, turn: int) -> str:
    """The text of a later round."""
    if not turn:
        return text
    changed = _NUMBER.sub(lambda found: str((int(found[0]) + 7 * turn) % 89 + 2), text)
    return f"{text} ({turn})" if text.startswith("## ") else changed
