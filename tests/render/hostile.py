"""Reports whose every quoted word is somebody else's, for tests of what the forms make of it."""

from dataclasses import replace

from hypothesis import strategies as st

from clausecheck.document import Coverage, CoveragePart, Notice
from clausecheck.report import MissingDocument, ModelText, Report, State
from tests.render.reports import finding, protection, report, term

ATTACKS = [
    '=HYPERLINK("http://evil.com","pay")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1",
    "<script>alert(1)</script>",
    "<r><t>rich</t></r>",
    "[pay](javascript:alert(1))",
    "{0} {{1}} {x}",
    "| a | b |",
    '"quoted", with; commas',
    "http://evil.com a@evil.com",
    "_x0041_ \x00\x07\x1b[31m",
    "\u202egnp\u202c \ud800 \ufffe \U0001f600",
    "two\r\nlines",
    "internal:Sheet1!A1",
    "external:c:\\evil.xlsx",
    "x" * 40_000,
]

TEXTS = st.lists(st.sampled_from(ATTACKS[:-1]) | st.text(st.characters(), max_size=6), max_size=5).map("".join)


def hostile(text: str) -> Report:
    """A report that holds `text` wherever a contract's words can stand."""
    bad = finding(quote=text, clause=text, plain=text, effects=(text,), model=ModelText("1", text), fingerprint="h1")
    return replace(
        report(),
        name=text,
        findings=(bad,),
        protections=(protection(quote=text, clause=text, plain=text, effects=(text,)),),
        terms=(term("overrun", State.adverse, contract=text, model=text, difference=text),),
        missing_documents=(MissingDocument(text, text),),
        notices=(Notice("hidden-text", "There is hidden text.", text),),
        coverage=Coverage((CoveragePart(text, False, "it is a picture"), CoveragePart("page 1", True))),
    )
