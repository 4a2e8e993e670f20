import json

import pytest

from clausecheck.bulk.views.results_file import ResultsFile
from clausecheck.errors import UnreadableInput
from tests.bulk.views.results import beside, failed, judged


def written(tmp_path, *lines):
    path = tmp_path / "results.jsonl"
    path.write_bytes(b"".join(line if isinstance(line, bytes) else line.encode() for line in lines))
    return ResultsFile(path)


def test_results_can_be_read_as_often_as_wanted(tmp_path):
    every = [judged("a.pdf"), failed("b.pdf")]
    file = written(tmp_path, *(f"{one.line()}\n" for one in every))
    assert list(file) == every
    assert list(file) == every


def test_an_empty_file_holds_no_result(tmp_path):
    assert list(written(tmp_path)) == []


@pytest.mark.parametrize("told", [0, 1, 3])
def test_results_of_another_length_than_their_batch_wrote_are_refused(tmp_path, told):
    file = written(tmp_path, *(f"{one.line()}\n" for one in (judged("a.pdf"), failed("b.pdf"))))
    (tmp_path / "batch.json").write_text(json.dumps({"inputs": "x", "results": told}))
    with pytest.raises(UnreadableInput, match=rf"has 2 lines, and its batch wrote {told} .*Run the same batch again"):
        list(file)


@pytest.mark.parametrize("about", ["", "{", '{"inputs": "x"}', '{"results": 2}'])
def test_results_are_taken_as_they_stand_where_their_number_is_not_told_or_is_right(tmp_path, about):
    file = written(tmp_path, *(f"{one.line()}\n" for one in (judged("a.pdf"), failed("b.pdf"))))
    (tmp_path / "batch.json").write_text(about)
    assert len(list(file)) == 2


def test_results_under_another_name_are_not_those_that_are_told_of(tmp_path):
    file = written(tmp_path, f"{judged('a.pdf').line()}\n")
    (tmp_path / "batch.json").write_text('{"results": 5}')
    march = file.path.rename(tmp_path / "march.jsonl")
    assert len(list(ResultsFile(march))) == 1


def altered(**changes):
    value = json.loads(judged("a.pdf").line())
    value["report"] |= changes
    return json.dumps(value)


def without(name):
    value = json.loads(judged("a.pdf").line())
    del value["report"][name]
    return json.dumps(value)


def line_with(**changes):
    return json.dumps(json.loads(judged("a.pdf").line()) | changes)


def failed_with(failure):
    return json.dumps(json.loads(failed("a.pdf").line()) | {"failure": failure})


def unread(**changes):
    value = json.loads(judged("a.pdf").line())
    value["report"]["document"]["coverage"]["parts"][0] |= changes
    return json.dumps(value)


def with_finding(**changes):
    (first, *_) = judged("a.pdf").report["findings"]
    return altered(findings=[{**first, **changes}])


def with_position(**changes):
    (first, *_) = beside("a.pdf").report["positions"]
    return altered(positions=[{**first, **changes}])


def with_pack(**changes):
    (pack,) = beside("a.pdf").report["packs"]
    return altered(packs=[{**pack, **changes}])


def test_results_from_before_packs_and_playbooks_are_read(tmp_path):
    old = json.loads(judged("a.pdf").line())
    for key in ("positions", "packs"):
        del old["report"][key]
    (one,) = written(tmp_path, json.dumps(old))
    assert one.name == "a.pdf"


@pytest.mark.parametrize(
    "line",
    [
        b"%PDF-1.7 \x00\xff",
        b"\xff\xfe{}",
        "PK\x03\x04",
        '{"schema_version": 1}',
        judged("a.pdf").line()[:400],
        "[" * 100_000,
        altered(schema_version=2),
        altered(findings={}),
        altered(findings=[1]),
        altered(document={}),
        altered(grade={"letter": "F"}),
        altered(measures=7),
        altered(tool=None),
        altered(attachments=[{"schema_version": 1}]),
        altered(terms=[{"topic": "a", "state": "odd", "model": "", "difference": ""}]),
        altered(quantities=[{"name": "a", "unit": "", "quote": "", "clause": "", "value": float("nan")}]),
        with_finding(severity=9),
        with_finding(quote=5),
        with_finding(page="3"),
        with_finding(values={"a": 10**400}),
        with_finding(values=[]),
        altered(positions=None),
        altered(packs={}),
        with_position(met="odd"),
        with_position(value=float("nan")),
        with_position(preferred=5),
        with_pack(applies="yes"),
        with_pack(notes=[1]),
        with_pack(findings=[{}]),
        with_pack(missing=[{"topic": "a"}]),
        with_pack(protections=None),
        with_finding(severity=3.0),
        with_finding(confidence="sure"),
        with_finding(effects="none"),
        with_finding(model=["1", "a"]),
        with_finding(sources=[1]),
        with_finding(more=1),
        without("mismatches"),
        without("costs"),
        without("attachments"),
        unread(name=5),
        unread(why=None),
        unread(read=0),
        line_with(input=5),
        line_with(sha256=None),
        line_with(report=None),
        line_with(report=[]),
        line_with(failure={"kind": "fault", "message": "a fault"}),
        failed_with(None),
        failed_with({"kind": 5, "message": "it is locked"}),
        failed_with({"kind": "password", "message": ["it is locked"]}),
        failed_with({"kind": "password"}),
    ],
    ids=lambda line: str(line[:12]),
)
def test_what_is_no_result_is_told_with_its_line_and_no_word_of_it(tmp_path, line):
    good = f"{judged('a.pdf').line()}\n"
    with pytest.raises(UnreadableInput, match=r"line 2: .*\. (Name|Run) ") as told:
        list(written(tmp_path, good, line))
    assert "Session Fee" not in str(told.value)


def test_a_name_that_comes_twice_is_told_with_both_lines(tmp_path):
    lines = [f"{judged(name).line()}\n" for name in ("a.pdf", "b.pdf", "a.pdf")]
    with pytest.raises(UnreadableInput, match=r"line 3: tells of the same file as line 1\. Run the batch again"):
        list(written(tmp_path, *lines))


@pytest.mark.parametrize("part", ["positions", "packs"])
def test_results_from_before_packs_and_positions_are_read(tmp_path, part):
    (one,) = written(tmp_path, without(part))
    assert one.name == "a.pdf"


def test_a_file_that_changed_is_looked_at_again(tmp_path):
    file = written(tmp_path, judged("a.pdf").line())
    assert len(list(file)) == 1
    written(tmp_path, with_finding(severity=3.0))
    with pytest.raises(UnreadableInput, match="line 1"):
        list(file)


def test_reports_within_reports_are_looked_at_too(tmp_path):
    inner = json.loads(with_finding(why=5))["report"]
    with pytest.raises(UnreadableInput, match="not whole"):
        list(written(tmp_path, altered(attachments=[inner])))
    deep = json.loads(judged("a.pdf").line())["report"]
    for _ in range(70):
        deep = {**deep, "attachments": [deep]}
    with pytest.raises(UnreadableInput, match="not whole"):
        list(written(tmp_path, altered(attachments=[deep])))


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(UnreadableInput, match="No such file"):
        list(ResultsFile(tmp_path / "none.jsonl"))
