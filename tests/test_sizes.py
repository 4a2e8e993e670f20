"""Modules and functions stay small enough to be read in one sitting."""

import ast
from pathlib import Path

import pytest

import clausecheck

PACKAGE = Path(clausecheck.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))

LONGEST_MODULE = 350
LONGEST_FUNCTION = 60


def name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_no_module_is_longer_than_350_lines(path):
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST_MODULE


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_no_function_is_longer_than_60_lines(path):
    functions = [
        node
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    long = {f.name: f.end_lineno - f.lineno + 1 for f in functions if f.end_lineno - f.lineno >= LONGEST_FUNCTION}
    assert long == {}


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_every_public_module_says_what_it_offers(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    defines = any(
        isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_") for node in tree.body
    )
    offers = any(
        isinstance(node, ast.Assign) and any(getattr(t, "id", "") == "__all__" for t in node.targets)
        for node in tree.body
    )
    assert offers or not defines
