"""Rules for people: the list of topics, and the page of one topic or signal."""

from __future__ import annotations

from clausecheck.render.page import Page
from clausecheck.render.wording import BASIS, SEVERITIES, axis_title, counted
from clausecheck.rulebook.model import Rulebook, SignalRule, Stance, Topic

__all__ = ["rule_list", "rule_page"]


def rule_list(rulebook: Rulebook) -> str:
    """Every topic, a line each, under the part of the contract it belongs to."""
    longest = max((len(topic.slug) for topic in rulebook.topics), default=0)
    about = dict(rulebook.axes)
    lines: list[str] = []
    for axis in dict.fromkeys(topic.axis for topic in rulebook.topics):
        lines += ["", f"{axis_title(axis)}: {about[axis]}" if about.get(axis) else axis_title(axis)]
        lines += [
            f"  {topic.slug:{longest}}  {topic.title} ({counted(len(topic.signals), 'signal')})"
            for topic in rulebook.topics
            if topic.axis == axis
        ]
    signals = sum(len(topic.signals) for topic in rulebook.topics)
    total = f"{counted(len(rulebook.topics), 'topic')}, {counted(signals, 'signal')}."
    return "\n".join([*lines[1:], "", total]) + "\n"


def rule_page(rulebook: Rulebook, name: str, *, width: int = 80) -> str | None:
    """The page of a topic, or of the topic of one signal with that signal alone; None where neither is known."""
    for topic in rulebook.topics:
        signals = [s for s in topic.signals if name in (topic.slug, s.id)]
        if signals or topic.slug == name:
            page = Page(width, colour=False)
            _print_topic(page, topic, signals)
            return page.text()
    return None


def _print_topic(page: Page, topic: Topic, signals: list[SignalRule]) -> None:
    page.heading(f"{topic.title} ({topic.slug}, {topic.axis})")
    page.line(topic.question)
    for lead, words in (
        ("Hurts:", topic.adverse),
        ("Helps:", topic.protective),
        ("Why it matters:", topic.why),
        ("Ask for:", topic.ask),
        ("If nothing is said:", topic.silent_plain),
        ("False alarms:", topic.false_alarms),
        ("Basis:", BASIS.get(topic.basis, topic.basis)),
    ):
        if words:
            page.blank()
            page.line(words, lead=lead)
    for source in topic.sources:
        page.line(f"{source.title}. Read {source.read}.", lead=f"[{source.key}]")
        if source.address:
            page.address(source.address, indent=2)
    for signal in signals:
        _print_signal(page, signal)


def _print_signal(page: Page, signal: SignalRule) -> None:
    rank = (
        f", {SEVERITIES[signal.severity].lower()} ({signal.severity} of 5)" if signal.stance is Stance.adverse else ""
    )
    page.heading(f"{signal.id}: {signal.stance}{rank}, confidence {signal.confidence}")
    if signal.plain:
        page.line(signal.plain)
    for fires, lead in ((True, "Fires on:"), (False, "Stays quiet on:")):
        examples = [example for example in signal.examples if example.fires is fires]
        if examples:
            page.line("", lead=lead)
        for example in examples:
            page.bullet(f"{example.under}: {example.text}" if example.under else example.text, indent=2)
