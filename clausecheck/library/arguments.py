"""What `check` and `batch` are called with: made sure of, and as values that can be compared."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from clausecheck.errors import UsageProblem
from clausecheck.extract.limits import Limits
from clausecheck.library.kinds import AnyPath, check_kind, check_word, named, path_of, places_of, yaml_of
from clausecheck.record import record

if TYPE_CHECKING:
    from clausecheck.bulk.stamps import Stamp
    from clausecheck.document import Document
    from clausecheck.isolation import Isolation, Method
    from clausecheck.judging.deal import Deal

__all__ = [
    "AnyPath",
    "Engagement",
    "Engine",
    "Nation",
    "Ocr",
    "Settings",
    "Tracked",
    "method_here",
    "settings_of",
    "source_of",
]

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


@record
class Settings:
    """How contracts are read and judged."""

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
    packs: tuple[str, ...] = ()
    playbook: tuple[bytes, str] | None = None
    """The positions as YAML, and what they are called in messages."""

    @property
    def stamps(self) -> tuple[tuple[str, Stamp], ...]:
        """The files that rules and model are taken from, as they stand."""
        from clausecheck.bulk.stamps import stamps_of

        return stamps_of((*self.rules, *([self.model] if self.model else ())))

    def isolation(self) -> Isolation:
        """Where files are read, apart from this process."""
        from clausecheck.isolation import Isolation

        options = {"engine": self.engine, "ocr": self.ocr, "tracked": self.tracked, "password": self.password}
        return Isolation(self.limits, method=method_here(), **options)

    def read_model(self, isolation: Isolation) -> Document | None:
        """The contract to compare with, None for the model contract; UnreadableInput if it cannot be read whole."""
        if self.model is None:
            return None
        from clausecheck.judging.standard import fit_for_model

        return fit_for_model(isolation.start(self.model).document())


def settings_of(
    *,
    rules: AnyPath | Iterable[AnyPath],
    model: AnyPath | None,
    engagement: Engagement | None,
    nation: Nation | None,
    deal: AnyPath | Mapping[str, object] | None,
    second_reader: bool,
    engine: Engine,
    ocr: Ocr,
    password: str | None,
    tracked: Tracked,
    limits: Limits | None,
    packs: str | Iterable[str],
    playbook: AnyPath | Mapping[str, object] | None,
) -> Settings:
    """The settings; raises UsageProblem for words that mean nothing, values of a wrong kind and a faulty deal.

    UnreadableInput for a deal or playbook that is not there; what stands in a playbook is looked at with the rules.
    """
    check_kind("password", password, str, "a string")
    check_kind("limits", limits, Limits, "clausecheck.Limits(…)")
    check_kind("second_reader", second_reader, bool, "True or False", optional=False)
    for name, value, kind in (
        ("engagement", engagement, Engagement),
        ("nation", nation, Nation),
        ("engine", engine, Engine),
        ("ocr", ocr, Ocr),
        ("tracked", tracked, Tracked),
    ):
        check_word(name, value, kind, optional=name in ("engagement", "nation"))
    return Settings(
        rules=tuple(Path(folder) for folder in places_of("rules", rules)),
        model=None if model is None else path_of("model", model),
        engagement=None if engagement is None else str(engagement),
        nation=None if nation is None else str(nation),
        deal=_deal(deal),
        second_reader=second_reader,
        engine=str(engine),
        ocr=str(ocr),
        password=password,
        tracked=str(tracked),
        limits=limits or Limits(),
        packs=named("packs", packs),
        playbook=_content("playbook", playbook),
    )


def source_of(
    path: AnyPath | None, data: bytes | None, text: str | None, name: str | None
) -> tuple[Path | bytes | str, str]:
    """Path, bytes or text, and what it is called; raises UsageProblem unless it is exactly one. Quotes none of them."""
    check_kind("name", name, str, "a string")
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
    place = path_of("path", path, "the path of one contract; a text goes to text=…")
    return place, name or place.name or str(place)


def method_here() -> Method:
    """How files are kept apart here: a fork of several threads may wait for ever for a lock that one of them held."""
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


def _deal(deal: AnyPath | Mapping[str, object] | None) -> Deal | None:
    """The deal in a sheet or a dict; raises UsageProblem with every fault in it."""
    found = _content("deal", deal)
    if found is None:
        return None
    from clausecheck.judging.deal import read_deal

    return read_deal(*found)


def _content(argument: str, value: AnyPath | Mapping[str, object] | None) -> tuple[bytes, str] | None:
    """The bytes of a YAML file, or of a dict as one, and what messages call it."""
    if value is None:
        return None
    found = yaml_of(argument, value)
    if isinstance(found, bytes):
        return found, argument
    from clausecheck.extract import read_bytes

    return read_bytes(found, str(found)), str(found)
