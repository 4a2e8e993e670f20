import pytest

from clausecheck.bulk.result import Outcome
from clausecheck.bulk.views.survey import survey, with_reports
from tests.bulk.views.results import failed, judged, partial
from tests.render.reports import report

MAIL = judged("mail.eml", "E", attachments=(report(name="b.pdf"),))
BATCH = [judged("a.pdf"), MAIL, partial("c.pdf"), failed("d.pdf")]


def test_every_document_has_its_row_and_every_file_its_outcome():
    found = survey(BATCH)
    assert [one.name for one in found.entries] == ["a.pdf", "mail.eml", "mail.eml > b.pdf", "c.pdf", "d.pdf"]
    assert found.outcomes == {Outcome.judged: 2, Outcome.partial: 1, Outcome.failed: 1}
    assert (found.files, found.templates) == (4, 4)
    assert found.axes["overrun"] == "workload"
    assert len(found.group_of) == sum(one.findings for one in found.entries) == 12
    assert {len(group.members) for group in found.groups} == {4}


def test_documents_that_are_no_template_are_in_no_group_of_templates():
    others = [judged(f"{n}.pdf", "", measures=None) for n in range(3)]
    found = survey([others[0], judged("a.pdf"), others[1], judged("b.pdf"), others[2]])
    assert found.templates == 2
    assert {tuple(group.members) for group in found.groups} == {(1, 3)}
    assert len(found.group_of) == sum(one.findings for one in found.entries)
    assert [bool(number) for number in found.group_of] == [*(3 * [False] + 3 * [True]) * 2, *3 * [False]]


def test_an_iterator_which_could_be_read_only_once_is_refused():
    with pytest.raises(TypeError, match="several times"):
        survey(iter(BATCH))


def test_reports_come_with_their_rows():
    found = survey(BATCH)
    assert [(n, one.name) for n, one, _ in with_reports(found, BATCH)] == [
        (0, "a.pdf"), (1, "mail.eml"), (2, "mail.eml > b.pdf"), (3, "c.pdf"),
    ]  # fmt: skip


@pytest.mark.parametrize("other", [BATCH[1:], BATCH[:-1], [*BATCH, failed("e.pdf")]])
def test_results_that_changed_meanwhile_are_noticed(other):
    with pytest.raises(ValueError, match="changed"):
        list(with_reports(survey(BATCH), other))
