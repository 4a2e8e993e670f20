"""One contract read and judged, for the commands that make something else of it than a report."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from clausecheck.cli.choices import Engagement, Engine, Nation, Ocr
from clausecheck.cli.faults import say
from clausecheck.cli.inputs import STDIN, open_input, open_model, read_stdin
from clausecheck.cli.passwords import Passwords
from clausecheck.errors import ExitCode, UnreadableInput, UsageProblem
from clausecheck.extract.limits import Limits
from clausecheck.isolation import Isolation
from clausecheck.record import record
from clausecheck.render.plain import visible

if TYPE_CHECKING:
    from clausecheck.document import Document
    from clausecheck.judging.checking import Checker
    from clausecheck.judging.deal import Deal

__all__ = ["STDIN", "Contracts", "Ways", "read_small", "told_unread", "ways"]

_LARGEST_SMALL = 64 << 20


@record
class Ways:
    """How contracts are read and judged: options and configuration file together."""

    rules: tuple[Path, ...] = ()
    model: Path | None = None
    engagement: Engagement | None = None
    nation: Nation | None = None
    second_reader: bool = True
    engine: Engine = Engine.pdfium
    ocr: Ocr = Ocr.auto
    password: str | None = None
    limits: Limits = Limits()
    figures: tuple[tuple[str, float], ...] = ()


def ways(
    *,
    rules: Sequence[Path] | None = None,
    model: Path | None = None,
    engagement: Engagement | None = None,
    nation: Nation | None = None,
    no_second_reader: bool = False,
    engine: Engine | None = None,
    ocr: Ocr | None = None,
    password: str | None = None,
    limit: Sequence[str] | None = None,
) -> Ways:
    """Options with the configuration file behind them; raises `UsageProblem` for a faulty file or limit."""
    from clausecheck.cli.limiting import parse_limits
    from clausecheck.cli.settings import load_settings

    settings = load_settings()
    return Ways(
        rules=(*settings.rules, *(rules or ())),
        model=model or settings.model,
        engagement=engagement or settings.engagement,
        nation=nation or settings.nation,
        second_reader=not no_second_reader,
        engine=engine or settings.engine or Engine.pdfium,
        ocr=ocr or settings.ocr or Ocr.auto,
        password=password or None,
        limits=parse_limits(limit or (), settings.limits),
        figures=settings.figures,
    )


class Contracts:
    """Reads the contracts of one call, each in a process of its own, and makes what judges them."""

    def __init__(self, how: Ways) -> None:
        """Nothing is read yet."""
        self._how = how
        self._passwords = Passwords(how.password)

    @property
    def password(self) -> str | None:
        """What opened the last locked file, or was given and not yet needed."""
        return self._passwords.known

    def read(self, name: str) -> Document:
        """One file, or standard input for `-`, without files within it; raises UnreadableInput, also for an archive."""
        source = read_stdin() if name == STDIN else Path(name)
        with self._isolation() as isolation:
            document = open_input(isolation, self._passwords, source, name)
        if not document.blocks and document.attachments:
            raise UnreadableInput(
                document.name, "an archive is not one contract", "Unpack it and name the file you mean."
            )
        for inner in document.attachments:
            say(f"{visible(document.name)}: {visible(inner.name)} within it is not looked at. Save it and name it.")
        return document

    def read_bytes(self, data: bytes, name: str) -> Document:
        """What is read of `data`, a file that is called `name`; raises UnreadableInput."""
        with self._isolation() as isolation:
            return open_input(isolation, self._passwords, data, name)

    def original(self, path: Path, document: Document) -> bytes:
        """The bytes that `document` was read from; raises UnreadableInput where the file is another by now."""
        from hashlib import sha256

        from clausecheck.extract import read_bytes

        data = read_bytes(path, document.name)
        if sha256(data).hexdigest() != document.sha256:
            raise UnreadableInput(document.name, "the file changed while it was read", "Try again once it is saved.")
        return data

    def checker(self, deal: Deal | None = None, playbook: tuple[bytes, str] | None = None) -> Checker:
        """What judges contracts; raises UnreadableInput for a model that cannot be read whole."""
        from clausecheck.judging.checking import Checker

        how, model = self._how, None
        if how.model is not None:
            with self._isolation() as isolation:
                model = open_model(isolation, self._passwords, how.model)
        checker = Checker(
            rules=how.rules,
            model=model,
            engagement=str(how.engagement) if how.engagement else None,
            nation=str(how.nation) if how.nation else None,
            second_reader=how.second_reader,
            deal=deal,
            playbook=playbook,
        )
        _ = checker.playbook  # a fault in it stops the command before anything is read
        return checker

    def _isolation(self) -> Isolation:
        return Isolation(self._how.limits, engine=str(self._how.engine), ocr=str(self._how.ocr))


def read_small(path: Path, option: str, most: int = _LARGEST_SMALL) -> bytes:
    """The bytes of a file named with an option; raises `UsageProblem` where it cannot be read or has over `most`."""
    try:
        with path.open("rb") as stream:
            data = stream.read(most + 1)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise UsageProblem(f"{option} {path}: cannot be read ({why}). Check the name and the folder.") from error
    if len(data) > most:
        raise UsageProblem(f"{option} {path}: larger than {most >> 20} MB. Name the right file.")
    return data


def told_unread(document: Document) -> list[ExitCode]:
    """The exit code for what was not read of a document, each part told on standard error."""
    for part in document.coverage.unread:
        say(f"{visible(document.name)}: {part.name} was not read: {part.why}")
    return [] if document.coverage.complete else [ExitCode.unread]
