"""What in a contract does not speak: struck out, left blank, quoted to be refused, replaced, said not to bind."""

import re
from bisect import bisect_left

from clausecheck.document import BlockKind, Document, Span
from clausecheck.patterns import pattern
from clausecheck.reading.boxes import choose, leave_blank
from clausecheck.reading.clausetree import Tree
from clausecheck.reading.headings import is_title
from clausecheck.reading.nonbinding import unbind
from clausecheck.reading.passages import Draft, holding
from clausecheck.reading.precedence import prevail
from clausecheck.reading.replies import settle
from clausecheck.reading.sentences import trim
from clausecheck.reading.threads import Thread
from clausecheck.record import replaced

__all__ = ["silence"]


def silence(document: Document, tree: Tree, drafts: list[Draft], thread: Thread) -> list[Draft]:
    """The drafts with those that do not speak marked, and cut where only a part of one does not."""
    # Patterns look for plain spaces; every character keeps its place.
    text = document.text.replace("\u00a0", " ").replace("\u202f", " ")
    low = lowered(text)
    _asides(document, drafts)
    drafts = _strike(text, drafts, _struck(document))
    drafts = choose(text, drafts)
    leave_blank(text, low, drafts)
    _marked(text, tree, drafts)
    _refused(text, drafts)
    _footers(text, low, drafts)
    if thread.messages or any(thread.depth):
        settle(text, drafts, thread)
    unbind(text, low, tree, drafts)
    prevail(low, tree, drafts)
    return drafts


def lowered(text: str) -> str:
    """The text in small letters, every character in its place."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(small if len(small := character.lower()) == 1 else character for character in text)
    return low


_KINDS = {
    BlockKind.comment: "It is a comment in the margin.",
    BlockKind.deletion: "It is struck out.",
    BlockKind.hidden: "It is hidden text.",
}
_EDGES = (BlockKind.header, BlockKind.footer)


def _asides(document: Document, drafts: list[Draft]) -> None:
    """Comments, deletions and hidden text."""
    for draft in drafts:
        if draft.source.shape == "aside" and draft.source.block >= 0:
            kind = document.blocks[draft.source.block].kind
            draft.silenced = _KINDS.get(kind, "")
            if kind in _EDGES and is_title(document.text[draft.start : draft.end]):
                draft.silenced = "It is the header or footer of a page."


_STRUCK = pattern(
    r"~~(?=\S).{1,600}?(?<=\S)~~|<(?:del|s|strike)>.{1,600}?</(?:del|s|strike)>|\[-.{1,600}?-\]|"
    r"[\[(](?:deleted|struck (?:out|through)|crossed out|removed|withdrawn)\s*[:–—-]\s*[^\[\]()]{1,600}[\])]",
    re.DOTALL | re.IGNORECASE,
)


def _struck(document: Document) -> list[Span]:
    """Spans struck out in the file or by marks in the text."""
    spans = [span for block in document.blocks for span in block.struck]
    if any(mark in document.text for mark in ("~~", "<del", "<s", "[", "(")):
        spans.extend(match.span() for match in _STRUCK.finditer(document.text) if "\n\n" not in match[0])
    return sorted(spans)


def _strike(text: str, drafts: list[Draft], spans: list[Span]) -> list[Draft]:
    """Silence what is struck out; a passage struck in part is cut."""
    if not spans:
        return drafts
    starts = [draft.start for draft in drafts]
    cuts: dict[int, list[Span]] = {}
    for start, end in spans:
        at = max(bisect_left(starts, start) - 1, 0)
        while at < len(drafts) and drafts[at].start < end:
            if drafts[at].end > start:
                cuts.setdefault(at, []).append((max(start, drafts[at].start), min(end, drafts[at].end)))
            at += 1
    kept: list[Draft] = []
    for index, draft in enumerate(drafts):
        if index not in cuts:
            kept.append(draft)
        else:
            kept.extend(_cut(text, draft, cuts[index]))
    return kept


def _cut(text: str, draft: Draft, struck: list[Span]) -> list[Draft]:
    pieces: list[Draft] = []
    before: Span | None = None
    at = draft.start
    for start, end in (*struck, (draft.end, draft.end)):
        for part, reason in (((at, start), draft.silenced), ((start, end), "It is struck out.")):
            first, last = trim(text, *part)
            if first < last and any(map(str.isalnum, text[first:last])):
                # What stands after the struck words still belongs to what stands before them.
                leads = (*draft.leads, before) if before and not reason else draft.leads
                pieces.append(replaced(draft, start=first, end=last, silenced=reason, leads=leads))
                before = before or (None if reason else (first, last))
        at = max(at, end)
    return pieces or [draft]


_UNUSED = pattern(
    r"(?i)[\W\d]*(?:this (?:clause|page|section) (?:is |has been )?)?(?:intentionally |deliberately )?"
    r"(?:not used|deleted|left blank|reserved|omitted|withdrawn|struck out|not applicable|n/a)\W*"
)
_TAGGED = pattern(r"(?i)\W{0,3}(?:deleted|struck out|withdrawn|not used)\s*[:\]–—-]")
_TAG = pattern(
    r"(?i)[\[(](?:clause |now )?(?:deleted|struck out|not used|withdrawn|does not apply|"
    r"not applicable)(?: [^\])]{0,40})?[\])]\W*"
)
_NOTE = pattern(
    r"(?i)[\[(*_]*\s*(?:(?:drafting|guidance|drafter['’]?s|explanatory|completion)\s+notes?\b|note\s+(?:to|"
    r"for)\s+(?:draft|the draft|editor|"
    r"practices?|managers?|users?|whoever|the person|completion)|delete\s+(?:as|if|where|whichever|one)\b|"
    r"\*?\s?delete as\b|"
    r"(?:to be )?complete(?:d)? (?:by|before)\b.{0,30}\]|insert\b[^\]]{0,60}\]|optional clause|how to (?:use|"
    r"complete|fill in) this)"
)
_NOTES_SECTION = pattern(
    r"(?i)(?:drafting|guidance|completion|explanatory|drafter['’]?s) notes?\b|(?:guidance|notes|"
    r"instructions) (?:for|on) (?:completion|completing|use|"
    r"using|filling)|how to (?:use|complete|fill in) this\b|notes? for (?:the )?(?:practice|manager|user|drafter)"
)
_EXAMPLE = pattern(
    r"(?i)\W{0,2}(?:worked\s+examples?|examples?|illustrations?|sample)(?:\s+(?:\d|[A-C]\b|only))?\s*[:–—]|"
    r"\W{0,2}worked example\b"
)
_EXAMPLES_SECTION = pattern(r"(?i)(?:worked )?examples?(?: only)?$|illustrations?$|sample wording$")
_OPENS = pattern(
    r"(?i)[\W\d_]{0,6}(?:not used|deleted?|left|reserved|omitted|withdrawn|struck|not appl|n/a|drafting|guidance|"
    r"drafter|explanatory|"
    r"completion|note |\(?to be comp|complete|insert|optional|how to|worked|example|illustration|sample|"
    r"this (?:clause|page|section)|"
    r"intentionally|deliberately)"
)
"""How a paragraph that says it does not speak begins."""


def _marked(text: str, tree: Tree, drafts: list[Draft]) -> None:
    """Clauses marked as not used, drafting notes, examples."""
    sections = _sections(text, tree)
    paragraph: object = None
    reason = ""
    for draft in drafts:
        if draft.source is not paragraph:
            paragraph = draft.source
            reason = _reason(text, draft.source.start, draft.source.end)
        elif not draft.silenced and _OPENS.match(text, draft.start):
            draft.silenced = _remark(text, draft.start, draft.end)
        if draft.silenced:
            continue
        if reason:
            draft.silenced = reason
        elif sections and draft.node in sections:
            draft.silenced = sections[draft.node]


def _reason(text: str, start: int, end: int) -> str:
    """Why a whole paragraph does not speak, empty when it does."""
    if text[end - 1] in "])" or text[end - 2] in "])":
        last = max(text.rfind("[", start, end), text.rfind("(", start, end), start)
        if _TAG.fullmatch(text, last, end):
            return "It is marked as deleted or not used."
    if not _OPENS.match(text, start):
        return ""
    if end - start < 80 and _UNUSED.fullmatch(text, start, end):
        return "It is marked as deleted or not used."
    if _TAGGED.match(text, start, end):
        return "It is marked as deleted or not used."
    return _remark(text, start, end)


def _remark(text: str, start: int, end: int) -> str:
    """A note or an example, empty when it is neither."""
    if _NOTE.match(text, start, end):
        return "It is a note to whoever fills in the form."
    if _EXAMPLE.match(text, start, end):
        return "It is an example."
    return ""


def _sections(text: str, tree: Tree) -> dict[int, str]:
    """Clauses that stand under a heading such as `Guidance notes`, with the reason why they do not speak."""
    found: dict[int, str] = {}
    for index, node in enumerate(tree.nodes):
        if node.parent in found:
            found[index] = found[node.parent]
        elif node.heading:
            heading = text[slice(*node.heading)]
            if _NOTES_SECTION.match(heading):
                found[index] = "It is guidance on the form."
            elif _EXAMPLES_SECTION.fullmatch(heading):
                found[index] = "It is an example."
    return found


_QUOTE = pattern(
    r"[\"“]([^\"“”]{16,600})[\"”]|‘([^‘’]{16,600}(?:’\w[^‘’]*)*)’(?!\w)|(?<![\w'])'((?:[^'\n]|'(?=\w)|"
    r"\n(?!\n)){16,600}?)'(?!\w)"
)
_FRAMED = pattern(
    r"(?i)\b(?:ask(?:s|ed|ing)? (?:me |us |for )|often|sometimes|templates?|packs?|wording|such as|along the lines|"
    r"phrases?|lines? like|"
    r"clauses? (?:like|that)|words (?:like|such)|terms (?:like|that|such)|things like|i (?:have )?(?:see|seen|meet|"
    r"met|am sent|get sent)|"
    r"you (?:may|might|will) (?:see|meet|find)|the usual|saying|that says?|which says?|reading|to the effect)\b"
)
_REFUSED = pattern(
    r"(?i)\b(?:(?:do|does|did|will|would|shall|can|could|am|are|is)\s*(?:not|n['’]t)|cannot|never|won['’]t|"
    r"can['’]t)\s+(?:\w+\s+){0,3}?"
    r"(?:agree|agreed|accept|accepted|acceptable|sign|bound|work (?:to|under|on)|part of|apply|among|happy|willing|"
    r"prepared|entertain|included)|"
    r"\b(?:refuse[ds]?|decline[ds]?|reject(?:ed|s)?|no such|struck (?:out|through)|strike (?:it|them|that|those)|"
    r"cross(?:ed)? (?:it|them|that|those)? ?out|"
    r"forms? no part|ha(?:s|ve) no (?:place|effect|force)|not (?:agreed|accepted|acceptable|for me)|none of (?:it|"
    r"them|that|those|these)|say no)\b"
)
_REFUSED_LIST = pattern(
    r"(?i)\b(?:i|we)\s+(?:(?:do|will|shall|can)\s*(?:not|n['’]t)|cannot|never|won['’]t|can['’]t)\s+(?:\w+\s+)?"
    r"(?:agree to|sign|work under|be bound by|accept)\b.{0,60}\b(?:following|clauses?|terms|wording|conditions|"
    r"these|provisions|like|such)\b|"
    r"\b(?:following|these)\b.{0,60}\b(?:clauses?|terms|wording|conditions|provisions|phrases)\b.{0,80}"
    r"\b(?:not (?:agreed|accepted|acceptable|apply)|no effect|struck out|deleted|refused|rejected)\b"
)
_POINTS_BACK = pattern(r"(?i)\b(?:these|those|them|any of|such|that|it)\b")
_QUOTED_REASON = "It is quoted in order to be refused."
_FEWEST_WORDS = 3
_LONGEST_QUOTING = 20_000
"""Characters of a paragraph in which quotations are looked for: of a hundred thousand marks each would be tried."""


def _refused(text: str, drafts: list[Draft]) -> None:
    """Wording that the writer quotes and does not agree to."""
    paragraphs: dict[int, list[Draft]] = {}
    refusing: dict[Span, bool] = {}
    for draft in drafts:
        paragraphs.setdefault(draft.source.start, []).append(draft)
        if not draft.leads or draft.silenced:
            continue
        for lead in draft.leads:
            if lead not in refusing:
                refusing[lead] = _REFUSED_LIST.search(text, *lead) is not None
            if refusing[lead]:
                draft.silenced = "It is listed in order to be refused."
    marks = sorted(at for mark in ('"', "“", "‘", " '", "\n'", "('") for at in _places(text, mark))
    if not marks:
        return
    groups = list(paragraphs.values())
    for index, group in enumerate(groups):
        start, end = group[0].start, group[-1].end
        at = bisect_left(marks, start)
        if at == len(marks) or marks[at] >= end or end - start > _LONGEST_QUOTING:
            continue
        quotes = [match.span() for match in _QUOTE.finditer(text, start, end) if len(match[0].split()) > _FEWEST_WORDS]
        if not quotes or group[0].defines:
            continue
        after = groups[index + 1] if index + 1 < len(groups) else []
        if _turned_down(text, start, end, quotes, after):
            for draft in group:
                inside = any(draft.start < last and draft.end > first for first, last in quotes)
                if inside and not draft.silenced:
                    draft.silenced = _QUOTED_REASON


def _places(text: str, mark: str) -> list[int]:
    """Every place of a character."""
    found = []
    at = text.find(mark)
    while at >= 0:
        found.append(at)
        at = text.find(mark, at + 1)
    return found


def _turned_down(text: str, start: int, end: int, quotes: list[Span], after: list[Draft]) -> bool:
    """The words around the quotations refuse them."""
    around = []
    at = start
    for first, last in quotes:
        around.append(text[at:first])
        at = last
    around.append(text[at:end])
    outside = " ".join(" … ".join(around).split())
    if _REFUSED.search(outside):
        return bool(_FRAMED.search(outside)) or len(outside) < 160
    if after and (_FRAMED.search(outside) or len(outside) < 20):
        follows = text[after[0].start : after[0].end]
        return bool(_REFUSED.search(follows) and _POINTS_BACK.search(follows))
    return False


_FOOTER = pattern(
    r"(?i)think of the trees|(?:consider|think of|think about) the environment before|before printing th|"
    r"this (?:e-?mail|message)(?:,? (?:and|together with|including) (?:any|its|all) (?:attach\w+|files?)[^.]{0,40})? "
    r"(?:is|are|may be|may contain|contains?|was sent)[^.]{0,60}(?:confidential|privileged|intended)|"
    r"intended (?:only|solely) for the (?:use of )?(?:the )?(?:person|individual|addressee|named|recipient)|"
    r"if you (?:have received|received|are not the (?:intended|named)|get) [^.]{0,60}(?:error|recipient|addressee|"
    r"mistake)|"
    r"sent from my (?:i|phone|samsung|mobile|blackberry|android)|scanned for viruses|virus[- ]free|"
    r"meant only for the person"
)


_FOOTER_STEMS = (
    "trees", "environment before", "before printing", "this e-mail", "this email", "this message", "intended only",
    "intended solely", "sent from my", "virus", "meant only for", " in error", "by mistake", "recipient", "addressee",
)  # fmt: skip


def _footers(text: str, low: str, drafts: list[Draft]) -> None:
    """The small print that mail programs add."""
    silent: set[int] = set()
    for index in dict.fromkeys(index for index, _ in holding(low, drafts, _FOOTER_STEMS)):
        draft = drafts[index]
        if not draft.silenced and _FOOTER.search(text, draft.start, draft.end):
            silent.add(draft.source.start)
    if silent:
        for draft in drafts:
            if draft.source.start in silent and not draft.silenced:
                draft.silenced = "It is the footer of an e-mail."
