from io import BytesIO

import docx
import pytest
import yaml

from clausecheck.cli.settings import FIGURES, NOT_FOR_OTHERS
from clausecheck.errors import ExitCode
from clausecheck.rulebook.places import builtin_folder

MODEL = (builtin_folder() / "model" / "contract.md").read_text(encoding="utf-8")


@pytest.fixture
def configured(tmp_path, monkeypatch):
    def write(text: str) -> None:
        path = tmp_path / "config.toml"
        path.write_text(text)
        monkeypatch.setenv("CLAUSECHECK_CONFIG", str(path))

    return write


def test_the_model_is_shown_as_it_is(clausecheck):
    assert clausecheck("model", "show").out == MODEL.rstrip("\n") + "\n"


@pytest.mark.parametrize("name", sorted(FIGURES.keys() - NOT_FOR_OTHERS))
def test_every_figure_of_ones_own_has_a_place_in_the_model(clausecheck, configured, name):
    configured(f"[figures]\n{name} = 137\n")
    done = clausecheck("model", "show")
    assert done.err == ""
    assert done.out.strip() != MODEL.strip()


def test_markdown_goes_into_a_file(clausecheck, tmp_path):
    clausecheck("model", "export", "-o", tmp_path / "m.md")
    assert (tmp_path / "m.md").read_text(encoding="utf-8").strip() == MODEL.strip()


def test_word_goes_into_a_file_with_ones_own_figures(clausecheck, configured, tmp_path):
    configured("[figures]\nsession_fee_gbp = 512\n")
    clausecheck("model", "export", "--format", "docx", "-o", tmp_path / "m.docx")
    document = docx.Document(BytesIO((tmp_path / "m.docx").read_bytes()))
    assert "the Session Fee is £512" in "\n".join(p.text for p in document.paragraphs)


def test_an_existing_file_needs_force(clausecheck, tmp_path):
    (tmp_path / "m.md").write_text("mine")
    assert clausecheck("model", "export", "-o", tmp_path / "m.md").code == ExitCode.usage
    assert clausecheck("model", "export", "-o", tmp_path / "m.md", "--force").code == 0


def test_every_clause_the_reasons_name_is_in_the_model():
    topics = yaml.safe_load((builtin_folder() / "model" / "basis.yaml").read_text(encoding="utf-8"))["topics"]
    numbers = {block.split(" ")[0].rstrip(".") for block in MODEL.replace("## ", "").split("\n\n")}
    assert [c for topic in topics.values() for c in topic["clause"] if c not in numbers] == []
