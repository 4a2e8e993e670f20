"""Names of the files within a file."""

from clausecheck.bulk.within import parts_within
from clausecheck.render.json import report_value
from tests.bulk.values import whole


def nested():
    deep = whole(name="a.txt")
    return report_value(whole(name="out.zip", attachments=(whole(name="in.zip", attachments=(deep,)), deep, deep)))


def test_each_file_within_has_a_name_of_its_own_that_says_nothing():
    parts = parts_within(nested())
    assert [part["document"]["name"] for _, part in parts] == ["out.zip", "in.zip", "a.txt", "a.txt", "a.txt"]
    names = [name for name, _ in parts]
    assert names[0] == ""
    assert len(set(names)) == len(names)
    assert not [name for name in names if "txt" in name or "zip" in name]


def test_the_names_are_the_same_again_whatever_the_outer_file_is_called():
    outer = nested()
    outer["document"]["name"] = "moved.zip"
    assert [name for name, _ in parts_within(outer)] == [name for name, _ in parts_within(nested())]


def test_a_name_that_is_no_text_is_taken():
    report = report_value(whole(attachments=(whole(name="a\udcff"),)))
    assert len(parts_within(report)) == 2
