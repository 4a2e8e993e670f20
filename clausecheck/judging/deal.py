"""The deal sheet: what was agreed by phone or text before the paper came, and the locum's own figures, as YAML."""

from __future__ import annotations

import math
import re

from clausecheck.errors import RuleProblem, UsageProblem
from clausecheck.judging.amounts import AMOUNTS, NAMES
from clausecheck.patterns import pattern
from clausecheck.reading.dates import DateFound, dates_in
from clausecheck.record import record, replaced
from clausecheck.rulebook.nodes import FileReader, Node

__all__ = ["FIGURES", "Deal", "Rung", "afternoon", "clock_text", "read_deal"]

FIGURES = ("session_fee_gbp", "hourly_fee_gbp", "overrun_gbp_per_hour", "session_minutes", "sessions_per_month")
"""The locum's own figures that costs are worked out from."""

_OTHERS = ("dates", "start", "finish", "cancellation")
_MOST = 10_000_000
"""More than any figure of a locum's contract."""
_TIME = pattern(r"(?P<hour>\d{1,2})(?:[.:]?(?P<minute>\d\d))?\s*(?P<half>am|pm)?", re.IGNORECASE)
_EARLIEST = 7 * 60
"""Nobody starts a surgery at half past one at night: a time below, without am, is in the afternoon."""


@record
class Rung:
    """One step of what was agreed for cancelling: below `hours` of notice, `percent` of the fee."""

    hours: float
    percent: float


@record
class Deal:
    """What was agreed, and the locum's own figures."""

    amounts: tuple[tuple[str, float], ...] = ()
    """Quantity name and value, in the order of the sheet."""
    dates: tuple[DateFound, ...] = ()
    start: int | None = None
    """Minutes after midnight."""
    finish: int | None = None
    cancellation: tuple[Rung, ...] = ()
    """Shortest notice first."""
    figures: tuple[tuple[str, float], ...] = ()
    """Names of `FIGURES` and their values."""

    def with_figures(self, others: tuple[tuple[str, float], ...]) -> Deal:
        """With the figures of a configuration file where this sheet gives none; what was agreed counts as a figure."""
        known = dict(others) | dict(self.amounts) | dict(self.figures)
        return replaced(self, figures=tuple((name, known[name]) for name in FIGURES if name in known))


def read_deal(data: bytes, name: str) -> Deal:
    """Read a deal sheet; raises `UsageProblem` with every fault in it, each with its line."""
    problems: list[RuleProblem] = []
    reader = _Sheet(FileReader(name, problems))
    deal = reader.read(data)
    if deal is None or problems:
        raise UsageProblem("\n".join(map(str, sorted(problems, key=lambda p: p.line))))
    return deal


def clock_text(minutes: int) -> str:
    """`08:30`."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


class _Sheet:
    """Reads one sheet, part by part; faults go to the reader's problems."""

    def __init__(self, reader: FileReader) -> None:
        self._reader = reader

    def read(self, data: bytes) -> Deal | None:
        root = self._reader.root(data)
        if root is None:
            return None
        parts = self._reader.mapping(root, "the deal sheet", ("agreed", "figures"))
        if not parts and root.id == "mapping" and not self._reader.problems:
            self._reader.fail(root, "the deal sheet is empty; write agreed: or figures:")
        agreed = self._pairs(parts.get("agreed"), "agreed", (*AMOUNTS, *_OTHERS))
        figures = self._pairs(parts.get("figures"), "figures", FIGURES)
        deal = Deal(
            amounts=tuple((key, self._number(node, key)) for key, node in agreed.items() if key in AMOUNTS),
            dates=self._dates(agreed.get("dates")),
            start=self._time(agreed.get("start"), "start"),
            finish=self._time(agreed.get("finish"), "finish"),
            cancellation=self._cancellation(agreed.get("cancellation")),
            figures=tuple((key, self._number(node, key)) for key, node in figures.items()),
        )
        if deal.start is not None and deal.start == deal.finish:
            self._reader.fail(agreed["finish"], "finish: the same time as start")
        return deal

    def _pairs(self, node: Node | None, what: str, accepted: tuple[str, ...]) -> dict[str, Node]:
        return {} if node is None else self._reader.mapping(node, what, accepted, hint=NAMES)

    def _number(self, node: Node, what: str) -> float:
        """A number of 0 or more; a leading £ and commas between thousands are allowed."""
        text = str(node.value).strip().removeprefix("£").replace(",", "") if node.id == "scalar" else ""
        try:
            value = float(text) if text.replace(".", "", 1).isdecimal() else math.nan
        except ValueError:
            value = math.nan
        if math.isnan(value) or value > _MOST:
            self._reader.fail(node, f"{what} must be a number, 0 or more, without a unit, such as {what}: 15")
            return 0.0
        return value

    def _time(self, node: Node | None, what: str) -> int | None:
        if node is None:
            return None
        match = _TIME.fullmatch(str(node.value).strip()) if node.id == "scalar" else None
        hour, minute = (int(match["hour"]), int(match["minute"] or 0)) if match else (99, 0)
        half = (match["half"] or "").lower() if match else ""
        if hour > 23 or minute > 59 or (half and not 1 <= hour <= 12):
            self._reader.fail(node, f"{what} must be a time of day, such as {what}: 08:30")
            return None
        if half:
            hour = hour % 12 + (12 if half == "pm" else 0)
        return hour * 60 + minute

    def _dates(self, node: Node | None) -> tuple[DateFound, ...]:
        if node is None:
            return ()
        found: list[DateFound] = []
        for item in [node] if node.id == "scalar" else self._reader.items(node, "dates"):
            dates = dates_in(str(item.value)) if item.id == "scalar" else ()
            if not dates:
                self._reader.fail(item, "dates must be days such as 2026-12-07 or 7 December 2026, in a list [ , ]")
            found += [date for date in dates if not any(date.same_day(other) for other in found)]
        return tuple(sorted(found, key=lambda d: (d.year or 0, d.month, d.day)))

    def _cancellation(self, node: Node | None) -> tuple[Rung, ...]:
        if node is None:
            return ()
        rungs: dict[float, Rung] = {}
        for item in self._reader.items(node, "cancellation"):
            keys = ("hours", "percent")
            parts = self._reader.mapping(item, "a step of cancellation", keys, keys)
            if item.id != "mapping" or len(parts) < 2:
                continue
            rung = Rung(self._number(parts["hours"], "hours"), self._number(parts["percent"], "percent"))
            if rung.percent > 100:
                self._reader.fail(parts["percent"], "percent must be from 0 to 100: it is a share of the fee")
            elif rung.hours in rungs:
                self._reader.fail(parts["hours"], f"hours: {rung.hours:g} stands twice")
            else:
                rungs[rung.hours] = rung
        return tuple(rungs[hours] for hours in sorted(rungs))


def afternoon(minutes: int) -> int:
    """A time as a day surgery means it: `1.50` is ten to two in the afternoon."""
    return minutes + 720 if minutes < _EARLIEST else minutes
