from clausecheck.bulk.views.changes import Kind, changes, found_changes
from clausecheck.bulk.views.survey import survey
from tests.bulk.views.results import failed, judged
from tests.render.reports import finding

ONE, TWO, THREE = (finding(fingerprint=f"{n}" * 16, quote=f"Quote {n}.") for n in (1, 2, 3))


def compared(now, then):
    ours, theirs = survey(now), survey(then, groups=False)
    told = changes(ours, theirs)
    return told, list(found_changes(told, ours, now, theirs, then))


def test_nothing_changed_is_nothing():
    told, found = compared([judged("a"), failed("b")], [judged("a"), failed("b")])
    assert not told
    assert found == []


def test_grades_files_and_findings_are_told_the_worst_first():
    then = [
        judged("better", "E", sha256="1"),
        judged("gone", "A", sha256="2"),
        judged("locked", "C", sha256="3"),
        judged("old name", "B", sha256="4"),
        judged("worse", "A", sha256="5", findings=(ONE, TWO)),
        failed("opened"),
    ]
    now = [
        judged("better", "B", sha256="1"),
        failed("locked"),
        judged("new name", "B", sha256="4"),
        judged("new", "D", sha256="6"),
        judged("opened", "D", sha256="7"),
        judged("worse", "C", sha256="8", findings=(THREE, ONE)),
    ]
    told, found = compared(now, then)
    assert [(c.kind, c.name, c.before, c.after, c.edited) for c in told.documents] == [
        (Kind.worse, "worse", "A", "C", True),
        (Kind.unread, "locked", "C", "not read", True),
        (Kind.better, "better", "E", "B", False),
        (Kind.read, "opened", "not read", "D", True),
        (Kind.new, "new", "", "D", None),
        (Kind.gone, "gone", "A", "", None),
        (Kind.renamed, "new name", "old name", "B", False),
    ]
    assert (told.new, told.gone) == (1, 1)
    assert [(f.new, f.name, f.quote, f.edited) for f in found] == [
        (True, "worse", "Quote 3.", True),
        (False, "worse", "Quote 2.", True),
    ]
    assert now[found[1].entry].name == "worse"
    assert told.letters[0] == "E"


def test_a_grade_that_is_no_more_is_told():
    told, _ = compared([judged("a", "")], [judged("a", "B")])
    assert [c.kind for c in told.documents] == [Kind.ungraded]
    told, _ = compared([judged("a", "B")], [judged("a", "")])
    assert [c.kind for c in told.documents] == [Kind.graded]


def test_two_renamed_copies_of_one_file_are_each_known_again():
    told, _ = compared([judged("c"), judged("d")], [judged("a"), judged("b")])
    assert [(c.kind, c.name, c.before) for c in told.documents] == [
        (Kind.renamed, "c", "a"),
        (Kind.renamed, "d", "b"),
    ]


def test_other_rules_are_told_of():
    assert not compared([judged("a")], [judged("a")])[0].others_made_it
    assert compared([judged("a")], [judged("a", rules_sha256="ee")])[0].others_made_it
