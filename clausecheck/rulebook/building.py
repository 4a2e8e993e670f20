"""Builds a `Rulebook` out of the bytes of rule files, and says everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from clausecheck.errors import RuleProblem
from clausecheck.rulebook import schema
from clausecheck.rulebook.model import Concept, Condition, Phrase, Rulebook, SignalRule, Stance, Topic, TopicQuantity
from clausecheck.rulebook.nodes import FileReader, meant
from clausecheck.rulebook.places import RuleFolder
from clausecheck.rulebook.settings import Settings, read_grading, read_sources, read_topics
from clausecheck.rulebook.topicfile import Names, TopicDraft, read_topic
from clausecheck.rulebook.vocabulary import check_phrases, read_vocabulary

__all__ = ["build", "phrases_of"]


def build(
    folders: Sequence[RuleFolder], sha256: str, *, known: Mapping[str, SignalRule] | None = None
) -> tuple[Rulebook, list[RuleProblem]]:
    """The rulebook of all that could be read, and all that is wrong, in order of path and line.

    `known` are signals of other rules, by id, whose conditions these may take over.
    """
    problems: list[RuleProblem] = []
    settings = Settings()
    for folder in folders:
        _read_settings(folder, settings, problems)
    concepts: dict[str, Concept] = {}
    drafts: dict[str, list[TopicDraft]] = {}
    names = Names({slug: entry.axis for slug, entry in settings.topics.items()}, sorted(settings.sources), known)
    for folder in folders:
        concepts.update(_read_vocabulary(folder, problems))
        for draft in _read_topics(folder, names, drafts, problems):
            drafts.setdefault(draft.slug, []).append(draft)
    topics = tuple(_join(slug, drafts[slug], settings) for slug in settings.topics if slug in drafts)
    signals = [signal for topic in topics for signal in topic.signals]
    check_phrases(concepts, (p for s in signals for p in phrases_of(s)), problems)
    _check_effects(signals, settings.topics, problems)
    order = {axis: n for n, axis in enumerate(schema.AXES)}
    rulebook = Rulebook(
        topics=tuple(sorted(topics, key=lambda t: order.get(t.axis, len(order)))),
        concepts=tuple(concepts.values()),
        sha256=sha256,
        grading=settings.grading,
        axes=tuple(settings.axes.items()),
        slugs=tuple((slug, entry.axis) for slug, entry in settings.topics.items()),
    )
    return rulebook, sorted(problems, key=lambda p: (p.path, p.line))


def _read_settings(folder: RuleFolder, settings: Settings, problems: list[RuleProblem]) -> None:
    for name, read in (("topics.yaml", read_topics), ("sources.yaml", read_sources), ("grading.yaml", read_grading)):
        file = folder.named(name)
        if file is None:
            continue
        reader = FileReader(file.shown, problems)
        root = reader.root(file.data)
        if root is not None:
            read(reader, root, settings)


def _read_vocabulary(folder: RuleFolder, problems: list[RuleProblem]) -> dict[str, Concept]:
    concepts: dict[str, Concept] = {}
    places: dict[str, str] = {}
    for file in folder.inside("vocabulary"):
        reader = FileReader(file.shown, problems)
        root = reader.root(file.data)
        if root is None:
            continue
        for name, (concept, line) in read_vocabulary(reader, root).items():
            if name in places:
                problems.append(RuleProblem(file.shown, line, f"concept {name!r} stands already in {places[name]}"))
                continue
            places[name] = f"{file.shown}:{line}"
            concepts[name] = concept
    return concepts


def _read_topics(
    folder: RuleFolder, names: Names, earlier: dict[str, list[TopicDraft]], problems: list[RuleProblem]
) -> Iterator[TopicDraft]:
    seen: dict[str, SignalRule] = {}
    for axis in schema.AXES:
        for file in folder.inside(axis):
            reader = FileReader(file.shown, problems)
            root = reader.root(file.data)
            if root is None:
                continue
            slug = PurePosixPath(file.inner).stem
            draft = read_topic(reader, root, slug, axis, names, adds=slug in earlier)
            if draft is None:
                continue
            for signal in draft.signals:
                first = seen.setdefault(signal.id, signal)
                if first is not signal:
                    problems.append(
                        RuleProblem(
                            signal.path, signal.line, f"id {signal.id!r} stands already in {first.path}:{first.line}"
                        )
                    )
            yield draft


def _join(slug: str, drafts: Sequence[TopicDraft], settings: Settings) -> Topic:
    """One topic of the drafts of all folders: later texts and signals of the same id replace earlier ones."""
    texts: dict[str, str] = {}
    signals: dict[str, SignalRule] = {}
    sources: tuple[str, ...] = ()
    quantity: TopicQuantity | None = None
    for draft in drafts:
        texts.update(draft.texts)
        signals.update((s.id, s) for s in draft.signals)
        sources = draft.sources if draft.sources is not None else sources
        quantity = draft.quantity or quantity
    entry = settings.topics[slug]
    return Topic(
        slug=slug,
        axis=entry.axis,
        title=texts.get("title", ""),
        question=texts.get("question", ""),
        why=texts.get("why", ""),
        ask=texts.get("ask", ""),
        basis=texts.get("basis", ""),
        sources=tuple(settings.sources[key] for key in sources),
        silence=entry.silence,
        silence_unless=entry.unless,
        silent_plain=texts.get("silent", ""),
        quantity=quantity,
        false_alarms=texts.get("false alarms", ""),
        signals=tuple(signals.values()),
        path=drafts[-1].path,
        adverse=entry.adverse,
        protective=entry.protective,
        redline=texts.get("redline") or "insert",
    )


def phrases_of(signal: SignalRule) -> Iterator[Phrase]:
    """Every phrase of a signal's conditions."""
    open_conditions: list[Condition | None] = [
        signal.under, signal.unless_contract, signal.unless_clause, signal.unless, signal.when,
    ]  # fmt: skip
    while open_conditions:
        condition = open_conditions.pop()
        if condition is not None:
            yield from condition.phrases
            open_conditions.extend(reversed(condition.parts))


def _check_effects(signals: Sequence[SignalRule], topics: Iterable[str], problems: list[RuleProblem]) -> None:
    """What an effect acts on must exist: a signal id, or `topic:stance`."""
    ids = {s.id for s in signals}
    groups = {f"{topic}:{stance}" for topic in topics for stance in Stance}
    for signal in signals:
        for effect in signal.effects:
            for target in effect.on:
                if target in ids or target in groups:
                    continue
                near = meant(target, sorted(groups if ":" in target else ids))
                what = f"signal {signal.id!r}: effect on unknown {target!r}"
                problems.append(RuleProblem(signal.path, signal.line, f"{what}{'; ' + near if near else ''}"))
