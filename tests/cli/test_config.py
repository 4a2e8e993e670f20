import textwrap
from pathlib import Path


def test_without_a_file_its_place_and_an_example_are_shown(clausecheck):
    out = clausecheck("config").out
    assert "no-config.toml" in out
    assert "[figures]" in out


def test_the_example_is_one_that_can_be_read(clausecheck, tmp_path, monkeypatch):
    example = clausecheck("config").out.partition("# An example")[2].partition("\n")[2]
    path = tmp_path / "config.toml"
    path.write_text(example)
    monkeypatch.setenv("CLAUSECHECK_CONFIG", str(path))
    done = clausecheck("config")
    assert done.code == 0
    assert "engagement:  direct" in done.out
    assert "payment_days = 14" in done.out


def test_a_wrong_file_is_wrong_usage(clausecheck, tmp_path, monkeypatch):
    path = tmp_path / "config.toml"
    path.write_text("nation = 'mars'")
    monkeypatch.setenv("CLAUSECHECK_CONFIG", str(path))
    assert clausecheck("config").code == 2


def test_the_readme_shows_the_same_example(clausecheck):
    example = clausecheck("config").out.partition("# An example")[2].rstrip("\n")
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    shown = readme.partition("    # An example")[2].partition("\n\n**")[0]
    assert textwrap.dedent(shown.replace("\n    ", "\n")) == example
