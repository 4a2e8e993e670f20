"""A message or an archive has its own report, and one for each file in it, summed up with the worst grade."""

from clausecheck.document import Coverage, CoveragePart
from clausecheck.judging.attached import archive_report, carries_others, with_attachments
from clausecheck.record import replaced
from tests.judging.builders import document
from tests.render.reports import report


def graded(name, letter):
    base = report(name=name)
    return replaced(base, grade=replaced(base.grade, letter=letter))


def carries(whole):
    return carries_others({notice.kind for notice in whole.notices}, attached=bool(whole.attachments))


def archive():
    coverage = Coverage((CoveragePart("file a.txt", True, words=3),))
    return archive_report(document("", name="all.zip", format="zip", blocks=(), coverage=coverage), "rules", None)


def test_an_archive_has_no_grade_of_its_own_and_says_why():
    bare = archive()
    assert (bare.grade, bare.measures, bare.words) == (None, None, 0)
    assert [notice.kind for notice in bare.notices] == ["archive"]
    assert bare.coverage.complete


def test_the_grades_within_are_listed_the_worst_first():
    nested = with_attachments(archive(), [graded("deep.txt", "E")])
    whole = with_attachments(archive(), [graded("a.txt", "B"), nested, replaced(report(name="note"), grade=None)])
    (_, notice) = whole.notices
    assert notice.kind == "attachments"
    assert "deep.txt: E; a.txt: B." in notice.message
    assert "Without a grade: 1." in notice.message
    assert "The worst grade is E." in notice.message
    assert [each.name for each in whole.attachments] == ["a.txt", "all.zip", "note"]


def test_a_message_that_sets_no_terms_is_a_cover_note_and_has_no_grade():
    note = replaced(graded("mail", "C"), findings=(), protections=())
    whole = with_attachments(note, [graded("a.txt", "B")])
    assert (whole.grade, whole.measures) == (None, None)
    assert [notice.kind for notice in whole.notices][-2:] == ["cover-note", "attachments"]
    assert carries(whole)


def test_only_what_has_no_contract_of_its_own_is_a_carrier():
    assert carries(with_attachments(archive(), [graded("a.txt", "B")]))
    assert not carries(archive())
    assert not carries(with_attachments(graded("mail", "C"), [graded("a.txt", "B")]))
