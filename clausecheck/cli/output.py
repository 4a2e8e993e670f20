"""Where results go: standard output, or a file written whole or not at all."""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from clausecheck.errors import UsageProblem

__all__ = ["close_stdout", "file_in", "refuse_overwriting", "write_file", "write_stdout", "writing"]


def write_stdout(result: str | bytes, kept: str = "") -> None:
    """Write a result to standard output: UTF-8 in a pipe whatever the locale, the terminal's own encoding on one.

    Raises UsageProblem where that cannot be; `kept` says where the result is nevertheless, if anywhere.
    """
    stream = sys.stdout
    if stream is None:
        raise UsageProblem(f"standard output is closed. {kept or 'Leave it open, or name a file: -o FILE.'}")
    try:
        if isinstance(result, str) and stream.isatty():
            encoding = stream.encoding or "utf-8"
            stream.write(result.encode(encoding, "replace").decode(encoding))
        else:
            stream.flush()
            stream.buffer.write(result.encode("utf-8", "backslashreplace") if isinstance(result, str) else result)
        stream.flush()
    except BrokenPipeError:
        close_stdout()
    except OSError as error:
        close_stdout()  # what waits in the buffer would fail once more when Python ends
        why = error.strerror or type(error).__name__
        next_step = kept or "Make room, or name a file: -o FILE."
        raise UsageProblem(f"standard output cannot be written ({why}). {next_step}") from error


def close_stdout() -> None:
    """Let the rest of the run write to nowhere: the reader has gone, as after `| head`."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def refuse_overwriting(target: Path, inputs: Iterable[Path], *, force: bool) -> None:
    """Raise `UsageProblem` where writing `target` would replace an input, or another file without `force`."""
    if not target.parent.is_dir():
        raise UsageProblem(f"{target}: the folder {target.parent} does not exist. Make it first.")
    if not target.exists():
        return
    if target.is_dir():
        raise UsageProblem(f"{target} is a folder. Give -o the name of a file.")
    if not target.is_file():
        # A device or a pipe would be replaced by a file: -o /dev/null would break the machine for everybody on it.
        raise UsageProblem(f"{target} is a device or a pipe. Leave -o out and redirect standard output there.")
    if any(path.exists() and path.samefile(target) for path in inputs):
        raise UsageProblem(f"{target} is one of the inputs and is never overwritten. Choose another name for -o.")
    if not force:
        raise UsageProblem(f"{target} exists already. Choose another name for -o, or add --force to replace it.")


def write_file(target: Path, data: bytes) -> None:
    """Write `data` to `target` whole or not at all, through a temporary file beside it."""
    with writing(target) as stream:
        stream.write(data)


@contextmanager
def writing(target: Path) -> Iterator[IO[bytes]]:
    """A stream whose content becomes `target` when the block ends, and nothing when it fails."""
    real = target.resolve()
    beside = real.with_name(f".{real.name}.{os.getpid()}.part")
    try:
        with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666), "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(beside, real)
    except OSError as error:
        raise UsageProblem(f"{target}: cannot be written ({error.strerror or type(error).__name__}).") from error
    finally:
        beside.unlink(missing_ok=True)


def file_in(folder: Path, name: str, ending: str, taken: set[str]) -> Path:
    """The file in `folder` for the result on an input `name`; `taken` holds the names given out and grows.

    Two inputs of one name get `a.json` and `a-2.json`.
    """
    stem = Path(name).name if name != "-" else "stdin"
    candidate, number = f"{stem}{ending}", 1
    while candidate.casefold() in taken:
        number += 1
        candidate = f"{stem}-{number}{ending}"
    taken.add(candidate.casefold())
    return folder / candidate
