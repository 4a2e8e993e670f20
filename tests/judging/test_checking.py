"""The stages composed: what a report holds, and when there is no grade."""

from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from clausecheck.document import Coverage, CoveragePart
from clausecheck.extract import extract_text
from clausecheck.judging.checking import Bench, Checker, check_contract, standard_of
from clausecheck.reading.contract import Contract
from clausecheck.report import Report, SourceNote
from clausecheck.rulebook import store
from clausecheck.rulebook.model import Rulebook, Signal
from tests.judging.builders import TOPICS, contract, real_grading, rule, rulebook, signal, topic

LONG = "The practice pays for the session and the locum sees the patients who are booked. " * 4


@dataclass(frozen=True)
class Detected:
    """Stands in for the matcher: finds what it is told to."""

    signals: tuple[Signal, ...] = ()

    def detect(self, contract: Contract) -> tuple[Signal, ...]:
        return self.signals


def judged(of: Contract, *fired: Signal, model: Contract | None = None, book: Rulebook | None = None) -> Report:
    bench = Bench(book or rulebook(), Detected(fired), real_grading())  # type: ignore[arg-type]
    standard = standard_of(model, replace(bench, matcher=Detected()), name="model") if model else None
    return check_contract(of, bench, standard)


def test_a_report_holds_findings_terms_grade_and_measures() -> None:
    c = contract(LONG, "Overruns are unpaid.")
    report = judged(c, signal(c, 1, rule("overrun.unpaid", severity=5)), model=c)
    assert [f.rule for f in report.findings] == ["overrun.unpaid"]
    assert len(report.terms) == len(TOPICS)
    assert report.grade is not None
    assert report.grade.letter == "D"
    assert report.measures is not None
    assert report.measures.duties.model_locum == 2
    assert (report.model_name, report.read_date, report.rules_sha256) == ("model", "2026-07-01", "f" * 64)


def parts(*named: tuple[str, bool]) -> Coverage:
    return Coverage(tuple(CoveragePart(name, read) for name, read in named))


@pytest.mark.parametrize(
    ("coverage", "message"),
    [
        (parts(("page 1", True), ("page 2", False), ("page 3", True)), "No grade: read in part, 2 of 3 pages."),
        (parts(("a.pdf: page 1", False), ("b.docx: body", True)), "No grade: read in part, 0 of 1 pages."),
        (parts(("body", False)), "No grade: the body of the document could not be read."),
        (
            parts(("body", True), ("inserted document", False)),
            "No grade: read in part, without this of the document: inserted document.",
        ),
        (
            parts(("page 1", True), ("form", False), ("attachment a: b.pdf", False)),
            "No grade: read in part, without this of the document: form.",
        ),
    ],
)
def test_what_was_read_in_part_gets_no_grade(coverage: Coverage, message: str) -> None:
    c = contract(LONG)
    report = judged(replace(c, document=replace(c.document, coverage=coverage)))
    assert report.grade is None
    assert [n.message for n in report.notices] == [message]


def test_an_attachment_that_was_not_read_leaves_the_grade() -> None:
    c = contract(LONG)
    coverage = parts(("body", True), ("attachment notes.xlsx", False))
    assert judged(replace(c, document=replace(c.document, coverage=coverage))).grade is not None


@pytest.mark.parametrize(
    ("kind", "notice"),
    [("salaried", "salaried-contract"), ("not-a-contract", "not-a-locum-contract"), ("foreign-language", "language")],
)
def test_what_is_no_locums_contract_gets_neither_grade_nor_measures(kind: str, notice: str) -> None:
    report = judged(contract(LONG, kind=kind))
    assert (report.grade, report.measures) == (None, None)
    assert [n.kind for n in report.notices] == [notice]


def test_a_scrap_of_text_gets_no_grade() -> None:
    report = judged(contract("Overruns are unpaid."))
    assert report.grade is None
    assert [n.kind for n in report.notices] == ["too-short"]


def test_law_of_another_nation_is_not_cited() -> None:
    law = SourceNote("L1", "Act", "https://example.org", "2026-01-01", "law", "Scotland")
    uk = replace(law, key="L2", nation="UK")
    book = rulebook(topic("overrun", sources=(law, uk)))
    c = contract(LONG, "Overruns are unpaid.")
    report = judged(c, signal(c, 1, rule("overrun.unpaid")), book=book)
    assert [s.key for s in report.findings[0].sources] == ["L2"]


def test_the_same_input_gives_the_same_report() -> None:
    c = contract(LONG, "Overruns are unpaid.", "No cap.")
    fired = [signal(c, 1, rule("overrun.unpaid")), signal(c, 2, rule("patient-cap.none", also=("extras",)))]
    assert judged(c, *fired) == judged(c, *reversed(fired))


CONTRACT_TEXT = """Agreement between Elm Surgery ("the Practice") and Dr A Jones ("the Contractor")

1. The Session
1.1 The Contractor shall attend from 8.30am and remain until all patients have been seen.
1.2 No additional payment will be made for time worked after the finish of the session.
1.3 The Contractor shall see a maximum of 15 patients in each session.

2. Payment
2.1 The Practice shall pay the Contractor £350 for each session within 30 days of the invoice.
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def cache(place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of these tests' own, in which there is no model; the rules are read once for all."""
    monkeypatch.delenv("CLAUSECHECK_CACHE", raising=False)
    monkeypatch.setattr(store, "_user_cache", lambda: place)
    for kept in place.glob("clausecheck/model-*"):
        kept.unlink()
    return place / "clausecheck"


def test_a_contract_is_checked_from_text_to_report(cache: Path) -> None:
    document = extract_text(CONTRACT_TEXT, "contract.txt")
    report = Checker().check(document)
    assert report.grade is not None
    assert {"finish-time", "overrun"} <= {f.topic for f in report.findings}
    for found in (*report.findings, *report.protections, *report.quantities):
        assert document.text[found.start : found.end] == found.quote
        assert 0 < len(found.quote.split()) <= 80
    prints = [f.fingerprint for f in (*report.findings, *report.protections)]
    assert len(set(prints)) == len(prints)
    assert report == Checker().check(document)


def test_the_models_standard_is_kept_between_runs(cache: Path) -> None:
    made = Checker().standard
    assert len(list(cache.glob("model-*"))) == 1
    assert Checker().standard == made


def test_any_contract_can_stand_in_for_the_model(tmp_path: Path, cache: Path) -> None:
    own = tmp_path / "my terms.txt"
    own.write_text(CONTRACT_TEXT, encoding="utf-8")
    report = Checker(model=own).check(extract_text(CONTRACT_TEXT, "contract.txt"))
    assert report.model_name == "my terms.txt"
    assert not list(cache.glob("model-*"))


def test_engagement_and_nation_can_be_said(cache: Path) -> None:
    report = Checker(engagement="agency", nation="wales").check(extract_text(CONTRACT_TEXT))
    assert (report.engagement, report.nation) == ("agency", "wales")
