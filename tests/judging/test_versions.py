import re
from pathlib import Path

import pytest

from clausecheck.extract import extract_text
from clausecheck.judging.checking import Checker
from clausecheck.judging.versions import ChangeKind, Version, compare_versions
from clausecheck.report import State
from tests.judging.papers import BASE, version


def changes(old: str, new: str):
    return {change.topic: change for change in compare_versions(version(old), version(new)).changes}


def test_the_same_text_has_no_changes():
    found = compare_versions(version(BASE), version(BASE))
    assert (found.changes, found.texts, found.reread, found.moved) == ((), (), (), 0)


def renumbered(text: str) -> str:
    """Clauses 1 to 4 become 2 to 5, and so do citations of them."""
    for number in (4, 3, 2, 1):
        text = text.replace(f"\n{number}.", f"\n{number + 1}.").replace(f"clause {number}.", f"clause {number + 1}.")
    return text


def test_renumbering_is_no_change():
    new = renumbered(BASE)
    assert "clause 4.1" in new
    found = compare_versions(version(BASE), version(new))
    assert (found.changes, found.texts) == ((), ())
    assert found.moved > 5


CONTRACTS = Path(__file__).resolve().parents[1] / "contracts"


@pytest.mark.parametrize("name", ["d1-01", "m1-25", "m5-18", "m8-09"])
def test_renumbering_a_whole_contract_is_no_change_to_both_readers(name):
    def one_more(found: re.Match[str]) -> str:
        return f"{found[1]}{int(found[2]) + 1}{found[3]}"

    checker, old = Checker(), (CONTRACTS / f"{name}.txt").read_text(encoding="utf-8")
    new = re.sub(r"(?m)^(\s*)(\d{1,2})(\.\d*|\)\s)", one_more, old)
    new = re.sub(r"((?:clause|paragraph)s? )(\d{1,2})()", one_more, new)
    assert new != old
    contracts = [checker.read(extract_text(text)) for text in (old, new)]
    found = compare_versions(*(Version(contract, checker.judge(contract)) for contract in contracts))
    assert (found.changes, found.texts) == ((), ())


def test_moving_a_clause_is_no_change():
    clause = "4.1 The Locum is free to work for others.\n"
    new = BASE.replace(clause, "").replace("1.2 The Locum sees", clause.replace("4.1", "1.1A") + "1.2 The Locum sees")
    found = compare_versions(version(BASE), version(new))
    assert (found.changes, found.texts) == ((), ())


@pytest.mark.parametrize(
    ("old", "new", "topic", "kind"),
    [
        ("maximum of 15", "maximum of 17", "patient-cap", ChangeKind.worse),
        ("maximum of 15", "maximum of 12", "patient-cap", ChangeKind.better),
        ("within 14 days", "within 60 days", "payment-terms", ChangeKind.worse),
        (
            "The Locum's duties end at the finish time.",
            "The Locum stays until all patients have been seen.",
            "finish-time",
            ChangeKind.worse,
        ),
    ],
)
def test_a_term_gets_better_or_worse(old, new, topic, kind):
    assert BASE.count(old) == 1
    found = changes(BASE, BASE.replace(old, new))
    assert found[topic].kind is kind
    assert found[topic].effect == kind
    back = changes(BASE.replace(old, new), BASE)
    assert {kind, back[topic].kind} == {ChangeKind.worse, ChangeKind.better}


INDEMNITY = "4.3 The Locum shall indemnify the Practice against all losses without limit.\n"


def test_a_harmful_term_appears_and_goes():
    there = changes(BASE, BASE + INDEMNITY)["indemnity"]
    assert (there.kind, there.effect, there.now) == (ChangeKind.appeared, "worse", State.adverse)
    assert there.added[0].quote in INDEMNITY
    gone = changes(BASE + INDEMNITY, BASE)["indemnity"]
    assert (gone.kind, gone.effect) == (ChangeKind.went, "better")


def test_a_protection_that_goes_is_worse():
    gone = changes(BASE, BASE.replace("4.1 The Locum is free to work for others.\n", ""))["exclusivity"]
    assert (gone.kind, gone.effect) == (ChangeKind.went, "worse")


def test_other_words_of_the_same_weight_are_told_as_reworded():
    found = changes(BASE, BASE.replace("The Locum sees a maximum of 15 patients", "No more than 15 patients are seen"))
    assert found["patient-cap"].kind is ChangeKind.reworded
    assert found["patient-cap"].effect == ""


def test_words_of_which_no_rule_speaks_are_told_too():
    new = BASE + "4.4 The car park is behind the building and the gate shuts at dusk.\n"
    found = compare_versions(version(BASE), version(new))
    assert [(text.added, "car park" in text.quote) for text in found.texts] == [(True, True)]
    back = compare_versions(version(new), version(BASE))
    assert [(text.added, "car park" in text.quote) for text in back.texts] == [(False, True)]


def test_quotes_stand_at_their_spans():
    new = BASE.replace("maximum of 15", "maximum of 17") + INDEMNITY
    found = compare_versions(version(BASE), version(new))
    for change in found.changes:
        assert all(BASE[p.start : p.end] == p.quote for p in change.removed)
        assert all(new[p.start : p.end] == p.quote for p in change.added)


def test_worse_comes_first():
    new = BASE.replace("maximum of 15", "maximum of 12").replace("within 14 days", "within 60 days")
    kinds = [change.kind for change in compare_versions(version(BASE), version(new)).changes]
    assert kinds == sorted(kinds, key=list(ChangeKind).index)
    assert kinds[0] is ChangeKind.worse
