"""The playbook: what an agency or a locum prefers, falls back on and walks away from, as YAML.

    positions:
      payment_days: {preferred: 14, fallback: 30, walk-away: 45}
      indemnity: {preferred: no finding, fallback: severity 2, walk-away: severity 3, ask: "Each of us answers for ..."}

Every value is the worst that still counts as that position: 30 days are the fallback, 31 are not.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from clausecheck.beside import Standing
from clausecheck.errors import RuleProblem, UsageProblem
from clausecheck.judging.amounts import AMOUNTS, NAMES
from clausecheck.judging.places import number_text
from clausecheck.judging.quantities import said
from clausecheck.record import record
from clausecheck.rulebook.nodes import FileReader, Node, meant

__all__ = ["LEVELS", "Playbook", "Position", "read_playbook"]

_LIMITS = (Standing.preferred, Standing.fallback, Standing.walk_away)
_KEYS = (*(str(kind) for kind in _LIMITS), "unstated", "better", "ask")
_BETTER = ("lower", "higher")
_MOST = 10_000_000
"""More than any figure of a locum's contract."""

LEVELS = ("protected", "no finding", "severity 1", "severity 2", "severity 3", "severity 4", "severity 5")
"""How a contract may stand on a topic, best first; the place in this row is what is compared."""

_LARGEST = 1 << 18
"""Bytes; a position for every quantity and topic, with wording, has a tenth of it."""

_FORM = f"write {', '.join(LEVELS[:3])} … or {LEVELS[-1]}: the worst that you still accept for this position"


@record
class Position:
    """What a playbook says of one quantity or topic."""

    name: str
    """A quantity's name or a topic's slug."""
    topic: str
    quantity: bool
    limits: tuple[tuple[Standing, float], ...]
    """The worst value of each position that is given, best position first; of a topic the place in `LEVELS`."""
    lower: bool
    """Less is better."""
    unstated: Standing
    """What it counts as where the contract says nothing of it."""
    ask: str
    """The own wording: a topic's for all of its findings, a number's for those that hold the number."""
    pack: str = ""
    """The pack that has the topic, where it was not asked for: nothing can be told of it then."""

    def standing(self, value: float) -> Standing:
        """The best position that a value still meets."""
        for kind, limit in self.limits:
            if value <= limit + 0.005 if self.lower else value >= limit - 0.005:
                return kind
        return Standing.beyond

    def limit(self, kind: Standing) -> str:
        """A position in words, empty where there is none: `at most 30 days to pay`."""
        value = dict(self.limits).get(kind)
        if value is None:
            return ""
        if self.quantity:
            return f"{'at most' if self.lower else 'at least'} {said(self.name, number_text(value))}"
        words = LEVELS[int(value)]
        return f"{words} at most" if words.startswith("severity") else words


@record
class Playbook:
    """All positions, in the order of the file."""

    positions: tuple[Position, ...]


def read_playbook(data: bytes, name: str, *, topics: Sequence[str], packs: Mapping[str, str] | None = None) -> Playbook:
    """Read a playbook; raises `UsageProblem` with every fault and its line.

    `topics` are those of the rules in use, `packs` every topic of a pack there is, with the name of the pack.
    """
    if len(data) > _LARGEST:
        raise UsageProblem(f"{name}: larger than a playbook can be. Name the YAML file of your positions.")
    problems: list[RuleProblem] = []
    playbook = _Sheet(FileReader(name, problems), topics, packs or {}).read(data)
    if playbook is None or problems:
        raise UsageProblem("\n".join(map(str, sorted(problems, key=lambda p: p.line))))
    return playbook


class _Sheet:
    """Reads one playbook; faults go to the reader's problems."""

    def __init__(self, reader: FileReader, topics: Sequence[str], packs: Mapping[str, str]) -> None:
        self._reader = reader
        self._packs = packs
        self._topics = topics

    def read(self, data: bytes) -> Playbook | None:
        root = self._reader.root(data)
        if root is None:
            return None
        parts = self._reader.mapping(root, "the playbook", ("positions",), ("positions",))
        if "positions" not in parts:
            return None
        entries = self._reader.pairs(parts["positions"], "positions")
        if not entries and parts["positions"].id == "mapping":
            self._reader.fail(parts["positions"], "positions is empty; write one line for each quantity or topic")
        found = [self._position(key, node) for key, node in entries.items()]
        return Playbook(tuple(position for position in found if position is not None))

    def _position(self, name: str, node: Node) -> Position | None:
        quantity = name in AMOUNTS
        if not quantity and name not in self._topics and name not in self._packs:
            near = meant(name, (*AMOUNTS, *self._topics, *self._packs))
            hint = f"; {near}" if near else f"; {NAMES}, clausecheck rules list the topics"
            self._reader.fail(node, f"{name!r} is neither a quantity nor a topic{hint}")
            return None
        found = self._reader.mapping(node, name, _KEYS)
        read = self._number if quantity else self._level
        limits = tuple((kind, read(found[kind], f"{name}: {kind}")) for kind in _LIMITS if kind in found)
        if not limits:
            if node.id == "mapping":
                self._reader.fail(node, f"{name}: give preferred, fallback or walk-away, one at least")
            return None
        if "better" in found and not quantity:
            self._reader.fail(found["better"], f"{name}: better is for numbers; of a topic less harm is better")
        values = [value for _, value in limits]
        unstated = Standing.unknown
        if "unstated" in found:
            words = (*(str(kind) for kind in _LIMITS), str(Standing.beyond))
            unstated = Standing(self._reader.choice(found["unstated"], f"{name}: unstated", words) or Standing.unknown)
        return Position(
            name=name,
            topic=AMOUNTS[name].topic if quantity else name,
            quantity=quantity,
            limits=limits,
            lower=self._lower(name, node, found, values) if quantity else self._falls(name, node, values),
            unstated=unstated,
            ask=self._reader.string(found["ask"], f"{name}: ask") if "ask" in found else "",
            pack="" if quantity or name in self._topics else self._packs[name],
        )

    def _lower(self, name: str, node: Node, found: dict[str, Node], values: Sequence[float]) -> bool:
        """Whether less is better: as stated, else as the rules have it for the locum, if the numbers go that way."""
        stated = self._reader.choice(found["better"], f"{name}: better", _BETTER) if "better" in found else ""
        better = stated or AMOUNTS[name].better
        rises, falls = (values[0] < values[-1], values[0] > values[-1])
        ordered = list(values) == sorted(values, reverse=falls)
        if not ordered or any(math.isnan(value) for value in values):
            self._reader.fail(node, f"{name}: from preferred to walk-away the numbers must only rise or only fall")
        elif (rises and better == "higher") or (falls and better == "lower"):
            other = "lower" if rises else "higher"
            why = "as you state" if stated else "for a locum"
            self._reader.fail(
                node,
                f"{name}: {better} is better {why}, but the numbers go the other way; "
                f"turn them round, or write better: {other}",
            )
        return better != "higher"

    def _falls(self, name: str, node: Node, values: Sequence[float]) -> bool:
        if list(values) != sorted(values):
            self._reader.fail(node, f"{name}: from preferred to walk-away the harm must not become less")
        return True

    def _number(self, node: Node, what: str) -> float:
        """A number of 0 or more; a leading £ and commas between thousands are allowed."""
        text = str(node.value).strip().removeprefix("£").replace(",", "") if node.id == "scalar" else ""
        try:
            value = float(text) if text.isascii() and text.replace(".", "", 1).isdecimal() else math.nan
        except ValueError:
            value = math.nan
        if math.isnan(value) or value > _MOST:
            self._reader.fail(node, f"{what} must be a number, 0 or more, without a unit")
            return 0.0
        return value

    def _level(self, node: Node, what: str) -> float:
        text = " ".join(str(node.value).lower().split()) if node.id == "scalar" else ""
        text = text.replace("severity up to ", "severity ").replace("none", "no finding")
        if text not in LEVELS:
            self._reader.fail(node, f"{what}: {_FORM}")
            return 0.0
        return float(LEVELS.index(text))
