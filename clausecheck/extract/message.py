"""What e-mails of every format have in common: a head, something said, something attached."""

from collections.abc import Sequence

from clausecheck.document import Block, BlockKind, Coverage, CoveragePart, Document, Notice
from clausecheck.errors import UnreadableInput
from clausecheck.extract.assembly import Found, assemble, notices_of
from clausecheck.extract.html import paragraphs_of
from clausecheck.extract.nest import Gathered
from clausecheck.extract.plain import paragraphs
from clausecheck.record import draft, made, replaced

__all__ = ["Letter", "Said", "finish", "said_of_html", "said_of_paragraphs", "said_of_text"]

_GAP = "\n\n"


@draft
class Said:
    """The body of a message, or a part of it."""

    text: str
    blocks: tuple[Block, ...]
    found: Found = made(factory=Found)

    @property
    def texts(self) -> list[str]:
        """The text of each block."""
        return [self.text[block.start : block.end] for block in self.blocks]


@draft
class Letter:
    """A message taken apart."""

    name: str
    format: str
    sha256: str
    head: str
    said: list[Said]
    gathered: Gathered


def said_of_text(text: str) -> Said:
    """A plain body, as it stands."""
    return Said(text, paragraphs(text))


def said_of_html(name: str, html: str) -> Said:
    """An HTML body as a mail program shows it, quoted messages behind `>`."""
    shown, found = paragraphs_of(name, html, quotes=True)
    return said_of_paragraphs(*assemble(shown), found)


def said_of_paragraphs(text: str, blocks: tuple[Block, ...], found: Found) -> Said:
    """A body that has already been made text."""
    return Said(f"{text}\n" if text else "", blocks, found)


def finish(letter: Letter) -> Document:
    """The document of a message; raises UnreadableInput when neither it nor what is attached holds any text."""
    said = [part for part in letter.said if part.text.strip()]
    gathered = letter.gathered
    if not said and not gathered.documents:
        what, next_step = "there is no text in the message", "Check that it was saved whole."
        if gathered.parts:
            first = gathered.parts[0]
            what = (
                f"there is no text in the message, and what is attached could not be read ({first.name}: {first.why})"
            )
            next_step = "Save what is attached to it and check that on its own."
        raise UnreadableInput(letter.name, what, next_step)
    text, blocks = letter.head, [Block(0, len(letter.head), BlockKind.mail_header)] if letter.head else []
    for part in said:
        if text:
            text += _GAP
        blocks += [_shifted(block, len(text)) for block in part.blocks]
        text += part.text
    words = sum(len(part.text.split()) for part in said)
    body = CoveragePart("message", read=True, words=words)
    return Document(
        name=letter.name,
        format=letter.format,
        sha256=letter.sha256,
        text=text,
        blocks=tuple(blocks),
        coverage=Coverage((body, *gathered.parts)),
        notices=_notices([part.found for part in said]),
        attachments=tuple(gathered.documents),
    )


def _shifted(block: Block, by: int) -> Block:
    struck = tuple((start + by, end + by) for start, end in block.struck)
    return replaced(block, start=block.start + by, end=block.end + by, kind=BlockKind.mail_body, struck=struck)


def _notices(found: Sequence[Found]) -> tuple[Notice, ...]:
    return tuple(notice for each in found for notice in notices_of(each))
