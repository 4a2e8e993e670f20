"""Contracts with a new first clause, all others numbered anew: what was found is known again by its fingerprint."""

import re
from pathlib import Path

import pytest

from clausecheck.extract.plain import read_text
from clausecheck.judging.checking import Checker

FOLDER = Path(__file__).parent / "contracts"
HEADING = re.compile(r"(?m)^(\d+)\.? +[A-Z]")


def numbered(text: str) -> set[str]:
    """Numbers of the top clauses, empty where they are not counted from 1."""
    numbers = [found[1] for found in HEADING.finditer(text)]
    return set(numbers) if numbers[:4] == ["1", "2", "3", "4"] else set()


def renumbered(text: str) -> str:
    """The contract with a clause in front and the numbers of all others, and of references to them, one higher."""
    top, first = numbered(text), HEADING.search(text)
    assert first is not None

    def higher(found: re.Match[str]) -> str:
        return f"{int(found[1]) + 1}{found[2]}" if found[1] in top else found[0]

    body = re.sub(r"(?m)^(\d+)(\.? +[A-Z]|\.\d+)", higher, text[first.start() :])
    body = re.sub(r"(?i)((?:clauses?|paragraphs?) )(\d+)", lambda found: f"{found[1]}{int(found[2]) + 1}", body)
    return f"{text[: first.start()]}1. Law\nEnglish law applies to this agreement.\n\n{body}"


CONTRACTS = [path for path in sorted(FOLDER.glob("m[1-5]-*.txt")) if numbered(path.read_text(encoding="utf-8"))]


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker()


def known(checker: Checker, text: str) -> set[str]:
    return {finding.fingerprint for finding in checker.check(read_text("a.txt", text)).findings}


def test_nearly_every_finding_is_known_again(checker):
    """Every third contract, for the time it takes; the README tells of all."""
    assert len(CONTRACTS) == 86
    found = same = 0
    for path in CONTRACTS[::3]:
        text = path.read_text(encoding="utf-8")
        before = known(checker, text)
        found += len(before)
        same += len(before & known(checker, renumbered(text)))
    assert found > 500
    assert same / found > 0.995
