"""What is said of a name in the configuration file that nobody knows."""

from collections.abc import Iterable

__all__ = ["unknown"]


def unknown(name: str, known: Iterable[str]) -> str:
    """`unknown`, with the known name that was meant, in whatever case it is written, or else with all."""
    from difflib import get_close_matches

    folded = {one.lower(): one for one in known}
    near = get_close_matches(name.lower(), folded, n=1)
    return f"unknown; did you mean {folded[near[0]]}?" if near else f"unknown; known are {', '.join(folded.values())}"
