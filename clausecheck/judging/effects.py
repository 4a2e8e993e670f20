"""What signals do to one another: which stay live, how severe, and the sentences that say why.

The order is fixed and monotone. Neutral signals act first. Then protections that an unwithdrawn harm withdraws go, the
harms withdrawn by the protections that are left go, and once more with what is left, so that a withdrawn harm no longer
withdraws a protection. A further harm can so only take protections and bring harms back; a further protection only the
reverse. For the same reason a harm never acts for the better on another clause, nor a protection for the worse: such
effects are passed over.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from clausecheck.judging.definitions import emptied
from clausecheck.judging.places import place, snippet, whole_clause
from clausecheck.judging.ranks import outranked
from clausecheck.reading.contract import Contract
from clausecheck.record import record
from clausecheck.rulebook.model import Effect, EffectKind, Signal, SignalRule, Stance

__all__ = ["Resolved", "resolve"]


@record
class Resolved:
    """What effects leave of the signals, by their index."""

    live: tuple[bool, ...]
    severities: tuple[int, ...]
    notes: tuple[tuple[str, ...], ...]
    """Sentences for the reader, at both ends of an effect."""


@record
class _Act:
    """One effect of one rule on one signal."""

    effect: Effect
    stance: Stance
    """Of the rule that acts."""
    group: int
    """The signals of that rule that reach the target."""
    target: int


@record
class _Acts:
    """All that may happen; the groups are shared, so that much text stays linear."""

    acts: tuple[_Act, ...]
    groups: tuple[tuple[int, ...], ...]
    members: tuple[tuple[int, ...], ...]
    """The groups of each signal."""


class _Standing:
    """Which signals stand, and how many of each group."""

    def __init__(self, acts: _Acts, live: Sequence[bool]) -> None:
        self._members = acts.members
        self.live = list(live)
        self.counts = [sum(live[i] for i in group) for group in acts.groups]

    def withdraw(self, acts: Iterable[_Act], by: "_Standing | None" = None) -> None:
        """Each act whose group stands, in `by` or here, takes its target away."""
        counts = (by or self).counts
        for act in acts:
            if counts[act.group] and self.live[act.target]:
                self.live[act.target] = False
                for group in self._members[act.target]:
                    self.counts[group] -= 1


_MAY: dict[tuple[Stance, EffectKind], frozenset[Stance]] = {
    (Stance.neutral, EffectKind.withdraw): frozenset(Stance),
    (Stance.neutral, EffectKind.soften): frozenset({Stance.adverse}),
    (Stance.neutral, EffectKind.harden): frozenset({Stance.adverse}),
    (Stance.protective, EffectKind.withdraw): frozenset({Stance.adverse}),
    (Stance.protective, EffectKind.soften): frozenset({Stance.adverse}),
    (Stance.protective, EffectKind.harden): frozenset(),
    (Stance.adverse, EffectKind.withdraw): frozenset({Stance.protective, Stance.neutral}),
    (Stance.adverse, EffectKind.soften): frozenset(),
    (Stance.adverse, EffectKind.harden): frozenset({Stance.adverse}),
}
# On whom an effect may act. Within one limb a signal may withdraw another of its own stance too: two readings of the
# same words, of which the closer one stands.

_MOST_NOTES = 5
# One clause may act on a hundred; nobody reads them all.


def resolve(contract: Contract, signals: Sequence[Signal]) -> Resolved:
    """Apply the effects of `signals`, which are in text order, to one another."""
    acts = _acts(contract, signals)
    live = _live(signals, acts)
    first = [next((i for i in group if live[i]), None) for group in acts.groups]
    severities = [signal.rule.severity for signal in signals]
    notes: list[list[str]] = [[] for _ in signals]
    for act in acts.acts:
        source = first[act.group]
        withdraws = act.effect.kind is EffectKind.withdraw
        if source is None or live[act.target] is withdraws:
            continue
        if not withdraws:
            severities[act.target] += 1 if act.effect.kind is EffectKind.harden else -1
        _tell(contract, signals, notes, act, source)
    return Resolved(
        tuple(live),
        tuple(min(5, max(1, severity)) if severity else 0 for severity in severities),
        tuple(_shown(told) for told in notes),
    )


def _shown(told: Sequence[str]) -> tuple[str, ...]:
    if not told:
        return ()
    notes = tuple(dict.fromkeys(told))
    rest = len(notes) - _MOST_NOTES
    return notes if rest <= 0 else (*notes[:_MOST_NOTES], f"and {rest} more")


def _acts(contract: Contract, signals: Sequence[Signal]) -> _Acts:
    """Every effect that reaches a signal it may act on; a rule never acts on its own signals."""
    by_rule: dict[str, list[int]] = defaultdict(list)
    by_name: dict[str, list[int]] = defaultdict(list)
    for index, signal in enumerate(signals):
        by_rule[signal.rule.id].append(index)
        by_name[signal.rule.id].append(index)
        stance = signal.rule.stance.value
        for topic in (signal.rule.topic, *signal.rule.also):
            by_name[f"{topic}:{stance}"].append(index)
    keys: dict[str, Callable[[Signal], int]] = {
        "limb": lambda signal: signal.limb,
        "clause": lambda signal: whole_clause(contract, signal.limb),
        "contract": lambda _: 0,
    }
    groups: list[tuple[int, ...]] = []
    acts: list[_Act] = []
    for indices in by_rule.values():
        rule = signals[indices[0]].rule
        for effect in rule.effects:
            key = keys[effect.scope]
            reach: dict[int, list[int]] = defaultdict(list)
            for index in indices:
                reach[key(signals[index])].append(index)
            numbers = {place: len(groups) + nth for nth, place in enumerate(reach)}
            groups.extend(tuple(near) for near in reach.values())
            for target in _targets(effect, by_name):
                group = numbers.get(key(signals[target]))
                if group is not None and _allowed(effect, rule, signals[target].rule):
                    acts.append(_Act(effect, rule.stance, group, target))
    for source, target, say in (*emptied(contract, signals), *outranked(contract, signals)):
        stance = signals[source].rule.stance
        acts.append(_Act(Effect(EffectKind.withdraw, (), "contract", say), stance, len(groups), target))
        groups.append((source,))
    members: list[list[int]] = [[] for _ in signals]
    for number, group_of in enumerate(groups):
        for index in group_of:
            members[index].append(number)
    return _Acts(tuple(acts), tuple(groups), tuple(tuple(numbers) for numbers in members))


def _targets(effect: Effect, by_name: dict[str, list[int]]) -> list[int]:
    return sorted({index for name in effect.on for index in by_name.get(name, ())})


def _allowed(effect: Effect, source: SignalRule, target: SignalRule) -> bool:
    if source.id == target.id:
        return False
    if target.stance in _MAY[source.stance, effect.kind]:
        return True
    return source.stance is target.stance and effect.kind is EffectKind.withdraw and effect.scope == "limb"


def _live(signals: Sequence[Signal], acts: _Acts) -> list[bool]:
    """Which signals stand; see the module's text for the order."""
    kinds: dict[tuple[Stance, Stance], list[_Act]] = defaultdict(list)
    for act in acts.acts:
        if act.effect.kind is EffectKind.withdraw:
            kinds[act.stance, signals[act.target].rule.stance].append(act)
    start = _Standing(acts, [True] * len(signals))
    for stance in Stance:
        start.withdraw(kinds[stance, stance])
    start.withdraw(kinds[Stance.neutral, Stance.adverse])
    start.withdraw(kinds[Stance.neutral, Stance.protective])
    now = start
    for _ in range(2):
        harmed = now
        now = _Standing(acts, start.live)
        now.withdraw(kinds[Stance.adverse, Stance.protective], by=harmed)
        now.withdraw(kinds[Stance.protective, Stance.adverse])
    now.withdraw(kinds[Stance.adverse, Stance.neutral])
    return now.live


def _tell(contract: Contract, signals: Sequence[Signal], notes: list[list[str]], act: _Act, source: int) -> None:
    """Leave a sentence on both ends of an effect."""
    say = act.effect.say.strip().lstrip(".…").strip()
    here, there = signals[source], signals[act.target]
    done = {EffectKind.withdraw: "sets aside", EffectKind.soften: "softens", EffectKind.harden: "makes worse"}
    told = f"{done[act.effect.kind]} {place(contract, there.limb)} (“{snippet(contract, there.quote)}”)"
    notes[source].append(f"{told}: {say}" if say else told)
    notes[act.target].append(f"{place(contract, here.limb)}: {say or snippet(contract, here.quote)}")
