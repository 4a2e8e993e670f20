import os
import unicodedata
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausecheck.bulk.views import reports
from clausecheck.bulk.views.reports import (
    Mark,
    Reports,
    beside,
    lines_of,
    mark_of,
    of_line,
    report_file,
    settle,
    write_report,
)
from tests.bulk.views.results import failed, judged
from tests.render.hostile import ATTACKS
from tests.render.reports import report

NAMES = [
    "terms.pdf", "Terms.pdf", "TERMS.PDF", "a/b.pdf", "a_b.pdf", "a-b.pdf", "../../etc/passwd", "/etc/passwd",
    "con.pdf", "NUL", "CON",
    "-", "", ".", "..", "~", "a b.pdf", "a\\b.pdf", "c:\\x.pdf", "s3://bucket/key.pdf", "x" * 300,
    "é.pdf", "e\u0301.pdf", "\ud800",
    "Ü ber [1].pdf", "договор.pdf", "契約" * 60, "नियम.pdf", "\u202eterms.pdf", "COM¹.pdf",
    "a.pdf ", "a.pdf.", "terms.pdf.html", *ATTACKS,
]  # fmt: skip


def test_a_plain_name_stays():
    assert str(report_file("terms-2026_b.pdf")) == "terms-2026_b.pdf.html"


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Ü ber [1].pdf", "Ü_ber_1_.pdf"),
        ("U\u0308ber.pdf", "Über.pdf"),
        ("договор о работе.pdf", "договор_о_работе.pdf"),
        ("नियम.pdf", "नियम.pdf"),
        ("契約" * 60 + ".pdf", "約" + "契約" * 12 + ".pdf"),
    ],
)
def test_letters_of_any_alphabet_stay(name, kept):
    assert str(report_file(name)).partition("~")[0] == kept


def test_letters_that_names_of_this_system_cannot_hold_are_left_out(monkeypatch):
    monkeypatch.setattr(reports, "getfilesystemencoding", lambda: "iso-8859-1")
    assert str(report_file("Ü договор.pdf")).startswith("Ü_.pdf~")


def test_a_link_to_a_report_with_other_letters_is_an_address(tmp_path):
    file = made(tmp_path / "reports", "Über.pdf")
    links = Reports(tmp_path / "reports", tmp_path / "page.html", [("Über.pdf", of_line("x"))])
    address = links.address("Über.pdf")
    assert address.isascii()
    assert tmp_path / unquote(address) == file


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_any_name_makes_a_file_that_every_system_takes(name):
    file = report_file(name)
    assert len(file.parts) == 1
    assert unicodedata.is_normalized("NFC", str(file))
    assert all(one in "._-~" or unicodedata.category(one)[0] in "LMN" for one in str(file))
    assert len(str(file).encode()) < 130
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


def made(folder, name, line="x"):
    """The file of a report that says it was made of this line of results."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / str(report_file(name))
    path.write_text(f"<p>{name}</p>{Mark('0' * 64, of_line(line)).text}")
    return path


def test_links_lead_only_to_reports_that_are_there(tmp_path):
    folder = tmp_path / "odd #folder" / "reports"
    made(folder, "a/B.pdf")
    results = [("a/B.pdf", of_line("x")), ("b.pdf", of_line("x"))]
    links = Reports(folder, tmp_path / "page.html", results)
    address = f"odd%20%23folder/reports/{report_file('a/B.pdf')}"
    assert links.address("a/B.pdf") == address
    assert links.address("a/B.pdf > inner.pdf") == address
    assert links.address("b.pdf") == ""
    assert Reports(tmp_path / "none", tmp_path / "page.html", results).address("a/B.pdf") == ""
    assert (
        Reports(folder, folder.parent / "page.html", results).address("a/B.pdf") == f"reports/{report_file('a/B.pdf')}"
    )


def test_no_link_leads_to_a_report_of_another_result_or_of_nobody(tmp_path):
    made(tmp_path / "reports", "a.pdf", "a result of before")
    made(tmp_path / "reports", "b.pdf", "now")
    (tmp_path / "reports" / str(report_file("c.pdf"))).write_text("<p>mine</p>")
    (tmp_path / "reports" / str(report_file("d.pdf"))).write_text(f"<p>old</p>\n<!-- made of {'0' * 64} -->\n")
    links = Reports(tmp_path / "reports", tmp_path / "p.html", [(f"{each}.pdf", of_line("now")) for each in "abcd"])
    assert [links.address(f"{each}.pdf") for each in "abcd"] == ["", "reports/b.pdf.html", "", ""]


def test_a_file_whose_name_reads_like_one_within_another_gets_no_link_to_that(tmp_path):
    made(tmp_path / "reports", "a.zip")
    links = Reports(tmp_path / "reports", tmp_path / "p.html", [("a.zip", of_line("x")), ("a.zip > b", of_line("y"))])
    assert links.address("a.zip > c") == "reports/a.zip.html"
    assert links.address("a.zip > b") == ""


def test_the_digest_changes_with_the_reports_that_may_be_linked_to(tmp_path):
    made(tmp_path / "reports", "a.pdf")
    one, other = (
        Reports(tmp_path / "reports", tmp_path / "p.html", [("a.pdf", of_line(each))]).digest for each in "xy"
    )
    assert one != other


def test_names_and_hashes_of_results_are_those_of_their_lines(tmp_path):
    results = [judged('odd","outcome":"\ud800.pdf'), failed("b.pdf")]
    path = tmp_path / "results.jsonl"
    path.write_bytes(
        b"".join(f"{each.line()}\n".encode() for each in results) + b'\nnonsense\n{"input":1,"outcome":0}\n'
    )
    assert list(lines_of(path)) == [(each.name, of_line(each.line())) for each in results]
    assert list(lines_of(tmp_path / "none")) == []


def test_reports_of_other_results_are_removed_and_files_of_others_stay(tmp_path):
    folder, results = tmp_path / "reports", tmp_path / "results.jsonl"
    stands = judged("a.pdf")
    results.write_text(f"{stands.line()}\n{failed('b.pdf').line()}\n")
    kept = made(folder, "a.pdf", stands.line())
    gone = [made(folder, name, "a result of before") for name in ("b.pdf", "c.pdf")]
    (folder / "mine.html").write_text("<p>mine</p>")
    settle(folder, results)
    assert {*folder.iterdir()} == {kept, folder / "mine.html"}
    results.write_text(f"{judged('a.pdf', 'E').line()}\n")
    settle(folder, results)
    assert not kept.exists()
    assert not any(each.exists() for each in gone)


def test_a_report_that_waits_takes_its_place_once_the_results_are_its_own(tmp_path):
    folder, results = tmp_path / "reports", tmp_path / "results.jsonl"
    now = judged("a.pdf")
    results.write_text(f"{now.line()}\n")
    place = made(folder, "a.pdf", "a result of before")
    made(folder, "b.pdf", now.line()).rename(beside(place))
    made(folder, "c.pdf", "a result of before").rename(beside(folder / "b.pdf.html"))
    settle(folder, results)
    assert [*folder.iterdir()] == [place]
    assert mark_of(place).result == of_line(now.line())


def test_only_the_end_of_a_report_is_its_mark(tmp_path):
    path = made(tmp_path, "a.pdf", "x")
    assert mark_of(path) == Mark("0" * 64, of_line("x"))
    with path.open("a") as stream:
        stream.write(" ")
    assert mark_of(path) is None
    assert mark_of(tmp_path / "none") is None
    assert mark_of(tmp_path) is None
