"""Regular expressions compiled on first use are as good as those compiled at once."""

import ast
import importlib
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest

import clausecheck
from clausecheck.patterns import pattern


def every_pattern() -> list[tuple[str, str, re.Pattern[str]]]:
    """Module, name and pattern of all that stand in the modules of the package, in tuples too."""
    kind = type(pattern(""))
    found = []
    for info in pkgutil.walk_packages(clausecheck.__path__, "clausecheck."):
        if info.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(info.name)).items():
            for one in value if isinstance(value, tuple) else (value,):
                if type(one) is kind:
                    found.append((info.name, name, one))
    return found


def test_every_pattern_of_the_package_compiles():
    found = every_pattern()
    assert len(found) > 150
    for module, name, one in found:
        assert isinstance(one.pattern, str | bytes), f"{module}.{name}"


def test_nothing_compiles_a_pattern_while_modules_are_imported():
    """Half of them are never used; `re.compile` at the head of a module would compile them all at every start."""
    for info in pkgutil.walk_packages(clausecheck.__path__, "clausecheck."):
        if info.name in ("clausecheck.patterns", "clausecheck.__main__"):
            continue
        tree = ast.parse(Path(importlib.import_module(info.name).__file__).read_text(encoding="utf-8"))
        for node in tree.body:
            if isinstance(node, ast.Assign | ast.AnnAssign):
                assert "re.compile(" not in ast.unparse(node), info.name


def test_it_does_what_the_compiled_one_does():
    ours, theirs = pattern(r"(?P<n>\d+) (day)s?", re.IGNORECASE), re.compile(r"(?P<n>\d+) (day)s?", re.IGNORECASE)
    text = "30 DAYS or 7 days"
    assert ours.findall(text) == theirs.findall(text)
    assert ours.search(text)["n"] == "30"
    assert ours.sub("x", text) == theirs.sub("x", text) == "x or x"
    assert (ours.pattern, ours.groups) == (theirs.pattern, theirs.groups)


def test_a_fault_shows_on_first_use():
    wrong = pattern("(")
    with pytest.raises(re.error):
        wrong.search("")


def test_a_check_does_without_what_is_slow_to_import(tmp_path):
    """dataclasses brings inspect with it; pypdfium2's bindings describe 400 functions."""
    path = tmp_path / "note.txt"
    path.write_text("The locum will see at most 12 patients in a session.\n", encoding="utf-8")
    code = (
        "import runpy, sys\n"
        f"sys.argv = ['clausecheck', 'check', {str(path)!r}]\n"
        "try:\n    runpy.run_module('clausecheck', run_name='__main__')\nexcept SystemExit:\n    pass\n"
        "slow = {'dataclasses', 'inspect', 'typer', 'rich', 'pdfplumber', 'docx', 'yaml', 'pypdfium2_raw.bindings'}\n"
        "print(sorted(slow & set(sys.modules)), file=sys.stderr)\n"
    )
    for _ in range(2):  # the first fills the cache of the rules
        run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stderr.strip().splitlines()[-1] == "[]"
