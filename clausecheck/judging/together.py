"""Several documents read as one contract: terms with their schedule, booking form and e-mails."""

import hashlib
from collections.abc import Iterator, Sequence

from clausecheck.document import Block, Box, Coverage, CoveragePart, Document, Notice, Span
from clausecheck.record import replaced

__all__ = ["join_documents"]

_GAP = "\n\n"
# A blank line: no sentence runs from one document into the next.


def join_documents(documents: Sequence[Document]) -> Document:
    """One document of the parts in the order given, all spans and pages shifted.

    Which part prevails is read from the words of the contract, as within one document. A part without pages counts
    as one page where another has pages. What is attached to a message follows it, and the members of an archive
    stand in its place. Raises ValueError without documents.
    """
    if not documents:
        raise ValueError("join_documents needs at least one document")
    given = [each for document in documents for each in _unfolded(document)]
    if len(given) == 1:
        return given[0]
    documents = [document for document in given if document.blocks]
    paged = any(document.pages for document in documents)
    texts: list[str] = []
    blocks: list[Block] = []
    boxes: list[Box] = []
    pages: list[Span] = []
    labels: list[str] = []
    notices = [_order(documents)]
    doubtful: list[Span] = []
    offset = 0
    for document in documents:
        blocks += [_block(block, offset, len(pages), paged) for block in document.blocks]
        boxes += [
            replaced(box, start=box.start + offset, end=box.end + offset, page=box.page + len(pages))
            for box in document.boxes
        ]
        if paged:
            own = document.pages or ((0, len(document.text)),)
            pages += [(start + offset, end + offset) for start, end in own]
            labels += document.page_labels or [""] * len(own)
        notices += document.notices
        doubtful += [(start + offset, end + offset) for start, end in document.doubtful]
        texts.append(document.text)
        offset += len(document.text) + len(_GAP)
    digest = hashlib.sha256("\n".join(document.sha256 for document in documents).encode("ascii", "replace"))
    return Document(
        name=" + ".join(document.name for document in documents),
        format="joined",
        sha256=digest.hexdigest(),
        text=_GAP.join(texts),
        blocks=tuple(blocks),
        coverage=Coverage(
            tuple(
                replaced(part, name=f"{document.name}: {part.name}")
                for document in given
                for part in document.coverage.parts
                if not (part.read and _is_unfolded(part, document))
            )
        ),
        boxes=tuple(boxes),
        pages=tuple(pages),
        notices=tuple(notices),
        page_labels=tuple(labels),
        doubtful=tuple(doubtful),
    )


def _unfolded(document: Document) -> Iterator[Document]:
    """A document and all that lies in it, in reading order."""
    yield document
    for inner in document.attachments:
        yield from _unfolded(inner)


def _is_unfolded(part: CoveragePart, document: Document) -> bool:
    """A part that is a file of its own, which has its own ledger."""
    return any(part.name.endswith(f" {inner.name}") for inner in document.attachments)


def _block(block: Block, offset: int, pages: int, paged: bool) -> Block:
    page = (block.page or 1) + pages if paged else block.page
    struck = tuple((start + offset, end + offset) for start, end in block.struck)
    return replaced(block, start=block.start + offset, end=block.end + offset, page=page, struck=struck)


def _order(documents: Sequence[Document]) -> Notice:
    names = ", ".join(document.name for document in documents)
    return Notice("together", f"Read as one contract, in this order: {names}.")
