"""A locked PDF asks for its password on a terminal, and nowhere else."""

import os
import select
import sys
import time

import pytest

from clausecheck.cli import passwords
from clausecheck.cli.passwords import Passwords
from clausecheck.errors import PasswordNeeded, UnreadableInput
from tests.extract.builders import lines, pdf

SECRET = "open sesame"  # noqa: S105


@pytest.fixture
def locked(tmp_path):
    path = tmp_path / "locked.pdf"
    path.write_bytes(pdf(lines(["The Locum shall be paid £350 for a session."]), encrypt=SECRET))
    return path


def reader(right):
    tried = []

    def read(password):
        tried.append(password)
        if password != right:
            what = "the PDF is protected by a password" if password is None else "the password does not open the PDF"
            raise PasswordNeeded("a.pdf", what, "Give it with --password, or save a copy without one and check that.")
        return "document"

    return read, tried


@pytest.fixture
def typing(monkeypatch):
    """What is typed at each question, on a terminal."""

    def prepare(*answers):
        left = list(answers)
        monkeypatch.setattr(passwords, "_somebody_there", lambda: True)
        monkeypatch.setattr(passwords, "_ask", lambda name: left.pop(0))
        return left

    return prepare


def test_a_password_typed_opens_the_file_and_the_next_one(typing):
    typing(SECRET)
    known = Passwords(None)
    read, tried = reader(SECRET)
    assert known.open("a.pdf", read) == "document"
    assert known.open("b.pdf", read) == "document"
    assert tried == [None, SECRET, SECRET]


def test_three_wrong_ones_are_enough(typing, capfd):
    left = typing("a", "b", "c", SECRET)
    read, tried = reader(SECRET)
    with pytest.raises(PasswordNeeded):
        Passwords(None).open("a.pdf", read)
    assert tried == [None, "a", "b", "c"]
    assert left == [SECRET]
    assert capfd.readouterr().err.count("the password does not open the PDF") == 2


def test_nothing_typed_leaves_the_file_unread(typing):
    typing("")
    with pytest.raises(PasswordNeeded, match="protected by a password"):
        Passwords(None).open("a.pdf", reader(SECRET)[0])


def test_nobody_is_asked_for_what_a_password_does_not_open(typing):
    def read(password):
        raise PasswordNeeded("a.docx", "the Word file is protected by a password", "Open it in Word.")

    typing()
    with pytest.raises(PasswordNeeded):
        Passwords(None).open("a.docx", read)


def test_other_faults_are_not_taken_for_locks(typing):
    def read(password):
        raise UnreadableInput("a.pdf", "the PDF is damaged", "Download it again.")

    typing()
    with pytest.raises(UnreadableInput, match="damaged"):
        Passwords(None).open("a.pdf", read)


def test_without_a_terminal_nobody_is_asked(clausecheck, locked):
    done = clausecheck("check", locked)
    assert done.code == 3
    assert "protected by a password. Give it with --password" in done.err
    assert "Password of" not in done.err
    assert "350" in clausecheck("check", locked, "--password", SECRET, "--format", "json", "--include-text").out


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_on_a_terminal_the_password_is_asked_for_and_not_shown(locked, tmp_path):
    import pty

    child, terminal = pty.fork()
    if child == 0:
        os.environ["CLAUSECHECK_CONFIG"] = str(tmp_path / "none.toml")
        os.execv(sys.executable, [sys.executable, "-m", "clausecheck", "check", str(locked)])  # noqa: S606
    shown, answered, until = b"", False, time.monotonic() + 60
    while time.monotonic() < until:
        ready, _, _ = select.select([terminal], [], [], 1)
        if not ready:
            continue
        try:
            piece = os.read(terminal, 4096)
        except OSError:  # the other end is closed
            break
        if not piece:
            break
        shown += piece
        if not answered and b"leave it unread): " in shown:
            time.sleep(0.2)
            os.write(terminal, SECRET.encode() + b"\n")
            answered = True
    os.waitpid(child, 0)
    assert answered
    assert SECRET.encode() not in shown
    assert b"Everything in it was read." in shown
