import os

import pytest

from clausecheck.bulk.folder import Folder
from clausecheck.bulk.views import writing
from clausecheck.bulk.views.files import previous_of
from clausecheck.bulk.views.reports import Mark, of_line, report_file
from clausecheck.bulk.views.writing import DASHBOARD, SUMMARY, TABLE, WORKBOOK, stale, write_views
from clausecheck.errors import UnreadableInput
from tests.bulk.views.results import failed, hostile, judged
from tests.render.hostile import ATTACKS

FOUR = {WORKBOOK, DASHBOARD, TABLE, SUMMARY}


def run(folder, results):
    with Folder(folder, "[]", force=True, resume=False) as place:
        place.write(lambda: [f"{one.line()}\n".encode() for one in results])
    return write_views(folder / "results.jsonl")


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_all_views_are_written_beside_the_results(tmp_path):
    done = run(tmp_path, [judged("a.pdf"), failed("b.pdf")])
    assert set(done.written) == FOUR
    assert done.summary.startswith("BATCH OF 2 FILES")
    assert set(contents(tmp_path)) == {*FOUR, "results.jsonl", "batch.json", ".views.json"}


def test_an_unchanged_run_makes_nothing_again(tmp_path, monkeypatch):
    first = run(tmp_path, [judged("a.pdf")])
    for name in FOUR:
        os.utime(tmp_path / name, (1, 1))
    monkeypatch.setattr(writing, "Batch", None)
    second = run(tmp_path, [judged("a.pdf")])
    assert second.written == ()
    assert second.summary == first.summary
    assert {(tmp_path / name).stat().st_mtime for name in FOUR} == {1}


def test_other_results_are_compared_with_those_before(tmp_path):
    run(tmp_path, [judged("a.pdf", "B")])
    second = run(tmp_path, [judged("a.pdf", "E")])
    assert "grade worse" in second.summary
    before = contents(tmp_path)
    third = run(tmp_path, [judged("a.pdf", "E")])  # the same once more: the comparison stays what it was
    assert third.written == ()
    assert contents(tmp_path) == before


@pytest.mark.parametrize("name", sorted(FOUR))
def test_a_view_that_is_gone_or_was_edited_is_made_again(tmp_path, name):
    run(tmp_path, [judged("a.pdf")])
    before = contents(tmp_path)
    (tmp_path / name).write_bytes(b"edited")
    assert run(tmp_path, [judged("a.pdf")]).written == (name,)
    (tmp_path / name).unlink()
    assert run(tmp_path, [judged("a.pdf")]).written == (name,)
    assert contents(tmp_path) == before


def test_only_what_is_other_is_written_again(tmp_path):
    run(tmp_path, [judged("a.pdf")])
    (tmp_path / "reports").mkdir()
    mark = Mark("0" * 64, of_line(judged("a.pdf").line())).text
    (tmp_path / "reports" / str(report_file("a.pdf"))).write_text(mark)
    assert run(tmp_path, [judged("a.pdf")]).written == (DASHBOARD,)


def test_views_made_of_other_results_are_known_unless_somebody_edited_them(tmp_path):
    results = tmp_path / "results.jsonl"
    run(tmp_path, [judged("a.pdf")])
    assert stale(results) == ()
    results.write_text(f"{judged('a.pdf', 'E').line()}\n")
    assert set(stale(results)) == FOUR
    (tmp_path / SUMMARY).write_text("mine")
    (tmp_path / TABLE).unlink()
    assert stale(results) == (WORKBOOK, DASHBOARD)
    assert stale(tmp_path / "none" / "results.jsonl") == ()


def test_a_run_before_that_cannot_be_read_is_told_of_and_passed_over(tmp_path):
    run(tmp_path, [judged("a.pdf")])
    previous_of(tmp_path / "results.jsonl").write_text("nonsense")
    done = run(tmp_path, [judged("a.pdf")])
    assert "results.previous.jsonl, line 1" in done.problem
    assert "SINCE" not in done.summary
    assert run(tmp_path, [judged("a.pdf")]).problem == done.problem


def test_what_are_no_results_is_an_error(tmp_path):
    (tmp_path / "results.jsonl").write_text("nonsense")
    with pytest.raises(UnreadableInput, match="line 1"):
        write_views(tmp_path / "results.jsonl")


def test_the_same_results_make_the_same_bytes_anywhere(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        run(tmp_path / name, hostile("".join(ATTACKS[:-1])))
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


@pytest.mark.parametrize("note", ["", "[]", "{", '{"made_of": 1}', "\x00"])
def test_a_spoilt_note_of_what_the_views_were_made_of_does_no_harm(tmp_path, note):
    run(tmp_path, [judged("a.pdf")])
    before = contents(tmp_path)
    (tmp_path / ".views.json").write_text(note)
    assert run(tmp_path, [judged("a.pdf")]).written == ()
    assert contents(tmp_path) == before
