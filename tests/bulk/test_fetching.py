from email.message import EmailMessage
from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter

from clausecheck.bulk.fetching import fetched
from clausecheck.bulk.keeper import Counts, Keeper
from clausecheck.errors import PasswordNeeded
from clausecheck.extract import extract
from clausecheck.record import replaced
from tests.extract.builders import lines, pdf

SECRET = "open sesame"  # noqa: S105
PLAIN = pdf(lines(["The fee is 400."]))


@pytest.fixture
def keeper(tmp_path):
    one = Keeper(tmp_path / "cache" / "contracts.sqlite")
    yield one
    one.close()


@pytest.fixture(scope="module")
def locked_pdf():
    writer = PdfWriter(PdfReader(BytesIO(PLAIN)))
    writer.encrypt(SECRET)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def message(locked_pdf):
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@example.org", "b@example.org", "The contract"
    mail["Message-ID"] = "<1@example.org>"
    mail.set_content("Here is the contract.")
    mail.add_attachment(locked_pdf, maintype="application", subtype="pdf", filename="terms.pdf")
    return mail.as_bytes()


class Reader:
    """Counts how often a file is read."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.passwords: list[str | None] = []

    def __call__(self, password):
        self.passwords.append(password)
        return extract(self.data, name="a.pdf", password=password)


def test_a_file_is_read_once_and_then_found_under_any_name(keeper):
    read = Reader(PLAIN)
    first = fetched(keeper, "key", "a.pdf", read)
    again = fetched(keeper, "key", "b.pdf", read)
    assert (first.extracted, again.extracted) == (True, False)
    assert first.may_keep
    assert again.may_keep
    assert again.document == replaced(first.document, name="b.pdf")
    assert read.passwords == [None]


def test_a_damaged_document_is_read_anew_and_kept(keeper):
    keeper.keep_document("key", b"no document")
    read = Reader(PLAIN)
    assert fetched(keeper, "key", "a.pdf", read).extracted
    assert not fetched(keeper, "key", "a.pdf", read).extracted


def test_a_password_that_is_not_needed_changes_nothing(keeper):
    read = Reader(PLAIN)
    assert fetched(keeper, "key", "a.pdf", read, SECRET).may_keep
    assert not fetched(keeper, "key", "a.pdf", read, SECRET).extracted
    assert read.passwords == [None]


def test_what_a_password_opened_is_never_kept(keeper, locked_pdf):
    read = Reader(locked_pdf)
    for _ in range(2):
        found = fetched(keeper, "key", "a.pdf", read, SECRET)
        assert "The fee is 400." in found.document.text
        assert found.extracted
        assert not found.may_keep
    assert keeper.counts == Counts(document_misses=2)
    with pytest.raises(PasswordNeeded):
        fetched(keeper, "key", "a.pdf", read)


def test_a_message_with_a_locked_file_is_kept_as_it_is_without_the_password(keeper, message):
    read = Reader(message)
    with_it = fetched(keeper, "key", "a.eml", read, SECRET)
    assert "The fee is 400." in with_it.document.attachments[0].text
    assert not with_it.may_keep
    without = fetched(keeper, "key", "a.eml", read)
    assert (without.extracted, without.may_keep) == (False, True)
    assert not without.document.attachments
    again = fetched(keeper, "key", "a.eml", read, SECRET)
    assert (again.extracted, again.may_keep) == (True, False)
    assert replaced(again.document, name="a.eml") == replaced(with_it.document, name="a.eml")
