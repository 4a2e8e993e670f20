import os
import signal
import subprocess
import sys

import pytest

from clausecheck import __version__

CALL = [sys.executable, "-m", "clausecheck"]
HEAVY = (
    "rich",
    "pdfplumber",
    "pypdfium2",
    "yaml",
    "docx",
    "regex",
    "platformdirs",
    "tomllib",
    "jinja2",
    "starlette",
    "uvicorn",
)


def test_the_version_is_said(clausecheck):
    assert clausecheck("--version").out == f"clausecheck {__version__}\n"


@pytest.mark.parametrize(
    "words",
    [
        ["--help"],
        ["check", "--help"],
        ["rules", "--help"],
        ["model", "--help"],
        ["letter", "--help"],
        ["diff", "--help"],
        ["serve", "--help"],
        ["watch", "--help"],
        ["batch", "--help"],
        ["cache", "--help"],
        ["summary", "--help"],
    ],
)
def test_help_imports_nothing_heavy(words):
    code = (
        "import sys; sys.argv = ['clausecheck', *sys.argv[1:]]\n"
        "from clausecheck.cli.entry import main\n"
        "try: main()\n"
        f"finally: print('loaded:', [m for m in {HEAVY!r} if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=True).stdout
    assert out.splitlines()[-1] == "loaded: []"


def test_json_of_a_text_imports_nothing_it_has_no_use_for(tmp_path):
    path = tmp_path / "contract.txt"
    path.write_text("The Locum shall stay until all patients have been seen.")
    code = (
        "import sys; sys.argv = ['clausecheck', 'check', sys.argv[1], '--format', 'json']\n"
        "from clausecheck.cli.entry import main\n"
        "try: main()\n"
        "finally: print([m for m in ('rich', 'pdfplumber', 'pypdfium2', 'docx', 'jinja2') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True).stdout
    assert out.splitlines()[-1] == "[]"


def test_help_of_check_has_examples(clausecheck):
    out = clausecheck("check", "--help").out
    assert "clausecheck check contract.pdf\n" in out
    assert "Exit codes:" in out


COMMANDS = (
    *("check", "batch", "summary", "watch", "mark", "letter", "diff", "serve"),
    *("rules", "model", "schema", "cache", "limits", "config"),
)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_listed(clausecheck, command):
    assert f"\n  {command} " in clausecheck("--help").out


def test_nothing_at_all_shows_help(clausecheck):
    done = clausecheck()
    assert "Usage: clausecheck" in done.out + done.err


def test_the_module_runs_as_the_command_does():
    out = subprocess.run([*CALL, "--version"], capture_output=True, text=True, check=True).stdout
    assert out == f"clausecheck {__version__}\n"


def test_a_file_without_a_command_is_told_which_command_was_meant(clausecheck, tmp_path):
    path = tmp_path / "contract.txt"
    path.write_text("The Locum")
    done = clausecheck(path)
    assert done.code == 2
    assert f"clausecheck check {path}" in done.err


def test_completion_is_offered(clausecheck):
    assert "--install-completion" in clausecheck("--help").out


def test_topics_are_completed(clausecheck):
    from clausecheck.cli.options import complete_topics

    assert "overrun" in complete_topics("over")


def test_a_reader_that_goes_away_is_no_fault():
    run = subprocess.Popen([*CALL, "schema"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    run.stdout.close()
    assert (run.wait(), run.stderr.read()) == (0, b"")
    run.stderr.close()


@pytest.mark.skipif(os.name == "nt", reason="signals are told otherwise there")
def test_ctrl_c_ends_the_run_without_a_trace():
    run = subprocess.Popen([*CALL, "check", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    run.stdin.write(b"The Locum")
    run.stdin.flush()
    import time

    time.sleep(3)  # until it waits for the rest of its input
    run.send_signal(signal.SIGINT)
    _, said = run.communicate(timeout=20)
    assert run.returncode == 130
    assert b"Traceback" not in said


def test_json_is_utf_8_whatever_the_locale(tmp_path):
    contract = tmp_path / "c.txt"
    contract.write_text("The Locum shall stay until all patients have been seen – “naïvely”. " * 12, encoding="utf-8")
    ascii_only = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    call = [*CALL, "check", str(contract), "--format", "json", "--include-text"]
    out = subprocess.run(call, capture_output=True, env=ascii_only, check=False).stdout
    assert "“naïvely”" in out.decode("utf-8")
