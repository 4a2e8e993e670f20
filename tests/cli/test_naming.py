"""What a baseline and suppressions call a file."""

from pathlib import Path

import pytest

from clausecheck.cli.naming import Beside
from clausecheck.errors import UsageProblem


@pytest.fixture
def beside(tmp_path, monkeypatch):
    for folder in ("repo/t", "repo/ci"):
        (tmp_path / folder).mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "repo")
    return Beside(Path("b.json"))


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("t/a.docx", "t/a.docx"),
        ("./t/../t//a.docx", "t/a.docx"),
        ("../u/a.docx", "../u/a.docx"),
        ("-", "-"),
        ("./-", "./-"),
        (("t/a.docx", "-"), "t/a.docx + -"),
        ("s3://key:secret@bucket/t/a.docx?sign=1", "s3://bucket/t/a.docx"),
        ("a + b \u202e.docx", "a + b \u202e.docx"),
    ],
)
def test_a_file_is_named_by_its_way_from_there(beside, place, name):
    assert beside.name(place) == name


def test_the_way_is_the_same_from_another_folder(beside, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path / "repo" / "t")
    assert beside.name("a.docx") == Beside(Path("../b.json")).name("../t/a.docx") == "t/a.docx"
    assert beside.name(str(tmp_path / "repo" / "t" / "a.docx")) == "t/a.docx"
    assert beside.name((tmp_path / "repo" / "t" / "a.docx").as_uri()) == "t/a.docx"


def test_a_folder_behind_a_link_has_the_name_of_the_link_and_one_reached_by_a_link_its_own(
    beside, tmp_path, monkeypatch
):
    (tmp_path / "shared").mkdir()
    (tmp_path / "repo" / "linked").symlink_to(tmp_path / "shared")
    (tmp_path / "way").symlink_to(tmp_path / "repo")
    assert beside.name("linked/a.docx") == "linked/a.docx"
    assert Beside(tmp_path / "way" / "b.json").name("t/a.docx") == "t/a.docx"


def test_a_file_is_there_while_it_exists_wherever_one_calls(beside, tmp_path, monkeypatch):
    (tmp_path / "repo" / "t" / "a.docx").touch()
    monkeypatch.chdir(tmp_path)
    asked = ["t/a.docx", "t/b.docx", "t/a.docx + t/a.docx", "t/a.docx + t/b.docx", "-", "x\0y", "x\ud800y"]
    assert [beside.is_there(name, (), ()) for name in asked] == [True, False, True, False, True, False, False]
    assert beside.is_there("t/b.docx", {"t/b.docx"}, ())


def test_an_address_is_gone_only_from_a_folder_that_was_listed(beside):
    name = "s3://bucket/t/a.docx"
    assert [
        beside.is_there(name, run, at) for run, at in [((), ()), ((), ["s3://bucket/t"]), ({name}, ["s3://bucket"])]
    ] == [
        True,
        False,
        True,
    ]


@pytest.mark.parametrize(
    ("base", "place", "tells"),
    [
        ("/repo/b.json", "/repo/t/a.docx", False),
        ("/build/repo/ci/b.json", "/build/repo/t/a.docx", False),
        ("/build/ci/b.json", "/srv/t/a.docx", True),
        ("/home/jane/b.json", "/home/joe/a.docx", True),
        ("/home/b.json", "/home/joe/a.docx", True),
        ("/b.json", "/home/joe/a.docx", True),
        ("/b.json", "/templates/a.docx", False),
        ("/home/jane/ci/b.json", "/home/jane/t/a.docx", False),
        ("/home/jane/b.json", "s3://bucket/a.docx", False),
        ("/home/jane/b.json", "-", False),
    ],
)
def test_a_name_that_tells_where_on_a_machine_a_file_lies_is_not_written(base, place, tells):
    beside = Beside(Path(base), "--write-baseline")
    if not tells:
        beside.fit_to_write([place])
        return
    with pytest.raises(UsageProblem, match=r"--write-baseline .* does not say where on a machine"):
        beside.fit_to_write([place])


def test_a_file_that_nobody_may_ask_for_is_there(tmp_path, monkeypatch):
    beside = Beside(tmp_path / "b.json")

    def refused(path):
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr("clausecheck.cli.naming.os.stat", refused)
        closed = beside.is_there("closed/a.docx", (), ())
    assert (closed, beside.is_there("a.docx", (), ()), beside.is_there("a\0.docx", (), ())) == (True, False, False)
