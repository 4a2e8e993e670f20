"""What the README and the hook file tell others to run is run here, as they would."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from clausecheck.bulk.inputs import ENDINGS
from tests.extract.scans import needs_ocr
from tests.mark.programs import needs
from tests.render.test_sarif import valid

TOP = Path(__file__).parents[2]
SAMPLES = TOP / "sample_contracts"
BLOCKS = re.findall(r"```yaml\n(.*?)```", (TOP / "README.md").read_text(encoding="utf-8"), re.DOTALL)
(WORKFLOW,) = (text for text in BLOCKS if "jobs:" in text)
(CONFIG,) = (yaml.safe_load(text) for text in BLOCKS if text.startswith("repos:"))
(HOOK,) = yaml.safe_load((TOP / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
(RECORD,) = re.findall(
    r"(?m)^    (clausecheck batch .* --write-baseline .*)$", (TOP / "README.md").read_text(encoding="utf-8")
)
STEPS = yaml.safe_load(WORKFLOW)["jobs"]["clausecheck"]["steps"]


def command(name: str) -> str:
    return next(step["run"] for step in STEPS if step.get("name") == name)


@pytest.fixture
def shell(tmp_path):
    """Runs a line of shell in a folder of templates; `clausecheck` is the code under test."""
    programs = tmp_path / "bin"
    programs.mkdir()
    shim = programs / "clausecheck"
    shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m clausecheck "$@"\n')
    shim.chmod(0o755)
    work = tmp_path / "work"
    (work / "templates").mkdir(parents=True)
    for name in ("booking-form.docx", "practice-agreement.docx"):
        shutil.copy(SAMPLES / name, work / "templates")
    settings = {"CLAUSECHECK_CONFIG": str(tmp_path / "none.toml"), "PYTHONPATH": str(TOP)}
    environment = os.environ | settings | {"PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}

    def run(line: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["bash", "-e", "-c", line], cwd=work, env=environment, capture_output=True, text=True, check=False
        )

    return run, work


def shown(begin: str) -> list[tuple[str, list[str]]]:
    """Each command of the README's block that begins so, with the lines that it is said to print."""
    text = (TOP / "README.md").read_text(encoding="utf-8")
    (block,) = re.findall(rf"(?m)^    \$ {re.escape(begin)}.*\n(?:(?:    .*)?\n(?=    |\n    ))*    .*\n", text)
    commands = re.findall(r"(?m)^    \$ (.*)\n((?:(?!    \$ ).*\n)*)", block)
    return [(line, [said.removeprefix("    ") for said in after.splitlines()]) for line, after in commands]


@needs_ocr
def test_the_batch_of_the_sample_contracts_prints_what_the_readme_shows(shell):
    run, work = shell
    shutil.copytree(SAMPLES, work / "sample_contracts")
    ((line, wanted),) = shown("clausecheck batch 'sample_contracts/")
    done = run(line)
    assert done.returncode == 0
    printed = (done.stderr + done.stdout).splitlines()
    assert len(wanted) > 40
    for part in "\n".join(wanted).split("\n...\n"):
        lines = part.splitlines()
        found = [at for at in range(len(printed)) if printed[at : at + len(lines)] == lines]
        assert found, part
        del printed[: found[0] + len(lines)]


def test_a_baseline_made_smaller_says_what_the_readme_shows(shell):
    run, work = shell
    shutil.copytree(SAMPLES, work / "sample_contracts")
    for line, wanted in shown("clausecheck check sample_contracts/*.docx --format csv -o all.csv"):
        done = run(line)
        assert (done.returncode, done.stderr.splitlines()) == (0, wanted)


def test_the_workflow_pins_what_it_uses_and_may_do_little():
    workflow = yaml.safe_load(WORKFLOW)
    assert workflow["permissions"] == {}
    assert workflow["jobs"]["clausecheck"]["permissions"] == {"contents": "read", "security-events": "write"}
    used = re.findall(r"uses: (.*)", WORKFLOW)
    assert len(used) == 4
    for action in used:
        assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action)
    assert not [step for step in STEPS if "${{" in step.get("run", "")]  # nothing foreign becomes shell


@needs("jq", "jq")
def test_the_workflow_passes_what_is_known_and_fails_what_is_new(shell):
    run, work = shell
    (work / "suppressions.yaml").write_text("suppressions: []\n")
    (work / "templates" / "README.md").write_text("# Our templates\n\nAsk the partners before you change one.\n")
    (work / "templates" / "old").mkdir()
    shutil.copy(SAMPLES / "booking-form.docx", work / "templates" / "old" / "form.docx")
    record = run(RECORD)
    assert record.returncode == 0, record.stderr
    passed = run(command("Check"))
    assert passed.returncode == 0, passed.stderr
    shutil.copy(SAMPLES / "practice-letter.docx", work / "templates" / "old")
    (work / "templates" / "practice-agreement.docx").unlink()
    failed = run(command("Check"))
    assert failed.returncode == 1
    assert "old/practice-letter.docx: fails --fail-on severity:4: " in failed.stderr
    full = json.loads((work / "clausecheck.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]
    assert "absent" in {result["baselineState"] for result in full}
    paths = {result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in full}
    assert "templates/old/practice-letter.docx" in paths
    cut = run(command("Leave out what is gone or suppressed"))
    assert cut.returncode == 0, cut.stderr
    left = valid((work / "upload.sarif").read_text(encoding="utf-8"))["results"]
    assert left == [result for result in full if result["baselineState"] != "absent"]


def test_the_hook_is_what_pre_commit_takes():
    assert {key: type(value) for key, value in HOOK.items()} == {
        "id": str,
        "name": str,
        "description": str,
        "entry": str,
        "args": list,
        "language": str,
        "files": str,
        "require_serial": bool,
        "minimum_pre_commit_version": str,
    }
    assert (HOOK["id"], HOOK["language"]) == ("clausecheck", "python")
    assert all(isinstance(word, str) for word in HOOK["args"])


@pytest.mark.parametrize(
    ("name", "taken"),
    [("t/a.docx", True), ("B.PDF", True), ("mail.eml", True), ("old.doc", True), ("a.py", False), ("docx", False)],
)
def test_the_hook_takes_files_that_contracts_come_in(name, taken):
    assert bool(re.search(HOOK["files"], name)) is taken


def test_the_hook_takes_what_a_batch_takes_but_pictures_and_notes():
    others = {".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp", ".md", ".markdown"}
    known = {*ENDINGS, ".py", ".yaml", ".xlsx", ".js", ".json", ".rst", ".csv"}
    assert {ending for ending in known if re.search(HOOK["files"], f"a{ending}")} == ENDINGS - others


def test_the_hook_fails_a_contract_nobody_should_sign_and_passes_a_fair_one(shell):
    run, work = shell
    call = " ".join([HOOK["entry"], *HOOK["args"]])
    assert run(f"{call} templates/practice-agreement.docx").returncode == 0
    shutil.copy(SAMPLES / "platform-terms.pdf", work / "templates")
    done = run(f"{call} templates/practice-agreement.docx templates/platform-terms.pdf")
    assert done.returncode == 1
    assert "templates/platform-terms.pdf: fails --fail-on severity:5" in done.stderr


def test_the_hook_as_the_readme_sets_it_up(shell):
    run, work = shell
    (hook,) = CONFIG["repos"][0]["hooks"]
    assert hook["id"] == HOOK["id"]
    assert re.search(hook["files"], "templates/a.docx")
    (work / "suppressions.yaml").write_text("suppressions: []\n")
    assert run("clausecheck check templates/* --format csv --write-baseline baseline.json").returncode == 0
    call = " ".join([HOOK["entry"], *hook["args"]])
    assert run(f"{call} templates/booking-form.docx").returncode == 0
    shutil.copy(SAMPLES / "practice-letter.docx", work / "templates")
    assert run(f"{call} templates/practice-letter.docx templates/booking-form.docx").returncode == 1


def test_the_suppressions_of_the_readme_are_read(shell):
    run, work = shell
    text = (TOP / "README.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"(?m)^    suppressions:\n(?:    .*\n)+", text)
    (work / "suppressions.yaml").write_text("\n".join(line[4:] for line in block.splitlines()) + "\n")
    done = run("clausecheck check templates/* --format csv --suppressions suppressions.yaml")
    assert done.returncode == 0
    assert "suppressions.yaml:" in done.stderr


def test_the_example_of_the_hook_names_no_version_that_has_none():
    (place,) = CONFIG["repos"]
    assert place["rev"] == "COMMIT"  # a word to replace: no version that was given out has the hook
