"""Days and hours: those agreed against those the paper books."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from clausecheck.judging.deal import Deal, afternoon, clock_text
from clausecheck.judging.paper import Paper, Words
from clausecheck.reading.contract import Limb, PassageKind, QuantityKind
from clausecheck.reading.dates import DateFound, dates_in
from clausecheck.reading.wordlist import word_set
from clausecheck.record import record
from clausecheck.report import Mismatch, MismatchKind

__all__ = ["date_mismatch", "time_mismatches"]

_FINISH = "finish-time"
_LENGTH = "session-length"
_BOOKS = word_set("date dates day days session sessions shift shifts booking bookings booked")
_NO_SITTING = word_set("signed dated signature invoice invoices born birth issued version expires expiry sent")
_STARTS = word_set("start starts starting begin begins beginning commence commences from")
_ENDS = word_set("finish finishes finishing end ends ending until close closes")
_SITTING = word_set(
    "session sessions shift shifts surgery surgeries hours time times clinic clinics morning afternoon evening start"
    " starts finish finishes begin begins end ends"
)
_NEAR = 3
"""Words between the two ends of a sitting: `8.30 am to 12.40 pm`."""
_MOST_SHOWN = 4


def date_mismatch(deal: Deal, paper: Paper) -> Iterator[Mismatch]:
    """One mismatch for all the days: those the paper leaves out, and those it books besides."""
    if not deal.dates:
        return
    text = paper.contract.document.text
    named: list[tuple[Limb, tuple[DateFound, ...]]] = []
    for limb in paper.speaking:
        if any(character.isdigit() for character in text[limb.start : limb.end]):
            dates = dates_in(text[limb.start : limb.end])
            named += [(limb, dates)] if dates else []
    every = [date for _, dates in named for date in dates]
    lacking = [date for date in deal.dates if not any(date.same_day(other) for other in every)]
    extra, place = _extra(deal, named, paper)
    if not lacking and not extra:
        return
    agreed = ", ".join(map(str, deal.dates))
    parts = []
    if lacking:
        parts.append(f"does not name {', '.join(map(str, lacking))}")
    if extra:
        parts.append(f"books {', '.join(map(str, extra))} as well")
    nothing_like = lacking == list(deal.dates) and not extra
    kind = MismatchKind.missing if nothing_like else MismatchKind.differs
    yield paper.mismatch(("dates", ""), kind, (agreed, "; ".join(parts)), place)


def _extra(
    deal: Deal, named: list[tuple[Limb, tuple[DateFound, ...]]], paper: Paper
) -> tuple[list[DateFound], Words | None]:
    """Days that the paper books and nobody agreed, and where the first days stand that it books."""
    extra: list[DateFound] = []
    place: Words | None = None
    for limb, dates in named:
        own = limb.words[limb.own :]
        agreed = any(date.same_day(other) for date in dates for other in deal.dates)
        row = limb.kind is PassageKind.row and not _BOOKS.isdisjoint(own[:3])
        if not (agreed or row) or not _NO_SITTING.isdisjoint(own):
            continue
        place = place or paper.words_of(limb)
        extra += [
            date
            for date in dates
            if not date.between and not any(date.same_day(other) for other in (*deal.dates, *extra))
        ]
    return extra, place


@record
class _Sitting:
    """Hours that the paper names, None for an end that it leaves open."""

    start: int | None
    finish: int | None
    limb: Limb

    def __str__(self) -> str:
        if self.start is None or self.finish is None:
            only = self.start if self.finish is None else self.finish
            word = "start" if self.finish is None else "finish"
            return f"{word} {clock_text(only or 0)}"
        return f"{clock_text(self.start)} to {clock_text(self.finish)}"


def time_mismatches(deal: Deal, paper: Paper) -> Iterator[Mismatch]:
    """Start and finish against the hours the paper names, and against an end it leaves open."""
    if deal.start is None and deal.finish is None:
        return
    night = paper.contract.engagement == "ooh"
    start = deal.start if night or deal.start is None else afternoon(deal.start)
    finish = deal.finish if night or deal.finish is None else afternoon(deal.finish)
    agreed = " to ".join(clock_text(time) for time in (start, finish) if time is not None)
    name = "times" if start is not None and finish is not None else "start" if finish is None else "finish"
    sittings = list(_sittings(paper, night=night))
    harm = paper.harm(_FINISH) if finish is not None else None
    if not sittings:
        length = paper.quantity("session_minutes")
        if harm is not None:
            yield paper.mismatch((name, _FINISH), MismatchKind.differs, (agreed, harm.said), harm, "other")
        elif length is not None and start is not None and finish is not None:
            if abs((finish - start) % 1440 - length.value) >= 1:
                says = f"no hours, but a session of {length.value:g} minutes"
                yield paper.mismatch((name, _LENGTH), MismatchKind.differs,
                    (f"{agreed}, {(finish - start) % 1440} minutes", says), Words.of(length),
                    "other" if length.value > (finish - start) % 1440 else "locum",
                )  # fmt: skip
        else:
            nothing = (agreed, "nothing: it names no hours")
            yield paper.mismatch((name, _FINISH), MismatchKind.missing, nothing, None, "other")
        return
    agreeing = [one for one in sittings if _agrees(one, start, finish)]
    if not agreeing and not _in_parts(sittings, start, finish):
        says = "; ".join(dict.fromkeys(map(str, sittings[:_MOST_SHOWN])))
        place = paper.words_of(sittings[0].limb)
        yield paper.mismatch((name, _FINISH), MismatchKind.differs, (agreed, says), place, _favours(sittings, finish))
    elif harm is not None:
        says = f"those hours, but it also says: {harm.said}"
        yield paper.mismatch((name, _FINISH), MismatchKind.unclear, (agreed, says), harm, "other")


def _sittings(paper: Paper, *, night: bool) -> Iterator[_Sitting]:
    """Every span of hours, then single starts and finishes."""
    single: list[_Sitting] = []
    for limb in paper.speaking:
        own = limb.words[limb.own :]
        times = [q for q in limb.quantities if q.kind is QuantityKind.time and q.first >= limb.own]
        if not times or _SITTING.isdisjoint(limb.words):
            continue
        paired = set()
        for first, last in pairwise(times):
            if first in paired or last.first - first.last > _NEAR:
                continue
            paired |= {first, last}
            yield _Sitting(_minutes(first.value, night), _minutes(last.value, night), limb)
        if not paired and len(times) == 1:
            begins, ends = not _STARTS.isdisjoint(own), not _ENDS.isdisjoint(own)
            at = _minutes(times[0].value, night)
            if begins != ends:
                single.append(_Sitting(at if begins else None, at if ends else None, limb))
    yield from single


def _minutes(value: float, night: bool) -> int:
    minutes = int(value) % 1440
    return minutes if night else afternoon(minutes)


def _agrees(one: _Sitting, start: int | None, finish: int | None) -> bool:
    """It says every end that was agreed, and says it alike."""
    return (start is None or one.start == start) and (finish is None or one.finish == finish)


def _in_parts(sittings: list[_Sitting], start: int | None, finish: int | None) -> bool:
    """Start and finish are named, each in a passage of its own."""
    single = [one for one in sittings if one.start is None or one.finish is None]
    starts, finishes = {one.start for one in single}, {one.finish for one in single}
    return (start is None or start in starts) and (finish is None or finish in finishes)


def _favours(sittings: list[_Sitting], finish: int | None) -> str:
    """A later finish than agreed is the other side's gain, where there is one finish."""
    finishes = {one.finish for one in sittings if one.finish is not None}
    if finish is None or len(finishes) != 1:
        return ""
    (written,) = finishes
    return "" if written == finish else "other" if written > finish else "locum"
