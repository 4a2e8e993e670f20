"""What the agency pack finds, and leaves alone, in short terms of four families."""

from functools import cache
from pathlib import Path

import pytest
import yaml

from clausecheck.judging.checking import Checker
from clausecheck.reading import read_example
from clausecheck.report import Confidence

TERMS = yaml.safe_load((Path(__file__).parent / "terms.yaml").read_text(encoding="utf-8"))


@cache
def pack(engagement):
    return Checker(packs=("agency",)).packs[0]


def judged(case):
    from clausecheck.judging.packs import judge_pack

    contract = read_example(case["text"], engagement=case["engagement"])
    return judge_pack(contract, pack("agency"), lambda engagement: read_example(case["text"], engagement=engagement))


@pytest.mark.parametrize("case", TERMS, ids=lambda case: case["id"])
def test_every_exposed_duty_is_found(case):
    found = {finding.rule for finding in judged(case).findings}
    assert sorted(set(case["fires"]) - found) == []


@pytest.mark.parametrize("case", TERMS, ids=lambda case: case["id"])
def test_nothing_else_is_alarmed_about(case):
    topics = {rule.partition(".")[0] for rule in case["fires"]}
    others = [f.rule for f in judged(case).findings if f.topic not in topics and f.confidence is not Confidence.low]
    assert others == []


@pytest.mark.parametrize("case", TERMS, ids=lambda case: case["id"])
def test_only_the_terms_that_are_missing_are_named(case):
    assert sorted(term.topic for term in judged(case).missing) == sorted(case["missing"])


def test_the_terms_are_of_all_four_families():
    assert {case["family"] for case in TERMS} == {"agency boilerplate", "plain e-mail", "platform", "umbrella"}
