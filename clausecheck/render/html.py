"""Report → one HTML file that needs nothing else: no network, no second file, readable on a phone and on paper.

Whatever comes from a contract is shown as text: Jinja2 escapes every value, `visible_lines` shows what a browser would
obey (bidi controls, control characters), and the file's own Content-Security-Policy lets nothing run, load or be sent
but the style and the few lines of script that stand in it, named by their hashes.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clausecheck import __version__
from clausecheck.document import Document
from clausecheck.record import record
from clausecheck.render.dealing import MISMATCHES, mismatch_title, money
from clausecheck.render.html_findings import Passages, passages
from clausecheck.render.html_pictures import AxesPicture, MinutesPicture, axes_picture, minutes_picture
from clausecheck.render.html_text import Sheet, contract_text
from clausecheck.render.packs import NOT_GRADED, RANKS, basis_line
from clausecheck.render.passages import by_topic, place
from clausecheck.render.plain import visible_lines
from clausecheck.render.positions import STANDINGS, limits_line, position_title, positions_heading
from clausecheck.render.telling import cut, duties_line, own_words, ratio_line, rung, sources, unsaid, within
from clausecheck.render.wording import ENGAGEMENTS, NATIONS, NOT_ADVICE, STATES, axis_title, counted, read_line
from clausecheck.render.wording import topic_title as made_title
from clausecheck.report import Report, SourceNote, State, Term
from clausecheck.second.reader import NO_RULE

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["content_security_policy", "render_html"]

_TEMPLATES = Path(__file__).parent / "templates"

_CELL = 240
# Characters of a quote that a cell of the comparison shows.

_MATTERS = 3
# Silence of at least this weight is told apart; less than 1 is not told at all.


@record
class _Row:
    """A row of the comparison."""

    title: str
    state: State
    standing: str
    contract: str
    model: str
    keys: tuple[str, ...]


@record
class _View:
    """One report with all that is worked out for its page; `prefix` opens its anchors."""

    report: Report
    prefix: str
    passages: Passages
    axes: AxesPicture | None
    minutes: MinutesPicture | None
    rows: tuple[_Row, ...]
    states: tuple[tuple[State, str, int], ...]
    """State, its name and how many rows have it, those of the report only."""
    silent: tuple[Term, ...]
    lesser: tuple[Term, ...]
    sources: tuple[SourceNote, ...]
    sheets: tuple[Sheet, ...]
    in_text: frozenset[str]
    """Keys of the passages that the text shows."""

    @property
    def counts(self) -> tuple[int, int, int]:
        """Findings, findings that are only worth a look, protections."""
        sure, unsure = (
            sum(len(group.shown) + len(group.folded) + group.rest for group in groups)
            for groups in (self.passages.sure, self.passages.unsure)
        )
        return sure, unsure, sum(len(one.guards) for one in self.passages.guards)


def render_html(report: Report, document: Document | None = None, *, titles: Mapping[str, str] | None = None) -> str:
    """The report as a whole HTML page, ending in a newline.

    `document` is what the report is on; without it the contract's text is left out. `titles` are the rules' titles of
    topics by slug; without them titles are made from the slugs.
    """

    def title(topic: str) -> str:
        return (titles or {}).get(topic) or made_title(topic)

    page = _environment().get_template("report.html")
    out = page.render(
        views=list(_views(report, document, title, "")),
        title=title,
        version=__version__,
        policy=content_security_policy(),
    )
    return out.rstrip("\n") + "\n"


def content_security_policy() -> str:
    """What a browser may do with the page: apply its style, run its script, and nothing else."""
    style, script = (b64encode(sha256(_asset(n).encode()).digest()).decode() for n in ("report.css", "report.js"))
    return (
        f"default-src 'none'; style-src 'sha256-{style}'; script-src 'sha256-{script}'; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
    )


@cache
def _asset(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    made = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {
        # Our own two files, the only values that are not escaped.
        "style": Markup(_asset("report.css")),  # noqa: S704
        "script": Markup(_asset("report.js")),  # noqa: S704
        "not_advice": NOT_ADVICE,
        "engagements": ENGAGEMENTS,
        "nations": NATIONS,
        "mismatches": MISMATCHES,
        "standings": STANDINGS,
        "ranks": RANKS,
        "not_graded": NOT_GRADED,
    }
    words: tuple[Callable[..., Any], ...] = (axis_title, counted, duties_line, ratio_line, read_line, rung, unsaid)
    words += (own_words, mismatch_title, money, place, _address)
    words += (positions_heading, position_title, limits_line, basis_line, by_topic)
    made.globals |= {word.__name__: word for word in words}
    return made


def _shown(value: Any) -> Any:  # noqa: ANN401 - whatever a template prints
    """Every text that a template prints, on its way to being escaped; what is markup already stays as it is."""
    if not isinstance(value, str) or hasattr(value, "__html__"):
        return value
    return visible_lines(value.replace("\r\n", "\n"))


def _address(source: SourceNote) -> str:
    """The source's address if it may be a link, else nothing: rules can be anybody's."""
    return source.address if source.address.startswith(("https://", "http://")) else ""


def _views(report: Report, document: Document | None, title: Callable[[str], str], prefix: str) -> Iterator[_View]:
    """The report's view, then those of what was attached to it."""
    found = passages(report, title, prefix)
    text = "" if document is None else document.text
    quotes = {(f.start, f.end): f.quote for f in report.findings}
    quotes |= {(p.start, p.end): p.quote for p in report.protections}
    marks = [m for m in found.marks if m.end > m.start and text[m.start : m.end] == quotes[m.start, m.end]]
    sheets = contract_text(document, marks) if document and document.blocks else ()
    silent = sorted((t for t in report.terms if t.state is State.silent and t.silence > 0), key=lambda t: -t.silence)
    judged = report.measures is not None  # None for what is no locum's contract: its silence means nothing
    rows = tuple(_row(term, found, title) for term in report.terms) if judged else ()
    states = [row.state for row in rows]
    yield _View(
        report=report,
        prefix=prefix,
        passages=found,
        axes=axes_picture(report.grade) if report.grade else None,
        minutes=minutes_picture(report.measures.stakhanov_ratio) if report.measures else None,
        rows=rows,
        states=tuple((state, words, states.count(state)) for state, words in STATES.items() if state in states),
        silent=tuple(t for t in silent if t.silence >= _MATTERS) if judged else (),
        lesser=tuple(t for t in silent if t.silence < _MATTERS) if judged else (),
        sources=tuple(sources(report)),
        sheets=sheets,
        in_text=frozenset(m.key for sheet in sheets for block in sheet.blocks for p in block.pieces for m in p.begins),
    )
    for number, (part, inner) in enumerate(within(report, document), 1):
        yield from _views(part, inner, title, f"{prefix}a{number}-")


def _row(term: Term, found: Passages, title: Callable[[str], str]) -> _Row:
    return _Row(
        title=title(term.topic),
        state=term.state,
        standing=STATES[term.state],
        contract=cut(own_words(term).partition(NO_RULE)[0].strip() or term.contract, _CELL),
        model=cut(term.model, _CELL),
        keys=tuple(found.keys[f] for f in term.findings if f in found.keys),
    )
