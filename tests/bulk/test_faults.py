"""What ends a whole run: rules that are others now, reports that cannot be written. What was done is kept."""

import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from clausecheck.bulk.chunks import through
from clausecheck.bulk.faults import ReportUnwritten, RulesChanged
from clausecheck.bulk.folder import Folder
from clausecheck.bulk.inputs import find
from clausecheck.bulk.job import Item, Job, keyed
from clausecheck.bulk.pool import Pool
from clausecheck.bulk.result import Outcome, Result
from clausecheck.bulk.running import run
from clausecheck.bulk.work import Judge, make_checker
from clausecheck.errors import ExitCode, UsageProblem
from clausecheck.isolation import Method
from clausecheck.record import replaced
from clausecheck.rulebook import load_lean, places
from clausecheck.rulebook.places import builtin_folder, snapshot
from tests.bulk.documents import texts

METHODS = [Method.fork, Method.spawn] if sys.platform == "linux" else [Method.spawn]
ITEMS = tuple(Item(f"{number}.txt", data=texts()[number].encode()) for number in range(3))


@pytest.fixture
def own(tmp_path) -> Path:
    """A folder of rules."""
    topic = tmp_path / "rules" / "workload" / "breaks.yaml"
    topic.parent.mkdir(parents=True)
    source = next((builtin_folder() / "workload").glob("*.yaml"))
    topic = topic.with_name(source.name)
    topic.write_bytes(source.read_bytes())
    return tmp_path / "rules"


@pytest.fixture
def templates(tmp_path) -> Path:
    folder = tmp_path / "templates"
    folder.mkdir()
    for item in ITEMS:
        (folder / item.name).write_bytes(item.data)
    return folder


def batch(folder, out, job, *, resume=False, method=None):
    with Folder(out, "x", force=False, resume=resume) as place:

        def source(items, stop):
            with Pool(job, 1, method=method) as pool:
                yield from pool.run(items, stop)

        return run(find([str(folder)], out), job, source, place, inputs="x", resume=resume)


@pytest.mark.parametrize("method", METHODS)
def test_rules_edited_after_the_run_began_judge_nothing(own, method):
    rules = snapshot([own])
    job = keyed(Job(rules=rules, rules_sha256=load_lean(rules).sha256))
    for path in own.glob("*/*.yaml"):
        path.write_text(path.read_text(encoding="utf-8") + "\n# edited\n", encoding="utf-8")
    assert load_lean([own]).sha256 != job.rules_sha256
    with Pool(job, 1, method=method) as pool:
        told = list(pool.run(ITEMS))
    reports = [Result.of_line(each.line).report for each in told]
    assert {report["tool"]["rules_sha256"] for report in reports} == {job.rules_sha256}


def test_rules_are_taken_along_as_they_were_even_when_their_folder_is_gone(own):
    rules = snapshot([own])
    before = load_lean(rules, cache=False)
    for path in own.glob("*/*.yaml"):
        path.unlink()
    assert load_lean(rules, cache=False) == before


def test_a_folder_too_large_to_be_taken_along_is_refused(own, monkeypatch):
    monkeypatch.setattr(places, "_LARGEST_TOGETHER", 10)
    with pytest.raises(UsageProblem, match="MB of rules"):
        snapshot([own])


@pytest.mark.parametrize("method", METHODS)
def test_other_built_in_rules_end_the_run(method):
    with (
        pytest.raises(RulesChanged, match=r"rules or the program changed.*--resume"),
        Pool(Job(rules_sha256="of before"), 1, method=method) as pool,
    ):
        list(pool.run(ITEMS))


@pytest.mark.parametrize("part", ["rules", "programs"])
def test_other_packs_or_programs_end_the_run(part):
    job = keyed(Job(rules_sha256=load_lean().sha256))
    judging = replaced(job.keys.judging, **{part: "of before"})
    job = replaced(job, keys=replaced(job.keys, judging=judging))
    with pytest.raises(RulesChanged), Pool(job, 1, method=Method.spawn) as pool:
        list(pool.run(ITEMS))
    with pytest.raises(RulesChanged):
        Judge(job)


def test_rules_that_can_be_loaded_no_more_end_the_run():
    job = keyed(Job(rules_sha256=load_lean().sha256))
    with Pool(job, 1, method=Method.spawn) as pool:
        bad = places.RuleFolder("mine", (places.RuleFile("mine/topics.yaml", "topics.yaml", b"["),))
        pool._job = replaced(job, rules=(bad,))
        with pytest.raises(RulesChanged, match="loaded no more"):
            list(pool.run(ITEMS))


def test_no_report_by_other_rules_is_handed_out():
    with pytest.raises(RulesChanged):
        Judge(Job(rules_sha256="of before"), make_checker(Job())).judge(ITEMS[0])


def test_other_rules_end_a_run_by_an_executor_too():
    with ThreadPoolExecutor(1) as executor, pytest.raises(RulesChanged):
        list(through(executor, Job(rules_sha256="of before"), ITEMS))


def test_what_was_done_before_the_rules_changed_is_kept(templates, tmp_path):
    job = keyed(Job(rules_sha256=load_lean().sha256))

    def source(items, stop):
        first, *_ = items
        with Pool(job, 1) as pool:
            yield from pool.run([first])
        raise RulesChanged.of("as a worker says it")

    with Folder(tmp_path / "out", "x", force=False, resume=False) as place, pytest.raises(RulesChanged) as raised:
        run(find([str(templates)], tmp_path / "out"), job, source, place, inputs="x")
    assert raised.value.exit_code is ExitCode.rules
    assert (tmp_path / "out" / "journal.jsonl").read_bytes().count(b"\n") == 2
    assert batch(templates, tmp_path / "out", job, resume=True).tally.resumed == 1


@pytest.mark.parametrize("method", METHODS)
def test_a_report_that_cannot_be_written_ends_the_run_and_is_written_once_there_is_room(templates, tmp_path, method):
    reports, out = tmp_path / "reports", tmp_path / "out"
    job = keyed(Job(reports=str(reports), rules_sha256=load_lean().sha256))
    reports.write_text("no folder")
    with pytest.raises(ReportUnwritten, match=r"Make room there.*--resume") as raised:
        batch(templates, out, job, method=method)
    assert raised.value.exit_code is ExitCode.usage
    assert not (out / "results.jsonl").exists()
    reports.unlink()
    reports.mkdir()
    done = batch(templates, out, job, resume=(out / "journal.jsonl").exists(), method=method)
    assert done.tally.outcomes == {Outcome.judged: 3}
    assert sorted(os.listdir(reports)) == ["0.txt.html", "1.txt.html", "2.txt.html"]


def test_a_run_gone_on_with_writes_the_reports_that_are_wanted_now(templates, tmp_path):
    out, reports = tmp_path / "out", tmp_path / "reports"
    (templates / "broken.pdf").write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 20)
    plain = keyed(Job(rules_sha256=load_lean().sha256))

    def broken_off(items, stop):
        with Pool(plain, 1) as pool:
            yield from pool.run([item for item in items if item.name != "2.txt"], stop)

    with Folder(out, "x", force=False, resume=False) as place, pytest.raises(Exception, match="stopped after 3 of 4"):
        run(find([str(templates)], out), plain, broken_off, place, inputs="x")
    names = [json.loads(line)["head"]["name"] for line in (out / "journal.jsonl").read_text().splitlines()[1:]]
    assert sorted(names) == ["0.txt", "1.txt", "broken.pdf"]
    reports.mkdir()
    done = batch(templates, out, replaced(plain, reports=str(reports)), resume=True)
    assert sorted(os.listdir(reports)) == ["0.txt.html", "1.txt.html", "2.txt.html"]
    assert done.tally.resumed == 1
