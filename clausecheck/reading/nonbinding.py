"""Parts of a contract of which the contract itself says that they do not bind."""

import re

from clausecheck.document import Span
from clausecheck.patterns import pattern
from clausecheck.reading.clausetree import Tree
from clausecheck.reading.passages import Draft, holding

__all__ = ["below", "numbered", "unbind"]

_FORCELESS = pattern(
    r"""(?ix)
    (?:(?:does|do|shall|will|is|are)\s+not|n['’]t|nor\s+(?:does|do|shall))\s+(?:\w+\s+){0,3}?
        (?:bind(?:ing)? | form(?:ing)?\s+(?:any\s+)?part
          | (?:a\s+)?part\s+of\s+(?:the|this|our|your|any)\s+(?:contract|agreement|terms)
          | contractual | intended\s+to\s+(?:bind|be\s+(?:legally\s+)?binding|create)
          | creat(?:e|ing)\s+(?:any\s+)?(?:obligations?|rights?|dut(?:y|ies)|contract) | be\s+relied\s+(?:up)?on
          | (?:have|having)\s+(?:any\s+)?(?:contractual|legal|binding)?\s*(?:force|effect))
    | (?:has|have|of|with|having)\s+no\s+(?:contractual|legal|binding)?\s*(?:or\s+\w+\s+)?
        (?:force|effect|standing|status)
    | creates?\s+no\s+(?:\w+\s+){0,2}?(?:obligations?|rights?|dut(?:y|ies)|contract)
    | forms?\s+no\s+part
    | (?:are|is|be|given|included|provided|set\s+out|there|intended|offered)\s+
        (?:(?:purely|merely|only|solely|simply|just)\s+)?
        (?:for|as|by\s+way\s+of)\s+(?:your\s+|the\s+\w+['’]?s?\s+)?
        (?:(?:ease\s+of\s+)?(?:information|guidance|illustration|reference|convenience|background|assistance|help)
             (?:\s+purposes)?\s+only
          | a\s+(?:guide|summary|reminder)\s+only | an?\s+aid\s+only)
    | (?:only|merely|purely)\s+
        (?:for\s+(?:information|guidance|illustration|reference|convenience)|a\s+(?:guide|summary)|indicative|illustrative)
    | non-?binding | not\s+legally\s+binding
    | describes?\s+(?:hopes|aspirations|intentions)
    """
)
_STEMS = (
    "bind", "form part", "form any part", "form a part", "no part", "not part of", "n't part of", "a part of",
    "as part of", "no force", "legal force", "contractual", "no legal", "no effect", "any effect", "legal effect",
    "no standing", "no status", "create", "be relied", "indicative", "illustrative", "illustration", "describe",
    "for convenience", "convenience only", "for guidance", "guidance only", "of guidance", "information only",
    "for information", "your information", "for reference", "background only", "for background", "of background",
    "ease of reference", "guide only", "a guide", "a summary only", "a reminder only", "aid only", "purposes only",
)  # fmt: skip
"""One of these stands in every statement that a part has no force."""
_MOST_STATEMENTS = 40
"""A contract that takes the force from more parts than this is no contract; the rest are left alone."""
_BEFORE, _AFTER = 60, 70
"""How far around it, in characters, such a statement reaches."""
_PLACE = pattern(
    r"(?i)\b(schedules?|annex(?:es|e)?|appendi(?:x|ces)|parts?|clauses?|sections?|paragraphs?|articles?)\s+"
    r"((?:\d+(?:\.\d+)*(?:\([a-z]+\))*|[A-Z]\b|[IVX]+\b)(?:\s*(?:,|and|to|or|–|-)\s*(?:\d+(?:\.\d+)*(?:\([a-z]+\))*|"
    r"[A-Z]\b))*)"
)
_NAMED = pattern(
    r"(?i)\b(?:this|the|these|those|our|any|each|in)?\s*[\"“‘']?"
    r"(key facts|at a glance|in (?:short|brief|a nutshell)|quick guide|fact ?sheet|cover(?:ing)? (?:sheet|letter|"
    r"note|page)|"
    r"plain english summar(?:y|ies)|summar(?:y|ies)|overview|introduction|preamble|foreword|welcome|"
    r"guidance(?: notes?)?|"
    r"explanatory notes?|notes for guidance|recitals|background|examples?|worked examples?|illustrations?|guide|"
    r"handbook|leaflet|"
    r"faqs?|frequently asked questions|our values|our promise|vision|mission|about us|particulars|opening (?:words|"
    r"paragraphs?)|"
    r"notes?|boxes|box|page|section|part|schedule|annex|appendix|document)\b[\"”’']?"
)
_NO_PART = pattern(r"(?i)\W*(?:nothing|no |any |(?:clause |the )?(?:\w+ and )?headings?\b(?! and)|words|a |an )")
"""Subjects that are no part of the contract: headings say nothing anyhow."""
_OPENING = pattern(
    r"(?i)\b(?:opening|introductory|first) (?:words|paragraphs?|lines|sentences?)|"
    r"\b(?:preamble|introduction) (?:to|of)\b"
)
_OWN = pattern(
    r"(?i)\bthis\s+(part|schedule|annex|appendix|section|page|summary|box|guide|introduction|note|overview|sheet|"
    r"preamble|clause|paragraph)\b"
)
_EXCEPT = pattern(
    r"(?i)\(\s*(?:the |other than |except |save |apart from |excluding )*(.{3,60}?)(?: excepted| excluded)?\s*\)|"
    r"\b(?:except(?:ing)?|save|other than|apart from|excluding)(?: for)?(?: the)? ([^,.;]{3,60})"
)


def unbind(text: str, low: str, tree: Tree, drafts: list[Draft]) -> None:
    """Silence the passages of every part that a passage says has no force, except those it excepts.

    `low` is the text in small letters, every character in its place.
    """
    done, statements = -1, 0
    for index, at in holding(low, drafts, _STEMS):
        draft = drafts[index]
        if draft.silenced or index == done:
            continue
        match = _FORCELESS.search(text, max(draft.start, at - _BEFORE), min(draft.end, at + _AFTER))
        subject = _subject(text, draft, match.start()) if match else None
        if not subject:
            continue
        done = index
        nodes, opening = _meant(text, tree, draft, subject)
        if nodes and statements < _MOST_STATEMENTS:
            statements += 1
            _silence(text, tree, drafts, draft, (nodes, opening))


def _subject(text: str, draft: Draft, verb: int) -> Span | None:
    """The words that name what has no force: those before the verb in the same clause."""
    start = draft.start
    for stop in (";", ": "):
        at = text.rfind(stop, start, verb)
        if at > 0:
            start = at + 1
    return (start, verb) if verb - start > 3 else None


def _meant(text: str, tree: Tree, draft: Draft, subject: Span) -> tuple[set[int], bool]:
    """Clauses that the subject names, and whether only their opening words are meant."""
    words = text[slice(*subject)]
    if _NO_PART.match(words):
        return set(), False
    opening = _OPENING.search(words)
    found: set[int] = set()
    for place in _PLACE.finditer(words):
        meant = numbered(tree, place[1], place[2])
        # `Clause 1` is that of the same part, where there is one.
        near = {index for index in meant if tree.part_of(index) == tree.part_of(draft.node)}
        found |= near or meant
    if found:
        return found, bool(opening)
    own = _OWN.search(words)
    if own:
        return _own(text, tree, draft, own[1].lower()), False
    for named in _NAMED.finditer(words):
        found |= _headed(text, tree, named[1].lower())
    return found, False


def numbered(tree: Tree, word: str, values: str) -> set[int]:
    """Clauses by number, as `Schedule 1` or `clauses 3.1 and 4`."""
    word = word.lower()
    stem = next((s for s in ("schedule", "annex", "append", "part") if word.startswith(s)), "")
    numbers = {value.lower() for value in re.findall(r"\d+(?:\.\d+)*(?:\([a-z]+\))*|[A-Za-z]+", values)}
    numbers -= {"and", "to", "or"}
    found = set()
    for index, node in enumerate(tree.nodes):
        name = node.number.lower()
        if stem:
            if node.kind == "part" and name.startswith(stem) and name.split()[-1] in numbers:
                found.add(index)
        elif node.kind in ("decimal", "capital", "article") and not numbers.isdisjoint((name, name.split()[-1])):
            found.add(index)
    return found


_NO_NAMES = (
    "page", "section", "part", "schedule", "annex", "appendix", "document", "box", "boxes", "notes", "note",
    "particulars",
)  # fmt: skip
"""Words that name no heading."""


def _headed(text: str, tree: Tree, name: str) -> set[int]:
    """Clauses whose heading says the name."""
    if name in _NO_NAMES:
        return set()
    stem = name.removesuffix("ies").removesuffix("y").removesuffix("s")
    return {
        index
        for index, node in enumerate(tree.nodes)
        if node.heading and stem in " ".join(text[slice(*node.heading)].lower().split())
    }


def _own(text: str, tree: Tree, draft: Draft, word: str) -> set[int]:
    """The part that a passage itself stands in: `this summary`, `this Part`."""
    at = draft.node
    kinds = word in ("part", "schedule", "annex", "appendix")
    while at > 0:
        node = tree.nodes[at]
        if kinds:
            if node.kind == "part":
                return {at}
        elif word in ("clause", "paragraph"):
            return {at} if node.kind == "decimal" else set()
        elif node.heading:
            heading = text[slice(*node.heading)].lower()
            if word in ("section", "page", "box", "note") or word in heading:
                return {at}
        at = node.parent
    return set()


def _silence(text: str, tree: Tree, drafts: list[Draft], speaker: Draft, meant: tuple[set[int], bool]) -> None:
    """Silence what the speaker says has no force, in the clauses meant (or only in their opening words)."""
    roots, opening = meant
    meant_nodes = below(tree, roots)
    excepted = _excepted(text, speaker)
    number = tree.nodes[speaker.node].number
    where = f"Clause {number}" if number[:1].isdigit() else (number or "The contract")
    reason = f"{where} says that this part does not bind."
    for draft in drafts:
        if draft.silenced or draft is speaker or draft.node not in meant_nodes:
            continue
        if opening and draft.node not in roots:
            continue
        words = " ".join(text[draft.start : draft.end].lower().split())
        if any(name in words for name in excepted):
            continue
        draft.silenced = reason


def below(tree: Tree, roots: set[int]) -> set[int]:
    """The clauses and everything under them."""
    found = set(roots)
    for index, node in enumerate(tree.nodes):
        if node.parent in found:
            found.add(index)
    return found


def _excepted(text: str, speaker: Draft) -> tuple[str, ...]:
    """What the passage takes out of its own statement: `(the Session Fee excepted)`."""
    words = text[speaker.start : speaker.end]
    found: list[str] = []
    for match in _EXCEPT.finditer(words):
        inside = match[1] or match[2] or ""
        if match[1] and not re.search(r"(?i)except|exclud|other than|save|apart", match[0]):
            continue
        found.extend(part.strip().lower() for part in re.split(r",|\band\b", inside) if len(part.strip()) > 2)
    return tuple(re.sub(r"^the ", "", " ".join(name.split())) for name in found)
