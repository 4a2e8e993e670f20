from clausecheck.beside import Standing
from clausecheck.bulk.views.standings import Beside, Duty, Register, beside
from clausecheck.bulk.views.survey import survey
from tests.bulk.views.results import beside as template
from tests.bulk.views.results import duty, judged, pack, position


def kept(result, register=None):
    return beside(result.report, register or Register())


def test_a_report_keeps_where_it_stands_in_a_byte_a_position():
    one = kept(template("a.pdf", "D", Standing.beyond, Standing.unknown))
    assert (one.standing(0), one.standing(1), one.standing(2)) == (Standing.beyond, Standing.unknown, None)
    assert [one.count(standing) for standing in Standing] == [0, 0, 0, 1, 1]


def test_duties_keep_the_worst_that_is_sure_and_what_was_not_found():
    register = Register()
    one = kept(template("a.pdf"), register)
    _, (asked,), duties = register.all
    assert (asked.name, asked.title) == ("agency", "The agency's own duties")
    assert duties == (Duty(0, "withheld-pay"), Duty(0, "key-information"))
    assert [(one.severity(n), one.absent(n)) for n in range(2)] == [(4, False), (0, True)]
    assert (one.exposed, one.missing, one.looked_at(0)) == (2, 1, True)  # one more is only worth a look


def test_a_term_not_found_and_a_passage_on_one_topic_are_both_kept():
    one = kept(judged("a.pdf", packs=(pack(duty(3, "key-information")),)))
    assert (one.severity(0), one.absent(0)) == (3, True)


def test_a_pack_that_is_not_for_a_contract_is_known_from_one_not_asked_for():
    assert kept(judged("a.pdf", packs=(pack(applies=False),))).looked_at(0) is False
    assert kept(judged("a.pdf")).looked_at(0) is None


def test_a_message_that_sets_no_terms_stands_on_no_position():
    assert kept(template("mail.eml", "", measures=None)).met == b""


def test_where_nothing_was_asked_for_nothing_is_kept():
    found = survey([judged("a.pdf")])
    assert found.entries[0].beside == Beside()
    assert (found.positions, found.packs, found.duties) == ((), (), ())


def test_a_topic_of_a_pack_is_not_the_locums_of_that_name():
    found = survey([judged("a.pdf", packs=(pack(duty(2, "overrun"), duty(3, "own")),))])
    one = found.entries[0]
    assert one.severity(found.topics.index("overrun")) == 4
    assert one.beside.severity(found.duties.index(Duty(0, "overrun"))) == 2
    assert "own" not in found.topics


def test_the_same_position_with_other_limits_is_another():
    both = (position(Standing.preferred), position(Standing.beyond, preferred="at most 7 days to pay"))
    assert len(survey([judged("a.pdf", positions=both[:1]), judged("b.pdf", positions=both[1:])]).positions) == 2


def test_an_entry_met_twice_counts_at_its_worst():
    one = kept(judged("a.pdf", positions=(position(Standing.beyond), position(Standing.preferred))))
    assert one.standing(0) is Standing.beyond
