"""Contracts, rules and signals made by hand, so that judging is tested without reading or matching."""

import re
from dataclasses import replace

import yaml

from clausecheck.document import Block, BlockKind, Coverage, CoveragePart, Document
from clausecheck.judging.grading import Grading, grading_of
from clausecheck.reading.contract import (
    BREAK,
    Clause,
    Contract,
    Force,
    Limb,
    Party,
    PassageKind,
    Quantity,
    QuantityKind,
)
from clausecheck.report import Confidence, Finding, SourceNote
from clausecheck.rulebook.model import (
    Condition,
    Effect,
    EffectKind,
    Op,
    Rulebook,
    Signal,
    SignalRule,
    Stance,
    Topic,
    TopicQuantity,
    Value,
)
from clausecheck.rulebook.places import builtin_folder


def real_grading() -> Grading:
    return grading_of(raw_grading())


def raw_grading() -> dict[str, object]:
    found = yaml.safe_load((builtin_folder() / "grading.yaml").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def document(text: str, **changes: object) -> Document:
    base = Document(
        name="contract.txt",
        format="text",
        sha256="0" * 64,
        text=text,
        blocks=(Block(0, len(text), BlockKind.paragraph),),
        coverage=Coverage((CoveragePart("body", True, words=len(text.split())),)),
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def contract(
    *sentences: str, clauses: tuple[int, ...] = (), engagement: str = "direct", kind: str = "locum"
) -> Contract:
    """One limb a sentence; `clauses` gives the number of the clause of each, 1, 2, 3 ... by default."""
    text = "\n".join(sentences)
    numbers = clauses or tuple(range(1, len(sentences) + 1))
    limbs = []
    start = 0
    for index, sentence in enumerate(sentences):
        limbs.append(_limb(index, start, sentence, numbers[index] - 1))
        start += len(sentence) + 1
    nodes = tuple(
        Clause(f"{number}.1", "", 0, len(text), None, -1, "body") for number in range(1, max(numbers, default=0) + 1)
    )
    return Contract(document(text), nodes, tuple(limbs), engagement, "england", "other", kind=kind)


def _limb(index: int, start: int, sentence: str, clause: int) -> Limb:
    words, spans, quantities = [BREAK], [(-1, -1)], []
    for match in re.finditer(r"[\w£%]+", sentence):
        words.append(match[0].lower())
        spans.append((start + match.start(), start + match.end()))
        if match[0].endswith("%"):
            quantities.append((QuantityKind.percent, float(match[0][:-1]), "", len(words) - 1, spans[-1]))
    for match in re.finditer(r"(\d+) (hour|day)s?", sentence):
        minutes = float(match[1]) * (60 if match[2] == "hour" else 1440)
        span = (start + match.start(), start + match.end())
        at = next(i for i, s in enumerate(spans) if s[0] == span[0])
        quantities.append((QuantityKind.duration, minutes, match[2], at, span))
    return Limb(
        index,
        start,
        start + len(sentence),
        clause,
        PassageKind.prose,
        tuple(words),
        tuple(spans),
        1,
        Party.locum,
        Force.must,
        tuple(Quantity(k, v, v, unit, at, at + 1, *span) for k, v, unit, at, span in quantities),
    )


def effect(kind: str, *on: str, scope: str = "contract", say: str = "that is how it is") -> Effect:
    return Effect(EffectKind(kind), on, scope, say)


def rule(name: str, stance: str = "adverse", severity: int = 3, **changes: object) -> SignalRule:
    base = SignalRule(
        id=name,
        topic=name.partition(".")[0],
        stance=Stance(stance),
        severity=severity if stance == "adverse" else 0,
        confidence=Confidence.high,
        plain=f"Plain words of {name}.",
        when=Condition(Op.any),
        unless=None,
        unless_clause=None,
        unless_contract=None,
        who=(),
        force=(),
        under=None,
        kinds=(),
        engagements=(),
        nations=(),
        sets=(),
        effects=(),
        names_document=False,
        ladder="",
        also=(),
        settles=False,
        examples=(),
        path="rules/x.yaml",
        line=1,
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def signal(of: Contract, limb: int, fired: SignalRule, **values: float) -> Signal:
    """The whole limb as evidence and quote."""
    start, end = of.limbs[limb].start, of.limbs[limb].end
    return Signal(fired, limb, start, end, (start, end), tuple(Value(n, v, "", start, end) for n, v in values.items()))


def topic(slug: str, axis: str = "workload", silence: int = 0, **changes: object) -> Topic:
    base = Topic(
        slug=slug,
        axis=axis,
        title=slug.replace("-", " ").capitalize(),
        question="?",
        why=f"Why {slug} matters.",
        ask=f"Ask for {slug}.",
        basis="guidance",
        sources=(SourceNote("B1", "A source", "https://example.org", "2026-07-01", "guidance"),),
        silence=silence,
        silence_unless=(),
        silent_plain=f"Nothing on {slug}.",
        quantity=None,
        false_alarms="",
        signals=(),
        path=f"rules/{axis}/{slug}.yaml",
    )
    return replace(base, **changes)  # type: ignore[arg-type]


TOPICS = (
    topic("finish-time", silence=5),
    topic(
        "patient-cap", silence=5, quantity=TopicQuantity("patients_per_session", "lower"), silence_unless=("agency",)
    ),
    topic("extras", silence=3),
    topic("overrun", silence=5),
    topic("payment-terms", "pay", silence=4, quantity=TopicQuantity("payment_days", "lower")),
    topic("cancellation-by-practice", "pay", silence=4),
    topic("precedence", "control", silence=2),
    topic("indemnity", "liability"),
)


def rulebook(*topics: Topic) -> Rulebook:
    return Rulebook(topics or TOPICS, (), "f" * 64, raw_grading())


def finding(name: str, severity: int = 3, **changes: object) -> Finding:
    """A finding of the rule `name` on its own topic."""
    slug = name.partition(".")[0]
    axis = next((t.axis for t in TOPICS if t.slug == slug), "workload")
    base = Finding(
        name, slug, axis, severity, Confidence.high, "words", 0, 5, "1.1", None, f"Plain words of {name}.", "Why."
    )
    return replace(base, **changes)  # type: ignore[arg-type]
