from clausecheck.beside import Standing
from clausecheck.bulk.views.changes import Kind, changes, found_changes
from clausecheck.bulk.views.survey import survey
from tests.bulk.views.results import beside, failed, judged, position
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


def test_positions_of_documents_in_both_runs_are_better_or_worse():
    then = [
        beside("a", "D", Standing.preferred, Standing.beyond, sha256="1"),
        beside("b", "D", Standing.fallback, Standing.unknown, sha256="2"),
        beside("gone", "D", Standing.preferred, Standing.preferred, sha256="9"),
    ]
    now = [
        beside("a", "D", Standing.walk_away, Standing.fallback, sha256="1"),
        beside("b", "D", Standing.unknown, Standing.preferred, sha256="3"),
        beside("new", "D", Standing.beyond, Standing.beyond, sha256="8"),
    ]
    told, _ = compared(now, then)
    assert [(m.name, m.position, m.before, m.after, m.worse, m.better, m.edited) for m in told.positions] == [
        ("a", 0, Standing.preferred, Standing.walk_away, True, False, False),
        ("a", 1, Standing.beyond, Standing.fallback, False, True, False),
        ("b", 0, Standing.fallback, Standing.unknown, False, False, True),
    ]
    assert told
    assert not told.other_limits


def test_positions_of_another_playbook_are_not_held_against_each_other():
    then = [judged("a", positions=(position(Standing.preferred, preferred="at most 60 days"),))]
    told, _ = compared([judged("a", positions=(position(Standing.beyond),))], then)
    assert told.positions == ()
    assert told.other_limits
    assert not compared([judged("a", positions=(position(Standing.beyond),))], [judged("a")])[0].other_limits
