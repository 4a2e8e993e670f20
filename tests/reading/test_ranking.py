"""Which part of a contract is said to prevail over which."""

import pytest

from clausecheck.extract import extract_text
from clausecheck.reading import read
from clausecheck.reading.ranking import rankings

CONTRACT = """AGREEMENT FOR LOCUM SERVICES

Between Thornley Medical Centre ("the Practice") and Dr Amara Nwosu ("the Locum")

1. Services
1.1 The Locum shall see every patient on the list.
1.2 {said}

2. Fees
2.1 The Practice shall pay the Locum £380 for each Session.

SPECIAL TERMS

The Locum may work anywhere.

SCHEDULE 1

1. The list holds fourteen patients.

SCHEDULE 2

1. Invoices are paid within 14 days.

"""


def ranked(said: str) -> list[tuple[list[str], list[str]]]:
    contract = read(extract_text(CONTRACT.format(said=said)))

    def tops(part: frozenset[int]) -> list[str]:
        clauses = contract.clauses
        return [clauses[i].number or clauses[i].heading for i in sorted(part) if clauses[i].parent not in part]

    return [(tops(one.winner), tops(one.losers)) for one in rankings(contract)]


@pytest.mark.parametrize(
    ("said", "winner"),
    [
        ("If the Schedule 1 differs from these terms, Schedule 1 prevails.", "SCHEDULE 1"),
        ("In case of conflict Schedule 2 is to be preferred to the clauses.", "SCHEDULE 2"),
        ("The Special Terms take precedence over this Agreement.", "SPECIAL TERMS"),
        ("Should the Special Terms and this Agreement conflict, the former shall govern.", "SPECIAL TERMS"),
        ("Where they differ this Agreement yields to Schedule 1.", "SCHEDULE 1"),
        ("Where documents conflict they rank in this order: the Special Terms; this Agreement.", "SPECIAL TERMS"),
    ],
)
def test_a_part_that_prevails_over_the_body_is_named(said: str, winner: str) -> None:
    assert [first for first, _ in ranked(said)] == [[winner]]


def test_the_body_may_prevail_over_a_schedule() -> None:
    ((winner, losers),) = ranked("If a Schedule and a clause differ, the clauses of this Agreement prevail.") or [
        ([], [])
    ]
    assert "SCHEDULE 1" not in winner
    ((winner, losers),) = ranked("These terms shall prevail over Schedule 2.")
    assert losers == ["SCHEDULE 2"]
    assert "SCHEDULE 2" not in winner


def test_a_part_that_prevails_over_all_else_leaves_only_itself_out() -> None:
    contract = read(extract_text(CONTRACT.format(said="In any conflict Schedule 2 prevails.")))
    (ranking,) = rankings(contract)
    assert {contract.clauses[i].number for i in ranking.winner} == {"SCHEDULE 2", "1"}
    assert ranking.winner | ranking.losers == set(range(len(contract.clauses)))


@pytest.mark.parametrize(
    "said",
    [
        "These terms prevail over any terms on your invoices.",
        "Schedule 1 does not prevail over these terms.",
        "In case of conflict these terms prevail, save that Schedule 2 governs payment.",
        "The Head Contract prevails over any other paper.",
        "The Practice gives priority to patients on the list in Schedule 1.",
    ],
)
def test_papers_elsewhere_refusals_and_exceptions_rank_nothing(said: str) -> None:
    assert ranked(said) == []
