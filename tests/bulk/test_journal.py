import pytest

from clausecheck.bulk.job import Told
from clausecheck.bulk.journal import Heading, Journal
from clausecheck.bulk.result import Failure, Outcome, Result
from clausecheck.errors import UsageProblem
from clausecheck.record import replaced

HEADING = Heading("1.0", "rules", "settings", '["templates/"]')


def told(name, sha256="ab", words="fine"):
    result = Result(name, Outcome.failed, sha256, None, Failure("unreadable", words))
    return Told(name, Outcome.failed, sha256, failure="unreadable", reason=words, line=result.line())


TRICKY = [
    told("a.pdf"),
    told('b","result":{"head":.pdf'),
    told("é\udcff\u202e\n.pdf"),
    told("d", words='","size":1 ' * 9),
]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "journal.jsonl"


@pytest.fixture
def written(path):
    """The bytes of a journal with all of TRICKY."""
    journal = Journal(path, HEADING, resume=False)
    for each in TRICKY:
        journal.add(each)
    journal.close()
    return path.read_bytes()


def resumed(path):
    journal = Journal(path, HEADING, resume=True)
    held = [each for each in TRICKY if journal.known(each.name)]
    assert list(journal.lines(each.name for each in held)) == [f"{each.line}\n".encode() for each in held]
    assert [journal.head(each.name) for each in held] == [replaced(each, line="") for each in held]
    assert len(journal) == len(held)
    journal.close()
    return held


def test_what_was_written_is_there_when_it_goes_on(path, written):
    assert resumed(path) == TRICKY
    assert path.read_bytes() == written


def test_every_line_is_json_of_its_own(written):
    import json

    lines = [json.loads(line) for line in written.splitlines()]
    assert [Result.of_line(json.dumps(line["result"])).name for line in lines[1:]] == [each.name for each in TRICKY]


def test_a_torn_line_is_cut_off_wherever_it_was_torn(path, written):
    starts = [at for at in range(len(written)) if at == 0 or written[at - 1 : at] == b"\n"]
    for length in range(len(written)):
        path.write_bytes(written[:length])
        whole = sum(start <= length for start in starts) - 1
        assert resumed(path) == TRICKY[: max(0, whole - 1)]
        assert path.read_bytes() == (written[: starts[whole]] if whole else HEADING.line())


def test_it_can_be_written_to_again_after_a_torn_line(path, written):
    path.write_bytes(written[:-5])
    journal = Journal(path, HEADING, resume=True)
    journal.add(TRICKY[-1])
    journal.close()
    assert path.read_bytes() == written


def test_a_damaged_line_counts_as_not_written(path, written):
    lines = written.splitlines(keepends=True)
    for spoiled in (
        lines[2].replace(b"fine", b"foul"),
        lines[2].replace(b'"sha256":"ab"', b'"sha256":"cd"'),
        b"\n",
        b"{}\n",
    ):
        path.write_bytes(b"".join([*lines[:2], spoiled, *lines[3:]]))
        assert resumed(path) == [TRICKY[0], *TRICKY[2:]]


def test_the_latest_result_of_a_name_counts(path, written):
    journal = Journal(path, HEADING, resume=True)
    journal.add(told("a.pdf", "cd", "changed"))
    for again in (journal, Journal(path, HEADING, resume=True)):
        assert again.known("a.pdf") == "cd"
        assert again.head("a.pdf").reason == "changed"
        assert next(again.lines(iter(["a.pdf"]))).decode().rstrip() == told("a.pdf", "cd", "changed").line
        again.close()


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"version": "2"}, "version"),
        ({"rules": "x"}, "rules"),
        ({"settings": "x"}, "options"),
        ({"inputs": "x"}, "inputs"),
    ],
)
def test_a_journal_of_another_batch_is_not_gone_on_with(path, written, change, word):
    with pytest.raises(UsageProblem, match=f"another {word}.*--force"):
        Journal(path, replaced(HEADING, **change), resume=True)
    assert path.read_bytes() == written


def test_a_file_of_something_else_is_no_journal(path):
    path.write_bytes(b'{"a": 1}\n')
    with pytest.raises(UsageProblem, match="another kind of file"):
        Journal(path, HEADING, resume=True)


def test_without_going_on_it_begins_anew(path, written):
    Journal(path, HEADING, resume=False).close()
    assert path.read_bytes() == HEADING.line()


def test_a_full_disk_is_told_with_the_way_on(path, monkeypatch):
    journal = Journal(path, HEADING, resume=False)

    def full(file):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(UsageProblem, match=r"No space left.*--resume"):
        journal.add(TRICKY[0])
    journal.close()


def test_what_could_not_be_opened_and_still_cannot_is_not_written_again(path):
    journal = Journal(path, HEADING, resume=False)
    gone = Told("gone.pdf", Outcome.failed, "", failure="unreadable", reason="there is no such file.", line="{}")
    journal.add(gone)
    assert journal.holds(gone)
    assert not journal.holds(replaced(gone, reason="you may not read it."))
    assert not journal.holds(replaced(gone, sha256="ab", outcome=Outcome.judged))
    assert not journal.holds(replaced(gone, name="other.pdf"))
    journal.close()


def test_a_password_is_known_again_but_cannot_be_guessed_quickly_from_the_journal(path):
    heading = replaced(HEADING, password="letmein")  # noqa: S106 - nobody's
    lines = set()
    for _ in range(2):
        Journal(path, heading, resume=False).close()
        lines.add(path.read_bytes())
    assert len(lines) == 2  # each has a salt of its own
    assert not any(b"letmein" in line for line in lines)
    Journal(path, heading, resume=True).close()
    for other in ("letmeout", None):
        with pytest.raises(UsageProblem, match="another password"):
            Journal(path, replaced(HEADING, password=other), resume=True)
    Journal(path, HEADING, resume=False).close()
    with pytest.raises(UsageProblem, match="another password"):
        Journal(path, heading, resume=True)
