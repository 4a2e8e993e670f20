import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausecheck.bulk.views.reports import Reports, report_file, write_report
from tests.render.hostile import ATTACKS
from tests.render.reports import report

NAMES = [
    "terms.pdf", "Terms.pdf", "TERMS.PDF", "a/b.pdf", "a_b.pdf", "a-b.pdf", "../../etc/passwd", "/etc/passwd",
    "con.pdf", "NUL", "CON",
    "-", "", ".", "..", "~", "a b.pdf", "a\\b.pdf", "c:\\x.pdf", "s3://bucket/key.pdf", "x" * 300,
    "é.pdf", "e\u0301.pdf", "\ud800",
    "a.pdf ", "a.pdf.", "terms.pdf.html", *ATTACKS,
]  # fmt: skip


def test_a_plain_name_stays():
    assert str(report_file("terms-2026_b.pdf")) == "terms-2026_b.pdf.html"


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_any_name_makes_a_file_that_every_system_takes(name):
    file = report_file(name)
    assert len(file.parts) == 1
    assert str(file).isascii()
    assert len(str(file)) < 130
    assert not set(str(file)) & set('<>:"/\\|?*% #\n')
    assert str(file).partition(".")[0].lower() not in ("con", "nul", "aux", "prn", "com1")
    assert str(file)[0] not in ".-"


def test_no_two_names_share_a_file_even_where_case_makes_no_difference():
    assert len({str(report_file(name)).casefold() for name in NAMES}) == len(set(NAMES))


@given(st.text(), st.text())
def test_other_names_make_other_files(one, other):
    assert (report_file(one) == report_file(other)) is (one == other)


def test_a_report_is_written_once(tmp_path):
    path = tmp_path / "a.html"
    assert write_report(report(), None, {}, path)
    os.utime(path, (1, 1))
    assert not write_report(report(), None, {}, path)
    assert path.stat().st_mtime == 1
    assert "GRADE" in path.read_text(encoding="utf-8").upper()


def test_links_lead_only_to_reports_that_are_there(tmp_path):
    folder = tmp_path / "odd #folder" / "reports"
    folder.mkdir(parents=True)
    (folder / str(report_file("a/B.pdf"))).write_text("")
    links = Reports(folder, tmp_path / "page.html")
    address = f"odd%20%23folder/reports/{report_file('a/B.pdf')}"
    assert links.address("a/B.pdf") == address
    assert links.address("a/B.pdf > inner.pdf") == address
    assert links.address("b.pdf") == ""
    assert Reports(tmp_path / "none", tmp_path / "page.html").address("a/B.pdf") == ""
    assert Reports(folder, folder.parent / "page.html").address("a/B.pdf") == f"reports/{report_file('a/B.pdf')}"
