import pytest

from clausecheck.letter.compose import Again, one_page, person, recipient
from clausecheck.letter.text import letter_text
from tests.letter.letters import letter, point


def test_a_first_message_asks_for_the_must_haves_before_the_rest():
    made = letter(point("overrun"), point("breaks", must=False))
    assert [section.lead for section in made.sections] == [
        "Before I sign, I would need these changed, and suggest these words:",
        "I would also be glad if you could look at these:",
    ]
    assert [item.head for item in made.items] == ["Clause 5.2: overrun", "Clause 5.2: breaks"]


def test_nothing_to_ask_for_is_said():
    assert "no changes to ask for" in letter().opening
    assert letter().sections == ()


def test_what_was_agreed_comes_first():
    made = letter(point(), agreed=("Fee: we agreed £450; clause 2 has: £400.",))
    assert made.sections[0].lines == ("Fee: we agreed £450; clause 2 has: £400.",)


def test_a_second_message_thanks_repeats_and_tells_what_is_new():
    again = Again(conceded=(point("breaks"), point("extras")), open=(point("overrun"),), new=(point("gagging"),))
    made = letter(point("overrun"), point("gagging"), point("targets", must=False), again=again)
    assert [section.lead.split(":")[0] for section in made.sections] == [
        "Thank you for what you changed",
        "These are still open, and I would ask you to look at them once more",
        "These are new in this version, and I would ask for these words instead",
        "If you are changing the text anyway, these would help too",
    ]
    assert "breaks and extras" in made.sections[0].lead
    assert [item.point.topic for item in made.items] == ["overrun", "gagging", "targets"]


def test_a_second_message_with_nothing_open_says_so():
    made = letter(again=Again(conceded=(point("breaks"),)))
    assert "nothing more to ask for" in made.closing


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("Ashgrove Ltd", "Dr Ada Mbeki"), "Dr Ada Mbeki"),
        (("Ashgrove Ltd",), "Ashgrove Ltd"),
        ((), "[your name]"),
        (("Dr " + "x" * 200,), "[your name]"),
    ],
)
def test_a_doctor_signs_before_a_company(names, expected):
    assert person(names) == expected


def test_names_are_one_visible_line():
    assert recipient(("Elm\r\nBcc: everybody@example.org\x1b[31m",)) == "all at Elm Bcc: everybody@example.org␛[31m"
    assert recipient(()) == "colleagues"


def test_one_page_leaves_out_the_last_points_and_counts_them():
    full = letter(*[point(f"topic-{n}", must=n < 3) for n in range(9)])
    short = one_page(full, lambda made: len(made.items) <= 4)
    assert [item.point.topic for item in short.items] == ["topic-0", "topic-1", "topic-2", "topic-3"]
    assert short.left_out == 5


def test_nobody_is_thanked_for_looking_at_points_that_all_stand():
    again = Again(open=(point(),))
    assert "grateful" not in letter_text(letter(point(), again=again))
    assert "grateful" in letter_text(letter(point(), again=Again(conceded=(point("breaks"),), open=(point(),))))


def test_one_point_always_stays():
    assert len(one_page(letter(point(), point("breaks")), lambda made: False).items) == 1


def test_the_same_letter_is_the_same_text():
    assert letter_text(letter(point())) == letter_text(letter(point()))
