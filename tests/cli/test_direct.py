"""The short way round typer leads to the same place."""

import sys

import pytest
import typer

from clausecheck.cli import run
from clausecheck.cli.commands import app
from clausecheck.cli.direct import direct_request
from clausecheck.cli.run import Request
from clausecheck.errors import UsageProblem

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there everything goes through typer")

CONFIG = 'engagement = "agency"\nnation = "wales"\nengine = "pdfplumber"\nmodel = "mine.docx"\nrules = ["r"]\n'


@pytest.fixture(params=["", CONFIG], ids=["no configuration", "configuration"])
def config(request, tmp_path, monkeypatch):
    path = tmp_path / "config.toml"
    monkeypatch.setenv("CLAUSECHECK_CONFIG", str(path))
    if request.param:
        path.write_text(request.param)
    return path


def through_typer(words: list[str], monkeypatch) -> Request:
    asked: list[Request] = []
    monkeypatch.setattr(run, "run", lambda request: asked.append(request) or 0)
    with pytest.raises(SystemExit):
        app(words, prog_name="clausecheck")
    return asked[0]


@pytest.mark.parametrize("password", [None, "", "s p"])
@pytest.mark.parametrize("files", [["a.pdf"], ["a.pdf", "-"], ["", "check", "check"], ["*.pdf", "~/a b", "a=b"]])
def test_it_asks_for_what_typer_asks_for(files, password, config, monkeypatch):
    if password is None:
        monkeypatch.delenv("CLAUSECHECK_PASSWORD", raising=False)
    else:
        monkeypatch.setenv("CLAUSECHECK_PASSWORD", password)
    words = ["check", *files]
    assert direct_request(words) == through_typer(words, monkeypatch)


@pytest.mark.parametrize(
    "words",
    [[], ["check"], ["check", "--help"], ["check", "a.pdf", "-o", "b"], ["check", "--", "-a"], ["rules", "list"]],
)
def test_all_else_is_left_to_typer(words):
    assert direct_request(words) is None


def test_a_shell_that_completes_words_is_left_to_typer(monkeypatch):
    monkeypatch.setenv("_CLAUSECHECK_COMPLETE", "complete_bash")
    assert direct_request(["check", "a.pdf"]) is None


def test_a_faulty_configuration_is_told(config):
    config.write_text("nation = 4")
    with pytest.raises(UsageProblem):
        direct_request(["check", "a.pdf"])


def test_the_variable_that_is_looked_for_is_the_one_typer_sets():
    assert isinstance(app, typer.Typer)
    assert app.info.name == "clausecheck"
