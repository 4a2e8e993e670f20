"""One contract read and judged for a program; what judging needs is kept ready between calls."""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clausecheck.extract.limits import Limits
from clausecheck.library.arguments import (
    AnyPath,
    Engagement,
    Engine,
    Nation,
    Ocr,
    Settings,
    Tracked,
    settings_of,
    source_of,
)
from clausecheck.report import Report

if TYPE_CHECKING:
    from clausecheck.document import Document
    from clausecheck.isolation import Isolation
    from clausecheck.judging.checking import Checker

__all__ = ["check", "to_dict"]

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
    packs: str | Iterable[str] = (),
    playbook: AnyPath | Mapping[str, object] | None = None,
) -> Report:
    """Read one contract and judge it, as `clausecheck check` does.

    Exactly one source: `path` of a file; `data`, the bytes of one in any form; or `text`, taken as plain text exactly
    as it stands, whatever it looks like. `name` is what the report and messages call it (else the name of the file,
    `data` or `text`).

    `rules` are folders that add to the built-in rules, `model` is a contract to compare with instead of the model
    contract, `deal` is what was agreed before: a deal sheet (YAML), or the same as a dict. `engagement` and `nation`
    replace what would be read. `packs` are names of rules of another perspective, such as "agency"; `playbook` holds
    positions to look for (YAML, or the same as a dict). `password` opens an encrypted PDF.

    Files are read in a process of their own within `limits`, which is ended when it goes beyond. On Linux it is a fork
    where this process has a single thread; where it has more, as in a notebook, and elsewhere it is a new interpreter,
    some 50 ms slower. Scripts need no `if __name__ == "__main__"` for it. Rules, model and deal are kept ready between
    calls with the same settings, and made anew when their files change. Several threads may call it.

    Look at `report.coverage.complete` too: where it is False something could not be read, and more may be missing.

    Raises UsageProblem for arguments that cannot be meant, UnreadableInput (PasswordNeeded for a locked file) for a
    contract or model that cannot be read, RuleError for wrong rule files, ReadingFault for a fault of our own.
    """
    source, label = source_of(path, data, text, name)
    how = settings_of(
        rules=rules,
        model=model,
        engagement=engagement,
        nation=nation,
        deal=deal,
        second_reader=second_reader,
        engine=engine,
        ocr=ocr,
        password=password,
        tracked=tracked,
        limits=limits,
        packs=packs,
        playbook=playbook,
    )
    return _report(source, label, how)


def _report(source: Path | bytes | str, label: str, how: Settings) -> Report:
    bench = _kept.bench(how)
    with how.isolation() as isolation:
        if isinstance(source, str):
            bench.prepare(isolation)
            return bench.check(_plain(source, label, how.limits))
        reading = isolation.start(source, label)
        bench.prepare(isolation)  # while the file is read
        return bench.check(reading.document())


def to_dict(report: Report) -> dict[str, Any]:
    """The report as plain dicts, lists, strings and numbers: what `--format json` writes, in the same order.

    `clausecheck schema` prints its JSON Schema. It holds no text of the contract but what is quoted.
    """
    from clausecheck.render.json import report_value

    return report_value(report)


class _Bench:
    """What judges contracts by one set of settings; one at a time, for it is plain Python and would not go quicker."""

    def __init__(self, how: Settings) -> None:
        self._how = how
        self._lock = threading.Lock()
        self._checker: Checker | None = None

    def prepare(self, isolation: Isolation) -> None:
        """Load rules and model, unless that was done; raises what is wrong with them."""
        from clausecheck.judging.checking import Checker

        how = self._how
        with self._lock:
            if self._checker is not None:
                return
            checker = Checker(
                rules=how.rules,
                model=how.read_model(isolation),
                engagement=how.engagement,
                nation=how.nation,
                second_reader=how.second_reader,
                deal=how.deal,
                packs=how.packs,
                playbook=how.playbook,
            )
            _ = checker.bench, checker.packs, checker.playbook
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

    def bench(self, how: Settings) -> _Bench:
        """The one for these settings and the files they name, as these stand now."""
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


def _plain(text: str, label: str, limits: Limits) -> Document:
    from clausecheck.extract import extract_text
    from clausecheck.extract.limits import applying, check_characters

    with applying(limits):
        check_characters(label, len(text))
        return extract_text(text, label)
