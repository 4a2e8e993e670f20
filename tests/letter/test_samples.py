"""Every sample contract gets a message that fits on its page and asks only for what the report found."""

from pathlib import Path

import pytest

from clausecheck.extract import extract
from clausecheck.judging.checking import Checker
from clausecheck.letter.compose import compose, one_page, person, recipient
from clausecheck.letter.points import Wording, points_of
from clausecheck.letter.text import fits_page, letter_text

FOLDER = Path(__file__).resolve().parents[2] / "sample_contracts"
SAMPLES = sorted(path for path in FOLDER.iterdir() if path.suffix in (".pdf", ".docx", ".eml"))


@pytest.fixture(scope="module")
def checker():
    return Checker()


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_a_sample_gets_its_message(checker, path):
    contract = checker.read(extract(path))
    report = checker.judge(contract)
    topics = {t.slug: t for t in checker.rulebook.topics}
    wordings = {slug: Wording(t.title, t.ask, t.silence, t.silence_unless) for slug, t in topics.items()}
    points = points_of(report.findings, report.terms, report.engagement, wordings)
    full = compose(points, to=recipient(contract.other_names), name=person(contract.locum_names))
    page = one_page(full, fits_page)
    assert fits_page(page)
    assert page.left_out + len(page.items) == len(points)
    hurt = {f.topic for f in report.findings} | {t.topic for t in report.terms if str(t.state) == "silent"}
    for item in page.items:
        assert item.point.topic in hurt
        assert item.wording == topics[item.point.topic].ask
    musts = [item.point.must for item in full.items]
    assert musts == sorted(musts, reverse=True)
    assert "{" not in letter_text(page)
