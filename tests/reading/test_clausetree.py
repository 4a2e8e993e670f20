import pytest

from clausecheck.extract.plain import read_text
from clausecheck.reading.structure import outline


def numbers(text):
    return [clause.number for clause in outline(read_text("x", text))[0] if clause.number]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1. One is so.\n2. Two is so.\n", ["1", "2"]),
        ("1 WHO\n\nThe doctor.\n\n2 WHEN\n\nOn Monday.\n", ["1", "2"]),
        ("1. It is so, see clause\n3.2 below, and is due\n30 days later.\n", ["1"]),
        ("1. It costs\n4.50 a day.\n", ["1"]),
        ("1. It is so.\n\n14 March 2025\n", ["1"]),
        ("2.1 One:\n(a) first;\n(b) second; and\n(c) third.\n2.2 Two.\n", ["2.1", "2.1(a)", "2.1(b)", "2.1(c)", "2.2"]),
        (
            "(a) a;\n(b) b;\n(c) c;\n(d) d;\n(e) e;\n(f) f;\n(g) g;\n(h) h;\n(i) i; and\n(j) j.\n",
            ["(a)", "(b)", "(c)", "(d)", "(e)", "(f)", "(g)", "(h)", "(i)", "(j)"],
        ),
        ("1. It means:\n(a) this:\n(i) one; or\n(ii) two;\n(b) that.\n", ["1", "1(a)", "1(a)(i)", "1(a)(ii)", "1(b)"]),
        ("A. ARRANGING A DATE\n\nAsk me.\n\nB. THE PRICE\n\nIt is fair.\n", ["A", "B"]),
        ("1. It is so.\n\nSchedule 2\n\n1. It is not.\n", ["1", "Schedule 2", "1"]),
        ("Part 1. Booking\n\n1. Ask.\n\nPart 2. Pay\n\n2. Pay up.\n", ["Part 1", "1", "Part 2", "2"]),
        ("Q1. Why?\nBecause.\n\nQ2. When?\nNow.\n", ["Q1", "Q2"]),
        ("1. It is governed by\nSection 7 of the Act of 1998.\n", ["1"]),
        ("i. one thing is so\n\nii. another is so\n", ["(i)", "(ii)"]),
    ],
)
def test_a_label_numbers_a_clause_only_in_its_turn(text, found):
    assert numbers(text) == found


def test_clauses_know_their_parents():
    clauses, _ = outline(read_text("x", "1. FEES\n\n1.1 It is due:\n(a) monthly; and\n(b) in full.\n"))
    by_number = {clause.number: clause for clause in clauses}
    assert clauses[by_number["1.1(b)"].parent].number == "1.1"
    assert clauses[by_number["1.1"].parent].heading == "FEES"


def test_nesting_without_end_is_cut_off():
    text = "".join(f"1. item {number}:\n" for number in range(400))
    clauses, _ = outline(read_text("x", text))
    deepest = 0
    for index in range(len(clauses)):
        depth, at = 0, index
        while at > 0:
            depth, at = depth + 1, clauses[at].parent
        deepest = max(deepest, depth)
    assert deepest < 20
