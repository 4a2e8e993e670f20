"""LibreOffice for tests: absent on a user's machine it skips them, in continuous integration it must be there."""

import os
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import pytest

from clausecheck.extract.office import find_office

needs_office = pytest.mark.skipif(
    find_office() is None and not os.environ.get("CI"), reason="LibreOffice (soffice) is not installed"
)


@cache
def converted(data: bytes, given: str, wanted: str) -> bytes:
    """A file as LibreOffice saves it in another form; kinds are suffixes."""
    (made,) = all_converted((data,), given, wanted)
    return made


@cache
def all_converted(files: tuple[bytes, ...], given: str, wanted: str) -> tuple[bytes, ...]:
    """Several files in one run of LibreOffice, which takes a second to start."""
    program = find_office()
    assert program is not None, "LibreOffice is missing: install libreoffice-writer"
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        sources = [folder / f"{index}{given}" for index in range(len(files))]
        for source, data in zip(sources, files, strict=True):
            source.write_bytes(data)
        subprocess.run(
            [
                program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore",
                "--convert-to", wanted[1:], "--outdir", str(folder / "out"), *map(str, sources),
            ],
            check=True, capture_output=True, timeout=240,
        )  # fmt: skip
        return tuple((folder / "out" / f"{source.stem}{wanted}").read_bytes() for source in sources)
