import json

import openpyxl
import pytest

from clausecheck.errors import ExitCode
from tests.bulk.views.results import failed, hostile, judged
from tests.render.hostile import ATTACKS


@pytest.fixture
def batch(tmp_path):
    folder = tmp_path / "templates"
    folder.mkdir()
    written(folder / "results.jsonl", [judged("a.pdf", "E"), failed("b.pdf")])
    return folder


def written(path, results):
    path.write_text("".join(f"{one.line()}\n" for one in results), encoding="utf-8")
    return path


def test_the_summary_is_told_again_from_the_results(clausecheck, batch):
    for named in (batch, batch / "results.jsonl"):
        done = clausecheck("summary", named)
        assert done.code == ExitCode.clean
        assert done.out.startswith("BATCH OF 2 FILES\n")
        assert "Overrun pay" in done.out  # the rules' own title
        assert done.err == ""


def test_results_cut_at_the_end_of_a_line_are_refused_until_the_batch_is_run_again(clausecheck, tmp_path):
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for name in "abc":
        (folder / f"{name}.txt").write_text(f"Contract of locum {name}.\n")
    call = ("batch", folder, "-o", out, "--no-reports")
    assert clausecheck(*call).code == ExitCode.clean
    whole = (out / "results.jsonl").read_bytes()
    (out / "results.jsonl").write_bytes(b"".join(whole.splitlines(keepends=True)[:2]))
    for words in ([out], [out / "results.jsonl", "--csv", tmp_path / "t.csv"]):
        done = clausecheck("summary", *words)
        assert (done.code, done.out) == (ExitCode.unread, "")
        assert "results.jsonl: has 2 lines, and its batch wrote 3 (batch.json beside it)" in done.err
    assert not (tmp_path / "t.csv").exists()
    copied = tmp_path / "copied.jsonl"
    copied.write_bytes((out / "results.jsonl").read_bytes())
    assert clausecheck("summary", copied).out.startswith("BATCH OF 2 FILES\n")
    assert clausecheck("summary", copied, "--previous", out / "results.jsonl").code == ExitCode.unread
    assert clausecheck(*call, "--resume").code == ExitCode.clean
    assert (out / "results.jsonl").read_bytes() == whole
    assert clausecheck("summary", out).out.startswith("BATCH OF 3 FILES\n")


def test_every_view_is_written_where_it_is_wanted(clausecheck, batch, tmp_path):
    book, page, table = tmp_path / "b.xlsx", tmp_path / "d.html", tmp_path / "t.csv"
    done = clausecheck("summary", batch, "--workbook", book, "--dashboard", page, "--csv", table)
    assert done.code == ExitCode.clean
    assert openpyxl.load_workbook(book)["Overview"]["A2"].value == "a.pdf"
    assert "<h1>templates</h1>" in page.read_text(encoding="utf-8")
    assert table.read_text(encoding="utf-8-sig").startswith("file,read,grade")


def test_results_are_compared_with_others_or_with_those_beside_them(clausecheck, batch, tmp_path):
    other = written(tmp_path / "other.jsonl", [judged("a.pdf", "A")])
    assert "grade worse" in clausecheck("summary", batch, "--previous", other).out
    other.rename(batch / "results.previous.jsonl")
    assert "grade worse" in clausecheck("summary", batch).out


def test_an_existing_file_is_replaced_only_by_force_and_the_results_never(clausecheck, batch):
    page = batch / "d.html"
    page.write_text("mine")
    refused = clausecheck("summary", batch, "--dashboard", page)
    assert refused.code == ExitCode.usage
    assert "--force" in refused.err
    assert page.read_text() == "mine"
    assert clausecheck("summary", batch, "--dashboard", page, "--force").code == ExitCode.clean
    assert clausecheck("summary", batch, "--csv", batch / "results.jsonl", "--force").code == ExitCode.usage
    assert clausecheck("summary", batch, "--csv", page, "--dashboard", page, "--force").code == ExitCode.usage
    assert clausecheck("summary", batch, "--reports", batch / "none").code == ExitCode.usage


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"\xff\xfe", b"{}\n", json.dumps([1, 2]).encode()])
def test_what_are_no_results_is_told_in_a_line(clausecheck, tmp_path, data):
    path = tmp_path / "results.jsonl"
    path.write_bytes(data)
    done = clausecheck("summary", path)
    assert done.code == ExitCode.unread
    assert done.out == ""
    assert "line 1" in done.err
    assert "Name the results.jsonl of a finished" in done.err
    assert done.err.count("\n") == 1


def test_a_file_that_is_not_there_is_told(clausecheck, tmp_path):
    done = clausecheck("summary", tmp_path / "none.jsonl")
    assert done.code == ExitCode.unread
    assert "No such file" in done.err


def test_hostile_results_leave_nothing_on_the_terminal_but_text(clausecheck, tmp_path):
    for attack in ATTACKS:
        done = clausecheck("summary", written(tmp_path / "results.jsonl", hostile(attack)))
        assert done.code == ExitCode.clean
        assert all(line.isprintable() for line in done.out.splitlines())


def test_the_help_of_force_names_no_option_that_is_not_there(clausecheck):
    out = clausecheck("summary", "--help").out
    assert "--force" in out
    assert "-o " not in out
