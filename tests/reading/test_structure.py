import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clausecheck.document import Block, BlockKind, Coverage, Document
from clausecheck.extract.plain import read_text
from clausecheck.reading.contract import PassageKind
from clausecheck.reading.structure import outline
from tests.growth import grows_in_step


def read(text):
    return outline(read_text("x", text))


def words(text, span):
    return " ".join(text[slice(*span)].split())


def said(text):
    """What speaks, with its leads: `lead > lead > own words`."""
    return [
        " > ".join([*(words(text, lead) for lead in p.leads), words(text, (p.start, p.end))])
        for p in read(text)[1]
        if p.speaks
    ]


SOLICITOR = """\
AGREEMENT FOR SERVICES

IT IS AGREED

1. INTERPRETATION

1.1 In this Agreement:

    "Session": a period beginning at the Start Time and ending when
    the work is done;

    "Contact" means a dealing with one patient in person. Calls are
    not Contacts.

2. THE SERVICES

2.1 The Contractor shall:
    (a) see no more than fifteen patients;
    (b) undertake visits, which include:
        (i) care homes; and
        (ii) palliative patients; and
    (c) leave at 6 pm.

2.2 Subject to clause
2.1 the Partnership pays within
30 days of the invoice.

SCHEDULE 1 - PARTICULARS

    Start Time                8.15 a.m.
    Session Fee               £310

    1.  Mean consultation time not above nine minutes.
    2.  Patient feedback score of 4.6 or better.
"""


def test_clauses_are_numbered_as_printed():
    clauses, _ = read(SOLICITOR)
    numbers = [clause.number for clause in clauses if clause.number]
    assert numbers == [
        "1",
        "1.1",
        "2",
        "2.1",
        "2.1(a)",
        "2.1(b)",
        "2.1(b)(i)",
        "2.1(b)(ii)",
        "2.1(c)",
        "2.2",
        "SCHEDULE 1",
        "1",
        "2",
    ]


def test_a_cross_reference_or_a_number_of_days_at_the_start_of_a_line_is_no_clause():
    assert "Subject to clause 2.1 the Partnership pays within 30 days of the invoice." in said(SOLICITOR)


def test_a_branch_is_led_by_the_words_above_it_outermost_first():
    assert "The Contractor shall: > undertake visits, which include: > palliative patients; and" in said(SOLICITOR)


def test_a_definition_names_its_term_in_every_sentence():
    terms = [p.defines for p in read(SOLICITOR)[1] if p.kind is PassageKind.definition]
    assert terms == ["session", "contact", "contact"]


def test_the_part_of_a_clause_is_the_schedule_it_stands_in():
    clauses, passages = read(SOLICITOR)
    parts = [clauses[p.clause].part for p in passages if p.speaks]
    assert parts[0] == "body"
    assert parts[-1] == "SCHEDULE 1"


def test_headings_are_the_nearest_two_and_not_the_title():
    text = "BOOKING TERMS\n\nPART 2 - MONEY\n\n3. Fees\n\n3.1 The fee is £350.\n"
    passage = next(p for p in read(text)[1] if p.speaks)
    assert [words(text, heading) for heading in passage.headings] == ["MONEY", "Fees"]


def test_a_clause_ends_with_the_last_words_below_it():
    clauses, _ = read(SOLICITOR)
    second = next(clause for clause in clauses if clause.number == "2")
    assert SOLICITOR[second.start : second.end].endswith("30 days of the invoice.")


def test_numbering_runs_on_under_unnumbered_headings():
    text = "The day\n\n1. The list is short.\n\n2. The break is paid.\n\nMoney\n\n3. The fee is due.\n"
    clauses, _ = read(text)
    third = next(clause for clause in clauses if clause.number == "3")
    assert clauses[third.parent].heading == "Money"


def test_a_short_numbered_line_with_nothing_below_is_a_term():
    text = "Duties in each session:\n\n1. Repeat prescriptions\n2. Home visits\n3. Results\n"
    assert said(text) == ["Repeat prescriptions", "Home visits", "Results"]


QUESTIONS = """\
WORKING WITH US

Q1. Can I send somebody else?
Yes, if he or she is on our list. But you pay them.

Q2. Am I asked to indemnify you?
No, unless you have been dishonest.[1]

-----
[1] Dishonesty includes late coding.
"""


def test_every_sentence_of_an_answer_is_led_by_its_question():
    answers = [p for p in read(QUESTIONS)[1] if p.kind is PassageKind.answer]
    assert [words(QUESTIONS, p.leads[0]) for p in answers] == [
        "Can I send somebody else?",
        "Can I send somebody else?",
        "Am I asked to indemnify you?",
    ]


def test_a_footnote_is_led_by_the_words_that_bear_its_mark():
    assert said(QUESTIONS)[-1].endswith("No, unless you have been dishonest.[1] > Dishonesty includes late coding.")


def test_a_footnote_to_a_column_is_led_by_the_head_of_that_column():
    text = "| Day | Appts* | Fee |\n|---|---|---|\n| Mon | 16 | £340 |\n\n* The most we will book.\n"
    assert said(text)[-1] == "Appts* > The most we will book."


def test_a_label_leads_every_sentence_of_its_paragraph():
    text = (
        "Hi Femi,\n\nVisits: whoever has wheels takes one or two after surgery. We do not pay any mileage for them.\n"
    )
    assert said(text)[1:] == [
        "Visits > whoever has wheels takes one or two after surgery.",
        "Visits > We do not pay any mileage for them.",
    ]


def test_headings_that_a_full_stop_ends_lead_their_paragraphs():
    text = "\n\n".join(
        f"{head}. We ask that you are here at eight every day. The partners decide the rest of it."
        for head in ("Your day", "Money", "If things change")
    )
    assert said(text)[1] == "Your day > The partners decide the rest of it."


def test_each_paragraph_of_a_letter_is_a_clause():
    text = "\n\n".join(
        f"The partners will see to the matter of {subject}." for subject in ("pay", "rest", "visits", "tea")
    )
    _, passages = read(text)
    assert len({p.clause for p in passages}) == 4


def test_a_sentence_goes_on_over_the_end_of_a_page():
    text = "The Locum shall see every patient whom the reception staff\n\nPage 2 of 9\n\nput on the list for the day.\n"
    assert said(text) == [
        "The Locum shall see every patient whom the reception staff Page 2 of 9 put on the list for the day."
    ]


def test_word_paragraphs_are_never_joined():
    text = "see all the patients who are booked on the list for the session\n\nsign the repeat prescriptions"
    cut = text.index("\n\n")
    blocks = (
        Block(0, cut, BlockKind.paragraph, paragraph=0),
        Block(cut + 2, len(text), BlockKind.paragraph, paragraph=1),
    )
    _, passages = outline(Document("x", "docx", "", text, blocks, Coverage()))
    assert len(passages) == 2


def test_an_automatic_number_of_the_file_numbers_the_clause():
    text = "(c) leave the premises when the session ends"
    blocks = (Block(0, len(text), BlockKind.paragraph, paragraph=0, label="3.2(c)"),)
    clauses, passages = outline(Document("x", "docx", "", text, blocks, Coverage()))
    assert clauses[passages[0].clause].number == "3.2(c)"


FRAGMENTS = st.sampled_from(
    [
        "OVERRUNS AND CLOSING",
        "Home visits",
        "# Payment terms",
        "1. Sessions",
        "2. Money matters",
        "Schedule 1",
        "Part 2. Booking",
        "1.1 The Locum shall attend every meeting which the partners call.",
        "1.2 The Practice will provide:",
        "(a) consult with booked patients;",
        "(b) sign prescriptions; and",
        "(i) telephone callers",
        "- letters about patients",
        "• results and letters",
        "| Session fee | three hundred pounds |",
        "|------|------|",
        "Session fee      three hundred pounds",
        "Overruns: included",
        "Breaks: nothing is promised\nLunch: bring your own",
        "Q1. What happens about overruns?",
        "Will anybody chaperone?",
        "The fee covers everything. Nothing else is payable; the Locum waives it.",
        '"Session" means whatever the partners decide.',
        "From: Jane Doe\nTo: Doctor\nDate: 3 March 2025\nSubject: Sessions",
        "> Could you come earlier?",
        "On 3 March 2025 Jane Doe wrote:",
        "-----",
        "[ ] extras seen unpaid",
        "[x] extras paid",
        "~~Everything struck~~ stays here",
        "This schedule does not bind anybody.",
        "[1] Footnotes here speak as well.",
        "Fee: ........",
        "which the partners may change, and the Locum shall accept whatever change they make without any complaint.",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(FRAGMENTS, st.sampled_from(["\n", "\n\n", "\n    ", "\n\n\n"])), min_size=1, max_size=25))
def test_passages_stand_in_order_and_hold_every_word(parts):
    text = "".join(fragment + gap for fragment, gap in parts)
    clauses, passages = read(text)
    assert (clauses, passages) == read(text)
    covered = bytearray(len(text))
    last = 0
    for p in passages:
        assert last <= p.start < p.end
        last = p.end
        assert text[p.start : p.end] == text[p.start : p.end].strip()
        assert 0 <= p.clause < len(clauses)
        assert p.speaks == (not p.silenced)
        for start, end in ((p.start, p.end), *p.leads, *p.headings):
            covered[start:end] = b"\1" * (end - start)
    for index, clause in enumerate(clauses):
        assert clause.parent < index
        assert clause.start <= clause.end <= len(text)
    labels = {"Schedule", "Part"}
    at = 0
    for word in text.replace(".", " ").replace(":", " ").split():
        at = text.index(word, at)
        assert not word.isalpha() or len(word) < 3 or word in labels or covered[at], word
        at += len(word)


@pytest.mark.parametrize(
    "unit",
    [
        "~~a ",
        "1. x:\n",
        "> a\nb\n",
        "'a b ",
        "(a) x:\n",
        "[1] x\n\n",
        "you shall go, and ",
        "From: a\n",
        "Part 1\n\nPart 1 does not bind.\n\n",
        "Signed " + "." * 200 + " 0123456789012345678901234567890123456789012\n",
        '"A" and ',
        "[ ] a ",
        "On 3 May Aa wrote:\n",
        "a  b\n",
    ],
)
def test_twice_the_text_takes_about_twice_the_time(unit):
    def work(size):
        document = read_text("x", unit * (size // len(unit)))
        return lambda: outline(document)

    assert grows_in_step(work, 10_000, 40_000, 9)
