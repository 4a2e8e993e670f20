"""What was agreed before the paper came against what the paper says: every mismatch, with both sides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clausecheck.judging.amounts import AMOUNTS
from clausecheck.judging.deal import Deal, Rung
from clausecheck.judging.granted import granted
from clausecheck.judging.paper import Paper, Words
from clausecheck.judging.places import number_text
from clausecheck.judging.quantities import said
from clausecheck.judging.sittings import date_mismatch, time_mismatches
from clausecheck.report import Ladder, LadderStep, Mismatch, MismatchKind, QuantityFound

__all__ = ["mismatches"]

_CANCELLATION = "cancellation-by-practice"
_KIN = (
    ("patients_per_session", "patients_per_day", "patients_per_hour"),
    ("session_fee_gbp", "hourly_fee_gbp"),
)
"""Quantities that say one thing in several ways."""
_SETS = {"cancellation_full_fee_hours", "cancellation_free_hours"}
"""Told with the whole scale where one was agreed."""


def mismatches(deal: Deal, paper: Paper) -> tuple[Mismatch, ...]:
    """What of `deal` the paper contradicts, leaves out or makes unclear, in the order of a booking."""
    found: list[Mismatch] = [*date_mismatch(deal, paper), *time_mismatches(deal, paper)]
    for name, value in deal.amounts:
        if not (deal.cancellation and name in _SETS):
            found += _amount(name, value, paper)
    if deal.cancellation:
        found += _cancellation(deal.cancellation, paper)
    return tuple(found)


def _amount(name: str, value: float, paper: Paper) -> Iterator[Mismatch]:
    topic = AMOUNTS[name].topic
    agreed = said(name, number_text(value))
    written = paper.quantity(name)
    real = granted(paper, written) if written is not None else None
    if written is not None and real is not None and _same(real.value, value):
        if not real.sure:
            yield paper.mismatch((name, topic), MismatchKind.unclear, (agreed, real.written), Words.of(written))
            return
        undone = paper.harm(topic, surely=True)
        if undone is not None and not _within(undone, written):
            says = f"{agreed}, but it also says: {undone.said}"
            yield paper.mismatch((name, topic), MismatchKind.unclear, (agreed, says), undone)
        return
    if written is not None and real is not None:
        says = real.written
        other = paper.elsewhere(name, value, written)
        if other is not None:
            says = f"{says}; but {number_text(value)} stands {other.place}: ask which of them counts"
        yield paper.mismatch(
            (name, topic), MismatchKind.differs, (agreed, says), Words.of(written), _favours(name, real.value, value)
        )
        return
    yield from _unset(name, value, agreed, paper)


def _unset(name: str, value: float, agreed: str, paper: Paper) -> Iterator[Mismatch]:
    """The paper sets no such number: it may say it in other words, refuse it, or leave it out."""
    topic = AMOUNTS[name].topic
    kin = next((found for group in _KIN if name in group for other in group if (found := paper.quantity(other))), None)
    if kin is not None:
        yield from _kin(name, value, agreed, kin, paper)
        return
    sure = paper.harm(topic, surely=True)
    if sure is not None:
        yield paper.mismatch((name, topic), MismatchKind.differs, (agreed, sure.said), sure, "other")
        return
    there = paper.elsewhere(name, value, None)
    if there is not None:
        says = f"{number_text(value)} stands {there.place}, and it is not sure that it means this"
        yield paper.mismatch((name, topic), MismatchKind.unclear, (agreed, says), there)
        return
    likely = paper.harm(topic)
    if likely is not None:
        says = f"no such number, but: {likely.said}"
        yield paper.mismatch((name, topic), MismatchKind.unclear, (agreed, says), likely, "other")
        return
    yield paper.mismatch(
        (name, topic), MismatchKind.missing, (agreed, "nothing: it sets no such number"), None, "other"
    )


def _kin(name: str, value: float, agreed: str, kin: QuantityFound, paper: Paper) -> Iterator[Mismatch]:
    topic = AMOUNTS[name].topic
    says = said(kin.name, number_text(kin.value))
    minutes = paper.quantity("session_minutes")
    if kin.name == "hourly_fee_gbp" and minutes is not None:
        fee = kin.value * minutes.value / 60
        if _same(fee, value):
            return
        says += f": × {number_text(minutes.value)} minutes ÷ 60 = £{number_text(fee)} a session"
        favours = _favours(name, fee, value)
        yield paper.mismatch((name, topic), MismatchKind.differs, (agreed, says), Words.of(kin), favours)
        return
    yield paper.mismatch((name, topic), MismatchKind.unclear, (agreed, f"{says}: counted otherwise"), Words.of(kin))


def _same(one: float, other: float) -> bool:
    return abs(one - other) < 0.005


def _within(words: Words, found: QuantityFound) -> bool:
    """They are the same passage: a number and what is bad about it are told once."""
    return words.start < found.end and found.start < words.end and words.end - words.start > 0


def _favours(name: str, written: float, agreed: float) -> str:
    better = AMOUNTS[name].better
    if not better:
        return ""
    return "locum" if (written < agreed) == (better == "lower") else "other"


def _cancellation(agreed: Sequence[Rung], paper: Paper) -> Iterator[Mismatch]:
    """The agreed scale against the paper's: at every rung of either, what share of the fee is paid."""
    said_then = "; ".join(_rung(rung.hours, rung.percent) for rung in agreed)
    ladder = paper.ladder(_CANCELLATION)
    if ladder is None:
        yield from _no_ladder(said_then, agreed, paper)
        return
    hours = sorted({rung.hours for rung in agreed} | {step.hours for step in ladder.steps if step.percent})
    pairs = [(_share(agreed, just), _share(ladder.steps, just)) for just in (hour - 0.01 for hour in hours)]
    if all(_same(then, now) for then, now in pairs):
        undone = paper.harm(_CANCELLATION, surely=True)
        if undone is not None and not paper.on_ladder(undone, ladder):
            says = f"{_ladder_text(ladder)}; but it also says: {undone.said}"
            kind = MismatchKind.unclear
            yield paper.mismatch(("cancellation", _CANCELLATION), kind, (said_then, says), undone)
        return
    worse, better = any(now < then for then, now in pairs), any(now > then for then, now in pairs)
    favours = "" if worse and better else "other" if worse else "locum"
    place = paper.find(ladder.steps[0].quote)
    yield paper.mismatch(
        ("cancellation", _CANCELLATION), MismatchKind.differs, (said_then, _ladder_text(ladder)), place, favours
    )


def _no_ladder(said_then: str, agreed: Sequence[Rung], paper: Paper) -> Iterator[Mismatch]:
    harm = paper.harm(_CANCELLATION)
    if harm is not None:
        yield paper.mismatch(
            ("cancellation", _CANCELLATION), MismatchKind.differs, (said_then, harm.said), harm, "other"
        )
        return
    full, free = paper.quantity("cancellation_full_fee_hours"), paper.quantity("cancellation_free_hours")
    known = full or free
    if known is None:
        nothing = "nothing: it sets no scale for cancelling"
        yield paper.mismatch(("cancellation", _CANCELLATION), MismatchKind.missing, (said_then, nothing), None, "other")
        return
    whole = max((rung.hours for rung in agreed if _same(rung.percent, 100)), default=None)
    if full is not None and whole is not None and _same(full.value, whole) and len(agreed) == 1:
        return
    says = "; ".join(said(found.name, number_text(found.value)) for found in (full, free) if found is not None)
    yield paper.mismatch(("cancellation", _CANCELLATION), MismatchKind.unclear, (said_then, says), Words.of(known))


def _share(steps: Sequence[Rung | LadderStep], hours: float) -> float:
    """Percent of the fee paid on `hours` of notice; nothing above the longest step."""
    return next((step.percent for step in steps if hours < step.hours and step.percent), 0.0)


def _ladder_text(ladder: Ladder) -> str:
    return "; ".join(_rung(step.hours, step.percent) for step in ladder.steps)


def _rung(hours: float, percent: float) -> str:
    if not percent:
        return f"nothing from {number_text(hours)} hours' notice"
    return f"{number_text(percent)}% of the fee on less than {number_text(hours)} hours' notice"
