"""From the paragraphs of a file to its text, blocks and notices, the same for every format."""

import re
from collections.abc import Iterable

from clausecheck.document import Block, BlockKind, CoveragePart, Notice
from clausecheck.extract.rows import Paragraph
from clausecheck.extract.tracked import Tracked
from clausecheck.patterns import pattern
from clausecheck.record import draft, made

__all__ = [
    "Found",
    "LabelPath",
    "around",
    "assemble",
    "count_words",
    "labelled",
    "ledger",
    "notices_of",
    "numbered_notes",
]

_PAGE_NUMBER = pattern(r"(?:page)?[\s\d]*(?:of|/)?[\s\d]*|[-–—]\s*\d*\s*[-–—]", re.IGNORECASE)
_MAX_QUOTE = 300
"""Characters of left-out text that a notice quotes."""
_MAX_AUTHORS = 5


@draft
class Found:
    """What was left out or stands open, in document order."""

    inserted: list[str] = made(factory=list)
    deleted: list[str] = made(factory=list)
    moved: list[str] = made(factory=list)
    hidden: list[str] = made(factory=list)
    unread: list[str] = made(factory=list)
    """Parts that hold another file."""
    missing: list[tuple[str, str]] = made(factory=list)
    """Names of parts of the text itself that cannot be read, and why."""
    comments: list[tuple[str, str]] = made(factory=list)
    """Who said what in the margin."""
    authors: list[str] = made(factory=list)
    """Who made the tracked changes, as far as the file says."""
    pictures: int = 0
    """Of which no text was read."""


class LabelPath:
    """The clause path of automatic numbers: `(i)` under `3.2(b)` is `3.2(b)(i)`."""

    def __init__(self) -> None:
        self._labels: list[str] = []

    def push(self, label: str, index: int, *, compound: bool) -> str:
        """Path of a label on list level `index`; a compound one, like `3.2`, shows its ancestors itself."""
        own, parent = label.rstrip("."), self.above(index)
        del self._labels[index:]
        self._labels += [""] * (index - len(self._labels))
        dot = "." if parent[-1:].isdigit() and own[:1].isdigit() else ""
        path = own if compound or not parent else parent + dot + own
        self._labels.append(path)
        return path

    def above(self, index: int) -> str:
        """Path of the nearest label above list level `index`, empty where there is none."""
        return next((path for path in reversed(self._labels[:index]) if path), "")


def labelled(paragraph: Paragraph, label: str) -> Paragraph:
    """Put an automatic number in front of a paragraph's text."""
    lead = len(paragraph.text) - len(paragraph.text.lstrip())
    shift = len(label) + 1 - lead
    paragraph.text = f"{label} {paragraph.text[lead:]}"
    paragraph.struck = [(max(a, lead) + shift, b + shift) for a, b in paragraph.struck if b > lead]
    return paragraph


def around(paragraphs: Iterable[Paragraph]) -> list[Paragraph]:
    """Headers or footers: page numbers out, and one of each text, as first, odd and even pages often say the same."""
    kept = (paragraph for paragraph in paragraphs if not _PAGE_NUMBER.fullmatch(paragraph.text.strip()))
    return list({paragraph.text: paragraph for paragraph in kept}.values())


def numbered_notes(notes: Iterable[list[Paragraph]]) -> list[Paragraph]:
    """Paragraphs of foot- or endnotes, each note led by its number in brackets."""
    out = []
    for number, paragraphs in enumerate(notes, 1):
        if paragraphs:
            labelled(paragraphs[0], f"[{number}]")
        out += paragraphs
    return out


def count_words(paragraphs: Iterable[Paragraph]) -> int:
    """Words of paragraphs, as white space parts them."""
    return sum(len(paragraph.text.split()) for paragraph in paragraphs)


def assemble(paragraphs: list[Paragraph]) -> tuple[str, tuple[Block, ...]]:
    """One text, paragraphs parted by a blank line, rows of a table by none."""
    parts: list[str] = []
    blocks = []
    at = 0
    previous: Paragraph | None = None
    for paragraph in paragraphs:
        if previous is not None:
            rows = previous.kind is paragraph.kind is BlockKind.table_row
            gap = "\n" if rows else "\n\n"
            parts.append(gap)
            at += len(gap)
        text = paragraph.text
        start = at + len(text) - len(text.lstrip())
        end = at + len(text.rstrip())
        spans = ((max(start, a + at), min(end, b + at)) for a, b in paragraph.struck)
        blocks.append(
            Block(
                start,
                end,
                paragraph.kind,
                paragraph=paragraph.ordinal,
                label=paragraph.label,
                level=paragraph.level,
                struck=tuple((a, b) for a, b in spans if a < b),
            )
        )
        parts.append(text)
        at += len(text)
        previous = paragraph
    return "".join(parts), tuple(blocks)


def ledger(found: Found, **parts: list[Paragraph]) -> tuple[CoveragePart, ...]:
    """What was read, the body always told of, what was not, and what other files lie in this one unread."""
    read = [
        CoveragePart(name, read=True, words=count_words(paragraphs), pictures=found.pictures if name == "body" else 0)
        for name, paragraphs in parts.items()
        if paragraphs or name == "body"
    ]
    if found.comments:
        words = sum(len(said.split()) for _, said in found.comments)
        read.append(CoveragePart("comments", read=True, words=words))
    missing = (CoveragePart(name, read=False, why=why) for name, why in found.missing)
    why = "embedded file, check it on its own"
    return (*read, *missing, *(CoveragePart(f"attachment {name}", read=False, why=why) for name in found.unread))


_PENDING = {
    Tracked.accept: (
        "they were read as part of the text",
        "they were left out of the text",
        "it was read where it moved to",
    ),
    Tracked.reject: (
        "they were left out of the text",
        "they were read as part of the text",
        "it was read where it was before",
    ),
    Tracked.mark: (
        "they were read as part of the text",
        "they stand in the text, struck through",
        "it stands in both places, struck through in the former",
    ),
}
"""What was done with insertions, deletions and moves."""


def notices_of(found: Found, tracked: Tracked = Tracked.accept) -> tuple[Notice, ...]:
    """What the reader must know of text that is pending, hidden or in the margin."""
    by = _by(found.authors)
    inserted, deleted, moved = _PENDING[tracked]
    notices = []
    for texts, kind, message in (
        (found.inserted, "tracked-changes", f"Tracked insertions{by} are not yet accepted; {inserted}."),
        (found.deleted, "tracked-changes", f"Tracked deletions{by} are not yet accepted; {deleted}."),
        (found.moved, "tracked-changes", f"Text was moved{by}, which is not yet accepted; {moved}."),
        (found.hidden, "hidden-text", "Hidden text was left out: it shows on no page, yet it is in the file."),
    ):
        if texts:
            notices.append(Notice(kind, message, _quote(texts)))
    for author, said in found.comments:
        message = f"A comment by {author or 'somebody'} in the margin is not part of the text."
        notices.append(Notice("comment", message, said[:_MAX_QUOTE]))
    return tuple(notices)


def _by(authors: list[str]) -> str:
    names = list(dict.fromkeys(" ".join(name.split())[:60] for name in authors if name.strip()))
    if not names:
        return ""
    more = f" and {len(names) - _MAX_AUTHORS} more" if len(names) > _MAX_AUTHORS else ""
    return f" (by {', '.join(names[:_MAX_AUTHORS])}{more})"


def _quote(texts: list[str]) -> str:
    """Pieces of text as one quotation, cut to a readable length."""
    quote = " … ".join(" ".join(text.split()) for text in texts)
    return quote if len(quote) <= _MAX_QUOTE else quote[: _MAX_QUOTE - 1] + "…"
