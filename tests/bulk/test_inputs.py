import os
import socket
import sys
from pathlib import Path

import pytest

from clausecheck.bulk.inputs import ENDINGS, find, listed
from clausecheck.bulk.views.reports import Mark, of_line
from clausecheck.errors import UnreadableInput, UsageProblem

LEFT = frozenset(
    [
        "results.jsonl",
        "results.previous.jsonl",
        "batch.json",
        "journal.jsonl",
        "dashboard.html",
        "findings.csv",
        "summary.txt",
        "workbook.xlsx",
        ".views.json",
        ".lock",
    ]
)
links = pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")


@pytest.fixture
def tree(tmp_path, monkeypatch):
    """Makes files of these names in a folder `in`, from where the parent folder is the current one."""
    monkeypatch.chdir(tmp_path)

    def make(*names):
        for name in names:
            path = tmp_path / "in" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(name)

    (tmp_path / "in").mkdir()
    return make


def names(words, out="out", paths=()):
    return [item.name for item in find(words, Path(out), paths).items]


def test_files_at_any_depth_are_named_from_within_the_folder(tree):
    tree("b.pdf", "a/c.docx", "a/b/D.TXT", "z.eml")
    assert names(["in"]) == names(["in/"]) == ["a/b/D.TXT", "a/c.docx", "b.pdf", "z.eml"]


def test_a_folder_is_named_alike_wherever_it_stands(tree, tmp_path, monkeypatch):
    tree("a/c.docx")
    monkeypatch.chdir(tmp_path / "in")
    assert names(["."]) == names([str(tmp_path / "in")], str(tmp_path / "out")) == ["a/c.docx"]


def test_several_inputs_keep_what_tells_them_apart(tree):
    tree("a/x.pdf", "b/x.pdf", "y.txt")
    assert names(["in/a", "in/b", "in/y.txt"]) == ["in/a/x.pdf", "in/b/x.pdf", "in/y.txt"]


def test_a_file_is_taken_once_under_its_first_name(tree):
    tree("a/x.pdf", "y.pdf")
    assert names(["in/a", "in", "in/y.pdf", "./in/y.pdf", "in/*.pdf"]) == ["in/a/x.pdf", "in/y.pdf"]


def test_what_is_hidden_or_held_open_by_word_is_left_out(tree):
    tree("a.pdf", ".b.pdf", ".git/c.pdf", "~$d.docx")
    found = find(["in"], Path("out"))
    assert [item.name for item in found.items] == ["a.pdf"]
    assert found.passed_over == ()


def test_endings_count_in_any_case_and_other_files_are_counted(tree):
    tree("a.PDF", "b.Docx", "c.xlsx", "d.XLSX", "e.py", "README")
    found = find(["in"], Path("out"))
    assert [item.name for item in found.items] == ["a.PDF", "b.Docx"]
    assert found.passed_over == ((".xlsx", 2), ("", 1), (".py", 1))


def test_a_file_that_is_named_is_taken_whatever_its_ending(tree):
    tree("c.xlsx", "README")
    assert names(["in/c.xlsx", "in/README"]) == ["in/README", "in/c.xlsx"]


def test_every_format_that_is_read_has_its_ending():
    from clausecheck.extract.sniff import Kind

    ending = {"picture": "png", "email": "eml", "text": "txt"}
    assert {f".{ending.get(kind, kind)}" for kind in Kind} <= ENDINGS


def test_patterns_reach_any_depth(tree):
    tree("a/x.pdf", "a/b/y.pdf", "z.txt")
    assert names(["in/**/*.pdf"]) == ["in/a/b/y.pdf", "in/a/x.pdf"]
    assert names(["in/**"]) == ["in/a/b/y.pdf", "in/a/x.pdf", "in/z.txt"]
    assert names(["in/a/?.pdf"]) == ["in/a/x.pdf"]


def test_a_pattern_that_says_its_ending_takes_that(tree):
    tree("a.dat", "b.xlsx")
    assert names(["in/*.dat"]) == ["in/a.dat"]
    with pytest.raises(UsageProblem, match="2 files have other endings"):
        names(["in/*"])


def test_a_file_with_the_signs_of_a_pattern_in_its_name_is_that_file(tree):
    tree("a[1].pdf", "a1.pdf")
    assert names(["in/a[1].pdf"]) == ["in/a[1].pdf"]


def test_the_folder_of_results_is_never_looked_into(tree):
    tree("a.pdf", "out/b.pdf", "out/reports/c.html")
    assert names(["in"], "in/out") == ["a.pdf"]
    assert names(["in/**"], "in/out") == ["in/a.pdf"]


def test_results_cannot_go_where_the_contracts_are(tree):
    tree("a.pdf")
    with pytest.raises(UsageProblem, match="-o is the folder in itself"):
        names(["in"], "./in/")


@pytest.fixture
def results(tree, tmp_path):
    """Makes what a batch leaves, in a folder within `in`."""

    def make(folder):
        mark = Mark("0" * 64, of_line("")).text
        tree(*(f"{folder}/{name}" for name in (*LEFT, "reports/a.pdf.html")))
        (tmp_path / "in" / folder / "reports" / "a.pdf.html").write_text(f"<p>grade</p>{mark}")

    return make


def test_a_list_of_all_files_has_none_that_a_batch_wrote(tree, results, tmp_path):
    tree("a.pdf", "out/mine.pdf", "out/reports/mine.html")
    results("out")
    listed = [str(path.relative_to(tmp_path)) for path in sorted((tmp_path / "in").rglob("*")) if path.is_file()]
    found = find([], Path("in/out"), listed)
    assert [item.name for item in found.items] == ["in/a.pdf", "in/out/mine.pdf", "in/out/reports/mine.html"]
    assert found.products == ((str(tmp_path / "in" / "out"), len(LEFT) + 1),)


@pytest.mark.parametrize("word", ["in/out/summary.txt", "in/out/reports", "in/out/reports/a.pdf.html", "in/out/*.txt"])
def test_what_a_batch_wrote_is_no_contract_however_it_is_named(tree, results, word):
    tree("a.pdf")
    results("out")
    for out in ("in/out", "in/other"):
        assert names([word, "in/a.pdf"], out) == ["in/a.pdf"]
        with pytest.raises(UsageProblem, match="1 file was written by a batch"):
            names([word], out)


@links
def test_links_into_the_folder_of_results_lead_to_no_contract(tree, results, tmp_path):
    tree("a.pdf", "out/b.pdf", "out/deep/c.pdf")
    results("out")
    (tmp_path / "in" / "one.html").symlink_to(tmp_path / "in" / "out" / "reports" / "a.pdf.html")
    (tmp_path / "in" / "two.pdf").symlink_to(tmp_path / "in" / "out" / "b.pdf")
    (tmp_path / "in" / "three").symlink_to(tmp_path / "in" / "out" / "deep")
    (tmp_path / "in" / "four").symlink_to(tmp_path / "in" / "out" / "reports")
    assert names(["in"], "in/out") == ["a.pdf"]


def test_results_of_other_batches_among_the_contracts_are_passed_over_and_told(tree, results, tmp_path):
    tree("a.pdf", "old/b.pdf", "summary.txt", "reports/c.html")
    results("old")
    found = find(["in"], Path("out"))
    assert [item.name for item in found.items] == ["a.pdf", "old/b.pdf", "reports/c.html", "summary.txt"]
    assert found.products == ((str(tmp_path / "in" / "old"), len(LEFT - {".lock", ".views.json"}) + 1),)
    assert found.passed_over == ()


def test_contracts_may_stand_within_the_folder_for_results(tree, results):
    tree("a.pdf")
    results(".")
    assert names(["in"], ".") == ["a.pdf"]
    assert names([], ".", ["in/a.pdf"]) == ["in/a.pdf"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes among files there")
def test_a_pipe_with_the_ending_of_a_contract_is_told_as_one_that_cannot_be_read(tree, tmp_path):
    from clausecheck.bulk.opening import bytes_of
    from clausecheck.extract.limits import Limits

    tree("a.pdf")
    os.mkfifo(tmp_path / "in" / "pipe.pdf")
    os.mkfifo(tmp_path / "in" / "pipe")
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind("in/socket.pdf")
        found = find(["in"], Path("out"))
        assert [item.name for item in found.items] == ["a.pdf", "pipe.pdf", "socket.pdf"]
        assert found.passed_over == (("", 1),)
        for item in found.items[1:]:
            with pytest.raises(UnreadableInput, match="a device or a pipe"):
                bytes_of(item, Limits())


@links
def test_links_in_a_circle_end(tree, tmp_path):
    tree("a/x.pdf")
    (tmp_path / "in" / "a" / "up").symlink_to(tmp_path / "in")
    (tmp_path / "in" / "self").symlink_to(tmp_path / "in" / "self")
    assert names(["in"]) == ["a/x.pdf"]


@links
def test_a_file_goes_by_its_own_name_rather_than_by_a_link(tree, tmp_path):
    tree("z/x.pdf")
    (tmp_path / "in" / "a.pdf").symlink_to(tmp_path / "in" / "z" / "x.pdf")
    (tmp_path / "in" / "b").symlink_to(tmp_path / "in" / "z")
    assert names(["in"]) == ["z/x.pdf"]


@links
def test_what_lies_behind_a_link_outside_is_taken(tree, tmp_path):
    tree("x.pdf")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "y.pdf").touch()
    (tmp_path / "in" / "linked").symlink_to(tmp_path / "other")
    assert names(["in"]) == ["linked/y.pdf", "x.pdf"]


@pytest.mark.skipif(sys.platform == "win32" or os.getuid() == 0, reason="root looks into every folder")
def test_a_folder_that_cannot_be_opened_is_an_input_that_cannot_be_read(tree, tmp_path):
    tree("x.pdf", "closed/y.pdf")
    (tmp_path / "in" / "closed").chmod(0)
    try:
        assert names(["in"]) == ["closed/", "x.pdf"]
    finally:
        (tmp_path / "in" / "closed").chmod(0o700)


def test_a_folder_that_cannot_be_opened_is_told(tree, monkeypatch):
    from clausecheck.bulk.job import Job
    from clausecheck.bulk.work import Judge, make_checker

    tree("x.pdf", "closed/y.pdf")
    real = os.scandir

    def scandir(path):
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    items = find(["in"], Path("out")).items
    assert [item.name for item in items] == ["closed/", "x.pdf"]
    told = Judge(Job(), make_checker(Job())).judge(items[0])
    assert "cannot be opened (Permission denied)" in told.reason
    assert told.failure == "unreadable"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["nowhere"], "no file or folder nowhere"),
        (["in/*.pdf"], "nothing matches"),
        (["in"], "no contract in in"),
        ([], "check -"),
    ],
)
def test_nothing_to_look_at_is_wrong_usage(tree, words, message):
    with pytest.raises(UsageProblem, match=message):
        names(words)


def test_a_list_is_of_lines_or_ended_by_nul():
    assert listed(b"a.pdf\r\nb c.pdf\n\n") == ("a.pdf", "b c.pdf")
    assert listed(b"a\nb.pdf\0c.pdf\0") == ("a\nb.pdf", "c.pdf")
    assert listed(b"") == ()
    assert os.fsencode(listed(b"\xff.pdf")[0]) == b"\xff.pdf"


def test_a_path_of_a_list_that_is_gone_is_an_item_to_be_told(tree):
    tree("a/x.pdf")
    assert names([], paths=["in/gone.pdf", "in/a", "in/a/x.pdf"]) == ["in/a/x.pdf", "in/gone.pdf"]


def test_addresses_that_are_shown_alike_are_files_with_names_of_their_own(tmp_path):
    versions = [f"s3://host/a.pdf?versionId={number}" for number in range(3)]
    addresses = ["s3://host/a (2).pdf", *versions]
    found = find((), tmp_path / "out", addresses).items
    assert [(item.name, item.place) for item in found] == [
        ("s3://host/a (2).pdf", "s3://host/a (2).pdf"),
        ("s3://host/a (3).pdf", versions[1]),
        ("s3://host/a (4).pdf", versions[2]),
        ("s3://host/a.pdf", versions[0]),
    ]
    assert find((), tmp_path / "out", addresses[::-1]).items == found


def test_a_file_is_the_same_by_its_address_and_by_its_path(tree, tmp_path):
    pytest.importorskip("fsspec")
    tree("a.txt", "b.txt")
    assert names(["in", (tmp_path / "in").as_uri()]) == ["in/a.txt", "in/b.txt"]
    assert names([], paths=["in/a.txt", (tmp_path / "in" / "a.txt").as_uri(), f"local://{tmp_path}/in/a.txt"]) == [
        "in/a.txt"
    ]
