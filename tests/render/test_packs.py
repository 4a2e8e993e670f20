import io
import json

import jsonschema
import pytest

from clausecheck.beside import MissingTerm, PackReport
from clausecheck.render.html import render_html
from clausecheck.render.json import render_json
from clausecheck.render.markdown import render_markdown
from clausecheck.render.packs import basis_line
from clausecheck.render.sarif import SarifLog
from clausecheck.render.schema import json_schema
from clausecheck.render.terminal import render_terminal
from clausecheck.render.xlsx import render_xlsx
from clausecheck.report import Confidence, SourceNote
from tests.render.reports import ACT, GUIDE, finding, protection, report

GB = SourceNote("L2", "Regulation 6", "https://example.org/6", "2026-11-01", "law", "GB")
DUTY = finding(
    rule="withheld-pay.unsigned",
    topic="withheld-pay",
    axis="pay",
    quote="No signature, no pay.",
    plain="Unsigned hours are not paid.",
    why="The law forbids it.",
    ask="We pay for all hours worked.",
    basis="law",
    sources=(GB,),
    fingerprint="p1",
)
PACK = PackReport(
    name="agency",
    perspective="agency",
    title="The agency's own duties",
    applies=True,
    notes=("A note.",),
    findings=(DUTY,),
    protections=(protection(topic="late-payment", quote="Interest runs.", plain="It runs.", fingerprint="p2"),),
    missing=(MissingTerm("key-information", "Key document", 4, "It was not found.", "We give it.", "law", (ACT,)),),
    topics=("withheld-pay", "late-payment", "key-information"),
)
TITLES = {"withheld-pay": "Withholding pay"}


def text(**changes):
    return " ".join(render_terminal(report(packs=(PACK,), **changes), titles=TITLES).split())


def test_a_pack_stands_apart_and_says_that_it_is_not_in_the_grade():
    told = text()
    assert "THE AGENCY'S OWN DUTIES: 1 passage on 1 topic" in told
    assert "Looked at from the agency's side. None of it is in the locum's grade" in told
    assert told.index("WHAT PROTECTS YOU") < told.index("THE AGENCY'S OWN DUTIES")


def test_a_finding_is_told_to_the_agency_with_the_nation_of_its_law():
    told = text()
    assert "Withholding pay: CHANGE BEFORE USE (4 of 5)" in told
    assert "Write instead: We pay for all hours worked." in told
    assert "Basis: law, England, Wales and Scotland [L2]." in told


def test_what_is_missing_is_called_not_found_and_no_breach():
    told = text()
    assert "Key document: NOT FOUND IN THIS DOCUMENT It was not found." in told
    assert "breach" not in told


def test_its_sources_stand_among_the_sources():
    assert "[L2] Regulation 6 (GB)." in text()


def test_a_finding_that_is_only_likely_says_so():
    unsure = finding(topic="withheld-pay", confidence=Confidence.medium, plain="Unsigned hours are not paid.")
    told = render_terminal(report(packs=(PackReport("agency", "agency", "T", applies=True, findings=(unsure,)),)))
    assert "(Likely, not certain.)" in told


def test_a_pack_that_is_not_for_the_contract_says_only_why():
    told = render_terminal(
        report(packs=(PackReport("agency", "agency", "T", applies=False, notes=("Not looked at.",)),))
    )
    assert "Not looked at." in told
    assert "No passage that" not in told


@pytest.mark.parametrize(
    ("basis", "sources", "line"),
    [
        ("law", (GB,), "law, England, Wales and Scotland [L2]"),
        ("law", (GB, ACT, GUIDE), "law, England, Wales and Scotland; England and Wales [L2, L1, B3]"),
        ("law", (), "law"),
        ("guidance", (GUIDE,), "published guidance [B3]"),
    ],
)
def test_whose_law_it_is_stands_beside_it(basis, sources, line):
    assert basis_line(basis, sources) == line


def test_the_json_report_holds_packs_by_the_schema():
    value = json.loads(render_json(report(packs=(PACK,))))
    jsonschema.Draft202012Validator(json_schema()).validate(value)
    (pack,) = value["packs"]
    assert [f["topic"] for f in pack["findings"]] == ["withheld-pay"]
    assert [m["topic"] for m in pack["missing"]] == ["key-information"]
    assert "withheld-pay" not in {f["topic"] for f in value["findings"]}


def test_markdown_and_html_say_the_same():
    one = report(packs=(PACK,))
    markdown, html = render_markdown(one, titles=TITLES), render_html(one, titles=TITLES)
    for words in (
        "No signature, no pay.",
        "Unsigned hours are not paid.",
        "It was not found.",
        "Interest runs.",
        "A note.",
    ):
        assert words in markdown
        assert words in html
    assert 'href="#pack1"' in html


def test_words_of_a_contract_never_become_markup_in_a_pack():
    evil = finding(topic="withheld-pay", quote="<script>alert(1)</script>")
    html = render_html(report(packs=(PackReport("agency", "agency", "T", applies=True, findings=(evil,)),)))
    assert "<script>alert" not in html


def test_sarif_marks_whose_duty_it_is():
    log = SarifLog({})
    log.add("a.txt", report(packs=(PACK,)), None)
    results = json.loads(log.text())["runs"][0]["results"]
    assert {r["properties"].get("perspective", "") for r in results} == {"", "agency"}


def test_the_workbook_has_a_sheet_of_packs_only_where_there_are_any():
    openpyxl = pytest.importorskip("openpyxl")
    sheet = openpyxl.load_workbook(io.BytesIO(render_xlsx(report(packs=(PACK,)), titles=TITLES)))["Packs"]
    kinds = [row[3].value for row in sheet.iter_rows(min_row=2)]
    assert kinds == ["note", "finding", "not found in this document", "keeps a duty"]
    assert len({len(row) for row in sheet.iter_rows()}) == 1
    assert "Packs" not in openpyxl.load_workbook(io.BytesIO(render_xlsx(report()))).sheetnames
