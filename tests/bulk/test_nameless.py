"""The same bytes under another name are the same contract, and only what would come out so again is kept."""

import os
import sys
import time
from pathlib import Path

import pytest

from clausecheck.bulk import nameless
from clausecheck.bulk.keeper import Keeper
from clausecheck.bulk.nameless import document_bytes, document_of, locked, result_line, result_of
from clausecheck.bulk.result import Failure, Outcome, Result
from clausecheck.document import Coverage, CoveragePart, Document, Notice
from clausecheck.errors import PasswordNeeded, UnreadableInput
from clausecheck.extract import extract, extract_text
from clausecheck.extract.limits import Limits
from clausecheck.extract.ocr_fast import installed
from clausecheck.extract.room import Room
from clausecheck.isolation import Isolation, reader
from clausecheck.isolation.task import Task
from clausecheck.judging.checking import Checker
from clausecheck.record import replaced
from clausecheck.render.json import report_value
from tests.extract.builders import lines, pdf
from tests.hostile.test_hostile import CASES

ROOT = Path(__file__).parents[2]
SAMPLES = sorted(
    path
    for path in (ROOT / "sample_contracts").iterdir()
    if path.suffix in (".pdf", ".docx", ".odt", ".rtf", ".eml", ".zip") and ("scan" not in path.name or installed())
)
SLOW = ("alphabet-is-punycode-long.eml", "page-never-closed.eml")
"""As long as all the others together."""
FORMS = (".eml", ".txt", ".msg", ".html", ".rtf", ".doc")
HOSTILE = [case for case in CASES if case.name.endswith(FORMS) and case.name not in SLOW]

each_sample = pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)


@pytest.fixture(scope="module")
def documents() -> dict[Path, Document]:
    return {path: extract(path) for path in SAMPLES}


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker()


@each_sample
def test_a_kept_document_is_the_one_that_was_read(path, documents, tmp_path):
    document = documents[path]
    keeper = Keeper(tmp_path / "contracts.sqlite")
    data = document_bytes(document)
    assert data is not None
    keeper.keep_document("key", data)
    kept = keeper.document("key")
    keeper.close()
    assert document_of(kept, document.name) == document
    assert document_of(kept, "another.pdf") == replaced(document, name="another.pdf")


@each_sample
def test_what_is_read_of_a_file_does_not_depend_on_its_name(path, documents):
    if "scan" in path.name:
        pytest.skip("read once is enough: it takes seconds")
    assert extract(path.read_bytes(), name="x.bin") == replaced(documents[path], name="x.bin")


@each_sample
def test_what_is_judged_of_it_does_not_either(path, documents, checker):
    document = documents[path]
    one, other = (checker.check(replaced(document, name=name)) for name in (document.name, "another contract.txt"))
    assert replaced(other, name=one.name) == one


@pytest.mark.parametrize("case", HOSTILE, ids=lambda case: case.name)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_not_even_what_is_wrong_with_a_file_depends_on_its_name(case):
    data = case.make()

    def read(name):
        try:
            with Isolation(engine="pdfium") as isolation:
                return document_bytes(isolation.start(data, name).document())
        except UnreadableInput as error:
            return error.what, error.next_step

    assert read("contract.pdf") == read("zzz")


@each_sample
def test_a_kept_result_is_the_line_it_was_under_any_name(path, documents, checker):
    def judged(name):
        report = checker.check(replaced(documents[path], name=name.rpartition("/")[2]))
        return Result(name, Outcome.judged, documents[path].sha256, report_value(report))

    one = judged("some folder/it’s.pdf")
    kept = result_line(one)
    assert "it’s" not in kept
    assert result_of(kept, one.name).line() == one.line()
    assert result_of(kept, "else.docx").line() == judged("else.docx").line()
    assert result_of(kept, "-", "standard input").report["document"]["name"] == "standard input"


def failed(kind: str, message: str = "the PDF is damaged. Download it again.", name: str = "a/b.pdf") -> Result:
    return Result(name, Outcome.failed, "00" * 32, None, Failure(kind, message))


@pytest.mark.parametrize("kind", ["unreadable", "password"])
def test_a_failure_that_lies_in_the_file_is_kept(kind):
    assert result_of(result_line(failed(kind)), "c.pdf") == failed(kind, name="c.pdf")


@pytest.mark.parametrize("kind", ["time", "memory", "crash", "fault", "anything else"])
def test_a_failure_that_may_not_come_again_is_not(kind):
    assert result_line(failed(kind)) is None


def test_a_failure_that_names_the_file_is_not():
    assert result_line(failed("unreadable", "b.pdf: the PDF is damaged.")) is None


def test_a_file_whose_bytes_could_not_be_had_is_not():
    assert result_line(replaced(failed("unreadable"), sha256="")) is None


@pytest.mark.skipif(
    sys.platform != "linux", reason="files are read in a fork, which can be made to misbehave, on Linux"
)
@pytest.mark.parametrize(
    ("act", "said"),
    [
        (lambda: time.sleep(60), "more than 1 seconds"),
        (lambda: bytearray(2 << 30), "of memory"),
        (os.abort, "break down"),
        (lambda: os._exit(3), "break down"),
    ],
    ids=["time", "memory", "crash", "end"],
)
def test_a_failure_called_unreadable_that_came_of_time_memory_or_a_crash_is_not(monkeypatch, act, said):
    """Such failures are raised as any other: their words must tell."""
    monkeypatch.setattr(reader, "extract", lambda *_, **__: act())
    with Isolation(Limits(seconds=1)) as isolation, pytest.raises(UnreadableInput, match=said) as raised:
        isolation.start(b"The fee is 400.", "a.txt").document()
    assert result_line(failed("unreadable", f"{raised.value.what}. {raised.value.next_step}")) is None


def test_nor_is_one_for_want_of_memory_with_more_room():
    for room in Room:
        error = reader.out_of_memory(Task("a.pdf", b"", (), Limits(), room))
        assert result_line(failed("unreadable", f"{error.what}. {error.next_step}")) is None


def test_a_failure_that_a_limit_on_size_made_is_kept_for_the_limit_is_in_the_key():
    with Isolation(Limits(pages=1), engine="pdfium") as isolation, pytest.raises(UnreadableInput) as raised:
        isolation.start(pdf(lines(["One."]), lines(["Two."])), "a.pdf").document()
    assert result_line(failed("unreadable", f"{raised.value.what}. {raised.value.next_step}")) is not None


def test_every_sign_of_what_may_pass_is_what_readers_say():
    packages = [ROOT / "clausecheck" / name for name in ("extract", "isolation")]
    said = "".join(path.read_text(encoding="utf-8") for package in packages for path in package.glob("*.py"))
    said = said.replace("{limit}", "seconds").replace("{_WHAT}", "old Word file").replace("{what}", "old Word file")
    for sign in (*nameless._PASSING, nameless._UNCONVERTED):
        known = sign.replace("large-", "").replace("memory=", "seconds=")
        assert known.removeprefix("the old Word file ") in said, sign


def unread(why: str, **more: object) -> Document:
    document = extract_text("The fee is 400 for each session.", "a.txt")
    return replaced(document, coverage=Coverage((CoveragePart("page 1", read=False, why=why),)), **more)


def test_a_document_in_which_something_was_not_read_for_want_of_time_is_not_kept():
    assert document_bytes(unread("OCR found no words in the picture")) is None
    inner = unread("OCR found no words in the picture")
    assert document_bytes(replaced(unread("damaged"), attachments=(inner,))) is None
    lost = Notice("lost", "This is an old Word file and LibreOffice could not read it: numbers are missing.")
    assert document_bytes(unread("", notices=(lost,))) is None
    missing = Notice("lost", "This is an old Word file and LibreOffice is not installed: numbers are missing.")
    assert document_bytes(unread("", notices=(missing,))) is not None


def test_one_that_lost_something_for_good_is_kept():
    assert document_bytes(unread("the page is damaged")) is not None


@pytest.mark.parametrize(("why", "kept"), [("OCR found no words in the picture", False), ("the page is damaged", True)])
def test_so_it_is_with_the_result_on_it(checker, why, kept):
    for document in (unread(why), replaced(unread("damaged"), attachments=(unread(why),))):
        result = Result("a.txt", Outcome.partial, document.sha256, report_value(checker.check(document)))
        assert (result_line(result) is not None) is kept


def test_bytes_that_hold_no_document_give_none():
    whole = document_bytes(extract_text("The fee is 400.", "a.txt"))
    for data in (b"", b"x", whole[:-5], bytes(len(whole))):
        assert document_of(data, "a.txt") is None


def test_a_result_that_a_password_might_change_says_so(checker):
    def result(document):
        return Result("a", Outcome.partial, document.sha256, report_value(checker.check(document)))

    needs = unread("the PDF is protected by a password")
    for document in (needs, replaced(unread("damaged"), attachments=(needs,))):
        assert nameless.asks_for_password(result(document))
    assert not nameless.asks_for_password(result(unread("damaged")))
    assert nameless.asks_for_password(failed("password"))
    assert not nameless.asks_for_password(failed("unreadable"))


@pytest.mark.parametrize("line", ["", "{}", "x", '{"input":""}'])
def test_a_line_that_holds_no_result_gives_none(line):
    assert result_of(line, "a.txt") is None


def test_a_file_within_that_needs_a_password_is_told(tmp_path):
    from email.message import EmailMessage
    from io import BytesIO

    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(BytesIO(pdf(lines(["The fee is 400."])))))
    writer.encrypt("secret")
    out = BytesIO()
    writer.write(out)
    with pytest.raises(PasswordNeeded):
        extract(out.getvalue(), name="a.pdf")
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.org", "b@example.org", "The contract"
    message["Message-ID"] = "<1@example.org>"
    message.set_content("Here is the contract. The password comes by telephone.")
    message.add_attachment(out.getvalue(), maintype="application", subtype="pdf", filename="terms.pdf")
    assert locked(extract(message.as_bytes(), name="a.eml"))
    assert not locked(extract(message.as_bytes(), name="a.eml", password="secret"))  # noqa: S106
    assert not locked(extract_text("The password comes by telephone.", "a.txt"))
