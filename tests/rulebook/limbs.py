"""Limbs, contracts and rulebooks made by hand, without reading a text or a rule file."""

import re
from collections.abc import Iterable, Sequence

from clausecheck.document import Coverage, Document, Span
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
from clausecheck.report import Confidence
from clausecheck.rulebook.model import Concept, Condition, Op, Phrase, Rulebook, SignalRule, Stance, Topic

_WORD = re.compile(r"[@£]?[\w']+(?:\.\d+)?%?|[;:]")


class Draft:
    """A limb to be: `heading`, `lead` and own text, and the quantities in them as (kind, value, words)."""

    def __init__(
        self,
        own: str,
        *,
        heading: str = "",
        lead: str = "",
        has: Sequence[tuple[str, float, str]] = (),
        clause: int = 0,
        kind: str = "prose",
        bearer: str = "nobody",
        force: str = "states",
        speaks: bool = True,
        defines: str = "",
        running_on: bool = False,
    ):
        """`running_on` puts no break between the last part and the own words."""
        self.parts = [part for part in (heading, lead) if part]
        self.headings = 1 if heading else 0
        self.own, self.has, self.clause, self.kind = own, has, clause, kind
        self.bearer, self.force, self.speaks, self.defines = bearer, force, speaks, defines
        self.running_on = running_on


def contract(*drafts: Draft | str, engagement: str = "direct", nation: str = "england") -> Contract:
    text = ""
    limbs: list[Limb] = []
    for index, given in enumerate(drafts):
        draft = Draft(given) if isinstance(given, str) else given
        words: list[str] = []
        spans: list[Span] = []
        for at, part in enumerate([*draft.parts, draft.own]):
            start, own = len(text), len(words)
            if at == draft.headings:
                after_headings = own
            for found in _WORD.finditer(part):
                words.append(found[0].lower())
                spans.append((start + found.start(), start + found.end()))
            text += part + "\n"
            if at < len(draft.parts) - draft.running_on:
                words.append(BREAK)
                spans.append((-1, -1))
        quantities: list[Quantity] = []
        for kind, value, said in draft.has:
            wanted = said.lower().split()
            after = max([q.last for q in quantities if wanted == words[q.first : q.last]], default=0)
            first = next(i for i in range(after, len(words)) if words[i : i + len(wanted)] == wanted)
            last = first + len(wanted)
            quantities.append(
                Quantity(QuantityKind(kind), value, value, "", first, last, spans[first][0], spans[last - 1][1])
            )
        limbs.append(
            Limb(
                index, len(text) - len(draft.own) - 1, len(text) - 1, draft.clause, PassageKind(draft.kind),
                tuple(words), tuple(spans), own, Party(draft.bearer), Force(draft.force),
                tuple(sorted(quantities, key=lambda q: q.first)), draft.speaks, "", draft.defines,
                after_headings,
            )
        )  # fmt: skip
    count = max((limb.clause for limb in limbs), default=0) + 1
    clauses = tuple(Clause(str(n), "", 0, len(text), None, -1, "body") for n in range(count))
    document = Document("made.txt", "text", "0" * 64, text, (), Coverage())
    return Contract(document, clauses, tuple(limbs), engagement, nation, "other")


def block(text: str, op: Op = Op.any) -> Condition:
    lines = [line.strip() for line in text.strip().splitlines()]
    return Condition(op, tuple(Phrase(line, "made.yaml", n) for n, line in enumerate(lines, 1)))


def combined(op: str, *parts: Condition | str, within: int = 25) -> Condition:
    return Condition(Op(op), (), tuple(block(p) if isinstance(p, str) else p for p in parts), within)


def rule(
    when: Condition | str,
    *,
    id: str = "topic.rule",
    unless: Condition | str | None = None,
    unless_clause: Condition | str | None = None,
    unless_contract: Condition | str | None = None,
    under: Condition | str | None = None,
    who: Iterable[str] = (),
    force: Iterable[str] = (),
    kinds: Iterable[str] = (),
    engagements: Iterable[str] = (),
    nations: Iterable[str] = (),
    sets: Iterable[str] = (),
) -> SignalRule:
    def read(given: Condition | str | None) -> Condition | None:
        return block(given) if isinstance(given, str) else given

    condition = read(when)
    assert condition is not None
    return SignalRule(
        id=id, topic="topic", stance=Stance.neutral, severity=0, confidence=Confidence.high, plain="Plain.",
        when=condition, unless=read(unless), unless_clause=read(unless_clause),
        unless_contract=read(unless_contract), who=tuple(who), force=tuple(force), under=read(under),
        kinds=tuple(kinds), engagements=tuple(engagements), nations=tuple(nations), sets=tuple(sets), effects=(),
        names_document=False, ladder="", also=(), settles=False, examples=(), path="made.yaml", line=1,
    )  # fmt: skip


def rulebook(*rules: SignalRule, **concepts: str | tuple[str, str]) -> Rulebook:
    """Concepts by name, `_` for a space: their phrases, or phrases and exceptions."""
    made = []
    for name, given in concepts.items():
        phrases, exceptions = (given, "") if isinstance(given, str) else given
        made.append(
            Concept(name.replace("_", " "), block(phrases).phrases, block(exceptions).phrases if exceptions else ())
        )
    topic = Topic(
        slug="topic", axis="pay", title="", question="", why="", ask="", basis="judgement", sources=(), silence=0,
        silence_unless=(), silent_plain="", quantity=None, false_alarms="", signals=rules, path="made.yaml",
    )  # fmt: skip
    return Rulebook((topic,), tuple(made), "0" * 64, {})
