"""The values a rule file is read into, and what the matcher gives back."""

from enum import StrEnum

from clausecheck.document import Span
from clausecheck.record import record
from clausecheck.report import Confidence, SourceNote

__all__ = [
    "Concept",
    "Condition",
    "Effect",
    "EffectKind",
    "Example",
    "Op",
    "Phrase",
    "Rulebook",
    "Signal",
    "SignalRule",
    "Stance",
    "Topic",
    "TopicQuantity",
    "Value",
]


class Stance(StrEnum):
    """Which way a signal points for the locum."""

    adverse = "adverse"
    protective = "protective"
    neutral = "neutral"


class Op(StrEnum):
    """How the parts of a condition combine."""

    any = "any"
    all = "all"
    """Every part somewhere in the limb."""
    near = "near"
    """Every part within `within` words, any order."""
    order = "order"
    """Every part in the order given, each at most `within` words after the one before."""


@record
class Phrase:
    """One line of the phrase language, as written, with where it stands."""

    text: str
    path: str
    line: int


@record
class Condition:
    """A tree: leaves are phrases, inner nodes combine."""

    op: Op
    phrases: tuple[Phrase, ...] = ()
    """Alternatives; only on `any` nodes, beside `parts`."""
    parts: tuple["Condition", ...] = ()
    within: int = 25


@record
class Concept:
    """A named set of phrases."""

    name: str
    phrases: tuple[Phrase, ...]
    exceptions: tuple[Phrase, ...] = ()
    """A match that lies inside one of these does not count."""


class EffectKind(StrEnum):
    """What one live signal does to others."""

    withdraw = "withdraw"
    """The other does not count at all."""
    soften = "soften"
    """The other's severity drops by one."""
    harden = "harden"
    """The other's severity rises by one."""


@record
class Effect:
    """What this signal does to others, told to the reader in `say`."""

    kind: EffectKind
    on: tuple[str, ...]
    """Signal ids, or `topic:stance` for all of a topic's."""
    scope: str
    """`limb`, `clause`, `contract`."""
    say: str


@record
class Example:
    """A text that must fire the signal, or must not."""

    text: str
    fires: bool
    by: str
    """`locum`, `other` or empty: who writes it."""
    under: str
    """A heading it stands under, empty if none."""
    line: int


@record
class SignalRule:
    """One way a clause can hurt, protect, or only set a number."""

    id: str
    topic: str
    stance: Stance
    severity: int
    confidence: Confidence
    plain: str
    """Plain active English, `{name}` of a value it sets allowed."""
    when: Condition
    unless: Condition | None
    unless_clause: Condition | None
    unless_contract: Condition | None
    who: tuple[str, ...]
    force: tuple[str, ...]
    under: Condition | None
    kinds: tuple[str, ...]
    """Passage kinds it is limited to; empty for all."""
    engagements: tuple[str, ...]
    nations: tuple[str, ...]
    sets: tuple[str, ...]
    """Quantity names taken from the evidence, in order of preference."""
    effects: tuple[Effect, ...]
    names_document: bool
    """The quote names a policy or handbook that binds."""
    ladder: str
    """Name of the ladder whose rungs this limb holds, empty if none."""
    also: tuple[str, ...]
    """Further topics the same words touch, same stance."""
    settles: bool
    """A neutral signal after which the contract is not silent on the topic."""
    examples: tuple[Example, ...]
    path: str
    line: int


@record
class TopicQuantity:
    """The number by which two contracts are compared on a topic."""

    name: str
    better: str
    """`lower` or `higher`, from the locum's side."""


@record
class Topic:
    """One topic with all its signals."""

    slug: str
    axis: str
    title: str
    question: str
    why: str
    ask: str
    basis: str
    """`law`, `guidance`, `market`, `judgement`."""
    sources: tuple[SourceNote, ...]
    silence: int
    silence_unless: tuple[str, ...]
    """Engagements in which silence is no finding."""
    silent_plain: str
    quantity: TopicQuantity | None
    false_alarms: str
    signals: tuple[SignalRule, ...]
    path: str
    adverse: str = ""
    """What a clause does when it hurts, in a line."""
    protective: str = ""
    """What a clause does when it helps, in a line."""
    redline: str = "insert"
    """Where a marked contract proposes the wording to ask for: `insert` after the clause, `replace` it, or `none`."""


@record
class Rulebook:
    """All rules, read and checked."""

    topics: tuple[Topic, ...]
    """By axis and slug, in the order of `rules/topics.yaml`."""
    concepts: tuple[Concept, ...]
    sha256: str
    """Of every rule file's path and bytes, and the engine's version."""
    grading: dict[str, object]
    """`grading.yaml` as read."""
    axes: tuple[tuple[str, str], ...] = ()
    """Each axis with what it is about, in order."""
    slugs: tuple[tuple[str, str], ...] = ()
    """Topic and axis of every entry of `topics.yaml`, those without a file too."""
    plain: object = None
    """The matcher's compiled form where it came from the cache; the matcher builds it otherwise."""


@record
class Value:
    """A quantity a signal sets."""

    name: str
    value: float
    unit: str
    start: int
    end: int


@record
class Signal:
    """A rule matched a limb."""

    rule: SignalRule
    limb: int
    start: int
    end: int
    """Span of the evidence in the text (own words of the limb)."""
    quote: Span
    """Span of the operative words to quote, at most 80 words."""
    values: tuple[Value, ...]
