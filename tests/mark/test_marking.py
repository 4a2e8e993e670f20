"""Only what can be marked is marked, and only as it can be."""

import pytest

from clausecheck.errors import UsageProblem
from clausecheck.extract import extract, extract_text
from clausecheck.mark.marking import Wanted, mark
from tests.extract.builders import lines, p, pdf
from tests.mark.contracts import finding, package, report

TERMS = "Any overrun is unpaid."


def marked(data, document, **wanted):
    return mark(data, document, report(document, finding(document, "overrun")), Wanted(titles={}, **wanted))


def test_a_word_file_and_a_pdf_come_back_as_what_they_were():
    for data, head, summary in (
        (package(p(TERMS)), b"PK", "1 comment"),
        (pdf(lines([TERMS])), b"%PDF-", "1 highlight"),
    ):
        out = marked(data, extract(data))
        assert out.data.startswith(head)
        assert out.summary == summary


def test_the_summary_of_a_redline_says_what_was_proposed():
    data = package(p(TERMS))
    out = marked(data, extract(data), redline={})
    assert out.summary == "1 comment; 1 wording inserted, 0 in the place of the contract's own"


@pytest.mark.parametrize("data", [TERMS.encode(), b"\xd0\xcf\x11\xe0 an old Word file"])
def test_other_formats_are_refused_with_what_to_do(data):
    with pytest.raises(UsageProblem, match="Save it as one of them"):
        marked(data, extract_text(TERMS, "terms.txt"))


def test_a_file_that_was_read_by_way_of_another_format_is_not_taken_for_it():
    document = extract(package(p(TERMS)), name="old.doc")
    with pytest.raises(UsageProblem, match="only Word files"):
        marked(b"\xd0\xcf\x11\xe0 an old Word file", document)
