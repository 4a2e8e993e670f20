"""What is said of a PDF beside its text: the rest of the ledger, and what the reader must know."""

from collections.abc import Sequence

from clausecheck.document import CoveragePart, Notice
from clausecheck.extract.pdf_facts import Facts
from clausecheck.extract.pdf_heads import missing_pages
from clausecheck.extract.pdf_pages import Page
from clausecheck.extract.pdf_text import Assembled

__all__ = ["notices_of", "parts_of"]

_MAX_QUOTE = 300
_MOST_LISTED = 12
_EMBEDDED = "embedded file, check it on its own"
_DYNAMIC = (
    "the form is laid out only when a program such as Adobe Reader shows it; "
    "open it there, print it to PDF, and check that copy"
)


def parts_of(facts: Facts, pages: Sequence[Page]) -> list[CoveragePart]:
    """What lies in the file beside its pages."""
    pinned = [name or "pinned to a page" for page in pages for name in page.marks.files]
    parts = [
        CoveragePart(f"attachment {name}", read=False, why=_EMBEDDED)
        for name in dict.fromkeys((*facts.attachments, *pinned))
    ]
    if facts.dynamic_form:
        parts.append(CoveragePart("form", read=False, why=_DYNAMIC))
    return parts


def notices_of(
    facts: Facts, pages: Sequence[Page], whole: Assembled, parts: Sequence[CoveragePart], *, disagreed: bool
) -> tuple[Notice, ...]:
    """What the reader must know, the same thing said once; `disagreed` when the readers count different pages."""
    slanted = dict.fromkeys(page.slanted for page in pages if page.slanted)
    notices = [
        Notice("watermark", "Text printed at an angle across the page was not read as part of the contract.", quote)
        for quote in slanted
    ]
    notices += [
        Notice("watermark", "Text in huge print on every page was not read as part of the contract.", quote)
        for quote in whole.watermarks
    ]
    if facts.forbidden:
        what = ", ".join(facts.forbidden)
        notices.append(Notice("restricted", f"Its owner has restricted the PDF ({what}). It was read all the same."))
    if disagreed:
        notices.append(
            Notice(
                "page-count",
                "The PDF's list of pages is damaged: one reader found fewer pages than another. All found were read.",
            )
        )
    missing = missing_pages(whole.labels)
    if missing:
        listed = ", ".join(map(str, missing[:_MOST_LISTED])) + (" and more" if len(missing) > _MOST_LISTED else "")
        noun = "page" if len(missing) == 1 else "pages"
        message = f"By the page numbers printed on it, {noun} {listed} are missing from the file. Ask for the whole."
        notices.append(Notice("missing-pages", message.replace(" are ", " is ") if len(missing) == 1 else message))
    blank = [part.name.removeprefix("page ") for part in parts if part.read and not part.words]
    if blank:
        named = "Page" if len(blank) == 1 else "Pages"
        be = "is" if len(blank) == 1 else "are"
        notices.append(Notice("blank-page", f"{named} {', '.join(blank[:_MOST_LISTED])} {be} blank."))
    for page in pages:
        for author, said in page.marks.comments:
            message = f"A comment by {author or 'somebody'} on the PDF is not part of the text."
            notices.append(Notice("comment", message, said[:_MAX_QUOTE]))
    return tuple(notices)
