"""What is read where changes are pending: the text with them, without them, or with both."""

from enum import StrEnum

__all__ = ["Tracked"]


class Tracked(StrEnum):
    """How tracked changes are read."""

    accept = "accept"
    """As if all were accepted: insertions are text, deletions are not."""
    reject = "reject"
    """As if all were rejected."""
    mark = "mark"
    """Both are text, deletions struck through."""
