"""Where documents of a batch stand on the positions of a playbook and the duties of packs, in some bytes each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from clausecheck.beside import Standing
from clausecheck.record import record
from clausecheck.render.positions import quantity_title
from clausecheck.render.wording import topic_title

__all__ = ["RANKED", "Beside", "Duty", "Pack", "Position", "Register", "beside", "numbered", "worst_severities"]

RANKED = (Standing.preferred, Standing.fallback, Standing.walk_away, Standing.beyond)
"""The best first; `unknown` is neither better nor worse than any."""

_STANDINGS = tuple(Standing)
_ABSENT = 8
# Added to the worst severity on a duty where a term on it was not found.


@record
class Position:
    """One entry of a playbook; with other limits it is another, so that no two are held against each other."""

    name: str
    topic: str
    quantity: bool
    preferred: str
    fallback: str
    walk_away: str

    def title(self, titles: Mapping[str, str]) -> str:
        """As a reader would head it; `titles` of topics by slug."""
        return quantity_title(self.name) if self.quantity else titles.get(self.topic) or topic_title(self.topic)


@record
class Pack:
    """Rules of another perspective that were asked for."""

    name: str
    perspective: str
    title: str


@record
class Duty:
    """A topic of a pack; it may have the slug of one of the locum's without being the same."""

    pack: int
    """Number of the pack."""
    topic: str

    def title(self, titles: Mapping[str, str]) -> str:
        """As a reader would head it."""
        return titles.get(self.topic) or topic_title(self.topic)


class Register:
    """The positions, packs and duties met so far, each with a number."""

    def __init__(self) -> None:
        self._positions: dict[Position, int] = {}
        self._packs: dict[Pack, int] = {}
        self._duties: dict[Duty, int] = {}

    def position(self, position: Position) -> int:
        """Its number, a new one if it is new."""
        return self._positions.setdefault(position, len(self._positions))

    def pack(self, pack: Pack) -> int:
        """Its number, a new one if it is new."""
        return self._packs.setdefault(pack, len(self._packs))

    def duty(self, duty: Duty) -> int:
        """Its number, a new one if it is new."""
        return self._duties.setdefault(duty, len(self._duties))

    @property
    def all(self) -> tuple[tuple[Position, ...], tuple[Pack, ...], tuple[Duty, ...]]:
        """Each kind by number."""
        return tuple(self._positions), tuple(self._packs), tuple(self._duties)


@record
class Beside:
    """What one document's report says beside the locum's own."""

    met: bytes = b""
    """By number of position: 0 where it was not asked about, else one more than the place of its standing.

    Empty for what is not judged as a locum's contract: a message that only brings one stands nowhere.
    """
    packs: bytes = b""
    """By number of pack: 0 where it was not asked for, 1 where it is not for this document, 2 where it looked at it."""
    duties: bytes = b""
    """By number of duty: the worst severity of the sure findings, and 8 more where a term on it was not found."""
    exposed: int = 0
    """Findings of packs, without those of low confidence."""
    missing: int = 0
    """Terms that packs look for and that were not found."""

    def standing(self, position: int) -> Standing | None:
        """Where it stands on the position of this number."""
        code = self.met[position] if position < len(self.met) else 0
        return _STANDINGS[code - 1] if code else None

    def count(self, standing: Standing) -> int:
        """On how many positions it stands there."""
        return self.met.count(_STANDINGS.index(standing) + 1)

    def looked_at(self, pack: int) -> bool | None:
        """Whether the pack of this number is for it; None where it was not asked for."""
        code = self.packs[pack] if pack < len(self.packs) else 0
        return code > 1 if code else None

    def severity(self, duty: int) -> int:
        """The worst severity found on the duty of this number, 0 for none."""
        return self.duties[duty] % _ABSENT if duty < len(self.duties) else 0

    def absent(self, duty: int) -> bool:
        """A term on the duty of this number was not found."""
        return duty < len(self.duties) and self.duties[duty] >= _ABSENT


_NOTHING = Beside()


def beside(report: dict[str, Any], register: Register) -> Beside:
    """What the report, a schema-1 value, says of positions and packs."""
    positions, packs = report.get("positions"), report.get("packs")
    if not positions and not packs:
        return _NOTHING
    looked: dict[int, int] = {}
    duties: dict[int, int] = {}
    exposed = missing = 0
    for pack in packs or ():
        number = register.pack(Pack(pack["name"], pack["perspective"], pack["title"]))
        looked[number] = max(looked.get(number, 0), 2 if pack["applies"] else 1)
        exposed += sum(found["confidence"] != "low" for found in pack["findings"])
        missing += len(pack["missing"])
        for duty, code in _duties(pack, number, register):
            before = duties.get(duty, 0)
            duties[duty] = (before | code) & _ABSENT | max(before % _ABSENT, code % _ABSENT)
    met = _met(positions or (), register)
    return Beside(
        met=b"" if report["measures"] is None else numbered(met),
        packs=numbered(looked),
        duties=numbered(duties),
        exposed=exposed,
        missing=missing,
    )


def _met(positions: Iterable[dict[str, Any]], register: Register) -> dict[int, int]:
    met: dict[int, int] = {}
    for one in positions:
        limits = (one["preferred"], one["fallback"], one["walk_away"])
        number = register.position(Position(one["name"], one["topic"], one["quantity"], *limits))
        met[number] = max(met.get(number, 0), _STANDINGS.index(Standing(one["met"])) + 1)
    return met


def _duties(pack: dict[str, Any], number: int, register: Register) -> Iterator[tuple[int, int]]:
    """Number and code of each duty that something is said of."""
    for topic, severity in worst_severities(pack["findings"]).items():
        yield register.duty(Duty(number, topic)), severity
    for term in pack["missing"]:
        yield register.duty(Duty(number, term["topic"])), _ABSENT


def worst_severities(found: Iterable[dict[str, Any]]) -> dict[str, int]:
    """The worst severity of each topic among the sure findings."""
    worst: dict[str, int] = {}
    for one in found:
        if one["confidence"] != "low":
            worst[one["topic"]] = max(one["severity"], worst.get(one["topic"], 0))
    return worst


def numbered(values: Mapping[int, int]) -> bytes:
    """The values by number."""
    return bytes(values.get(number, 0) for number in range(max(values, default=-1) + 1))
