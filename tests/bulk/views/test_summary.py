from clausecheck.beside import Standing
from clausecheck.bulk.views.changes import changes
from clausecheck.bulk.views.summary import summary
from clausecheck.bulk.views.survey import survey
from clausecheck.render.plain import columns
from tests.bulk.views.results import beside, duty, failed, hostile, hostile_beside, judged, pack, partial, position
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
        said = summary(survey([*hostile(attack), *hostile_beside(attack)]))
        assert all(line.isprintable() for line in said.splitlines())
        assert max(map(columns, said.splitlines())) <= 80


def block(said, head):
    """The lines under a heading."""
    lines = [*said.splitlines(), ""]
    start = lines.index(head) + 2
    return lines[start : lines.index("", start)]


PLAYED = [
    beside("a.pdf", "D"),
    beside("b.pdf", "D", Standing.beyond, Standing.unknown),
    beside("c.pdf", "A", Standing.preferred, Standing.fallback, packs=(pack(applies=False),)),
    beside("mail.eml", "", measures=None, packs=(pack(applies=False),)),
    failed("d.pdf"),
]


def test_positions_are_told_by_how_many_templates_stand_where_the_worst_first():
    assert block(summary(survey(PLAYED)), "YOUR POSITIONS") == [
        "    beyond  walk-away  unknown  fallback  preferred  (templates)",
        "         2          0        0         0          1  Payment days",
        "         0          1        1         1          0  No indemnity",
    ]


def test_duties_are_told_by_topic_of_the_documents_that_the_pack_is_for():
    said = summary(survey(PLAYED), titles={"withheld-pay": "Withholding pay"})
    assert block(said, "THE AGENCY'S OWN DUTIES") == [
        "          2 of 2  Withholding pay (up to 4 of 5)",
        "          2 of 2  Key information (not found)",
        "Not looked at, as it is not for such a contract: 1 template.",
    ]


def test_a_pack_that_found_nothing_or_is_for_none_says_so():
    clean = [judged("a.pdf", packs=(pack(missing=()),))]
    assert block(summary(survey(clean)), "THE AGENCY'S OWN DUTIES") == ["Nothing found in 1 document."]
    none = [judged("a.pdf", packs=(pack(applies=False),))]
    assert block(summary(survey(none)), "THE AGENCY'S OWN DUTIES") == [
        "Not looked at, as it is not for such a contract: 1 template."
    ]


def test_more_positions_and_duties_than_ten_are_cut_and_say_so():
    many = tuple(position(Standing.beyond, f"topic-{n}") for n in range(13))
    found = tuple(duty(3, f"duty-{n}") for n in range(12))
    said = summary(survey([judged("a.pdf", positions=many, packs=(pack(*found),))]))
    assert block(said, "YOUR POSITIONS")[-1] == "  ... and 3 more positions"
    assert "  ... and 2 more topics" in block(said, "THE AGENCY'S OWN DUTIES")


def test_without_playbook_and_pack_nothing_is_told_of_them():
    assert "POSITIONS" not in summary(survey(BATCH))
    assert "DUTIES" not in summary(survey(BATCH))


def test_positions_that_moved_since_the_run_before_are_counted():
    now = survey([beside("a.pdf", "D", Standing.beyond, Standing.preferred), beside("b.pdf", "D", Standing.unknown)])
    then = survey([beside("a.pdf", "D", Standing.fallback, Standing.beyond), beside("b.pdf", "D", Standing.fallback)])
    assert block(summary(now, changes(now, then)), "SINCE THE RUN BEFORE") == [
        "       1  position worse, 1 better in documents of both runs",
        "       1  position that cannot be told any more",
    ]
