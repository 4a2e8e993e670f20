"""Calls the command line in this process, as the shell would."""

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from clausecheck.cli.entry import main


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str


Command = Callable[..., Outcome]


@pytest.fixture
def clausecheck(monkeypatch, capfd, tmp_path) -> Command:
    """`clausecheck("check", path, stdin=b"...")` gives exit code, standard output and standard error."""
    monkeypatch.setenv("CLAUSECHECK_CONFIG", str(tmp_path / "no-config.toml"))

    def call(*words: object, stdin: bytes = b"") -> Outcome:
        monkeypatch.setattr(sys, "argv", ["clausecheck", *map(str, words)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capfd.readouterr()
        return Outcome(int(ended.value.code or 0), out, err)

    return call
