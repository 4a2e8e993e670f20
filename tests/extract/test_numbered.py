"""Every automatic number of Word is rebuilt as printed: lists made at random, and the clause paths of a real one."""

from clausecheck.extract import extract
from tests.extract.builders import listed, numbering, p, word
from tests.extract.numbered import random_case

CASES = 150


def test_all_numbers_of_lists_made_at_random_are_those_that_word_prints(capsys):
    wrong, total = [], 0
    for seed in range(CASES):
        case = random_case(seed)
        lines = extract(case.data).text.split("\n\n")
        assert len(lines) == len(case.labels)
        for index, (line, label) in enumerate(zip(lines, case.labels, strict=True)):
            total += 1
            if line != f"{label} Text {index}".strip():
                wrong.append((seed, index, line, label))
    with capsys.disabled():
        print(f"\n  {total - len(wrong):,} of {total:,} automatic numbers as printed", end="")
    assert total > 5_000
    assert wrong == []


def test_the_path_of_a_number_names_the_clauses_it_stands_under():
    levels = (("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "(%3)"), ("lowerRoman", "(%4)"))
    body = "".join(listed("x", level) for level in (0, 0, 0, 1, 1, 2, 2, 3, 1, 2))
    document = extract(word(body, parts={"numbering": numbering(*levels)}))
    paths = [block.label for block in document.blocks]
    assert paths == ["1", "2", "3", "3.1", "3.2", "3.2(a)", "3.2(b)", "3.2(b)(i)", "3.3", "3.3(a)"]


def test_a_hidden_number_counts_and_is_not_printed():
    levels = (("decimal", "%1."), ("decimal", "%1.%2"))
    body = listed("x") + listed("x", 1)
    hidden = extract(word(body, parts={"numbering": numbering(*levels, extra="<w:rPr><w:vanish/></w:rPr>")}))
    assert hidden.text == "x\n\n1.1 x"


def test_a_paragraph_that_is_hidden_as_a_whole_is_not_counted():
    gone = p(
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r>",
        '<w:numPr><w:numId w:val="1"/></w:numPr><w:rPr><w:vanish/></w:rPr>',
    )
    document = extract(word(listed("a") + gone + listed("b"), parts={"numbering": numbering(("decimal", "%1."))}))
    assert document.text == "1. a\n\n2. b"
