"""Errors in the words of the page: what went wrong and what to do, without a word about the command line."""

import re

from clausecheck.errors import ClausecheckError, ReadingFault, UnreadableInput, place_of
from clausecheck.patterns import pattern
from clausecheck.render.plain import visible, visible_lines

__all__ = ["said", "without_options"]

_SENTENCE_END = pattern(r"(?<=[.!?])\s+")
_ASIDE = pattern(r"\s*\([^()]*--[a-z][^()]*\)")
_OPTION = pattern(r"(?<![\w-])--[a-z]|\bclausecheck [a-z]+ ", re.ASCII)


def said(error: BaseException) -> str:
    """What the page says of an error; one of our own making is told by kind and place only, for it may quote."""
    if isinstance(error, UnreadableInput):
        advice = without_options(error.next_step)
        return f"{visible(error.name)}: {visible(error.what)}. {visible(advice)}".strip()
    if isinstance(error, ReadingFault):
        return _fault(f"{error.what} in {error.where}")
    if isinstance(error, ClausecheckError):
        return visible_lines(without_options(str(error)) or str(error))
    place = place_of(error)
    return _fault(type(error).__name__ + (f" in {place}" if place else ""))


def without_options(text: str) -> str:
    """Sentences that make sense to somebody who sees a page and no command line."""
    sentences = _SENTENCE_END.split(_ASIDE.sub("", text))
    return " ".join(sentence for sentence in sentences if not _OPTION.search(sentence))


def _fault(what: str) -> str:
    return f"Something in clausecheck itself went wrong, not in your contract ({what}). Please report it."
