"""Whatever a YAML file holds, it is read or refused with its line; the parser beneath must never crash."""

import subprocess
import sys

import pytest

from clausecheck.rulebook.nodes import FileReader

BOMBS = {
    "brackets": "a: " + "[" * 100_000,
    "closed brackets": "a: " + "[" * 100_000 + "]" * 100_000,
    "braces": "{a: " * 100_000,
    "dashes": "- " * 100_000,
    "questions": "? " * 100_000,
    "lines": "[\n" * 100_000,
    "indentation": "\n".join(" " * depth + "a:" for depth in range(2_000)),
}


def read(text: str) -> tuple[object, list[str]]:
    problems = []
    root = FileReader("own.yaml", problems).root(text.encode())
    return root, [str(problem) for problem in problems]


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_nesting_without_end_is_refused_with_its_line(bomb):
    root, problems = read(bomb)
    assert root is None
    assert len(problems) == 1
    assert problems[0].startswith("own.yaml:")


def test_what_a_rule_file_needs_is_read():
    root, problems = read("a: " + "[" * 50 + "word" + "]" * 50)
    assert problems == []
    assert root.id == "mapping"


def test_many_brackets_beside_each_other_are_no_nesting():
    assert read("[" + "[], {}, " * 5_000 + "]")[1] == []


@pytest.mark.parametrize("command", ["check --rules", "rules lint", "check --agreed"])
def test_the_command_refuses_such_a_file_and_does_not_crash(tmp_path, command):
    folder = tmp_path / "own" / "workload"
    folder.mkdir(parents=True)
    (folder / "overrun.yaml").write_text(BOMBS["closed brackets"])
    contract = tmp_path / "contract.txt"
    contract.write_text("1. The Locum is paid £480 a session.")
    words = command.split()
    named = folder / "overrun.yaml" if words[-1] == "--agreed" else tmp_path / "own"
    call = [sys.executable, "-m", "clausecheck", *words, str(named), *([str(contract)] if words[0] == "check" else [])]
    done = subprocess.run(call, check=False, capture_output=True, text=True, timeout=60)
    assert done.returncode == (2 if words[-1] == "--agreed" else 4), done.stderr
    assert "overrun.yaml" in done.stderr
    assert "Traceback" not in done.stderr
