"""`python -m tests` leaves out no test and hides no failure."""

import pytest

from tests import __main__ as everything


def test_every_file_is_run_once():
    named = [path for each in everything.runs() for path in each] + sorted(
        (everything.TESTS / "benchmarks").glob("test_*.py")
    )
    assert sorted(named) == sorted(everything.TESTS.rglob("test_*.py"))
    assert max(map(len, everything.runs())) <= everything.FILES_IN_A_RUN


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Tests of its own: `benchmarks` with one that passes, `some` with what a test adds."""
    monkeypatch.setattr(everything, "TESTS", tmp_path / "tests")
    for name in ("benchmarks", "some"):
        (tmp_path / "tests" / name).mkdir(parents=True)
    (tmp_path / "tests" / "benchmarks" / "test_quick.py").write_text("def test_quick(): pass\n")
    monkeypatch.setattr("sys.argv", ["tests"])
    return tmp_path / "tests" / "some"


def test_what_passes_is_counted_over_all_runs(folder, capsys):
    for number in range(everything.FILES_IN_A_RUN + 1):
        (folder / f"test_some_{number}.py").write_text("def test_it(): pass\n")
    assert everything.main() == 0
    assert f"\n{everything.FILES_IN_A_RUN + 2} passed in " in capsys.readouterr().out


def test_one_that_fails_fails_all_and_is_shown(folder, capsys):
    (folder / "test_bad.py").write_text("def test_it(): assert 1 == 2\n")
    (folder / "test_good.py").write_text("def test_it(): pass\n")
    assert everything.main() == pytest.ExitCode.TESTS_FAILED
    out = capsys.readouterr().out
    assert "FAILED tests/some/test_bad.py::test_it" in out
    assert "\n2 passed, 1 failed in " in out


def test_a_run_that_breaks_down_fails_all(folder):
    (folder / "test_bad.py").write_text("import os\ndef test_it(): os._exit(7)\n")
    assert everything.main() == 7


def test_no_test_at_all_is_no_success(folder, monkeypatch):
    monkeypatch.setattr("sys.argv", ["tests", "-k", "nothing"])
    assert everything.main() == pytest.ExitCode.NO_TESTS_COLLECTED
