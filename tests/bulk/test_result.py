import pytest

from clausecheck.bulk.result import Failure, Outcome, Result, heads
from clausecheck.errors import ExitCode
from tests.bulk import values


def failed(kind="password"):
    return Result("a/b.pdf", Outcome.failed, "00", None, Failure(kind, "b.pdf: locked."))


def test_a_result_comes_back_from_its_line():
    judged = Result("a\u202e.txt", Outcome.judged, "ff", {"document": {"name": "a"}, "findings": []})
    for one in (judged, failed()):
        assert Result.of_line(one.line()) == one
        assert one.line().isprintable()


@pytest.mark.parametrize("line", ["", "{}", "[1]", '"a"', failed().line()[:-1], failed().line().replace("null", "{}")])
def test_what_is_no_line_of_results_is_a_value_error(line):
    with pytest.raises(ValueError):  # noqa: PT011 (JSON's own messages differ)
        Result.of_line(line)


def test_what_was_not_read_whole_is_never_clean():
    assert failed().code is ExitCode.unread
    assert failed("fault").code is ExitCode.internal
    assert Result("a", Outcome.partial, "ff", {}).code is ExitCode.unread
    assert Result("a", Outcome.judged, "ff", {}).code is ExitCode.clean


def test_name_and_hash_of_each_result_are_read_without_its_report(tmp_path):
    results = [
        values.result('a "x\\y\u202e\udcff.pdf', values.known(1), sha256="ab" * 32),
        values.result("b, c.pdf"),
        values.failed("d"),
    ]
    path = tmp_path / "results.jsonl"
    path.write_text("".join(f"{one.line()}\n" for one in results), "utf-8")
    assert list(heads(path)) == [(one.name, one.sha256) for one in results]
