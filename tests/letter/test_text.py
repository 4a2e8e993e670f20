from clausecheck.letter.compose import one_page
from clausecheck.letter.text import PAGE_LINES, fits_page, letter_text
from tests.letter.letters import letter, point

EXPECTED = """\
Dear all at Elm Surgery,

Thank you for sending me the contract. I look forward to working with you. I
have read it through, and there are a few points I would like to settle
first.

Some things stand differently from what we agreed. Could the contract say
what we agreed?

- Fee: we agreed £450; clause 2 has: £400.
- Dates: we agreed 7 December.

Before I sign, I would need these changed, and suggest these words:

1. Clause 5.2: overrun
   “Work after the finish time is paid at the hourly rate, in units of 15
   minutes or part of them.”

I would also be glad if you could look at these:

2. Clause 5.2: breaks
   “Ready words on Breaks.”

If something here is difficult, do ring or write: I am sure we can find
words that suit us both.

With best wishes,
Dr Ada Mbeki
"""


def test_the_whole_message():
    ask = "Work after the finish time is paid at the hourly rate, in units of 15 minutes or part of them."
    made = letter(
        point(ask=ask),
        point("breaks", must=False),
        agreed=("Fee: we agreed £450; clause 2 has: £400.", "Dates: we agreed 7 December."),
    )
    assert letter_text(made) == EXPECTED


def test_a_message_of_one_page_is_no_longer_than_a_page():
    made = one_page(letter(*[point(f"topic-{n}", ask="Words " * 30) for n in range(40)]), fits_page)
    lines = letter_text(made).count("\n")
    assert PAGE_LINES - 8 < lines <= PAGE_LINES
    assert made.left_out > 20


def test_no_line_is_longer_than_a_mail_takes():
    made = letter(point(ask="x" * 500, where="Where it says “" + "y" * 200 + "”"))
    assert max(map(len, letter_text(made).splitlines())) <= 78
