"""How much of what exposes an agency the pack finds, clause by clause, and how often it alarms about what does not.

`clauses/held_back.yaml` and `held_back_two.yaml` are by authors who knew no rule, and no rule was written with them:
only their figures say how the pack fares on words it has not seen. Floors only go up.
"""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest
import yaml

from clausecheck.judging.checking import Checker
from clausecheck.judging.packs import judge_pack
from clausecheck.reading import read_example
from clausecheck.report import Confidence

CLAUSES = Path(__file__).parent / "clauses"
HEADS = yaml.safe_load((CLAUSES / "heads.yaml").read_text(encoding="utf-8"))
FLOORS = {  # share of exposing clauses found; alarms about all others, at most
    "one": (0.97, 0),
    "two": (0.97, 0),
    "three": (0.98, 0),
    "four": (0.96, 0),
    "held_back": (0.76, 6),
    "held_back_two": (0.7, 5),
}


@cache
def pack():
    return Checker(packs=("agency",)).packs[0]


def alarmed(clause) -> bool:
    """The pack is sure of harm on the clause's topic, in its words."""
    engagement = "platform" if clause["frame"] == "platform" else "agency"
    before = f"{HEADS[clause['frame']]}\n2. "
    text = f"{before}{clause['text'].rstrip()}"
    whole = f"{text}\n\n3. The law of England applies.\n"
    found = judge_pack(
        read_example(whole, engagement=engagement), pack(), lambda other: read_example(whole, engagement=other)
    )
    return any(
        f.topic == clause["topic"]
        and f.confidence is not Confidence.low
        and f.end > len(before)
        and f.start < len(text)
        for f in found.findings
    )


@pytest.mark.parametrize("name", FLOORS)
def test_most_is_found_and_little_else(name):
    clauses = yaml.safe_load((CLAUSES / f"{name}.yaml").read_text(encoding="utf-8"))
    told = Counter((clause["kind"] == "exposes", alarmed(clause)) for clause in clauses)
    share, alarms = FLOORS[name]
    assert told[True, True] / (told[True, True] + told[True, False]) >= share
    assert told[False, True] <= alarms
    assert told.total() == (160 if name.startswith("held_back") else 200)
