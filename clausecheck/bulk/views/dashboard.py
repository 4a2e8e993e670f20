"""A batch as one HTML page that needs nothing else: sorted, filtered and searched without a network.

What comes from contracts and file names stands in it as JSON, which the page's own script shows as text and nothing
else; as in the report on one contract, the page's policy lets no other script run and nothing be loaded or sent.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

from clausecheck import __version__
from clausecheck.bulk.result import Outcome
from clausecheck.bulk.views.changes import Change, Changes
from clausecheck.bulk.views.entries import Entry, title
from clausecheck.bulk.views.groups import Group
from clausecheck.bulk.views.reports import Reports
from clausecheck.bulk.views.survey import Survey
from clausecheck.patterns import pattern
from clausecheck.render.json import escape_unsafe
from clausecheck.render.plain import visible
from clausecheck.render.telling import cut
from clausecheck.render.wording import NATIONS, NOT_ADVICE, axis_title

__all__ = ["MOST_GROUPS", "content_security_policy", "write_dashboard"]

_TEMPLATES = Path(__file__).parent / "templates"
_PALETTE = Path(__file__).parents[2] / "render" / "templates" / "report.css"

MOST_GROUPS = 1_000
"""Groups on the page; the workbook has all."""
_MOST_CHANGES = 5_000

_QUOTE, _TEXT, _NAME = 360, 400, 300
# Characters of quotes, of other texts and of names; the workbook has them whole.

_PARTS = 20
# Unread parts of a document that are named.

_ENGAGED = {"direct": "practice", "company": "own company", "ooh": "out of hours"}
# Shorter than in the report, where they are part of a sentence; the others are called what they are called there.

_MARKUP = pattern("[<>&]")


def write_dashboard(
    path: Path,
    survey: Survey,
    *,
    told: Changes | None = None,
    titles: Mapping[str, str] | None = None,
    reports: Reports | None = None,
    heading: str = "Batch",
) -> None:
    """Write the page; `told` is None where there was no run before, `reports` are those that rows may link to."""
    data = _Data(survey, told, titles or {}, reports or Reports(None, path))
    head, tail = _page(survey, heading)
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(head)
        data.write(stream)
        stream.write(tail)


def content_security_policy() -> str:
    """What a browser may do with the page: apply its style, run its script, and nothing else."""
    style, script = (b64encode(sha256(text.encode()).digest()).decode() for text in (_style(), _asset("dashboard.js")))
    return (
        f"default-src 'none'; style-src 'sha256-{style}'; script-src 'sha256-{script}'; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
    )


@cache
def _asset(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


@cache
def _style() -> str:
    """The colours of the report on one contract, by day and night, and the style of this page."""
    colours, _, _ = _PALETTE.read_text(encoding="utf-8").partition("* {")
    return colours + _asset("dashboard.css")


def _page(survey: Survey, heading: str) -> tuple[str, str]:
    """What stands before and behind the data."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    made = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    letters = [entry.letter for entry in survey.entries]
    most = max((letters.count(letter) for letter in set(letters)), default=1)
    page = made.get_template("dashboard.html").render(
        heading=visible(heading),
        grades=[(letter, letters.count(letter), 100 * letters.count(letter) / most) for letter in [*"ABCDE", ""]],
        files=survey.files,
        within=len(survey.entries) - survey.files,
        templates=survey.templates,
        positions=bool(survey.positions),
        outcomes=[survey.outcomes[outcome] for outcome in Outcome],
        version=__version__,
        not_advice=NOT_ADVICE,
        policy=content_security_policy(),
        # Our own two files, the only values that are not escaped.
        style=Markup(_style()),  # noqa: S704
        script=Markup(_asset("dashboard.js")),  # noqa: S704
    )
    head, _, tail = page.partition("@@data@@")
    return head, tail.rstrip("\n") + "\n"


class _Data:
    """What the page's script shows, written piece by piece: a row an array, in the order of `_row`."""

    def __init__(self, survey: Survey, told: Changes | None, titles: Mapping[str, str], reports: Reports) -> None:
        self._survey, self._told, self._reports = survey, told, reports
        self._titles = titles
        self._axes = tuple(dict.fromkeys(axis for entry in survey.entries for axis, _ in entry.axes))
        self._verdicts: dict[str, int] = {}
        self._groups = survey.groups[:MOST_GROUPS]

    def write(self, stream: IO[str]) -> None:
        """The JSON, without anything that HTML could take for its own."""
        self._write_list(stream, "{\n", "rows", (self._row(*one) for one in enumerate(self._survey.entries)))
        self._write_list(stream, ",\n", "groups", map(self._group, self._groups))
        changes = () if self._told is None else self._told.documents
        self._write_list(stream, ",\n", "changes", map(self._change, changes[:_MOST_CHANGES]))
        rest = {
            "verdicts": list(self._verdicts),
            "topics": [visible(title(slug, self._titles)) for slug in self._survey.topics],
            "axes": [axis_title(axis) for axis in self._axes],
            "templates": self._survey.templates,
            "outside": [n for n, one in enumerate(self._survey.entries) if any(one.hurts) and not one.template],
            "allGroups": len(self._survey.groups),
            "allChanges": len(changes),
            "before": self._told is not None,
            "newFindings": self._told.new if self._told else 0,
            "goneFindings": self._told.gone if self._told else 0,
            "otherRules": bool(self._told and self._told.others_made_it),
            **self._beside(),
        }
        stream.write(",\n" + _json(rest)[1:] + "\n")

    def _write_list(self, stream: IO[str], lead: str, name: str, values: Iterable[Any]) -> None:
        stream.write(f'{lead}"{name}":[')
        between = "\n"
        for value in values:
            stream.write(between + _json(value))
            between = ",\n"
        stream.write("]")

    def _row(self, number: int, one: Entry) -> list[Any]:
        letters = dict(one.axes)
        was = "" if self._told is None else self._told.letters.get(number, "")
        verdict = one.verdict if one.letter else _short(one.verdict.removeprefix(f"{one.name}: "), _TEXT)
        return [
            _short(one.name, _NAME),
            self._reports.address(one.name),
            one.letter,
            was if was != one.letter else "",
            self._verdicts.setdefault(visible(verdict), len(self._verdicts)),
            list(reversed(one.severities)),
            one.doubtful,
            one.protections,
            one.silent,
            "".join(letters.get(axis, "-") for axis in self._axes),
            -1 if one.unbounded else one.ratio,
            visible(_ENGAGED.get(one.engagement, one.engagement)),
            visible(NATIONS.get(one.nation, one.nation)),
            one.pages,
            0 if one.outcome is Outcome.failed else 2 if one.whole else 1,
            [[topic, severity] for topic, severity in enumerate(one.hurts) if severity],
            [f"{_short(part, _NAME)}: {_short(why, _TEXT)}" for part, why in one.unread[:20]]
            if one.letter == ""
            else [],
            *self._stands(one),
        ]

    def _beside(self) -> dict[str, Any]:
        """What rows name by number of positions, packs and duties; nothing where nothing was asked for."""
        survey = self._survey
        told: dict[str, Any] = {}
        if survey.positions:
            told["positions"] = [_short(one.title(self._titles), _NAME) for one in survey.positions]
            moved = self._told.positions if self._told else ()
            told["moved"] = [sum(one.worse for one in moved), sum(one.better for one in moved)]
        if survey.packs:
            told["packs"] = [_short(one.title, _NAME) for one in survey.packs]
            told["duties"] = [[one.pack, _short(one.title(self._titles), _NAME)] for one in survey.duties]
        return told

    def _stands(self, one: Entry) -> list[Any]:
        """What a row has more where there are positions or packs."""
        kept, survey = one.beside, self._survey
        if not survey.positions and not survey.packs:
            return []
        duties = [[number, kept.severity(number), int(kept.absent(number))] for number in range(len(kept.duties))]
        return [
            list(kept.met),
            list(kept.packs),
            [duty for duty in duties if duty[1] or duty[2]],
            kept.exposed,
        ]

    def _group(self, group: Group) -> list[Any]:
        return [
            visible(title(group.topic, self._titles)),
            group.severity,
            int(group.doubtful),
            _short(group.quote, _QUOTE),
            _short(group.plain, _TEXT),
            visible(group.ask),
            group.findings,
            group.wordings,
            [_short(value.replace("_", " "), _NAME) for value in group.values],
            list(_steps(group.members)),
        ]

    def _change(self, change: Change) -> list[Any]:
        edited = {True: 1, False: 0, None: -1}[change.edited]
        return [str(change.kind), _short(change.name, _NAME), _short(change.before, _NAME), change.after, edited]


def _steps(members: Iterable[int]) -> Iterator[int]:
    """Ascending numbers as the first and the steps between, which are shorter."""
    last = 0
    for member in members:
        yield member - last
        last = member


def _short(text: str, most: int) -> str:
    """`text` as it may be shown, cut where it is long."""
    return cut(visible(text[: 4 * most]), most)


def _json(value: object) -> str:
    """JSON in which no character means anything to HTML, and none that a terminal or an editor would obey."""
    out = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return escape_unsafe(_MARKUP.sub(lambda found: f"\\u{ord(found[0]):04x}", out))
