"""Looks at the rules as a set: what is missing, what is never used, what would match everything."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from clausecheck.errors import RuleProblem
from clausecheck.patterns import pattern
from clausecheck.rulebook.building import phrases_of
from clausecheck.rulebook.model import Phrase, Rulebook, SignalRule, Stance, Topic
from clausecheck.rulebook.vocabulary import references

__all__ = ["lint"]

_WEAK = frozenset(
    re.findall(
        r"\S+",
        """
        a all also an and any are as at be been being but by do does for from had has have he her his if in into is it
        its may not of on or other our out per she so such than that the their them then there these they this those to
        under up upon was we were when where which who will with within would you your
        {locum} {other} {party} {both} {client} {locum's} {other's} {client's}
        """,
    )
)
"""Words that stand in every contract: a phrase of nothing else matches everything."""
_WEAK_MOST = 2
"""Three such words in a row ("as and when") say something."""

_EXAMPLES_WANTED = 3
"""Fewer than these, fires and stays quiet together, prove little about a signal that alarms or comforts."""

_ONE_SIDED = frozenset({"newspeak"})
"""Topics on which nothing protects."""

_PIECE = pattern(r"\{[^{}]*\}|[^\s()\[\]|]+")
_OPTIONAL = pattern(r"\[[^\[\]]*\]")
_GAP = pattern(r"\.\.\.|\.\.\d+\.\.")


def lint(rulebook: Rulebook, *, pack: str = "") -> tuple[RuleProblem, ...]:
    """What is wrong with the rules as a set, by path and line; `rulebook` must be whole, not lean.

    Of a `pack` only what stands in its own files: the words it shares are looked over with the built-in rules.
    """
    folder = f"rules/packs/{pack}" if pack else "rules"
    problems = [
        *_missing_topics(rulebook, folder),
        *(p for topic in rulebook.topics for p in _topic(topic)),
        *(p for topic in rulebook.topics for signal in topic.signals for p in _signal(topic, signal)),
        *_phrases(rulebook),
        *_unused(rulebook),
    ]
    own = [p for p in problems if not pack or p.path.startswith(f"{folder}/")]
    return tuple(sorted(own, key=lambda p: (p.path, p.line, p.message)))


def _missing_topics(rulebook: Rulebook, folder: str) -> Iterator[RuleProblem]:
    present = {topic.slug for topic in rulebook.topics}
    for slug, axis in rulebook.slugs:
        if slug not in present:
            yield RuleProblem(
                f"{folder}/topics.yaml", 0, f"topic {slug!r} has no file; it belongs at {axis}/{slug}.yaml"
            )


def _topic(topic: Topic) -> Iterator[RuleProblem]:
    def problem(message: str) -> RuleProblem:
        return RuleProblem(topic.path, 0, message)

    wanted = (Stance.adverse,) if topic.slug in _ONE_SIDED else (Stance.adverse, Stance.protective)
    for stance in wanted:
        if not any(signal.stance is stance for signal in topic.signals):
            yield problem(f"topic {topic.slug!r} has no {stance.value} signal")
    if topic.basis != "judgement" and not topic.sources:
        yield problem(f"basis is {topic.basis!r} but no sources are named")
    if topic.basis == "law" and topic.sources and not any(source.kind == "law" for source in topic.sources):
        yield problem("basis is 'law' but no source is a law")
    if not topic.question.endswith("?"):
        yield problem("question should end with a question mark")
    for name, text in (("why", topic.why), ("ask", topic.ask)):
        if not text.endswith((".", "?", "!", '."')):
            yield problem(f"{name} should be a whole sentence with a full stop")
    if topic.silence >= 1 and not topic.silent_plain:
        yield problem(f"silence on {topic.slug!r} matters ({topic.silence}), so 'silent' must say what it means")
    if topic.quantity and not any(topic.quantity.name in signal.sets for signal in topic.signals):
        yield problem(f"compares {topic.quantity.name!r}, which no signal of the topic sets")


def _signal(topic: Topic, signal: SignalRule) -> Iterator[RuleProblem]:
    def problem(message: str) -> RuleProblem:
        return RuleProblem(signal.path, signal.line, f"signal {signal.id!r}: {message}")

    if signal.stance is not Stance.neutral:
        if not signal.plain.endswith("."):
            yield problem("plain should end with a full stop")
        if len(signal.examples) < _EXAMPLES_WANTED:
            yield problem(f"{len(signal.examples)} examples; at least {_EXAMPLES_WANTED} are wanted")
    if signal.settles and topic.silence == 0:
        yield problem(f"settles silence, but silence on {topic.slug!r} is no finding")
    for fires in (True, False):
        texts = [(e.text, e.by, e.under) for e in signal.examples if e.fires is fires]
        for text in sorted({t for t in texts if texts.count(t) > 1}):
            yield problem(f"the same example stands twice: {text[0]!r}")


def _phrases(rulebook: Rulebook) -> Iterator[RuleProblem]:
    """A phrase that alone fires a signal but stands in every contract; a line twice in one concept."""
    weak = _WEAK | {f"{{{c.name}}}" for c in rulebook.concepts if any(_is_weak(p.text, _WEAK) for p in c.phrases)}
    for topic in rulebook.topics:
        for signal in topic.signals:
            for phrase in _leaves_alone(signal):
                if _is_weak(phrase.text, weak):
                    what = f"signal {signal.id!r}: {phrase.text!r}"
                    yield RuleProblem(phrase.path, phrase.line, f"{what} would match every contract")
    for concept in rulebook.concepts:
        seen: dict[str, Phrase] = {}
        for phrase in concept.phrases:
            first = seen.setdefault(phrase.text, phrase)
            if first is not phrase:
                what = f"concept {concept.name!r}: {phrase.text!r}"
                yield RuleProblem(phrase.path, phrase.line, f"{what} stands already on line {first.line}")


def _leaves_alone(signal: SignalRule) -> Iterator[Phrase]:
    """The phrases of `when` that fire by themselves; parts of near, order and all only count together."""
    if not signal.when.parts:
        yield from signal.when.phrases


def _is_weak(text: str, weak: Container[str]) -> bool:
    """Nothing is required but one or two words of every contract."""
    required = _OPTIONAL.sub(" ", text)
    while required != text:
        text, required = required, _OPTIONAL.sub(" ", required)
    words = _PIECE.findall(_GAP.sub(" ", required))
    return len(words) <= _WEAK_MOST and all(word in weak for word in words)


def _unused(rulebook: Rulebook) -> Iterator[RuleProblem]:
    """Concepts that no signal reaches, directly or through other concepts."""
    inside = {c.name: [n for p in (*c.phrases, *c.exceptions) for n in references(p)] for c in rulebook.concepts}
    open_names = [
        name
        for topic in rulebook.topics
        for signal in topic.signals
        for phrase in phrases_of(signal)
        for name in references(phrase)
    ]
    reached: set[str] = set()
    while open_names:
        name = open_names.pop()
        if name not in reached:
            reached.add(name)
            open_names.extend(inside.get(name, ()))
    for concept in rulebook.concepts:
        if concept.name not in reached:
            first = concept.phrases[0]
            yield RuleProblem(first.path, first.line, f"concept {concept.name!r} is used nowhere")
