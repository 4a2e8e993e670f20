"""Words written as one line of text, where a quoted list would be hard to read."""

__all__ = ["word_list", "word_set"]


def word_list(text: str) -> tuple[str, ...]:
    """The words of a text in order."""
    return tuple(text.split())


def word_set(text: str) -> frozenset[str]:
    """The words of a text, each once."""
    return frozenset(text.split())
