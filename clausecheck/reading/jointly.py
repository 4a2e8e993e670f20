"""Both parties at once: `neither the Practice nor the Locum`, `either may`."""

from clausecheck.document import Span
from clausecheck.reading.names import DETERMINERS
from clausecheck.reading.wordlist import word_set

__all__ = ["JOINTLY", "joined"]

_MODALS = word_set("may shall will must can")
JOINTLY = {
    "either": _MODALS | {"wishes", "wants", "gives", "ends", "cancels"},
    "neither": _MODALS | {"is", "has", "owes", "gives", "pays", "regards"},
    "both": _MODALS | {"have", "agree", "agreed", "sign"},
}
"""After `either`, `neither` or `both` alone these make it the parties."""


def joined(words: list[str], spans: list[Span]) -> tuple[list[str], list[Span]]:
    """`neither @other nor @locum` as `@neither`; `either @other or @locum` as `@both`."""
    out: list[str] = []
    places: list[Span] = []
    at = 0
    while at < len(words):
        four = words[at : at + 4]
        sides = {word for word in four[1::2] if word in ("@locum", "@other", "@client")}
        if len(sides) == 2 and (four[0], four[2]) in (("neither", "nor"), ("either", "or"), ("both", "and")):
            out.append("@neither" if four[0] == "neither" else "@both")
            places.append((spans[at][0], spans[at + 3][1]))
            at += 4
            continue
        follows = four[1] if len(four) > 1 else ""
        if follows in _MODALS and len(four) > 2 and (four[2] in DETERMINERS or four[2][0] == "@"):
            follows = "-"  # `neither shall the Practice`
        alone = four[0] in ("either", "neither", "both") and (
            follows in JOINTLY[four[0]] or (not follows and words[at - 1 : at] == ["by"])
        )
        out.append({"either": "@both", "both": "@both", "neither": "@neither"}[four[0]] if alone else words[at])
        places.append(spans[at])
        at += 1
    return out, places
