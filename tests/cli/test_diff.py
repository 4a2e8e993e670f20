import json
from pathlib import Path

import pytest

from clausecheck.errors import ExitCode
from tests.extract.builders import p, r, word
from tests.extract.test_docx_settle import swap
from tests.judging.papers import BASE


@pytest.fixture
def versions(tmp_path):
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_text(BASE)
    new.write_text(BASE.replace("maximum of 15", "maximum of 17").replace("£100 an hour", "£120 an hour"))
    return old, new


def test_what_is_worse_and_better_is_told(clausecheck, versions):
    done = clausecheck("diff", *versions)
    assert done.code == ExitCode.clean
    worse, _, better = done.out.partition("BETTER FOR YOU: 1 topic")
    assert "WORSE FOR YOU: 1 topic" in worse
    assert "15 → 17 patients a session" in worse
    assert "100 → £120 an hour after the finish" in better
    assert "This is not legal advice." in better


def test_the_json_form_holds_the_same(clausecheck, versions):
    found = json.loads(clausecheck("diff", *versions, "--format", "json").out)
    assert {change["topic"]: change["kind"] for change in found["changes"]} == {
        "patient-cap": "worse",
        "overrun": "better",
    }
    (change,) = [change for change in found["changes"] if change["topic"] == "patient-cap"]
    assert change["quantities"] == [{"name": "patients_per_session", "old": 15.0, "new": 17.0, "effect": "worse"}]
    assert (
        versions[1].read_text()[change["added"][0]["start"] : change["added"][0]["end"]] == change["added"][0]["quote"]
    )
    assert (found["old"]["name"], found["new"]["name"]) == ("old.txt", "new.txt")


def test_worse_may_fail_the_run(clausecheck, versions):
    old, new = versions
    assert clausecheck("diff", old, new, "--fail-on-worse").code == ExitCode.found
    assert clausecheck("diff", old, old, "--fail-on-worse").code == ExitCode.clean


def marked_up() -> bytes:
    """The fair contract in Word; the agency raises the cap, the partner the wait for pay."""
    edits = {
        "15 patients": swap("15 patients", "24 patients", "Agency"),
        "14 days": swap("14 days", "60 days", "Partner"),
    }
    body = ""
    for line in filter(None, BASE.split("\n")):
        for old, edit in edits.items():
            if old in line:
                before, _, after = line.partition(old)
                body += p(r(before) + edit + r(after))
                break
        else:
            body += p(line)
    return word(body)


@pytest.fixture
def marked(tmp_path) -> Path:
    path = tmp_path / "marked.docx"
    path.write_bytes(marked_up())
    return path


def test_tracked_changes_are_weighed_author_by_author(clausecheck, marked):
    found = json.loads(clausecheck("diff", marked, "--tracked", "--format", "json").out)
    assert {one["author"]: [change["topic"] for change in one["changes"]] for one in found["authors"]} == {
        "Agency": ["patient-cap"],
        "Partner": ["payment-terms"],
    }
    assert found["authors"][0]["edits"] == [
        {"kind": "deletion", "text": "15 patients"},
        {"kind": "insertion", "text": "24 patients"},
    ]
    assert {change["topic"] for change in found["changes"]} == {"patient-cap", "payment-terms"}


def test_one_author_may_be_chosen(clausecheck, marked):
    done = clausecheck("diff", marked, "--tracked", "--by", "Partner")
    assert "BY: Partner (2 tracked changes)" in done.out
    assert "14 → 60 days to pay" in done.out
    assert "24 patients" not in done.out


def test_an_author_who_changed_nothing_is_told(clausecheck, marked):
    done = clausecheck("diff", marked, "--tracked", "--by", "Nobody")
    assert done.code == ExitCode.usage
    assert "Authors are: Agency, Partner." in done.err


def test_no_tracked_changes_are_told(clausecheck, tmp_path):
    path = tmp_path / "plain.docx"
    path.write_bytes(word("".join(p(line) for line in filter(None, BASE.split("\n")))))
    done = clausecheck("diff", path, "--tracked")
    assert done.code == ExitCode.clean
    assert "there are no tracked changes in it" in done.err


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["old.txt"], "name two versions"),
        (["old.txt", "new.txt", "--tracked"], "leave NEW out"),
        (["old.txt", "new.txt", "--by", "x"], "goes with --tracked"),
        (["old.txt", "--tracked"], "is for Word files"),
        (["-", "-"], "read only once"),
        (["-", "--tracked"], "name of a file"),
    ],
)
def test_wrong_usage_is_told(clausecheck, versions, monkeypatch, words, part):
    monkeypatch.chdir(versions[0].parent)
    done = clausecheck("diff", *words)
    assert done.code == ExitCode.usage
    assert part in done.err


def test_a_version_that_cannot_be_read_is_told(clausecheck, versions, tmp_path):
    assert clausecheck("diff", versions[0], tmp_path / "no.docx").code == ExitCode.unread
    assert clausecheck("diff", tmp_path / "no.docx", "--tracked").code == ExitCode.unread
    (tmp_path / "broken.docx").write_bytes(marked_up()[:900])
    assert clausecheck("diff", tmp_path / "broken.docx", "--tracked").code == ExitCode.unread


def test_control_characters_of_a_contract_are_shown(clausecheck, versions):
    old, new = versions
    new.write_text(BASE + "4.4 The car\x1b[31m park \u202e is behind the building and shuts at dusk.\n")
    for form in ("text", "json"):
        out = clausecheck("diff", old, new, "--format", form).out
        assert "car" in out
        assert "\x1b" not in out
        assert "\u202e" not in out
