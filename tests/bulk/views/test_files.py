import os

import pytest

from clausecheck.bulk.views.files import replacing, write_if_other
from clausecheck.errors import UsageProblem


def test_equal_bytes_are_not_written_again(tmp_path):
    path = tmp_path / "a"
    assert write_if_other(path, b"one")
    os.utime(path, (1, 1))
    assert not write_if_other(path, b"one")
    with replacing(path) as made:
        made.write_bytes(b"one")
    assert path.stat().st_mtime == 1
    assert write_if_other(path, b"two")
    assert path.read_bytes() == b"two"
    assert os.listdir(tmp_path) == ["a"]


def test_what_fails_midway_leaves_the_file_as_it_was(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"one")
    with pytest.raises(ZeroDivisionError), replacing(path) as made:
        made.write_bytes(b"half" * (1 // 0))
    assert path.read_bytes() == b"one"
    assert os.listdir(tmp_path) == ["a"]


def test_what_cannot_be_written_is_told(tmp_path):
    with pytest.raises(UsageProblem, match="cannot be written"):
        write_if_other(tmp_path / "none" / "a", b"one")
    with pytest.raises(UsageProblem, match="No space left"), replacing(tmp_path / "a"):
        raise OSError(28, "No space left on device")
