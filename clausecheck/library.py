"""For programs: `clausecheck.check` reads and judges one contract, `clausecheck.to_dict` gives plain dicts and lists.

Everything here is reached as `clausecheck.NAME`. Nothing is printed, nothing is written but the cache of the rules, and
the configuration file of the command line is not looked at: only what is passed counts. Errors are those of
`clausecheck.errors`, all children of `ClausecheckError`; where a message names an option of the command line
(`--limit pages=…`), the argument here has the same name.
"""

from __future__ import annotations

import os
import sys
import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from clausecheck.document import Coverage, CoveragePart, Notice
from clausecheck.errors import (
    ClausecheckError,
    PasswordNeeded,
    ReadingFault,
    RuleError,
    RuleProblem,
    UnreadableInput,
    UsageProblem,
)
from clausecheck.extract.limits import Limits
from clausecheck.record import record
from clausecheck.report import (
    AxisGrade,
    Confidence,
    Cost,
    Duties,
    Finding,
    Grade,
    Ladder,
    LadderStep,
    Measures,
    Mismatch,
    MismatchKind,
    MissingDocument,
    ModelText,
    Protection,
    QuantityFound,
    Report,
    SourceNote,
    StakhanovRatio,
    State,
    Term,
)

if TYPE_CHECKING:
    from clausecheck.bulk.stamps import Stamp
    from clausecheck.document import Document
    from clausecheck.isolation import Isolation, Method
    from clausecheck.judging.checking import Checker
    from clausecheck.judging.deal import Deal

__all__ = [
    "AxisGrade",
    "ClausecheckError",
    "Confidence",
    "Cost",
    "Coverage",
    "CoveragePart",
    "Duties",
    "Engagement",
    "Engine",
    "Finding",
    "Grade",
    "Ladder",
    "LadderStep",
    "Limits",
    "Measures",
    "Mismatch",
    "MismatchKind",
    "MissingDocument",
    "ModelText",
    "Nation",
    "Notice",
    "Ocr",
    "PasswordNeeded",
    "Protection",
    "QuantityFound",
    "ReadingFault",
    "Report",
    "RuleError",
    "RuleProblem",
    "SourceNote",
    "StakhanovRatio",
    "State",
    "Term",
    "Tracked",
    "UnreadableInput",
    "UsageProblem",
    "check",
    "to_dict",
]

AnyPath = str | os.PathLike[str]

Engagement = Literal["direct", "company", "agency", "platform", "chambers", "ooh", "bank", "digital"]
"""How the locum is engaged."""
Nation = Literal["england", "wales", "scotland", "ni"]
"""Whose rules of the health service apply."""
Engine = Literal["pdfium", "pdfplumber"]
"""What reads a PDF."""
Ocr = Literal["auto", "off", "fast", "accurate"]
"""How pictures of text are recognised."""
Tracked = Literal["accept", "reject", "mark"]
"""What is read where changes of a Word file are pending: them, the text without them, or both."""

_LONGEST_PATH = 4096
"""Characters; a longer one is a text that was meant for `text=`."""
_KEPT = 4
"""Sets of rules, model and deal kept ready: each takes some 30 MB."""


def check(
    path: AnyPath | None = None,
    *,
    data: bytes | None = None,
    text: str | None = None,
    name: str | None = None,
    rules: AnyPath | Iterable[AnyPath] = (),
    model: AnyPath | None = None,
    engagement: Engagement | None = None,
    nation: Nation | None = None,
    deal: AnyPath | Mapping[str, object] | None = None,
    second_reader: bool = True,
    engine: Engine = "pdfium",
    ocr: Ocr = "auto",
    password: str | None = None,
    tracked: Tracked = "accept",
    limits: Limits | None = None,
) -> Report:
    """Read one contract and judge it, as `clausecheck check` does.

    Exactly one source: `path` of a file; `data`, the bytes of one in any form; or `text`, taken as plain text exactly
    as it stands, whatever it looks like. `name` is what the report and messages call it (else the name of the file,
    `data` or `text`).

    `rules` are folders that add to the built-in rules, `model` is a contract to compare with instead of the model
    contract, `deal` is what was agreed before: a deal sheet (YAML), or the same as a dict. `engagement` and `nation`
    replace what would be read. `password` opens an encrypted PDF.

    Files are read in a process of their own within `limits`, which is ended when it goes beyond. On Linux it is a fork,
    where this process has a single thread; where it has more, as in a notebook, and elsewhere it is a new interpreter,
    which takes some 50 ms longer. Scripts need no `if __name__ == "__main__"` for it. Rules, model and deal are kept
    ready between calls with the same settings, and made anew when their files change. May be called from several
    threads: they read at the same time and judge one after the other.

    Look at `report.coverage.complete` too: where it is False something could not be read, and more may be missing.

    Raises UsageProblem for arguments that cannot be meant, UnreadableInput (PasswordNeeded for a locked file) for a
    contract or model that cannot be read, RuleError for wrong rule files, ReadingFault for a fault of our own.
    """
    from clausecheck.isolation import Isolation

    source, label = _source(path, data, text, name)
    how = _Settings(
        rules=tuple(Path(folder) for folder in ([rules] if isinstance(rules, str | os.PathLike) else rules)),
        model=None if model is None else Path(model),
        engagement=_one_of(Engagement, engagement, "engagement"),
        nation=_one_of(Nation, nation, "nation"),
        deal=_deal(deal),
        second_reader=second_reader,
        engine=str(engine),
        ocr=str(ocr),
        password=password,
        tracked=str(tracked),
        limits=limits or Limits(),
    )
    for kind, value, what in ((Engine, engine, "engine"), (Ocr, ocr, "ocr"), (Tracked, tracked, "tracked")):
        _one_of(kind, value, what)
    options = {"engine": how.engine, "ocr": how.ocr, "tracked": how.tracked, "password": password}
    with Isolation(how.limits, method=_method(), **options) as isolation:
        reading = None if isinstance(source, str) else isolation.start(source, label)
        bench = _kept.bench(how)  # made ready while the file is read
        bench.prepare(isolation)
        document = _plain(str(source), label, how.limits) if reading is None else reading.document()
        return bench.check(document)


def to_dict(report: Report) -> dict[str, Any]:
    """The report as plain dicts, lists, strings and numbers: what `--format json` writes, in the same order.

    `clausecheck schema` prints its JSON Schema. It holds no text of the contract but what is quoted.
    """
    from clausecheck.render.json import report_value

    return report_value(report)


@record
class _Settings:
    """How a contract is read and judged."""

    rules: tuple[Path, ...]
    model: Path | None
    engagement: str | None
    nation: str | None
    deal: Deal | None
    second_reader: bool
    engine: str
    ocr: str
    password: str | None
    tracked: str
    limits: Limits

    @property
    def stamps(self) -> tuple[tuple[str, Stamp], ...]:
        """The files that it takes rules and model from, as they stand."""
        from clausecheck.bulk.stamps import stamps_of

        return stamps_of((*self.rules, *([self.model] if self.model else ())))


class _Bench:
    """What judges contracts by one set of settings; one at a time, for it is plain Python and would not go quicker."""

    def __init__(self, how: _Settings) -> None:
        self._how = how
        self._lock = threading.Lock()
        self._checker: Checker | None = None

    def prepare(self, isolation: Isolation) -> None:
        """Read the model; raises UnreadableInput for one that cannot be read whole. RuleError for wrong rules."""
        from clausecheck.judging.checking import Checker
        from clausecheck.judging.standard import fit_for_model

        how = self._how
        with self._lock:
            if self._checker is not None:
                return
            model = None if how.model is None else fit_for_model(isolation.start(how.model).document())
            checker = Checker(
                rules=how.rules,
                model=model,
                engagement=how.engagement,
                nation=how.nation,
                second_reader=how.second_reader,
                deal=how.deal,
            )
            _ = checker.bench
            self._checker = checker

    def check(self, document: Document) -> Report:
        """The report, once it is prepared."""
        with self._lock:
            if self._checker is None:
                raise RuntimeError("a bench is prepared before it is used")
            return self._checker.check(document)


class _Kept:
    """The benches used last."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._benches: OrderedDict[object, _Bench] = OrderedDict()

    def bench(self, how: _Settings) -> _Bench:
        """The one for these settings and the files they name as they stand now."""
        key = (how, how.stamps)
        with self._lock:
            bench = self._benches.setdefault(key, _Bench(how))
            self._benches.move_to_end(key)
            while len(self._benches) > _KEPT:
                self._benches.popitem(last=False)
            return bench


_kept = _Kept()


def _forget() -> None:
    """In a fork: a lock that another thread of the old process held would never be given back."""
    global _kept  # noqa: PLW0603 - there is one a process
    _kept = _Kept()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)


def _source(
    path: AnyPath | None, data: bytes | None, text: str | None, name: str | None
) -> tuple[Path | bytes | str, str]:
    """Path, bytes or text, and what it is called; raises UsageProblem unless it is exactly one. Quotes none of them."""
    if sum(one is not None for one in (path, data, text)) != 1:
        raise UsageProblem("give one source: a path, data=… (the bytes of a file) or text=….")
    if text is not None:
        if not isinstance(text, str):
            raise UsageProblem("text= takes a string; the bytes of a file go to data=.")
        return text, name or "text"
    if data is not None:
        if not isinstance(data, bytes | bytearray | memoryview):
            raise UsageProblem("data= takes bytes; a text goes to text=.")
        return bytes(data), name or "data"
    if not isinstance(path, str | os.PathLike):
        raise UsageProblem("a path is a string or a pathlib.Path; bytes go to data=, a text to text=.")
    place = os.fspath(path)
    if not place or "\n" in place or "\0" in place or len(place) > _LONGEST_PATH:
        raise UsageProblem("this is no path of a file. A text goes to text=….")
    return Path(place), name or Path(place).name or place


def _plain(text: str, label: str, limits: Limits) -> Document:
    from clausecheck.extract import extract_text
    from clausecheck.extract.limits import applying, check_characters

    with applying(limits):
        check_characters(label, len(text))
        return extract_text(text, label)


def _one_of(kind: Any, value: str | None, what: str) -> str | None:  # noqa: ANN401 - a Literal
    """The value; raises UsageProblem for a word that is not among those of a Literal."""
    if value is None or value in get_args(kind):
        return None if value is None else str(value)
    raise UsageProblem(f"{what}={value!r}: use one of {', '.join(get_args(kind))}.")


def _deal(deal: AnyPath | Mapping[str, object] | None) -> Deal | None:
    """The deal in a sheet or a dict; raises UsageProblem with every fault in it."""
    if deal is None:
        return None
    from clausecheck.judging.deal import read_deal

    if isinstance(deal, Mapping):
        import json

        return read_deal(json.dumps(dict(deal), default=str, indent=0).encode(), "deal")  # JSON is YAML too
    from clausecheck.extract import read_bytes

    return read_deal(read_bytes(Path(deal), str(deal)), str(deal))


def _method() -> Method:
    """How files are kept apart here: a fork with several threads may wait for ever for a lock one of them held."""
    from clausecheck.isolation import Method

    method = Method.usual()
    if method is Method.fork and _threads() > 1:
        method = Method.spawn
    if method is Method.spawn and not sys.executable:
        raise UsageProblem("sys.executable is empty, so no process can be started. Set it to the path of Python.")
    return method


def _threads() -> int:
    """Threads of this process, where the system tells them those of native libraries too."""
    try:
        return len(os.listdir("/proc/self/task"))
    except OSError:
        return threading.active_count()
