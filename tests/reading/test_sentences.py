import pytest

from clausecheck.reading.sentences import sentences, split_long, split_runin


def cut(text):
    return [text[start:end] for start, end in sentences(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("The fee is £350. It is paid weekly.", ["The fee is £350.", "It is paid weekly."]),
        ("See Dr. Okafor or Mr. Pugh first. Then go.", ["See Dr. Okafor or Mr. Pugh first.", "Then go."]),
        ("Bring evidence, e.g. GMC papers. We copy it.", ["Bring evidence, e.g. GMC papers.", "We copy it."]),
        (
            "Start at 8.30 a.m. and stop at 1.00 p.m. The rest is yours.",
            ["Start at 8.30 a.m. and stop at 1.00 p.m.", "The rest is yours."],
        ),
        ("Parking is £4.50 a day. It is not refunded.", ["Parking is £4.50 a day.", "It is not refunded."]),
        ("This is subject to clause 4.2. The fee is due.", ["This is subject to clause 4.2.", "The fee is due."]),
        ("Quote form No. 4 on it. Thanks.", ["Quote form No. 4 on it.", "Thanks."]),
        ("Is it paid? No. You work it free.", ["Is it paid?", "No.", "You work it free."]),
        ("Ask D. Pryce-Allott about it.", ["Ask D. Pryce-Allott about it."]),
        (
            "It is paid at time and a half.[2] You\nneed not ask.",
            ["It is paid at time and a half.[2]", "You\nneed not ask."],
        ),
        ("(We say so here.) Then we stop.", ["(We say so here.)", "Then we stop."]),
    ],
)
def test_a_sentence_ends_where_it_ends(text, parts):
    assert cut(text) == parts


def pieces(text):
    return [text[piece.start : piece.end] for piece in split_long(text, 0, len(text))]


CUT = [
    "The Practice pays each invoice within thirty days of receipt; the Locum charges interest on whatever is late.",
    "Either of us may end this arrangement on two weeks' notice, and the Practice shall pay for all sessions worked.",
    "She is free to work for any other practice nearby, save that each day offered to one shall first be ours.",
]
WHOLE = [
    "Mornings are charged at a hundred pounds a session; afternoons ninety; evenings one hundred and twenty pounds.",
    "The Locum shall keep notes of every consultation, and of every call, on the clinical system of the Practice.",
    "The Practice may move a booked session on seven days' notice, unless the Locum has already taken other work.",
    "The Locum may work for others, save that any day offered to a neighbour shall first be offered to the Practice.",
]


@pytest.mark.parametrize(("text", "count"), [*((text, 2) for text in CUT), *((text, 1) for text in WHOLE)])
def test_a_long_sentence_is_cut_only_where_both_parts_say_something(text, count):
    assert len(pieces(text)) == count


def test_the_condition_that_opens_a_sentence_leads_its_later_parts():
    text = (
        "If the clinical system fails during a session, the Locum shall go on with paper as well as she can, "
        "and the Practice shall pay the whole of the fee for that session."
    )
    later = split_long(text, 0, len(text))[1]
    assert [text[start:end] for start, end in later.leads] == ["If the clinical system fails during a session"]


def test_a_list_run_into_a_sentence_is_cut_at_its_branches():
    text = (
        "The Locum shall (a) attend every meeting that falls within the session; (b) complete the training in her own "
        "time; and (c) pay for parking at the branch."
    )
    found = split_runin(text, 0, len(text))
    assert [text[piece.start : piece.end] for piece in found] == [
        "The Locum shall (a) attend every meeting that falls within the session;",
        "complete the training in her own time; and",
        "pay for parking at the branch.",
    ]
    assert [text[start:end] for start, end in found[1].leads] == ["The Locum shall"]


def test_a_short_list_run_into_a_sentence_stays_whole():
    text = "She pays (a) the fee and (b) the cost."
    assert len(split_runin(text, 0, len(text))) == 1
