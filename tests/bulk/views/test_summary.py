from clausecheck.bulk.views.changes import changes
from clausecheck.bulk.views.summary import summary
from clausecheck.bulk.views.survey import survey
from clausecheck.render.plain import columns
from tests.bulk.views.results import failed, hostile, judged, partial
from tests.render.hostile import ATTACKS
from tests.render.reports import finding

BATCH = [judged("fair.pdf", "A", findings=()), judged("harsh.pdf", "E"), judged("so-so.pdf", "C"), partial("half.pdf"), failed("shut.pdf")]  # fmt: skip  # noqa: E501


def test_the_summary_says_what_a_batch_came_to():
    said = summary(survey(BATCH), titles={"overrun": "Overrun pay"})
    assert said.startswith("BATCH OF 5 FILES\n----------------\n3 read whole, 1 read in part, 1 not read.\n")
    lines = [line.split() for line in said.splitlines()]
    for count in (["A", "1"], ["B", "0"], ["C", "1"], ["E", "1"], ["none", "2"]):
        assert any(line[:2] == count for line in lines)
    assert "3 of 4  Overrun pay (up to 4 of 5)" in said
    worst = said[said.index("THE WORST") :]
    assert worst.index("harsh.pdf") < worst.index("so-so.pdf") < worst.index("fair.pdf")
    assert "3 of 4  Gagging, severity 5\n                  “The Locum shall speak to nobody.”" in said
    assert "  half.pdf\n     page 2: it is a picture\n" in said
    assert "  shut.pdf\n     is locked. Give --password.\n" in said
    assert "SINCE" not in said


def test_what_changed_since_the_run_before_is_told():
    then = survey([judged("a", "B"), judged("b", "B"), judged("c")], groups=False)
    now = survey([judged("a", "E", findings=(finding(fingerprint="new"),)), judged("b", "A"), judged("d")])
    said = summary(now, changes(now, then))
    assert "       1  grade worse\n       1  grade better\n       1  renamed\n" in said
    assert "       1  new findings" in said
    assert "        B to E: a\n" in said
    assert "Nothing changed." in summary(now, changes(now, now))


def test_an_empty_batch_says_so():
    assert summary(survey([])) == "BATCH OF 0 FILES\n----------------\nNo file was in it.\n"


def test_long_lists_are_cut_and_say_so():
    said = summary(survey([judged(f"{n}.pdf") for n in range(30)] + [failed(f"x{n}") for n in range(12)]))
    assert "... and 20 more templates" in said
    assert "... and 2 more documents" in said


def test_nothing_of_a_contract_reaches_the_terminal_as_anything_but_text():
    for attack in ATTACKS:
        said = summary(survey(hostile(attack)))
        assert all(line.isprintable() for line in said.splitlines())
        assert max(map(columns, said.splitlines())) <= 80
