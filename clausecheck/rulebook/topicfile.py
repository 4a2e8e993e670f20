"""Reads one topic file: its questions and advice, and its signals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from clausecheck.patterns import pattern
from clausecheck.record import record, replaced
from clausecheck.report import Confidence
from clausecheck.rulebook import schema
from clausecheck.rulebook.conditions import read_condition
from clausecheck.rulebook.model import (
    Condition,
    Effect,
    EffectKind,
    Example,
    Op,
    SignalRule,
    Stance,
    TopicQuantity,
)
from clausecheck.rulebook.nodes import FileReader, Node

__all__ = ["Names", "TopicDraft", "read_topic"]

_CONDITIONS = ("when", "unless", "unless in clause", "unless in contract", "under")
_LISTS = (
    ("who", schema.PARTIES),
    ("force", schema.FORCES),
    ("kinds", schema.KINDS),
    ("engagement", schema.ENGAGEMENTS),
    ("nation", schema.NATIONS),
    ("sets", schema.QUANTITIES),
)
_ID_TAIL = pattern(r"[a-z0-9]+(-[a-z0-9]+)*")
_PLACEHOLDER = pattern(r"\{([^{}]*)\}")


@record
class Names:
    """What a topic file may refer to."""

    axes: Mapping[str, str]
    """Axis of each topic of `topics.yaml`."""
    sources: Iterable[str]
    known: Mapping[str, SignalRule] | None = None
    """Signals of other rules, by id, whose conditions may be taken over with `as`; None where there are none."""


@record
class TopicDraft:
    """One file's share of a topic: a user file may hold only what it changes."""

    slug: str
    texts: Mapping[str, str]
    """By key of the file; only those present."""
    sources: tuple[str, ...] | None
    quantity: TopicQuantity | None
    signals: tuple[SignalRule, ...]
    path: str


def read_topic(
    reader: FileReader, root: Node, slug: str, folder: str, names: Names, *, adds: bool
) -> TopicDraft | None:
    """The draft in a file named `slug` of folder `folder`; `adds` when an earlier folder already holds the topic."""
    required = ("topic",) if adds else schema.TOPIC_REQUIRED
    found = reader.mapping(root, "the topic", schema.TOPIC_KEYS, required)
    if "topic" not in found:
        return None
    stated = reader.choice(found["topic"], "topic", names.axes)
    if not stated:
        return None
    if stated != slug:
        reader.fail(found["topic"], f"the file is named {slug!r} but its topic is {stated!r}; they must be the same")
    axis = names.axes[stated]
    if folder != axis:
        reader.fail(found["topic"], f"{stated!r} is of the axis {axis!r} but the file stands in {folder!r}")
    if "axis" in found and (said := reader.choice(found["axis"], "axis", schema.AXES)) and said != axis:
        reader.fail(found["axis"], f"axis is {said!r} but topics.yaml puts {stated!r} under {axis!r}")
    texts: dict[str, str] = {
        key: reader.string(found[key], key)
        for key in ("title", "question", "why", "ask", "silent", "false alarms")
        if key in found
    }
    if "basis" in found:
        texts["basis"] = reader.choice(found["basis"], "basis", schema.BASES)
    if "redline" in found:
        texts["redline"] = reader.choice(found["redline"], "redline", schema.REDLINES)
    return TopicDraft(
        slug=stated,
        texts=texts,
        sources=reader.choices(found["sources"], "sources", names.sources) if "sources" in found else None,
        quantity=_read_quantity(reader, found["quantity"]) if "quantity" in found else None,
        signals=_read_signals(reader, found["signals"], stated, names) if "signals" in found else (),
        path=reader.path,
    )


def _read_quantity(reader: FileReader, node: Node) -> TopicQuantity | None:
    found = reader.mapping(node, "quantity", ("name", "better"), ("name", "better"))
    name = reader.choice(found["name"], "quantity: name", schema.QUANTITIES) if "name" in found else ""
    better = reader.choice(found["better"], "quantity: better", schema.BETTER) if "better" in found else ""
    return TopicQuantity(name, better) if name and better else None


def _read_signals(reader: FileReader, node: Node, slug: str, names: Names) -> tuple[SignalRule, ...]:
    items = reader.items(node, "signals")
    if not items and node.id == "sequence":
        reader.fail(node, "signals is an empty list")
    return tuple(s for item in items if (s := _read_signal(reader, item, slug, names)) is not None)


def _read_signal(reader: FileReader, node: Node, slug: str, names: Names) -> SignalRule | None:
    taken = names.known is not None and any(key.value == "as" for key, _ in node.value if node.id == "mapping")
    keys = (*schema.SIGNAL_KEYS, "as") if names.known is not None else schema.SIGNAL_KEYS
    found = reader.mapping(node, "signal", keys, ("id", "stance", "as" if taken else "when"))
    if "id" not in found:
        return None
    identity = reader.string(found["id"], "id")
    what = f"signal {identity!r}"
    head, _, tail = identity.partition(".")
    if head != slug or not _ID_TAIL.fullmatch(tail):
        reader.fail(found["id"], f"{what}: an id is the topic, a dot and a lower-case name: '{slug}.some-name'")
    stance = reader.choice(found["stance"], f"{what}: stance", schema.STANCES) if "stance" in found else ""
    conditions = {key: read_condition(reader, found[key], f"{what}: {key}") for key in _CONDITIONS if key in found}
    lists = {
        key: reader.choices(found[key], f"{what}: {key}", accepted) if key in found else ()
        for key, accepted in (*_LISTS, ("also", names.axes))
    }
    if slug in lists["also"]:
        reader.fail(found["also"], f"{what}: also names its own topic")
    examples = _read_examples(reader, found["examples"], what) if "examples" in found else ()
    if stance and stance != Stance.neutral:
        _check_examples(reader, node, what, examples)
    flags = {key: key in found and reader.flag(found[key], f"{what}: {key}") for key in ("settles", "names document")}
    if flags["settles"] and stance != Stance.neutral:
        reader.fail(found["settles"], f"{what}: only a neutral signal needs 'settles'; others always settle")
    when = conditions.get("when")
    base = _base(reader, found, what, names.known) if taken else None
    if not stance or (when is None and base is None):
        return None
    rule = SignalRule(
        id=identity,
        topic=slug,
        stance=Stance(stance),
        severity=_severity(reader, node, found, what, stance),
        confidence=_confidence(reader, found, what),
        plain=_plain(reader, node, found, stance, lists["sets"]),
        when=when or Condition(Op.any),
        unless=conditions.get("unless"),
        unless_clause=conditions.get("unless in clause"),
        unless_contract=conditions.get("unless in contract"),
        who=lists["who"],
        force=lists["force"],
        under=conditions.get("under"),
        kinds=lists["kinds"],
        engagements=lists["engagement"],
        nations=lists["nation"],
        sets=lists["sets"],
        effects=_read_effects(reader, found["effects"], what) if "effects" in found else (),
        names_document=flags["names document"],
        ladder=reader.choice(found["ladder"], f"{what}: ladder", names.axes) if "ladder" in found else "",
        also=lists["also"],
        settles=flags["settles"],
        examples=examples,
        path=reader.path,
        line=reader.line(found["id"]),
    )
    return rule if base is None else _taken_over(rule, base)


def _base(
    reader: FileReader, found: Mapping[str, Node], what: str, known: Mapping[str, SignalRule] | None
) -> SignalRule | None:
    """The signal named by `as`, None (and a problem) if there is none."""
    name = reader.choice(found["as"], f"{what}: as", known or ())
    return (known or {}).get(name)


def _taken_over(rule: SignalRule, base: SignalRule) -> SignalRule:
    """`rule` with the conditions of `base` beside its own; effects are not taken over."""

    def either(one: Condition | None, other: Condition | None) -> Condition | None:
        return Condition(Op.any, (), (one, other)) if one and other else one or other

    return replaced(
        rule,
        when=Condition(Op.any, (), (base.when, rule.when)) if rule.when.phrases or rule.when.parts else base.when,
        unless=either(base.unless, rule.unless),
        unless_clause=either(base.unless_clause, rule.unless_clause),
        unless_contract=either(base.unless_contract, rule.unless_contract),
        under=rule.under or base.under,
        who=rule.who or base.who,
        force=rule.force or base.force,
        kinds=rule.kinds or base.kinds,
        engagements=rule.engagements or base.engagements,
        nations=rule.nations or base.nations,
        sets=rule.sets or base.sets,
    )


def _confidence(reader: FileReader, found: Mapping[str, Node], what: str) -> Confidence:
    if "confidence" not in found:
        return Confidence.high
    return Confidence(reader.choice(found["confidence"], f"{what}: confidence", schema.CONFIDENCES) or "high")


def _severity(reader: FileReader, node: Node, found: Mapping[str, Node], what: str, stance: str) -> int:
    if stance == Stance.adverse:
        if "severity" in found:
            return reader.integer(found["severity"], f"{what}: severity", 1, 5)
        reader.fail(node, f"{what}: an adverse signal needs a severity from 1 to 5")
    elif "severity" in found:
        reader.fail(found["severity"], f"{what}: only an adverse signal has a severity")
    return 0


def _plain(reader: FileReader, node: Node, found: Mapping[str, Node], stance: str, sets: tuple[str, ...]) -> str:
    """The plain reading; every `{name}` in it must be a value the signal sets."""
    what = f"signal {found['id'].value!r}"
    if "plain" not in found:
        if stance != Stance.neutral:
            reader.fail(node, f"{what}: 'plain' is missing")
        return ""
    plain = reader.string(found["plain"], f"{what}: plain")
    for name in _PLACEHOLDER.findall(plain):
        if name not in sets:
            known = f"; it sets {', '.join(sets)}" if sets else "; it sets nothing"
            reader.fail(found["plain"], f"{what}: plain names {{{name}}}, which the signal does not set{known}")
    return plain


def _read_effects(reader: FileReader, node: Node, what: str) -> tuple[Effect, ...]:
    out = []
    for item in reader.items(node, f"{what}: effects"):
        keys = ("do", "on", "in", "say")
        found = reader.mapping(item, f"{what}: effect", keys, keys)
        if len(found) < len(keys):
            continue
        kind = reader.choice(found["do"], f"{what}: effect: do", schema.EFFECTS)
        on = reader.strings(found["on"], f"{what}: effect: on")
        scope = reader.choice(found["in"], f"{what}: effect: in", schema.SCOPES)
        say = reader.string(found["say"], f"{what}: effect: say")
        if kind and on and scope:
            out.append(Effect(EffectKind(kind), on, scope, say))
    return tuple(out)


def _read_examples(reader: FileReader, node: Node, what: str) -> tuple[Example, ...]:
    found = reader.mapping(node, f"{what}: examples", ("fires", "stays quiet"))
    out = []
    for key, fires in (("fires", True), ("stays quiet", False)):
        if key not in found:
            continue
        for item in reader.items(found[key], f"{what}: {key}"):
            example = _read_example(reader, item, f"{what}: {key}", fires)
            if example is not None:
                out.append(example)
    return tuple(out)


def _read_example(reader: FileReader, node: Node, what: str, fires: bool) -> Example | None:
    if node.id != "mapping":
        text = reader.raw(node, what).strip()
        return Example(text, fires, "", "", reader.line(node)) if text else None
    found = reader.mapping(node, what, schema.EXAMPLE_KEYS, ("text",))
    if "text" not in found:
        return None
    text = reader.raw(found["text"], f"{what}: text").strip()
    by = reader.choice(found["by"], f"{what}: by", schema.EXAMPLE_BY) if "by" in found else ""
    under = reader.string(found["under"], f"{what}: under") if "under" in found else ""
    return Example(text, fires, by, under, reader.line(node)) if text else None


def _check_examples(reader: FileReader, node: Node, what: str, examples: tuple[Example, ...]) -> None:
    for fires, key in ((True, "fires"), (False, "stays quiet")):
        if not any(e.fires is fires for e in examples):
            reader.fail(node, f"{what}: examples: at least one under {key!r} is needed")
