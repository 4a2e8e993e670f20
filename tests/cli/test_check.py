import json
import zipfile
from pathlib import Path

import jsonschema
import pytest

from clausecheck.errors import ExitCode
from clausecheck.render.schema import json_schema

HARSH = """LOCUM AGREEMENT

This agreement is made between Elm Tree Surgery ("the Practice") and Dr Ada Mbeki ("the Locum").

1. Sessions
1.1 The Locum shall provide general medical services to the patients of the Practice in each session booked.
1.2 The Locum shall remain on the premises until all patients have been seen, whatever the hour.

2. Fees
2.1 The session fee is £480. No payment is made for time worked after the finish time.
2.2 The Practice shall pay each invoice within 30 days of receiving it.
"""

HARSHER = f"""{HARSH}
3. Liability
3.1 The Locum shall indemnify the Practice against all claims, losses and costs, without limit.
3.2 The Practice may deduct from any sum due to the Locum whatever it considers to be owed to it.
3.3 The Practice may vary these terms, the fee among them, at any time without the Locum's agreement.
"""

FAIR = """LOCUM AGREEMENT

This agreement is made between Elm Tree Surgery ("the Practice") and Dr Ada Mbeki ("the Locum").

1. Sessions
1.1 The Locum shall provide general medical services to the patients of the Practice in each session booked.
1.2 The session ends at the finish time stated in the booking, and the Locum's duties end then.

2. Fees
2.1 The session fee is £480. Time worked after the finish time is paid at £120 an hour.
2.2 The Practice shall pay each invoice within 14 days of receiving it.
"""


@pytest.fixture
def harsh(tmp_path) -> Path:
    path = tmp_path / "harsh.txt"
    path.write_text(HARSH)
    return path


@pytest.fixture
def fair(tmp_path) -> Path:
    path = tmp_path / "fair.txt"
    path.write_text(FAIR)
    return path


def test_the_report_reads_from_the_top(clausecheck, harsh):
    done = clausecheck("check", harsh)
    assert done.code == 0
    assert done.out.split("\n")[0].endswith(": harsh.txt")
    assert "GRADE" in done.out
    assert "Overrun pay" in done.out
    assert done.err == ""


def test_json_keeps_to_the_schema_and_quotes_the_text(clausecheck, harsh):
    value = json.loads(clausecheck("check", harsh, "--format", "json").out)
    jsonschema.Draft202012Validator(json_schema()).validate(value)
    assert "overrun" in [f["topic"] for f in value["findings"]]
    for found in (*value["findings"], *value["protections"]):
        assert found["quote"] == HARSH[found["start"] : found["end"]]


def test_the_same_input_is_the_same_output(clausecheck, harsh):
    calls = ("check", harsh, "--format", "json", "--include-text")
    assert clausecheck(*calls).out == clausecheck(*calls).out


def test_the_text_is_held_only_when_asked_for(clausecheck, harsh):
    with_text = json.loads(clausecheck("check", harsh, "--format", "json", "--include-text").out)
    assert with_text["document"]["text"] == HARSH
    assert "text" not in json.loads(clausecheck("check", harsh, "--format", "json").out)["document"]


def test_standard_input_is_a_dash(clausecheck):
    done = clausecheck("check", "-", "--format", "json", stdin=HARSH.encode())
    assert json.loads(done.out)["document"]["name"] == "-"


def test_several_inputs_are_json_lines(clausecheck, harsh, fair):
    lines = clausecheck("check", harsh, fair, "--format", "json").out.splitlines()
    assert [json.loads(line)["document"]["name"] for line in lines] == ["harsh.txt", "fair.txt"]


def test_one_bad_file_does_not_stop_the_others(clausecheck, harsh, fair, tmp_path):
    done = clausecheck("check", harsh, tmp_path / "gone.pdf", fair, "--format", "json")
    assert done.code == ExitCode.unread
    assert len(done.out.splitlines()) == 2
    assert "gone.pdf: there is no such file" in done.err


@pytest.mark.parametrize(
    ("gate", "code"), [("topic:overrun", 1), ("severity:1", 1), ("grade:A", 1), ("topic:gagging", 0)]
)
def test_gates_decide_the_exit_code(clausecheck, harsh, gate, code):
    done = clausecheck("check", harsh, "--fail-on", gate)
    assert done.code == code
    assert (f"fails --fail-on {gate}" in done.err) is bool(code)


def test_an_unread_file_outranks_a_tripped_gate(clausecheck, harsh, tmp_path):
    assert clausecheck("check", harsh, tmp_path / "no", "--fail-on", "severity:1").code == ExitCode.unread


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--fail-on", "grade:Q"), "not understood"),
        (("--only", "overun"), "Did you mean overrun?"),
        (("--skip", "zzz"), "clausecheck rules list"),
        (("--fail-on", "topic:overrrun"), "Did you mean overrun?"),
        (("--nation", "france"), "'england'"),
        (("--fromat", "json"), "--format"),
        (("--rules", "nowhere"), "nowhere"),
        (("--min-severity", "9"), "--min-severity"),
    ],
)
def test_wrong_usage_is_told_with_what_was_meant(clausecheck, harsh, words, message):
    done = clausecheck("check", harsh, *words)
    assert done.code == ExitCode.usage
    assert message in done.err
    assert done.out == ""


def test_a_wrong_command_is_told_with_what_was_meant(clausecheck):
    done = clausecheck("chek", "a.pdf")
    assert (done.code, "check" in done.err) == (ExitCode.usage, True)


def test_wrong_rules_have_their_own_code(clausecheck, harsh, tmp_path):
    folder = tmp_path / "mine" / "pay"
    folder.mkdir(parents=True)
    (folder / "pension.yaml").write_text("topic: [\n")
    done = clausecheck("check", harsh, "--rules", folder.parent)
    assert done.code == ExitCode.rules
    assert "pension.yaml:" in done.err


def test_only_narrows_what_is_shown(clausecheck, harsh):
    value = json.loads(clausecheck("check", harsh, "--format", "json", "--only", "overrun").out)
    assert {f["topic"] for f in value["findings"]} == {"overrun"}
    assert {t["topic"] for t in value["terms"]} == {"overrun"}


def test_what_is_told_by_hand_goes_before_what_is_read(clausecheck, harsh):
    done = clausecheck("check", harsh, "--format", "json", "--nation", "scotland", "--engagement", "ooh")
    document = json.loads(done.out)["document"]
    assert (document["nation"], document["engagement"]) == ("scotland", "ooh")


def test_the_configuration_file_is_heeded_and_options_go_before_it(clausecheck, harsh, tmp_path, monkeypatch):
    config = tmp_path / "c.toml"
    config.write_text('nation = "wales"\nengagement = "agency"\n')
    monkeypatch.setenv("CLAUSECHECK_CONFIG", str(config))
    done = clausecheck("check", harsh, "--format", "json", "--engagement", "direct")
    document = json.loads(done.out)["document"]
    assert (document["nation"], document["engagement"]) == ("wales", "direct")


def test_another_model_may_take_its_place(clausecheck, harsh, fair):
    value = json.loads(clausecheck("check", harsh, "--format", "json", "--model", fair).out)
    overrun = next(t for t in value["terms"] if t["topic"] == "overrun")
    assert "£120" in overrun["model"]


def test_together_is_one_contract(clausecheck, harsh, fair):
    value = json.loads(clausecheck("check", harsh, fair, "--together", "--format", "json").out)
    assert value["document"]["name"] == "harsh.txt + fair.txt"


def test_a_result_goes_into_a_file(clausecheck, harsh, tmp_path):
    target = tmp_path / "report.json"
    done = clausecheck("check", harsh, "--format", "json", "-o", target)
    assert (done.code, done.out) == (0, "")
    assert json.loads(target.read_text())["document"]["name"] == "harsh.txt"


def test_several_results_go_into_a_folder(clausecheck, harsh, fair, tmp_path):
    done = clausecheck("check", harsh, fair, "-o", tmp_path / "out")
    assert done.code == 0
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["fair.txt.txt", "harsh.txt.txt"]


def test_an_input_is_never_overwritten(clausecheck, harsh):
    done = clausecheck("check", harsh, "-o", harsh, "--force")
    assert done.code == ExitCode.usage
    assert harsh.read_text() == HARSH


def test_another_file_is_overwritten_only_with_force(clausecheck, harsh, fair):
    assert clausecheck("check", harsh, "-o", fair).code == ExitCode.usage
    assert fair.read_text() == FAIR
    assert clausecheck("check", harsh, "-o", fair, "--force").code == 0
    assert "harsh.txt" in fair.read_text()


def test_a_fault_in_one_file_is_told_and_the_others_go_on(clausecheck, harsh, fair, monkeypatch):
    from clausecheck.judging.checking import Checker

    whole = Checker.check

    def broken(self, document):
        if document.name == "harsh.txt":
            raise RuntimeError(document.text)
        return whole(self, document)

    monkeypatch.setattr(Checker, "check", broken)
    done = clausecheck("check", harsh, fair, "--format", "json")
    assert done.code == ExitCode.internal
    assert len(done.out.splitlines()) == 1
    assert "Mbeki" not in done.err


def test_a_part_that_was_not_read_makes_the_run_incomplete(clausecheck, harsh, monkeypatch):
    from dataclasses import replace

    from clausecheck.document import Coverage, CoveragePart
    from clausecheck.judging.checking import Checker

    whole = Checker.check
    part = Coverage((CoveragePart("page 2", False, "it is a picture"),))
    monkeypatch.setattr(Checker, "check", lambda self, document: replace(whole(self, document), coverage=part))
    done = clausecheck("check", harsh)
    assert done.code == ExitCode.unread
    assert "harsh.txt: page 2 was not read: it is a picture" in done.err
    assert "NOT EVERYTHING WAS READ" in done.out


@pytest.mark.parametrize(("content", "cause"), [(None, "there is no such file"), (b"", "the file is empty")])
def test_a_model_that_cannot_be_read_is_blamed_and_not_the_contract(clausecheck, harsh, tmp_path, content, cause):
    model = tmp_path / "terms.txt"
    if content is not None:
        model.write_bytes(content)
    done = clausecheck("check", harsh, harsh, "--model", model)
    assert (done.code, done.out) == (ExitCode.unread, "")
    assert f"terms.txt: {cause}" in done.err
    assert "harsh.txt" not in done.err


def test_a_model_that_is_no_locum_contract_is_told(clausecheck, harsh, tmp_path):
    lease = tmp_path / "lease.txt"
    lease.write_text("LEASE. The Landlord lets the Premises to the Tenant for five years at a rent of £12,000. " * 20)
    value = json.loads(clausecheck("check", harsh, "--model", lease, "--format", "json").out)
    assert "lease.txt" in next(n["message"] for n in value["notices"] if n["kind"] == "model")


def test_a_first_file_that_fails_leaves_no_separator_behind(clausecheck, harsh, tmp_path):
    done = clausecheck("check", tmp_path / "gone.txt", harsh)
    assert done.out.startswith("clausecheck ")


def test_messages_name_an_input_as_the_user_did(clausecheck, harsh):
    done = clausecheck("check", harsh, "--fail-on", "severity:1")
    assert f"{harsh}: fails --fail-on" in done.err


def test_a_folder_that_cannot_be_made_is_wrong_usage(clausecheck, harsh, fair):
    done = clausecheck("check", harsh, fair, "-o", harsh / "reports")
    assert done.code == ExitCode.usage
    assert "the folder cannot be made" in done.err


def test_a_closed_standard_input_is_told(clausecheck, monkeypatch):
    from clausecheck.cli import inputs

    monkeypatch.setattr(inputs, "sys", type("Closed", (), {"stdin": None, "stdout": __import__("sys").stdout}))
    done = clausecheck("check", "-")
    assert done.code == ExitCode.unread
    assert "standard input is closed" in done.err


@pytest.fixture
def archive(tmp_path, fair) -> Path:
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("one/harsh.txt", HARSHER)
        made.write(fair, "fair.txt")
    return path


def test_every_file_of_an_archive_has_its_report_and_the_archive_the_worst_grade(clausecheck, archive):
    value = json.loads(clausecheck("check", archive, "--format", "json", "--include-text").out)
    jsonschema.validate(value, json_schema())
    assert value["grade"] is None
    assert value["document"]["format"] == "zip"
    names = [each["document"]["name"] for each in value["attachments"]]
    letters = [each["grade"]["letter"] for each in value["attachments"]]
    assert names == ["harsh.txt", "fair.txt"]
    assert value["attachments"][0]["document"]["text"] == HARSHER
    assert letters[0] > letters[1]
    said = next(notice["message"] for notice in value["notices"] if notice["kind"] == "attachments")
    assert f"harsh.txt: {letters[0]}" in said
    assert f"worst grade is {letters[0]}" in said


def test_an_archive_fails_and_passes_by_what_is_in_it(clausecheck, archive):
    assert clausecheck("check", archive, "--fail-on", "topic:overrun").code == 1
    assert clausecheck("check", archive, "--fail-on", "grade:E").code == 0
    shown = clausecheck("check", archive).out
    assert "Read: 2 files (zip). Everything in it was read." in shown
    assert "FILE IN IT: harsh.txt" in shown


def test_an_archive_read_together_is_one_contract(clausecheck, archive):
    value = json.loads(clausecheck("check", archive, "--together", "--format", "json").out)
    assert (value["document"]["format"], value["document"]["name"]) == ("joined", "harsh.txt + fair.txt")
    assert value["attachments"] == []


def test_a_file_that_cannot_be_read_in_an_archive_is_told_and_exits_3(clausecheck, archive):
    with zipfile.ZipFile(archive, "a") as made:
        made.writestr("scan.png", b"\x89PNG\r\n\x1a\n" + bytes(40))
    done = clausecheck("check", archive)
    assert done.code == ExitCode.unread
    assert "file scan.png was not read" in done.err
    assert clausecheck("check", archive, "--together").code == ExitCode.unread


def test_an_archive_is_no_model(clausecheck, archive, fair):
    done = clausecheck("check", fair, "--model", archive)
    assert done.code == ExitCode.unread
    assert "an archive is not one contract" in done.err
