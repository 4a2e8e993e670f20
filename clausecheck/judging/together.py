"""Several documents read as one contract: terms with their schedule, booking form and e-mails."""

import hashlib
from collections.abc import Sequence

from clausecheck.document import Block, Box, Coverage, Document, Notice, Span
from clausecheck.record import replaced

__all__ = ["join_documents"]

_GAP = "\n\n"
# A blank line: no sentence runs from one document into the next.


def join_documents(documents: Sequence[Document]) -> Document:
    """One document of the parts in the order given, all spans and pages shifted.

    Which part prevails is read from the words of the contract, as within one document. A part without pages counts
    as one page where another has pages. Raises ValueError without documents.
    """
    if not documents:
        raise ValueError("join_documents needs at least one document")
    if len(documents) == 1:
        return documents[0]
    paged = any(document.pages for document in documents)
    texts: list[str] = []
    blocks: list[Block] = []
    boxes: list[Box] = []
    pages: list[Span] = []
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
                for document in documents
                for part in document.coverage.parts
            )
        ),
        boxes=tuple(boxes),
        pages=tuple(pages),
        notices=tuple(notices),
        doubtful=tuple(doubtful),
    )


def _block(block: Block, offset: int, pages: int, paged: bool) -> Block:
    page = (block.page or 1) + pages if paged else block.page
    struck = tuple((start + offset, end + offset) for start, end in block.struck)
    return replaced(block, start=block.start + offset, end=block.end + offset, page=page, struck=struck)


def _order(documents: Sequence[Document]) -> Notice:
    names = ", ".join(document.name for document in documents)
    return Notice("together", f"Read as one contract, in this order: {names}.")
