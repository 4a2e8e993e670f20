from clausecheck.document import BlockKind
from clausecheck.reading.flow import broken
from clausecheck.reading.lines import Line


def line(text):
    return Line(0, len(text), 0, 0, text, BlockKind.paragraph, 0)


def test_a_line_of_a_page_may_be_a_little_short_since_letters_differ_in_width():
    before, after = line("I send my documents once:"), line("GMC number, indemnity certificate.")
    wrap = len(before.text) + 5
    assert broken(before, after, wrap)
    assert not broken(before, after, wrap, paged=True)


def test_a_line_that_is_much_too_short_was_ended_on_purpose_on_a_page_too():
    assert broken(line("My terms:"), line("GMC number"), 40, paged=True)
