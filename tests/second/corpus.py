"""What the second reader learns from: the labelled contracts and the labelled clauses, limb by limb.

`tests/clauses/TOPIC.txt` holds a clause a line: `A | text` hurts on the topic, `P | text` protects, `N | text` does
neither; `A +other | text` touches another topic too; `Heading // text` stands under a heading.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from clausecheck.extract import extract
from clausecheck.reading import read, read_example
from clausecheck.reading.contract import Contract, Limb, PassageKind
from clausecheck.rulebook.model import Signal, Stance
from clausecheck.rulebook.places import builtin_folder
from tests.scoring import CONTRACTS, locate, overlaps

__all__ = [
    "CLAUSES",
    "STANCES",
    "Example",
    "LabelledClause",
    "clause_examples",
    "clauses",
    "contract_examples",
    "model_examples",
]

CLAUSES = Path(__file__).parent.parent / "clauses"
STANCES = {"A": "adverse", "P": "protective", "N": "neutral"}
_LINE = re.compile(r"([APN])((?: \+[a-z-]+)*) \| (.+)")
_UNDER = re.compile(r"(.{2,60}?) // (.+)")
_OF_THE_LOCUM = re.compile(r"\b(?:I|my|me)\b")


@dataclass(frozen=True)
class LabelledClause:
    """One line of the labelled clauses."""

    topic: str
    stance: str
    also: tuple[str, ...]
    under: str
    text: str


@dataclass(frozen=True)
class Example:
    """A limb with what it is known to say: topic and stance, neutral ones too."""

    source: str
    """Contract, or empty for a labelled clause."""
    contract: Contract
    limb: Limb
    before: tuple[str, ...]
    """Stems of the limb before it in the same clause."""
    says: frozenset[tuple[str, str]]
    severity: int = 0
    """Of what hurts most in it, where that is known."""


def clauses() -> Iterator[LabelledClause]:
    """Every labelled clause; ValueError with file and line for one that cannot be read."""
    for path in sorted(CLAUSES.glob("*.txt")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            found = _LINE.fullmatch(line.strip())
            if found is None:
                raise ValueError(f"{path.name}:{number}: not a labelled clause: {line[:60]!r}")
            under = _UNDER.fullmatch(found[3])
            yield LabelledClause(
                path.stem,
                STANCES[found[1]],
                tuple(found[2].replace("+", "").split()),
                under[1] if under else "",
                under[2] if under else found[3],
            )


@cache
def _read_clause(clause: LabelledClause) -> Contract:
    by = "locum" if _OF_THE_LOCUM.search(clause.text) else "other"
    return read_example(clause.text.replace("? A:", "?\nA:"), by=by, under=clause.under)


def clause_examples() -> list[Example]:
    """The limbs of all labelled clauses."""
    out = []
    for clause in clauses():
        contract = _read_clause(clause)
        limbs = [limb for limb in contract.limbs if limb.kind is not PassageKind.heading]
        if "? A:" in clause.text and len(limbs) > 1:
            limbs = limbs[1:]  # the answer says it, not the question
        says = frozenset((topic, clause.stance) for topic in (clause.topic, *clause.also))
        out += [Example("", contract, limb, (), says) for limb in limbs]
    return out


def model_examples(signals: Callable[[Contract], Iterable[Signal]]) -> list[Example]:
    """The limbs of the model contract, which hurts nowhere and protects where the rules say so."""
    from clausecheck.second.features import stems_of

    contract = read(extract(builtin_folder() / "model" / "contract.md"))
    says = defaultdict(set)
    for signal in signals(contract):
        if signal.rule.stance is Stance.protective:
            says[signal.limb] |= {(topic, "protective") for topic in (signal.rule.topic, *signal.rule.also)}
    out = []
    before: tuple[str, ...] = ()
    clause = -1
    for limb in contract.limbs:
        if limb.clause != clause:
            before, clause = (), limb.clause
        if limb.speaks and limb.kind is not PassageKind.heading:
            out.append(Example("", contract, limb, before, frozenset(says[limb.index])))
        before = tuple(stems_of(limb)[2])
    return out


def contract_examples(names: Sequence[str]) -> list[Example]:
    """The limbs that speak in the labelled contracts named."""
    from clausecheck.second.features import stems_of

    out = []
    for name in names:
        path = CONTRACTS / f"{name}.txt"
        contract = read(extract(path))
        labels = yaml.safe_load(path.with_suffix(".yaml").read_text(encoding="utf-8"))["clauses"]
        spans = [(label, locate(contract.document.text, str(label["quote"]))) for label in labels]
        before: tuple[str, ...] = ()
        clause = -1
        for limb in contract.limbs:
            if limb.clause != clause:
                before, clause = (), limb.clause
            if limb.speaks and limb.kind is not PassageKind.heading:
                mine = [label for label, span in spans if overlaps((limb.start, limb.end), span)]
                says = frozenset(
                    (topic, label["stance"]) for label in mine for topic in (label["topic"], *(label.get("also") or ()))
                )
                severity = max((label.get("severity", 0) for label in mine if label["stance"] == "adverse"), default=0)
                out.append(Example(name, contract, limb, before, says, severity))
            before = tuple(stems_of(limb)[2])
    return out
