"""Who was mentioned last: what a pronoun refers to."""

from typing import NamedTuple

__all__ = ["NOBODY", "Focus"]


class Focus(NamedTuple):
    """Who was mentioned last: what a pronoun refers to."""

    latest: str = ""
    """`locum`, `other`, `client`, `third` or empty."""
    plural: bool = False
    """That party is several people."""
    things: bool = False
    """A plural noun that is no party was mentioned: `they` may be those."""
    body: str = ""
    """The party last mentioned that is an organisation: what `it` stands for."""


NOBODY = Focus()
"""Nobody was mentioned yet."""
