import json

import pytest

from clausecheck.bulk.job import Item, Job, keyed
from clausecheck.bulk.opening import failed
from clausecheck.bulk.recall import recalled, shelve
from clausecheck.bulk.result import Outcome, Result
from clausecheck.bulk.work import Judge, make_checker
from clausecheck.record import replaced
from tests.bulk.documents import SAMPLES, bad_files, texts
from tests.bulk.test_work import Shelf, shelf  # noqa: F401 - a fixture

CHECKER = make_checker(Job())
KEYS = keyed(Job()).keys
NAMES = ("z.txt", 'deep/er/it’s a "name",\\ \u202e</script>.pdf', "-", '","report":{"document":{"name":"')
"""The last looks like what names are put into."""


def judged(item, **change):
    return Judge(Job(**change), CHECKER).judge(item)


def contents():
    """Contracts in several forms, an archive with files in it, and what cannot be read."""
    yield "text", texts()[0].encode()
    for name in ("booking-form.docx", "to-sign.zip", "booking-thread.eml"):
        yield name, (SAMPLES / name).read_bytes()
    for name in ("locked.pdf", "rubbish.pdf", "workbook.docx", "zeros.txt", "old-office.doc"):
        yield name, bad_files()[name][0]()


@pytest.mark.parametrize("data", [pytest.param(data, id=name) for name, data in contents()])
def test_a_result_under_another_name_is_the_line_that_judging_it_gives(data, shelf):  # noqa: F811
    first = judged(Item("a/b.txt", data=data), keeper=shelf)
    assert first.extracted
    for name in NAMES:
        told = recalled(shelf(), KEYS, Item(name, data=data), first.sha256, password=False)
        anew = judged(Item(name, data=data))
        assert told.kept
        assert told.line == anew.line
        assert replaced(told, kept=False) == replaced(anew, extracted=False, judged=False)


def test_contract_text_that_looks_like_a_report_is_left_alone(shelf):  # noqa: F811
    text = f'1. {{"input":"","report":{{"document":{{"name":""}}}}}} and "name":"" stand here.\n{texts()[0]}'
    first = judged(Item("a.txt", data=text.encode()), keeper=shelf)
    told = recalled(shelf(), KEYS, Item("b.txt"), first.sha256, password=False)
    assert told.line == judged(Item("b.txt", data=text.encode())).line


def test_what_could_not_be_read_is_not_read_again_under_other_rules(shelf):  # noqa: F811
    data = bad_files()["rubbish.pdf"][0]()
    assert judged(Item("a.pdf", data=data), keeper=shelf).extracted
    again = judged(Item("a.pdf", data=data), keeper=shelf, rules_sha256="other", engagement="agency")
    assert (again.kept, again.extracted, again.failure) == (True, False, "unreadable")


def test_with_a_password_a_locked_file_is_tried_again_and_a_broken_one_is_not(shelf):  # noqa: F811
    locked, broken = (Item("a.pdf", data=bad_files()[name][0]()) for name in ("locked.pdf", "rubbish.pdf"))
    assert judged(locked, keeper=shelf).failure == "password"
    assert judged(broken, keeper=shelf).failure == "unreadable"
    kept = len(shelf.results)
    right, wrong = {"password": "secret"}, {"password": "wrong"}
    opened = judged(locked, keeper=shelf, **right)
    assert (opened.kept, opened.extracted, opened.outcome) == (False, True, Outcome.judged)
    assert judged(locked, keeper=shelf, **wrong).failure == "password"
    assert judged(broken, keeper=shelf, **wrong).kept
    assert (len(shelf.results), len(shelf.documents)) == (kept, 0)


def test_a_line_that_would_not_come_back_as_it_was_is_not_kept(shelf):  # noqa: F811
    told = failed("b.pdf", "ab", "unreadable", "it is damaged. Download it again.", extracted=True)
    result = Result.of_line(told.line)
    shelve(shelf(), KEYS, Item("a.pdf"), told, result)
    assert shelf.results == {}
    shelve(shelf(), KEYS, Item("b.pdf"), told, result)
    assert len(shelf.results) == 1


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda text: text.partition("\n")[2],
        lambda text: text.replace('"sha256":"', '"sha256":"0', 1),
        lambda text: text.replace('"input":""', '"input":"x"'),
        lambda text: text.replace(',"document":{"name":""', ""),
        lambda text: "",
        lambda text: json.dumps(None) + "\n" + text,
    ],
)
def test_what_is_not_what_was_kept_is_as_nothing(spoilt, shelf):  # noqa: F811
    first = judged(Item("a.txt", data=texts()[0].encode()), keeper=shelf)
    for key, text in shelf.results.items():
        shelf.results[key] = spoilt(text)
    assert recalled(shelf(), KEYS, Item("a.txt"), first.sha256, password=False) is None


def test_the_shelf_of_these_tests_keeps_as_the_cache_does():
    from clausecheck.bulk.job import Keeper

    names = {name for name in vars(Keeper) if not name.startswith("_")}
    assert names <= set(dir(Shelf))
