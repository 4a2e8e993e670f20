"""What counts as a change in watched folders, look by look."""

import os
import sys

import pytest

from clausecheck.bulk.watched import Watched


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "templates"
    (folder / "north").mkdir(parents=True)
    (folder / "a.txt").write_text("one")
    (folder / "north" / "b.pdf").write_bytes(b"two")
    return folder


@pytest.fixture
def watched(folder):
    watched = Watched([str(folder)])
    watched.first()
    return watched


def names(paths):
    return [os.path.basename(path) for path in paths]


def test_the_first_look_gives_everything_that_could_be_a_contract(folder):
    (folder / "list.csv").write_text("a,b")
    watched = Watched([str(folder)])
    assert names(watched.first().changed) == ["a.txt", "b.pdf"]
    assert watched.others == 1
    assert watched.look().changed == ()


def test_a_change_is_told_once_it_stands_the_same_in_two_looks(folder, watched):
    (folder / "a.txt").write_text("other")
    assert watched.look().changed == ()
    assert names(watched.look().changed) == ["a.txt"]
    assert watched.look().changed == ()


def test_a_file_that_grows_is_not_told_before_its_end(folder, watched):
    with (folder / "new.txt").open("w") as stream:
        for _ in range(5):
            stream.write("and so on ")
            stream.flush()
            assert watched.look().changed == ()
    assert names(watched.look().changed) == ["new.txt"]


def test_another_file_of_the_same_size_and_time_is_a_change(folder, watched):
    old = (folder / "a.txt").stat()
    (folder / "new.tmp").write_text("six")
    os.utime(folder / "new.tmp", ns=(old.st_atime_ns, old.st_mtime_ns))
    os.replace(folder / "new.tmp", folder / "a.txt")
    watched.look()
    assert names(watched.look().changed) == ["a.txt"]


def test_a_file_is_gone_once_two_looks_miss_it(folder, watched):
    (folder / "a.txt").unlink()
    assert watched.look().gone == ()
    assert names(watched.look().gone) == ["a.txt"]
    assert watched.look().gone == ()


def test_a_file_that_is_put_back_between_two_looks_was_never_gone(folder, watched):
    (folder / "a.txt").rename(folder / "a.bak")
    assert watched.look().gone == ()
    (folder / "a.bak").rename(folder / "a.txt")
    assert [watched.look().gone for _ in range(3)] == [(), (), ()]


def test_a_rename_gives_the_old_and_the_new_name_in_one_look(folder, watched):
    (folder / "a.txt").rename(folder / "c.txt")
    watched.look()
    changes = watched.look()
    assert (names(changes.changed), names(changes.gone)) == (["c.txt"], ["a.txt"])


def test_an_empty_file_is_given_more_time(folder, watched):
    (folder / "new.pdf").touch()
    assert [watched.look().changed for _ in range(5)] == [()] * 5
    assert names(watched.look().changed) == ["new.pdf"]


@pytest.mark.parametrize(
    "name",
    [
        "~$a.docx",
        "~WRD0001.docx",
        ".~lock.a.odt#",
        ".hidden.docx",
        "a.docx.tmp",
        "a.docx.part",
        "a.docx.crdownload",
        "a.docx~",
        ".git/a.txt",
        "a.txt.html",
        "a.txt.md",
        "a.txt.json",
        "a.xlsx",
    ],
)
def test_locks_drafts_downloads_and_reports_are_no_contracts(folder, watched, name):
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("something")
    assert [watched.look().changed for _ in range(3)] == [(), (), ()]


def test_what_is_still_loaded_is_not_looked_at(folder, watched):
    (folder / "new.pdf").write_text("first half")
    (folder / "new.pdf.part").write_text("second half")
    assert [watched.look().changed for _ in range(3)] == [(), (), ()]
    (folder / "new.pdf.part").replace(folder / "new.pdf")
    watched.look()
    assert names(watched.look().changed) == ["new.pdf"]


def test_the_folder_for_results_is_not_looked_into(folder):
    (folder / "out").mkdir()
    (folder / "out" / "report.html").write_text("<html>")
    assert names(Watched([str(folder)], out=str(folder / "out")).first().changed) == ["a.txt", "b.pdf"]


def test_a_single_file_is_watched_whatever_its_ending(folder):
    (folder / "contract").write_text("one")
    watched = Watched([str(folder / "contract")])
    assert names(watched.first().changed) == ["contract"]
    (folder / "contract").unlink()
    watched.look()
    changes = watched.look()
    assert (names(changes.gone), changes.closed) == (["contract"], ())


def test_a_folder_that_goes_away_is_told_once_and_its_files_are_not_gone(folder, watched):
    away = folder.with_name("away")
    folder.rename(away)
    changes = watched.look()
    assert [path for path, _ in changes.closed] == [str(folder)]
    assert [(watched.look().gone, watched.look().closed) for _ in range(2)] == [((), ())] * 2
    (away / "a.txt").write_text("changed meanwhile")
    away.rename(folder)
    watched.look()
    changes = watched.look()
    assert (names(changes.changed), changes.gone) == (["a.txt"], ())


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right of their own")
def test_a_folder_that_holds_a_link_to_itself_comes_to_an_end(folder):
    (folder / "north" / "circle").symlink_to(folder)
    assert names(Watched([str(folder)]).first().changed) == ["a.txt", "b.pdf"]


def test_what_was_written_while_it_was_read_is_told_again(folder, watched):
    path = str(folder / "a.txt")
    assert watched.stamp(path) is not None
    watched.again(path)
    assert watched.look().changed == ()
    assert watched.look().changed == (path,)


def test_what_went_while_it_was_read_is_told_as_gone(folder, watched):
    (folder / "a.txt").unlink()
    watched.again(str(folder / "a.txt"))
    watched.look()
    assert names(watched.look().gone) == ["a.txt"]
