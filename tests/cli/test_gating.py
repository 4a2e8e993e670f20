"""Baseline and suppressions on the command line."""

import json
import re
import shutil
from datetime import date

import pytest

from clausecheck.bulk.result import Outcome, Result
from clausecheck.cli.gating import Gating, screen_results, shown_name
from clausecheck.errors import ExitCode, UsageProblem
from tests.bulk.values import failed, known, result
from tests.cli.test_check import FAIR, HARSH, HARSHER
from tests.render.test_sarif import valid

SUPPRESSIONS = """suppressions:
  - file: "{file}"
    {about}
    reason: the insurer wants it
    owner: J. Okafor
    expires: {expires}
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "t").mkdir()
    (tmp_path / "t" / "harsh.txt").write_text(HARSH)
    (tmp_path / "t" / "fair.txt").write_text(FAIR)
    return tmp_path


@pytest.fixture
def based(folder, clausecheck):
    """The folder with a baseline of what is in it."""
    done = clausecheck("check", "t/harsh.txt", "t/fair.txt", "--write-baseline", "b.json", "--format", "json")
    assert (done.code, done.err) == (0, "")
    return folder


def suppress(folder, file, about, expires="9999-12-31"):
    (folder / "s.yaml").write_text(SUPPRESSIONS.format(file=file, about=about, expires=expires))


def test_a_baseline_lets_pass_what_it_knows_and_fails_what_is_new(based, clausecheck):
    call = ("check", "t/harsh.txt", "t/fair.txt", "--baseline", "b.json", "--format", "json")
    assert clausecheck(*call).code == 0
    (based / "t" / "harsh.txt").write_text(HARSHER)
    done = clausecheck(*call)
    assert done.code == ExitCode.found
    assert "t/harsh.txt: fails --baseline: " in done.err
    assert "indemnity" in done.err
    assert "t/fair.txt" not in done.err


def test_moving_and_renumbering_a_clause_is_nothing_new(based, clausecheck):
    parts = HARSH.split("\n\n")
    swapped = [re.sub(r"(?m)^[12]", lambda n: "21"[int(n[0]) - 1], part.rstrip()) for part in (parts[3], parts[2])]
    text = "\n\n".join([*parts[:2], *swapped])
    assert text.index("1.1 The session fee") < text.index("2.2 The Locum shall remain")
    (based / "t" / "harsh.txt").write_text(text)
    done = clausecheck("check", "t/harsh.txt", "--baseline", "b.json")
    assert (done.code, "no longer occur" in done.err) == (0, False)


def test_names_are_the_same_from_whatever_folder_one_calls(based, clausecheck, monkeypatch):
    suppress(based, "t/harsh.txt", "topic: overrun")
    monkeypatch.chdir(based / "t")
    files = ("harsh.txt", str(based / "t" / "fair.txt"))
    done = clausecheck("check", *files, "--write-baseline", "../again.json", "--format", "json")
    assert done.code == 0
    assert (based / "again.json").read_bytes() == (based / "b.json").read_bytes()
    done = clausecheck(
        "check", "harsh.txt", "--baseline", "../b.json", "--suppressions", "../s.yaml", "--format", "csv"
    )
    assert (done.code, "known in the baseline as" in done.err, "suppressed nothing" in done.err) == (0, False, False)


def test_check_and_batch_know_a_file_by_the_same_name(based, clausecheck):
    suppress(based, "t/harsh.txt", "topic: overrun")
    done = clausecheck("batch", "t", "-o", "out", "--write-baseline", "c.json", "--suppressions", "s.yaml")
    assert (done.code, "suppressed nothing" in done.err) == (0, False)
    assert (based / "c.json").read_bytes() == (based / "b.json").read_bytes()
    done = clausecheck("batch", "t", "-o", "out", "--baseline", "b.json")
    assert (done.code, done.err) == (0, "")


@pytest.fixture
def outside(folder, monkeypatch):
    """Two files of one name outside the working folder, as a baseline there knows them."""
    for name, text in (("x", FAIR), ("y", HARSHER)):
        (folder / name).mkdir()
        (folder / name / "terms.txt").write_text(text)
    (folder / "w").mkdir()
    monkeypatch.chdir(folder / "w")
    return folder


def test_files_of_one_name_outside_the_working_folder_stay_apart(outside, clausecheck):
    files = ("../x/terms.txt", "../y/terms.txt")
    assert clausecheck("check", *files, "--write-baseline", "b.json", "--format", "json").code == 0
    named = [one["file"] for one in json.loads((outside / "w" / "b.json").read_text())["files"]]
    assert named == ["../x/terms.txt", "../y/terms.txt"]
    (outside / "x" / "terms.txt").write_text(f"{HARSHER}\n")
    done = clausecheck("check", *files, "--baseline", "b.json", "--fail-on", "severity:4")
    assert done.code == ExitCode.found
    assert "../x/terms.txt: fails --fail-on severity:4: " in done.err
    assert "y/terms.txt" not in done.err


def test_a_copy_beside_a_known_file_is_new_from_whatever_folder_one_calls(outside, clausecheck, monkeypatch):
    clausecheck("check", "../y/terms.txt", "--write-baseline", "b.json", "--format", "json")
    copy, base = outside / "y" / "copy.txt", outside / "w" / "b.json"
    copy.write_text(HARSHER)
    monkeypatch.chdir(outside / "t")
    assert clausecheck("check", str(copy), "--baseline", str(base)).code == ExitCode.found
    assert clausecheck("batch", "../x", "../y", "-o", "out", "--baseline", str(base)).code == ExitCode.found


def test_a_file_outside_the_folder_of_a_batch_is_not_gone(based, clausecheck):
    (based / "u").mkdir()
    (based / "u" / "copy.txt").write_text(HARSH)
    done = clausecheck("batch", "u", "-o", "out", "--baseline", "b.json")
    assert (done.code, "no longer there" in done.err) == (ExitCode.found, False)


@pytest.mark.parametrize("command", [("check",), ("batch", "-o", "out")])
def test_a_renamed_file_goes_before_one_that_only_resembles_it(based, clausecheck, command):
    (based / "t" / "harsh.txt").rename(based / "t" / "z-renamed.txt")
    (based / "t" / "a-derived.txt").write_text(HARSHER)
    files = ["t/a-derived.txt", "t/fair.txt", "t/z-renamed.txt"]
    done = clausecheck(command[0], *files, *command[1:], "--baseline", "b.json")
    assert done.code == ExitCode.found
    assert "a-derived.txt: fails --baseline" in done.err
    assert "z-renamed.txt: known in the baseline as t/harsh.txt" in done.err
    assert "z-renamed.txt: fails" not in done.err


def test_files_read_as_one_contract_are_known_together(folder, clausecheck, monkeypatch):
    suppress(folder, "t/*", "topic: overrun")
    call = ("--together", "--format", "json")
    clausecheck("check", "t/harsh.txt", "t/fair.txt", *call, "--write-baseline", "b.json")
    monkeypatch.chdir(folder / "t")
    done = clausecheck(
        "check", "harsh.txt", "fair.txt", *call, "--baseline", "../b.json", "--suppressions", "../s.yaml"
    )
    assert (done.code, "known in" in done.err, "suppressed nothing" in done.err) == (0, False, False)


def test_standard_input_is_known_again(folder, clausecheck):
    given = {"stdin": HARSH.encode()}
    assert clausecheck("check", "-", "--write-baseline", "b.json", "--format", "json", **given).code == 0
    done = clausecheck("check", "-", "--baseline", "b.json", "--format", "json", **given)
    assert (done.code, done.err) == (0, "")
    assert clausecheck("check", "t/harsh.txt", "--baseline", "b.json").code == ExitCode.found


def test_an_older_baseline_is_refused_with_words_that_help(based, clausecheck):
    older = (based / "b.json").read_text().replace('"clausecheck_baseline": 2', '"clausecheck_baseline": 1')
    (based / "b.json").write_text(older)
    call = ("check", "t/harsh.txt", "--format", "json")
    done = clausecheck(*call, "--baseline", "b.json")
    assert done.code == ExitCode.usage
    (option,) = re.findall(r"Write it again: (--write-baseline \S+) in the place of --baseline", done.err)
    done = clausecheck(*call, *option.split())
    assert (done.code, "b.json: what stood there could not be read." in done.err) == (0, True)
    assert clausecheck(*call, "--baseline", "b.json").code == 0


def test_a_baseline_is_not_written_where_names_would_tell_of_the_machine(folder, clausecheck, monkeypatch):
    monkeypatch.setenv("HOME", str(folder / "people" / "jane"))
    for one in ("people/jane", "people/joe"):
        (folder / one).mkdir(parents=True)
    done = clausecheck("check", "t/fair.txt", "--write-baseline", "people/jane/b.json")
    assert done.code == 0
    shutil.copy("t/fair.txt", "people/joe")
    done = clausecheck("check", "people/joe/fair.txt", "--write-baseline", "people/jane/c.json")
    assert (done.code, (folder / "people" / "jane" / "c.json").exists()) == (ExitCode.usage, False)
    assert "does not say where on a machine files lie" in done.err


def test_a_copy_of_a_known_file_is_new(based, clausecheck):
    (based / "t" / "copy.txt").write_text(HARSH)
    assert clausecheck("check", "t/copy.txt", "--baseline", "b.json").code == ExitCode.found


def test_a_known_grade_passes_a_grade_gate(based, clausecheck):
    call = ("check", "t/harsh.txt", "--fail-on", "grade:B")
    assert clausecheck(*call).code == ExitCode.found
    assert clausecheck(*call, "--baseline", "b.json").code == 0


def test_a_baseline_is_written_again_over_itself_but_over_nothing_else(based, clausecheck):
    call = ("check", "t/fair.txt", "--format", "json", "--write-baseline")
    assert clausecheck(*call, "b.json", "--baseline", "b.json").code == 0
    assert [one["file"] for one in json.loads((based / "b.json").read_text())["files"]] == ["t/fair.txt"]
    for other in ("t/harsh.txt", "t/fair.txt"):
        before = (based / other).read_text()
        done = clausecheck(*call, other)
        assert (done.code, done.out, (based / other).read_text()) == (ExitCode.usage, "", before)
        assert "no baseline and is not replaced" in done.err
    assert clausecheck(*call, "no/b.json").code == ExitCode.usage


@pytest.mark.parametrize("words", [("--only", "overrun"), ("--skip", "overrun"), ("--min-severity", "2")])
def test_a_baseline_is_not_made_of_a_part(folder, clausecheck, words):
    done = clausecheck("check", "t/harsh.txt", "--write-baseline", "b.json", *words)
    assert (done.code, (folder / "b.json").exists()) == (ExitCode.usage, False)


def test_a_report_never_goes_over_the_baseline(based, clausecheck):
    done = clausecheck("check", "t/harsh.txt", "-o", "b.json", "--force", "--baseline", "b.json", "--format", "json")
    assert done.code == ExitCode.usage
    assert "is never overwritten" in done.err


def test_sarif_says_what_is_new_known_gone_and_suppressed(based, clausecheck):
    suppress(based, "t/*", "topic: indemnity")
    (based / "t" / "harsh.txt").write_text(HARSHER.replace("whatever the hour", "however late it is"))
    (based / "t" / "fair.txt").unlink()
    done = clausecheck("check", "t/harsh.txt", "--baseline", "b.json", "--suppressions", "s.yaml", "--format", "sarif")
    run = valid(done.out)
    states = {result["baselineState"] for result in run["results"]}
    assert states == {"new", "unchanged", "absent"}
    held = [r for r in run["results"] if "suppressions" in r]
    assert {r["properties"]["topic"] for r in held} == {"indemnity"}
    assert "(J. Okafor, until 9999-12-31)" in held[0]["suppressions"][0]["justification"]
    assert (done.code, run["invocations"][0]["exitCode"]) == (1, 1)
    assert "1 of its files is no longer there (t/fair.txt)" in done.err


def test_a_suppressed_finding_passes_stays_in_the_report_and_leaves_the_grade(folder, clausecheck):
    call = ("check", "t/harsh.txt", "--fail-on", "topic:overrun", "--format", "json")
    open_ = json.loads(clausecheck(*call).out)
    suppress(folder, "harsh.txt", "topic: overrun")
    done = clausecheck(*call, "--suppressions", "s.yaml")
    held = json.loads(done.out)
    assert done.code == 0
    assert (held["findings"], held["grade"]) == (open_["findings"], open_["grade"])
    said = [n["message"] for n in held["notices"] if n["kind"] == "suppressed"]
    why = "the insurer wants it (J. Okafor, until 9999-12-31)"
    assert said == [f"overrun.unpaid (clause 2.1) is suppressed and trips no gate: {why}"]
    assert "suppressed" in clausecheck("check", "t/harsh.txt", "--suppressions", "s.yaml").out


def test_an_expired_suppression_does_not_hold_and_is_told(folder, clausecheck):
    suppress(folder, "harsh.txt", "topic: overrun", expires="2020-01-01")
    done = clausecheck("check", "t/harsh.txt", "--fail-on", "topic:overrun", "--suppressions", "s.yaml")
    assert done.code == ExitCode.found
    assert "s.yaml:2: expired on 2020-01-01" in done.err


def test_an_unused_suppression_is_told_and_fails_nothing(folder, clausecheck):
    suppress(folder, "harsh.txt", "topic: gagging")
    done = clausecheck("check", "t/harsh.txt", "--suppressions", "s.yaml")
    assert done.code == 0
    assert "s.yaml:2: suppressed nothing in this run" in done.err


@pytest.mark.parametrize(
    ("file", "unused"),
    [
        ("t/fair.txt", False),
        ("./t/fair.txt", False),
        ("fair.txt", False),
        ("t/*.txt", False),
        ("**/fair.*", False),
        ("t/harsh.txt + t/fair.txt", False),
        ("s3://elsewhere/a.docx", False),
        ("t/gone.txt", True),
        ("t/harsh.*", True),
        ("t/*.md", True),
        ("harsh.txt", True),
        ("u/*", True),
    ],
)
def test_an_entry_for_files_that_this_run_did_not_look_at_is_not_called_unused(folder, clausecheck, file, unused):
    (folder / "t" / "notes.xyz").write_text("no contract")
    suppress(folder, file, "topic: gagging")
    done = clausecheck("check", "t/harsh.txt", "--suppressions", "s.yaml", "--format", "json")
    assert (done.code, "s.yaml:2: suppressed nothing in this run" in done.err) == (0, unused)
    done = clausecheck("batch", "t", "-o", "out", "--suppressions", "s.yaml")
    assert ("suppressed nothing" in done.err) is (unused or ("+" not in file and "://" not in file))


def test_an_entry_without_a_file_is_called_unused_only_when_all_files_of_the_baseline_are_looked_at(based, clausecheck):
    entry = SUPPRESSIONS.format(file="x", about="topic: gagging", expires="9999-12-31")
    (based / "s.yaml").write_text(entry.replace('file: "x"\n    ', ""))
    call = ("--baseline", "b.json", "--suppressions", "s.yaml", "--format", "json")
    assert "suppressed nothing" not in clausecheck("check", "t/harsh.txt", *call).err
    assert "suppressed nothing" in clausecheck("check", "t/harsh.txt", "t/fair.txt", *call).err


def test_a_run_on_some_files_calls_none_of_the_others_gone(based, clausecheck):
    done = clausecheck("check", "t/harsh.txt", "--baseline", "b.json", "--format", "json")
    assert (done.code, done.err) == (0, "")
    (based / "t" / "fair.txt").unlink()
    done = clausecheck("check", "t/harsh.txt", "--baseline", "b.json", "--format", "json")
    assert "no longer there (t/fair.txt). Write it again, from all of its files." in done.err


def test_a_file_above_a_baseline_that_is_reached_by_a_link_is_not_gone(outside, clausecheck):
    (outside / "w" / "deep").mkdir()
    files = ("../x/terms.txt", "../y/terms.txt")
    (outside / "w" / "link").symlink_to(outside / "w" / "deep")
    (outside / "w" / "deep" / "here.txt").write_text(FAIR)
    call = ("check", "link/here.txt", "--format", "json")
    assert clausecheck(*call, *files, "--write-baseline", "deep/b.json").code == 0
    (outside / "link").symlink_to(outside / "w" / "deep")
    done = clausecheck(*call, "--baseline", "../link/b.json")
    assert (done.code, "no longer there" in done.err) == (0, False)


@pytest.mark.parametrize("command", [("check", "--format", "json"), ("batch", "-o", "out")])
def test_a_baseline_that_is_made_smaller_says_by_what(based, clausecheck, command):
    held = json.loads((based / "b.json").read_text())["files"]
    (count,) = [len(one["findings"]) for one in held if one["file"] == "t/harsh.txt"]
    done = clausecheck(*command, "t/fair.txt", "--write-baseline", "b.json")
    assert done.code == 0
    assert (
        f"b.json: 1 file with {count} findings that this run did not look at is in it no longer. To keep them, write "
        "it again from all of its files.\n" in done.err
    )


def test_a_baseline_says_what_became_of_files_that_are_gone_renamed_or_unread(based, clausecheck):
    (based / "t" / "fair.txt").rename(based / "t" / "renamed.txt")
    (based / "t" / "harsh.txt").write_bytes(b"")
    call = ("check", "t/renamed.txt", "t/harsh.txt", "--format", "json", "--write-baseline", "b.json")
    done = clausecheck(*call)
    said = [line for line in done.err.splitlines() if "b.json" in line]
    assert len(said) == 1
    assert re.search(r"b\.json: 1 file with \d+ findings that this run could not read is in it no longer\.$", said[0])
    (based / "t" / "renamed.txt").write_text(HARSHER)
    (based / "t" / "renamed.txt").rename(based / "t" / "third.txt")
    done = clausecheck("check", "t/third.txt", *call[3:])
    assert re.search(r"b\.json: 1 file with \d+ findings? that is no longer there is in it no longer\.\n", done.err)


@pytest.mark.parametrize(
    ("option", "text", "message"),
    [
        ("--suppressions", "suppressions:\n  - topic: overun\n", "f:2: a suppression: 'reason' is missing"),
        ("--suppressions", "suppressions:\n  - topic: overun\n", "did you mean 'overrun'"),
        ("--suppressions", "x" * (2 << 20), "larger than 1 MB"),
        ("--baseline", "[]", "not a baseline"),
    ],
)
def test_a_wrong_file_is_wrong_usage(folder, clausecheck, option, text, message):
    (folder / "f").write_text(text)
    done = clausecheck("check", "t/harsh.txt", option, "f")
    assert (done.code, done.out) == (ExitCode.usage, "")
    assert message in done.err


@pytest.mark.parametrize("option", ["--baseline", "--suppressions"])
def test_a_file_that_is_not_there_is_wrong_usage(folder, clausecheck, option):
    done = clausecheck("check", "t/harsh.txt", option, "nowhere")
    assert done.code == ExitCode.usage
    assert f"{option} nowhere" in done.err


def test_an_unread_file_fails_unless_somebody_answers_for_it(folder, clausecheck):
    (folder / "t" / "empty.pdf").write_bytes(b"")
    call = ("check", "t/fair.txt", "t/empty.pdf", "--suppressions", "s.yaml", "--format", "sarif")
    suppress(folder, "t/empty.pdf", "topic: overrun")
    assert clausecheck(*call).code == ExitCode.unread
    suppress(folder, "t/empty.pdf", "unread: true")
    done = clausecheck(*call)
    assert done.code == 0
    assert "empty.pdf: the file is empty" in done.err
    assert "excused that it was not read whole: the insurer wants it (J. Okafor" in done.err
    assert "unread-file" in done.out
    suppress(folder, "t/empty.pdf", "unread: true", expires="2020-01-01")
    assert clausecheck(*call).code == ExitCode.unread


@pytest.mark.parametrize(
    ("name", "shown"),
    [("-", "stdin"), ("./a/../b.txt", "b.txt"), ("/else/c.txt", "c.txt"), ("../d.txt", "d.txt")],
)
def test_a_name_is_shown_without_the_place_on_the_machine(folder, name, shown):
    assert shown_name(name) == shown
    assert shown_name(str(folder / "t" / "x.txt")) == "t/x.txt"


def partial(name):
    one = result(name, known(1))
    parts = one.report["document"]["coverage"]
    parts["complete"] = False
    return Result(name, Outcome.partial, one.sha256, one.report)


@pytest.mark.parametrize(
    ("results", "codes"),
    [
        ([result("a.pdf")], []),
        ([result("a.pdf", known(1))], [1]),
        ([result("a.pdf", known(1)), failed("b.pdf")], [1, 3]),
        ([partial("a.pdf")], [1, 3]),
        ([failed("a.pdf", "fault"), failed("b.pdf", "password")], [3, 70]),
    ],
)
def test_the_results_of_a_batch_give_their_exit_codes(folder, results, codes, capsys):
    gating = Gating(("severity:4",))
    assert screen_results(gating, results, {one.name: one.name for one in results}, {}) == codes
    assert capsys.readouterr().err.count("fails --fail-on severity:4") == (1 in codes)


def test_a_batch_writes_baseline_and_log_and_passes_the_second_time(folder):
    results = [result("x/a.pdf", known(1), known(2)), failed("x/b.pdf")]
    names = {one.name: one.name for one in results}
    suppress(folder, "x/b.pdf", "unread: true", expires="2026-12-31")
    first = Gating((), None, folder / "b.json", folder / "s.yaml")
    assert screen_results(first, results, names, {}, today=date(2026, 12, 31)) == []
    again = Gating((), folder / "b.json", None, folder / "s.yaml")
    done = screen_results(
        again, results, names, {}, sarif=folder / "out.sarif", base="templates/", today=date(2026, 12, 31)
    )
    assert done == []
    run = valid((folder / "out.sarif").read_text())
    assert [r["baselineState"] for r in run["results"]] == ["unchanged", "unchanged"]
    assert run["artifacts"][1]["location"]["uri"] == "templates/x/b.pdf"
    assert screen_results(again, results, names, {}, today=date(2027, 1, 1)) == [3]


def test_a_log_that_cannot_be_written_is_told_and_leaves_nothing(folder):
    with pytest.raises(UsageProblem, match="cannot be written"):
        screen_results(Gating(), [], {}, {}, sarif=folder / "no" / "out.sarif")
    assert not list(folder.glob("*.part"))
