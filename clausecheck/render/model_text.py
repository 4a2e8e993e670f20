"""The model contract with the reader's own figures in it, as Markdown or Word."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import NamedTuple

from clausecheck.patterns import pattern

__all__ = ["Proposal", "fill", "model_docx", "without_clock"]

_NUMBERED = pattern(r"^(?:#+ )?(\d+(?:\.\d+)*)\.? ", re.MULTILINE)
_BLOCK = pattern(r"\n{2,}")
_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

_OWN_SUMS = {
    "session_fee_gbp": "the Session Fee is £{}",
    "hourly_fee_gbp": "the hourly rate is £{}",
    "overrun_gbp_per_hour": "work after the Finish Time is paid at £{} an hour",
}
# Sums the model leaves to the booking: they become a clause of their own at its end.

_DISTINCTIVE = 4
# A length of this many words ("4 hours 10 minutes") means the same wherever it stands, so it changes in every clause.

_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
# The earliest date a zip can hold, in place of the clock: the same contract is the same bytes.


class Proposal(NamedTuple):
    """A number of the model: in which clauses it stands, and what it is."""

    clauses: Sequence[str]
    value: float


def fill(text: str, proposals: Mapping[str, Proposal], figures: Mapping[str, float]) -> tuple[str, tuple[str, ...]]:
    """The model contract `text` (Markdown) with `figures` in the place of its own numbers.

    Also gives the names of figures for which no place was found.
    """
    blocks = _BLOCK.split(text.rstrip("\n"))
    unplaced = []
    for name, value in figures.items():
        proposal = proposals.get(name)
        if name in _OWN_SUMS:
            continue
        if proposal is None or not _replace(blocks, name, proposal, value):
            unplaced.append(name)
    sums = [_OWN_SUMS[name].format(_money(figures[name])) for name in _OWN_SUMS if name in figures]
    if sums:
        _add_clause(blocks, sums)
    return "\n\n".join(blocks) + "\n", tuple(unplaced)


def _replace(blocks: list[str], name: str, proposal: Proposal, value: float) -> bool:
    """Put `value` where the model's own stands; False where it stands nowhere."""
    forms = zip(_forms(name, proposal.value), _forms(name, value), strict=True)
    for old, new in forms:
        words = re.compile(rf"(?<![\w.]){re.escape(old)}(?!\w)", re.IGNORECASE)
        found = False
        for at, block in enumerate(blocks):
            number = _NUMBERED.match(block)
            here = number is not None and number[1] in proposal.clauses
            if (here or len(old.split()) >= _DISTINCTIVE) and words.search(block):
                blocks[at] = words.sub(new, block)
                found = True
        if found:
            return True
    return False


def _forms(name: str, value: float) -> tuple[str, ...]:
    """How a figure of this name may be written, the most telling form first; as many for every value."""
    digits = f"{value:g}"
    if name.endswith("_minutes"):
        length = _length(value)
        return (length, f"{digits} minutes")
    if name.endswith("_days"):
        return (f"{digits} days",)
    if name.startswith("patients_"):
        return (f"{digits} patients",)
    if name.startswith("visits_"):
        noun = "visit" if value == 1 else "visits"
        whole = value == int(value) and value < len(_WORDS)
        return (f"{_WORDS[int(value)] if whole else digits} {noun}", f"{digits} {noun}")
    return ()


def _length(minutes: float) -> str:
    hours, rest = divmod(minutes, 60)
    parts = []
    if hours:
        parts.append(f"{hours:g} hour" + ("" if hours == 1 else "s"))
    if rest or not hours:
        parts.append(f"{rest:g} minutes")
    return " ".join(parts)


def _money(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"


def _add_clause(blocks: list[str], sums: Sequence[str]) -> None:
    """A last clause with the sums, before the signatures."""
    last = max((int(found[1].split(".")[0]) for found in map(_NUMBERED.match, blocks) if found), default=0)
    ends = next((at for at, block in enumerate(blocks) if block.startswith("Signed")), len(blocks))
    sentence = f"Unless the booking states more, {', and '.join(sums)}."
    blocks[ends:ends] = [f"## {last + 1}. The Locum's figures", f"{last + 1}.1 {sentence}"]


def model_docx(text: str) -> bytes:
    """The contract in Markdown (`#` headings and paragraphs) as a Word file; the same text gives the same bytes."""
    import docx

    document = docx.Document()
    document.core_properties.author = "clausecheck"
    for block in _BLOCK.split(text.strip("\n")):
        marks, _, title = block.partition(" ")
        if marks and set(marks) == {"#"}:
            document.add_heading(title, level=len(marks) - 1)
        else:
            document.add_paragraph(" ".join(block.split("\n")))
    stream = BytesIO()
    document.save(stream)
    return without_clock(stream.getvalue())


def without_clock(data: bytes) -> bytes:
    """A zip archive with no dates in it: the same parts give the same bytes."""
    from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for entry in old.infolist():
            info = ZipInfo(entry.filename, _ZIP_EPOCH)
            info.compress_type = ZIP_DEFLATED
            new.writestr(info, old.read(entry))
    return out.getvalue()
