"""Results as they come, one a line and safe on the disk, from which a batch that was stopped goes on.

The first line says what the batch is. Each other holds the head of a result (`Told.head`), the number and check sum of
the bytes of its line, and the line itself. A line that the end of the process tore is cut off; a damaged one counts as
not written. The latest line of a name counts.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

from clausecheck.bulk.job import Told
from clausecheck.errors import ClausecheckError, UsageProblem
from clausecheck.record import record

__all__ = ["Heading", "Journal", "inputs_of"]

_KIND = "clausecheck journal 2"
_HEAD, _RESULT = b'{"head":', b',"result":'
"""Neither can stand within a string of JSON, where quotation marks have a backslash."""
_BLOCK = 1 << 20
_LONGEST_HEADING = 1 << 24
_SALT = 16
"""Bytes."""
_ROUNDS = 600_000
"""A third of a second for each guess; whoever gave no password waits for nothing."""


@record
class Heading:
    """What a journal belongs to."""

    version: str
    rules: str
    """Hash of all rules."""
    settings: str
    """Hash of everything else that results depend on."""
    inputs: str
    """What was named to be looked at."""
    password: str | None = None
    """Never written down: what stands in the journal tells the same from another, and guessing it takes long."""

    def line(self) -> bytes:
        """The first line of the journal."""
        whole = {"journal": _KIND} | self._fields() | {"password": _sealed(self.password, os.urandom(_SALT))}
        return json.dumps(whole).encode("ascii") + b"\n"

    def other_than(self, line: bytes) -> str:
        """In what the batch of that first line differs from this one; empty when it is the same."""
        try:
            found = json.loads(line)
            if found["journal"] != _KIND:
                return "kind of file"
            different = [words for field, words in _WORDS.items() if found[field] != self._fields()[field]]
            salt = bytes.fromhex(found["password"].partition(" ")[0])
            if found["password"] != _sealed(self.password, salt):
                different.append("password")
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return "kind of file"
        return different[0] if different else ""

    def _fields(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in _WORDS}


def inputs_of(path: Path) -> str | None:
    """What the batch of the journal there was to look at; None where none has begun there."""
    try:
        with path.open("rb") as stream:
            inputs = json.loads(stream.readline(_LONGEST_HEADING))["inputs"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return inputs if isinstance(inputs, str) else None


def _sealed(password: str | None, salt: bytes) -> str:
    """Salt and a slow hash, in hex; empty for no password."""
    if password is None:
        return ""
    data = password.encode("utf-8", "surrogatepass")
    return f"{salt.hex()} {hashlib.pbkdf2_hmac('sha256', data, salt, _ROUNDS).hex()}"


_WORDS = {"version": "version", "rules": "rules", "inputs": "inputs", "settings": "options"}


@record
class _Place:
    """Where the line of a result stands in the journal, and its head."""

    head: int
    head_size: int
    start: int
    size: int
    sha256: str


class Journal:
    """An open journal; one process at a time."""

    def __init__(self, path: Path, heading: Heading, *, resume: bool) -> None:
        """Begins one, or goes on with the one that is there. Raises `UsageProblem` where it is of another batch."""
        self._path = path
        self._places: dict[str, _Place] = {}
        existed = path.exists()
        try:
            self._file = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
            self._end = self._taken_up(heading) if resume and existed else self._begun(heading)
        except OSError as error:
            raise _unwritable(path, error) from error

    def __len__(self) -> int:
        return len(self._places)

    def known(self, name: str) -> str:
        """SHA-256 of the bytes that the result of that name is on; empty where there is none."""
        place = self._places.get(name)
        return "" if place is None else place.sha256

    def holds(self, told: Told) -> bool:
        """Just this failure is written down already, of a document whose bytes could not be had then either."""
        place = self._places.get(told.name)
        if place is None or place.sha256 or told.sha256:
            return False
        return self.head(told.name).head() == told.head()

    def add(self, told: Told, *, at_once: bool = True) -> None:
        """Write down what came of a document; when this returns it is on the disk, if it is to be `at_once`.

        Else the process may be killed and nothing is lost, but the power must not go before the next one that is.
        """
        line = told.line.encode("utf-8")
        head = told.head().encode("ascii")
        check = f',"size":{len(line)},"crc":{crc32(line, crc32(head))}'.encode("ascii")
        whole = b"".join((_HEAD, head, check, _RESULT, line, b"}\n"))
        try:
            _write_at(self._file, whole, self._end)
            if at_once:
                os.fsync(self._file)
        except OSError as error:
            raise _unwritable(self._path, error) from error
        start = self._end + len(whole) - len(line) - 2
        self._places[told.name] = _Place(self._end + len(_HEAD), len(head), start, len(line), told.sha256)
        self._end += len(whole)

    def head(self, name: str) -> Told:
        """What was told of a name, without its line."""
        place = self._places[name]
        os.lseek(self._file, place.head, os.SEEK_SET)
        return Told.of_head(os.read(self._file, place.head_size))

    def lines(self, names: Iterator[str]) -> Iterator[bytes]:
        """The lines of these names, each with its end."""
        with self._path.open("rb") as stream:
            for name in names:
                place = self._places[name]
                stream.seek(place.start)
                yield stream.read(place.size) + b"\n"

    def close(self) -> None:
        """Leave it for another run."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def remove(self) -> None:
        """It is needed no more."""
        self.close()
        self._path.unlink(missing_ok=True)

    def _begun(self, heading: Heading) -> int:
        os.ftruncate(self._file, 0)
        _write_at(self._file, heading.line(), 0)
        os.fsync(self._file)
        return len(heading.line())

    def _taken_up(self, heading: Heading) -> int:
        """Find all results in it, and cut off what was torn; gives its length."""
        with self._path.open("rb", buffering=_BLOCK) as stream:
            first = stream.readline()
            if not first.endswith(b"\n"):  # it was stopped before it began
                return self._begun(heading)
            if other := heading.other_than(first):
                os.close(self._file)
                raise UsageProblem(
                    f"{self._path}: this was begun with another {other}. To go on with it, call as then; to begin "
                    "anew, leave --resume out and add --force."
                )
            end = len(first)
            for line in stream:
                if not line.endswith(b"\n"):
                    break
                self._index(line, end)
                end += len(line)
        os.ftruncate(self._file, end)
        return end

    def _index(self, line: bytes, offset: int) -> None:
        """Remember where the result in a line stands, unless the line is damaged."""
        before, found, after = line.partition(_RESULT)
        if not found or not before.startswith(_HEAD):
            return
        head, found, check = before[len(_HEAD) :].rpartition(b',"size":')
        result = after[:-2]
        try:
            told = Told.of_head(head)
            numbers = json.loads(b'{"size":' + check + b"}")
            if numbers != {"size": len(result), "crc": crc32(result, crc32(head))}:
                return
        except (ValueError, TypeError):
            return
        start = offset + len(before) + len(_RESULT)
        self._places[told.name] = _Place(offset + len(_HEAD), len(head), start, len(result), told.sha256)


def _write_at(file: int, data: bytes, offset: int) -> None:
    os.lseek(file, offset, os.SEEK_SET)
    view = memoryview(data)
    while view:
        view = view[os.write(file, view) :]


def _unwritable(path: Path, error: OSError) -> ClausecheckError:
    why = error.strerror or type(error).__name__
    return UsageProblem(f"{path}: cannot be written ({why}). Make room, or choose another folder; then use --resume.")
