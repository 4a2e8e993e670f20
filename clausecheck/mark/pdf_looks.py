"""How marks look: a colour, an underline and a sign for each severity, so that none depends on colour alone."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from clausecheck.mark.pdf_places import Strip
from clausecheck.record import record
from clausecheck.report import Confidence, Finding

__all__ = ["LOOKS", "TAG", "Look", "banner", "highlight", "look_of", "number", "sample", "text_bytes"]

Colour = tuple[float, float, float]


@record
class Look:
    """One severity's marks."""

    sign: str
    """Stands in the margin: the severity, or `?` where the rules are not sure."""
    fill: Colour
    """Pale, so that text on it stays black on light."""
    line: Colour
    """Dark, for the underline and the sign."""
    width: float
    """Of the underline, in points."""
    dashes: tuple[float, ...] = ()
    """On and off, in points; empty for an unbroken underline."""


LOOKS = (
    Look("5", (1.0, 0.72, 0.70), (0.66, 0.05, 0.08), 1.8),
    Look("4", (1.0, 0.82, 0.58), (0.60, 0.28, 0.0), 0.9),
    Look("3", (1.0, 0.95, 0.56), (0.42, 0.36, 0.0), 0.9, (4, 2)),
    Look("2", (0.80, 0.90, 1.0), (0.05, 0.27, 0.55), 0.9, (1.5, 1.5)),
    Look("1", (0.88, 0.88, 0.88), (0.30, 0.30, 0.30), 0.7, (1, 3)),
    Look("?", (0.90, 0.86, 0.96), (0.34, 0.20, 0.52), 0.7, (4, 1.5, 1, 1.5)),
)
"""The gravest first."""

TAG = 8.5
"""Width and height of a sign in the margin, in points."""


def look_of(finding: Finding) -> Look:
    """The look of a finding's marks."""
    sign = "?" if finding.confidence is Confidence.low else str(finding.severity)
    return next(look for look in LOOKS if look.sign == sign)


def highlight(
    look: Look,
    strips: Sequence[Strip],
    tag: tuple[float, float] | None,
    height: float,
    *,
    bare: Collection[Strip] = (),
) -> bytes:
    """Content stream of one highlight on a page `height` points high; `tag` is the sign's left and top, if it has one.

    Strips in `bare` are underlined only. Uses the graphics state `GS` and the font `F`.
    """
    out = ["/GS gs", f"{_colour(look.fill)} rg"]
    for strip in strips:
        if strip in bare:
            continue
        size = f"{number(strip.x1 - strip.x0)} {number(strip.bottom - strip.top)}"
        out.append(f"{number(strip.x0)} {number(height - strip.bottom)} {size} re f")
    out += [f"{_colour(look.line)} RG", f"{number(look.width)} w", _dashes(look)]
    for strip in strips:
        y = number(height - strip.bottom + look.width / 2)
        out.append(f"{number(strip.x0)} {y} m {number(strip.x1)} {y} l S")
    if tag is not None:
        out += _tag(look, tag[0], height - tag[1] - TAG)
    return "\n".join(out).encode("ascii")


def sample(look: Look, x: float, y: float) -> list[str]:
    """The sign and a piece of marked line, for a legend; `x`, `y` is its bottom left corner."""
    end = x + TAG + 4 + 36
    strip = [f"{_colour(look.fill)} rg", f"{number(x + TAG + 4)} {number(y)} 36 {number(TAG)} re f"]
    strip += [f"{_colour(look.line)} RG", f"{number(look.width)} w", _dashes(look)]
    strip.append(f"{number(x + TAG + 4)} {number(y + 1)} m {number(end)} {number(y + 1)} l S")
    return ["q", *strip, *_tag(look, x, y), "Q"]


def banner(text: str, at: tuple[float, float], size: tuple[float, float]) -> bytes:
    """A framed line of text that fills a rectangle: bottom left corner, width and height; uses the font `F`."""
    (x, y), (width, height) = at, size
    inner = " ".join(map(number, (x + 0.4, y + 0.4, width - 0.8, height - 0.8)))
    head = f"1 0.95 0.56 rg 0.42 0.36 0 RG 0.8 w {inner} re B\nBT /F 8 Tf 0 0 0 rg {number(x + 5)} {number(y + 5)} Td ("
    return head.encode("ascii") + text_bytes(text) + b") Tj ET"


def text_bytes(text: str) -> bytes:
    """Text as it stands between the brackets of a PDF string, in the encoding of Windows."""
    data = text.encode("cp1252", "replace")
    return data.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def number(value: float) -> str:
    """A number as PDF takes it: no exponent, two decimals at most."""
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"


def _tag(look: Look, x: float, y: float) -> list[str]:
    return [
        f"{_colour(look.fill)} rg {_colour(look.line)} RG 0.8 w [] 0 d",
        f"{number(x)} {number(y)} {number(TAG)} {number(TAG)} re B",
        f"BT /F 7 Tf {_colour(look.line)} rg {number(x + 2.3)} {number(y + 1.8)} Td ({look.sign}) Tj ET",
    ]


def _dashes(look: Look) -> str:
    return f"[{' '.join(map(number, look.dashes))}] 0 d"


def _colour(colour: Colour) -> str:
    return " ".join(map(number, colour))
