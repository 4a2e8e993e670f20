"""Passwords of locked files: the one given, and what is typed when asked for on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from clausecheck.cli.faults import say
from clausecheck.errors import PasswordNeeded
from clausecheck.render.plain import visible

if TYPE_CHECKING:
    from clausecheck.document import Document

__all__ = ["Passwords"]

_TRIES = 3


class Passwords:
    """What is known for one call; a password that opened one file is tried on the next."""

    def __init__(self, given: str | None) -> None:
        """`given` is that of --password."""
        self.known = given
        """What is tried first."""

    def open(self, name: str, read: Callable[[str | None], Document]) -> Document:
        """What `read` makes of a file with its password, asked for where somebody can type it.

        Raises what `read` raises: PasswordNeeded where nobody is asked, or no answer opens the file.
        """
        try:
            return read(self.known)
        except PasswordNeeded as error:
            if not error.opens_with_password or not _somebody_there():
                raise
            for left in reversed(range(_TRIES)):
                typed = _ask(name)
                if not typed:
                    raise
                try:
                    document = read(typed)
                except PasswordNeeded as again:
                    if not left:
                        raise
                    say(f"{visible(name)}: {again.what}.")
                else:
                    self.known = typed
                    return document
            raise


def _somebody_there() -> bool:
    """Both what is typed and what asks for it are a terminal; either may also be closed."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def _ask(name: str) -> str:
    """What is typed, unseen; empty when nothing is."""
    from getpass import getpass

    try:
        return getpass(f"Password of {visible(name)} (Enter to leave it unread): ", stream=sys.stderr)
    except EOFError:
        return ""
