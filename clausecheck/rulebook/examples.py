"""Runs the examples that stand in the rule files: each must fire its signal, or leave it quiet."""

from __future__ import annotations

from collections.abc import Iterator

from clausecheck.reading import read_example
from clausecheck.reading.contract import Contract
from clausecheck.record import record, replaced
from clausecheck.rulebook.matcher import Matcher
from clausecheck.rulebook.model import Example, Rulebook, SignalRule

__all__ = ["ExampleFailure", "run"]


@record
class ExampleFailure:
    """One example that did not do what its rule file says."""

    path: str
    line: int
    id: str
    text: str
    fires: bool
    """True when it should have fired and did not, False when it should have stayed quiet."""
    fired: tuple[str, ...]
    """The signals that fired, in the order found, each once."""

    def __str__(self) -> str:
        wanted = "should fire but does not" if self.fires else "should stay quiet but fires"
        others = ", ".join(i for i in self.fired if i != self.id) or "nothing else"
        return f"{self.path}:{self.line}: {self.id} {wanted}; fired: {others}: {self.text!r}"


def run(rulebook: Rulebook, topic: str | None = None, *, engagement: str | None = None) -> tuple[ExampleFailure, ...]:
    """The failures among the examples of one topic, or of all; each distinct text is read once.

    `rulebook` must be whole: a lean one has no examples. `engagement` is what the texts are read as.
    """
    matcher = Matcher(rulebook)
    contracts: dict[tuple[str, str, str], Contract] = {}
    fired: dict[tuple[str, str, str, str, str], tuple[str, ...]] = {}
    failures = []
    for rule, example in _examples(rulebook, topic):
        place = (example.text, example.by, example.under)
        # A rule of one engagement or nation is tried in a contract of that kind.
        kind = rule.engagements[0] if rule.engagements else ""
        nation = rule.nations[0] if rule.nations else ""
        key = (*place, kind, nation)
        if key not in fired:
            if place not in contracts:
                contracts[place] = read_example(example.text, by=example.by, under=example.under, engagement=engagement)
            contract = contracts[place]
            if kind or nation:
                contract = replaced(contract, engagement=kind or contract.engagement, nation=nation or contract.nation)
            fired[key] = tuple(dict.fromkeys(signal.rule.id for signal in matcher.detect(contract)))
        if (rule.id in fired[key]) is not example.fires:
            failures.append(ExampleFailure(rule.path, example.line, rule.id, example.text, example.fires, fired[key]))
    return tuple(failures)


def _examples(rulebook: Rulebook, topic: str | None) -> Iterator[tuple[SignalRule, Example]]:
    for each in rulebook.topics:
        if topic is None or each.slug == topic:
            for rule in each.signals:
                for example in rule.examples:
                    yield rule, example
