"""What a SARIF log says of a playbook: a result for each position that is not the preferred one."""

from __future__ import annotations

from collections.abc import Iterator

from clausecheck.beside import PositionMet, Standing
from clausecheck.judging.places import fingerprint, known_words
from clausecheck.render.passages import place
from clausecheck.render.plain import visible
from clausecheck.render.positions import STANDINGS, limits_line, position_title
from clausecheck.render.sarif_deal import DealResult
from clausecheck.render.wording import topic_title
from clausecheck.report import Report

__all__ = ["position_results"]

_LEVELS = {
    Standing.beyond: "error",
    Standing.walk_away: "warning",
    Standing.fallback: "note",
    Standing.unknown: "note",
}
_HELP = "A position of your own playbook. Ask for your preferred one, or change the playbook."


def position_results(report: Report) -> Iterator[DealResult]:
    """The positions of a report that are not the preferred ones, in the order of the playbook."""
    for one in report.positions:
        if one.met not in _LEVELS:
            continue
        name = f"position.{visible(one.name)}"
        out: dict[str, object] = {"name": one.name, "met": str(one.met), "topic": one.topic}
        if one.quote:
            out |= {"clause": visible(one.clause), "page": one.page, "start": one.start, "end": one.end}
        yield DealResult(
            {
                "id": name,
                "shortDescription": {"text": f"Your position: {_title(one)}"},
                "help": {"text": _HELP, "markdown": _HELP},
                "defaultConfiguration": {"level": "warning"},
            },
            _LEVELS[one.met],
            _words(one),
            one,
            fingerprint(name, known_words(one.quote), 0),
            out,
        )


def _title(one: PositionMet) -> str:
    return visible(position_title(one, topic_title(one.topic)))


def _words(one: PositionMet) -> str:
    where = place(one.clause, one.page)
    written = one.written.rstrip(".")
    said = f"{STANDINGS[one.met]}: {_title(one)}. Contract: {written}{f' ({where})' if where else ''}."
    ask = f" Ask for: {one.ask}" if one.ask else ""
    return f"{said} Playbook: {limits_line(one)}.{ask}"
