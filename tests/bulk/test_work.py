import os
import sys
from typing import ClassVar

import pytest

from clausecheck.bulk.job import Item, Job, Judging, keyed
from clausecheck.bulk.result import Outcome, Result
from clausecheck.bulk.work import Judge, make_checker
from clausecheck.errors import ExitCode
from clausecheck.extract.limits import Limits
from clausecheck.isolation.codec import encode
from clausecheck.judging.deal import Deal
from clausecheck.record import replaced
from tests.bulk.documents import bad_files, texts

CHECKER = make_checker(Job())
TEXT = texts()[0].encode()


def judged(item, job=None, announce=lambda phase: None):
    return Judge(job or Job(), CHECKER).judge(item, announce)


class Shelf:
    """Keeps everything, in memory, shared by all that are opened."""

    documents: ClassVar[dict[str, bytes]] = {}
    results: ClassVar[dict[str, str]] = {}

    def document(self, key):
        return self.documents.get(key)

    def keep_document(self, key, data):
        self.documents[key] = data

    def result(self, key):
        return self.results.get(key)

    def keep_result(self, key, line):
        self.results[key] = line

    trouble = ""

    def close(self):
        pass


@pytest.fixture
def shelf(monkeypatch):
    monkeypatch.setattr(Shelf, "documents", {})
    monkeypatch.setattr(Shelf, "results", {})
    return Shelf


def test_a_contract_comes_to_the_report_that_check_gives(tmp_path):
    from clausecheck.extract import extract
    from clausecheck.render.json import report_value

    path = tmp_path / "terms.txt"
    path.write_bytes(TEXT)
    told = judged(Item("deep/terms.txt", str(path)))
    result = Result.of_line(told.line)
    document = extract(path)
    assert result.report == report_value(CHECKER.check(document), document)
    assert (told.name, told.outcome, told.grade) == ("deep/terms.txt", Outcome.judged, result.report["grade"]["letter"])
    assert told.extracted
    assert told.judged


@pytest.mark.parametrize("name", bad_files())
def test_what_cannot_be_read_says_why(name):
    content, word = bad_files()[name]
    told = judged(Item(name, data=content()))
    assert told.outcome is Outcome.failed
    assert told.failure == ("password" if name == "locked.pdf" else "unreadable")
    assert word in told.reason.replace("damaged", "damaged cannot be opened")
    assert told.code is ExitCode.unread


def test_a_file_that_went_away_is_told(tmp_path):
    assert "no such file" in judged(Item("a.pdf", str(tmp_path / "a.pdf"))).reason


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.pdf")
    assert "device or a pipe" in judged(Item("a.pdf", str(tmp_path / "a.pdf"))).reason


@pytest.fixture
def hurried(monkeypatch):
    """A job whose readers have no time at all."""
    monkeypatch.setattr("clausecheck.isolation.reading._GRACE", 0.0)
    return Job(limits=Limits(seconds=1e-9))


def test_a_reader_that_takes_too_long_is_a_matter_of_time(hurried):
    assert judged(Item("a.txt", data=TEXT), hurried).failure == "time"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere whoever watches keeps the memory within")
def test_judging_beyond_its_memory_is_told_and_the_next_is_judged():
    desk = Judge(Job(judging=Judging(memory=1 << 12)), CHECKER)
    big = "\n".join(f"{number}. The Locum shall see {number} patients." for number in range(18_000)).encode()
    told = desk.judge(Item("big.txt", data=big))
    assert told.failure == "memory"
    assert "judging-memory" in told.reason
    assert judged(Item("a.txt", data=TEXT)).outcome is Outcome.judged


def test_how_long_judging_may_take_is_announced_before_it_begins():
    phases = []
    judged(Item("a.txt", data=TEXT), Job(judging=Judging(seconds=7)), phases.append)
    assert [phase.what for phase in phases] == ["opened", "read", "judged"]
    assert phases[-1].seconds == 7
    assert phases[-1].sha256


def test_a_fault_of_our_own_is_told_by_its_place_alone(monkeypatch):
    def broken(document):
        raise KeyError("words of the contract")

    monkeypatch.setattr(CHECKER, "check", broken)
    told = judged(Item("a.txt", data=TEXT))
    assert told.failure == "fault"
    assert told.code is ExitCode.internal
    assert "words of the contract" not in told.line


def test_bytes_that_a_result_is_at_hand_for_are_not_read():
    first = judged(Item("a.txt", data=TEXT))
    again = judged(Item("a.txt", data=TEXT, known=first.sha256))
    assert again.unchanged
    assert not again.extracted
    assert not judged(Item("a.txt", data=TEXT + b"\n", known=first.sha256)).unchanged


def test_what_is_kept_is_neither_read_nor_judged_again(shelf):
    job = Job(keeper=shelf)
    first = judged(Item("a/terms.txt", data=TEXT), job)
    again = judged(Item('b/"\u202e/terms.txt', data=TEXT), job)
    assert (again.extracted, again.judged, again.kept) == (False, False, True)
    assert Result.of_line(again.line) == replaced(Result.of_line(first.line), name='b/"\u202e/terms.txt')
    assert again.line == replaced(Result.of_line(first.line), name='b/"\u202e/terms.txt').line()


def test_what_is_to_be_judged_otherwise_is_judged_again_but_not_read(shelf):
    judged(Item("terms.txt", data=TEXT), Job(keeper=shelf))
    again = judged(Item("terms.txt", data=TEXT), Job(keeper=shelf, nation="wales"))
    assert (again.extracted, again.judged, again.kept) == (False, True, False)


def test_a_damaged_shelf_is_as_an_empty_one(shelf):
    job = Job(keeper=shelf)
    first = judged(Item("terms.txt", data=TEXT), job)
    for shelved in (shelf.documents, shelf.results):
        for key, value in shelved.items():
            shelved[key] = value[: len(value) // 2]
    again = judged(Item("terms.txt", data=TEXT), job)
    assert again.line == first.line
    assert again.extracted


def test_a_failure_that_another_run_may_not_meet_is_not_kept(shelf, hurried):
    judged(Item("a.txt", data=TEXT), replaced(hurried, keeper=shelf))
    assert shelf.results == {}


def keys(**change):
    made = keyed(Job(**change)).keys
    return made.document("ab"), made.result("ab")


@pytest.mark.parametrize(
    "change", [{"engine": "pdfplumber"}, {"ocr": "off"}, {"tracked": "mark"}, {"limits": Limits(pages=3)}]
)
def test_all_that_reading_depends_on_is_in_both_keys(change):
    assert not set(keys(**change)) & set(keys())


@pytest.mark.parametrize(
    "change",
    [
        {"model": b"x"},
        {"engagement": "agency"},
        {"nation": "ni"},
        {"second_reader": False},
        {"rules_sha256": "x"},
        {"deal": Deal(figures=(("sessions", 3.0),))},
        {"judging": Judging(seconds=1)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_what_judging_alone_depends_on_is_in_its_key_alone(change):
    document, result = keys(**change)
    assert document == keys()[0]
    assert result != keys()[1]


def test_a_password_is_in_no_key():
    assert keys(password="secret") == keys()  # noqa: S106  # noqa: S106 - not one of anybody


def test_a_model_travels_with_the_job():
    from clausecheck.extract import extract_text

    model = encode(extract_text(texts()[1], "our standard"))
    told = Judge(Job(model=model)).judge(Item("a.txt", data=TEXT))
    assert "our standard" in told.line or '"model"' in told.line
    assert told.line != judged(Item("a.txt", data=TEXT)).line
