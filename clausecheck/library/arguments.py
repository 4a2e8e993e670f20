"""What `check` and `batch` are called with: made sure of, and as values that can be compared."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from clausecheck.errors import UsageProblem
from clausecheck.extract.limits import Limits
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
    """The settings; raises UsageProblem for words that mean nothing, a faulty deal and a playbook not to be read."""
    for name, value, kind in (
        ("engagement", engagement, Engagement),
        ("nation", nation, Nation),
        ("engine", engine, Engine),
        ("ocr", ocr, Ocr),
        ("tracked", tracked, Tracked),
    ):
        _check_word(name, value, kind, optional=name in ("engagement", "nation"))
    return Settings(
        rules=tuple(Path(folder) for folder in ([rules] if isinstance(rules, str | os.PathLike) else rules)),
        model=None if model is None else Path(model),
        engagement=None if engagement is None else str(engagement),
        nation=None if nation is None else str(nation),
        deal=_deal(deal),
        second_reader=second_reader,
        engine=str(engine),
        ocr=str(ocr),
        password=password,
        tracked=str(tracked),
        limits=limits or Limits(),
        packs=(packs,) if isinstance(packs, str) else tuple(packs),
        playbook=_playbook(playbook),
    )


def source_of(
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


def _check_word(name: str, value: str | None, kind: Any, *, optional: bool) -> None:  # noqa: ANN401 - a Literal
    if value not in get_args(kind) and not (optional and value is None):
        raise UsageProblem(f"{name}={value!r}: use one of {', '.join(get_args(kind))}.")


def _deal(deal: AnyPath | Mapping[str, object] | None) -> Deal | None:
    """The deal in a sheet or a dict; raises UsageProblem with every fault in it."""
    if deal is None:
        return None
    from clausecheck.judging.deal import read_deal

    if isinstance(deal, Mapping):
        return read_deal(_yaml_of(deal), "deal")
    from clausecheck.extract import read_bytes

    return read_deal(read_bytes(Path(deal), str(deal)), str(deal))


def _playbook(playbook: AnyPath | Mapping[str, object] | None) -> tuple[bytes, str] | None:
    """The bytes of a playbook and its name; what stands in it is looked at with the rules at hand."""
    if playbook is None:
        return None
    if isinstance(playbook, Mapping):
        return _yaml_of(playbook), "playbook"
    from clausecheck.extract import read_bytes

    return read_bytes(Path(playbook), str(playbook)), str(playbook)


def _yaml_of(value: Mapping[str, object]) -> bytes:
    """A dict as a file of the same content; JSON is YAML too."""
    import json

    return json.dumps(dict(value), default=str, indent=0).encode()
