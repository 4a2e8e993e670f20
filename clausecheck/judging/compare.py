"""A contract held against the model: one `Term` a topic.

In cost to the locum: adverse ≥ unclear ≥ silent ≥ weaker ≥ met ≥ better.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from clausecheck.judging.grade import Silence
from clausecheck.judging.measures import DutyCount
from clausecheck.judging.places import number_text
from clausecheck.judging.quantities import said
from clausecheck.judging.standard import Standard
from clausecheck.judging.weigh import Weighed
from clausecheck.record import record, replaced
from clausecheck.report import Confidence, Finding, ModelText, Protection, QuantityFound, State, Term
from clausecheck.rulebook.model import Rulebook, Topic

__all__ = ["Side", "compare", "silences", "with_model"]

_UNCLEAR_UP_TO = 3
# A graver harm is no contradiction to be cleared up: it governs, whatever comfort stands beside it.
_MOST_QUOTES = 2


@record
class Side:
    """A contract as compared, by topic."""

    findings: Mapping[str, tuple[Finding, ...]]
    """Low confidence left out, worst first."""
    hints: frozenset[str]
    """Topics touched on by what is of low confidence, and by words that something else in the contract takes back."""
    protections: Mapping[str, tuple[Protection, ...]]
    """Low confidence left out, surest first, those that set a number before those that do not."""
    settled: frozenset[str]
    quantities: Mapping[str, QuantityFound]

    @classmethod
    def of(cls, weighed: Weighed, quantities: Sequence[QuantityFound], *, mentions: str = "") -> "Side":
        """Sort what `weigh` found by topic.

        `mentions` ends the names of the rules that tell which topics are touched on at all, where a reader says so of
        every topic; what rules say in passing or doubtfully then counts for no more than that.
        """
        findings: dict[str, list[Finding]] = defaultdict(list)
        for finding in weighed.findings:
            if finding.confidence is not Confidence.low:
                findings[finding.topic].append(finding)
        protections: dict[str, list[Protection]] = defaultdict(list)
        for protection in weighed.protections:
            if protection.confidence is not Confidence.low:
                protections[protection.topic].append(protection)
        settled = frozenset(weighed.settled)
        if mentions:
            hints = frozenset(s.rule.topic for s in weighed.live if s.rule.id.endswith(mentions))
            settled &= hints
        else:
            hints = _hints(weighed)
        return cls(
            {topic: tuple(several) for topic, several in findings.items()},
            hints,
            {topic: tuple(sorted(several, key=_worth)) for topic, several in protections.items()},
            settled,
            {found.name: found for found in quantities},
        )

    def as_standard(self, name: str, duties: DutyCount) -> Standard:
        """This contract as others are held against it."""
        texts = {
            topic: ModelText(several[0].clause, _line(several[0].quote)) for topic, several in self.protections.items()
        }
        values = {found.name: found.value for found in self.quantities.values()}
        return Standard(name, texts, self.settled, values, duties)


def _hints(weighed: Weighed) -> frozenset[str]:
    """Topics of which something is said doubtfully, or taken back."""
    doubtful: tuple[Finding | Protection, ...] = (*weighed.findings, *weighed.protections)
    return (
        frozenset(one.topic for one in doubtful if one.confidence is Confidence.low)
        | {s.rule.topic for s in weighed.live if s.rule.confidence is Confidence.low}
        | {topic for s in weighed.withdrawn for topic in (s.rule.topic, *s.rule.also)}
    )


def _worth(protection: Protection) -> tuple[int, bool, bool, int]:
    """Orders the protections of a topic: sure ones, its own rules' and those that set a number first."""
    further = protection.rule.partition(".")[0] != protection.topic
    return (list(Confidence).index(protection.confidence), further, not protection.values, protection.start)


def compare(side: Side, model: Standard | None, rulebook: Rulebook, engagement: str) -> tuple[Term, ...]:
    """One term a topic, in the order of the rulebook; without a model, against good practice alone."""
    return tuple(_term(topic, side, model, engagement) for topic in rulebook.topics)


def silences(side: Side, rulebook: Rulebook, engagement: str) -> tuple[Silence, ...]:
    """Topics on which silence matters and nothing protects, whether or not something harms."""
    return tuple(
        Silence(topic.slug, topic.axis, topic.title, topic.silence)
        for topic in rulebook.topics
        if _silence(topic, engagement) and topic.slug not in side.protections and topic.slug not in side.settled
    )


def with_model(findings: Sequence[Finding], model: Standard | None) -> tuple[Finding, ...]:
    """The findings, each with what the model says on its topic."""
    if model is None:
        return tuple(findings)
    texts = model.texts
    return tuple(replaced(f, model=texts[f.topic]) if f.topic in texts else f for f in findings)


def _silence(topic: Topic, engagement: str) -> int:
    return 0 if engagement in topic.silence_unless else topic.silence


def _term(topic: Topic, side: Side, model: Standard | None, engagement: str) -> Term:
    findings = side.findings.get(topic.slug, ())
    protections = side.protections.get(topic.slug, ())
    text = model.texts.get(topic.slug) if model else None
    state, difference = _state(topic, side, model, engagement)
    spoken: tuple[Finding | Protection, ...] = (*findings, *protections)
    return Term(
        topic=topic.slug,
        axis=topic.axis,
        state=state,
        contract=" … ".join(dict.fromkeys(_line(s.quote) for s in spoken[:_MOST_QUOTES])),
        model=text.quote if text else "",
        difference=difference,
        findings=tuple(f.fingerprint for f in findings),
        silence=_silence(topic, engagement),
    )


def _state(topic: Topic, side: Side, model: Standard | None, engagement: str) -> tuple[State, str]:
    findings = side.findings.get(topic.slug, ())
    protections = side.protections.get(topic.slug, ())
    if findings:
        return _harm(findings, protections, topic, model)
    if protections:
        return _by_number(topic, side, model)
    if topic.slug in side.settled:
        return State.met, "Addressed in ordinary terms."
    matters = _silence(topic, engagement)
    treated = model is None or model.treats(topic.slug)
    if topic.slug in side.hints:
        return State.unclear, "Touched on, but what the words mean is not certain."
    if matters and treated:
        meaning = topic.silent_plain or "Not mentioned."
        return State.silent, _against(meaning, topic, model)
    return State.not_applicable, ""


def _harm(
    findings: Sequence[Finding], protections: Sequence[Protection], topic: Topic, model: Standard | None
) -> tuple[State, str]:
    worst = findings[0]
    if protections and worst.severity <= _UNCLEAR_UP_TO:
        other = protections[0]
        where = f" (clause {other.clause})" if other.clause[:1].isdigit() else ""
        return State.unclear, f"{worst.plain} But it also says{where}: “{_line(other.quote)}”"
    return State.adverse, _against(worst.plain, topic, model)


def _against(sentence: str, topic: Topic, model: Standard | None) -> str:
    text = model.texts.get(topic.slug) if model else None
    return f"{sentence} The model says: “{text.quote}”" if text else sentence


def _by_number(topic: Topic, side: Side, model: Standard | None) -> tuple[State, str]:
    """Protected here: as well as in the model, by the number that the topic is compared by?"""
    wanted = topic.quantity
    ours = side.quantities.get(wanted.name) if wanted else None
    theirs = model.values.get(wanted.name) if wanted and model else None
    if wanted is None or ours is None or theirs is None:
        return State.met, "Protected."
    if ours.value == theirs:
        return State.met, f"{said(ours.name, number_text(ours.value))}, as in the model."
    better = (ours.value < theirs) == (wanted.better == "lower")
    against = f"{said(ours.name, number_text(ours.value))} against the model's {number_text(theirs)}."
    return (State.better if better else State.weaker), against


def _line(quote: str) -> str:
    return " ".join(quote.split())
