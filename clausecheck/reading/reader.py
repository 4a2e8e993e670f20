"""Document to Contract: the parties named, every passage made a limb."""

import hashlib
import re

from clausecheck.document import Block, BlockKind, Coverage, CoveragePart, Document, Notice, Span
from clausecheck.reading.context import Context
from clausecheck.reading.contract import BREAK, Contract, Limb, Passage, PassageKind, Quantity
from clausecheck.reading.focus import NOBODY, Focus
from clausecheck.reading.force import read_force, takes_over
from clausecheck.reading.mentions import Mentions, read_mentions
from clausecheck.reading.parties import Parties, identify
from clausecheck.reading.quantities import quantities
from clausecheck.reading.structure import outline
from clausecheck.reading.tokens import Tokens, tokenise

__all__ = ["read", "read_example"]

_NOWHERE: Span = (-1, -1)
_HEADINGS = 2
"""Headings kept above a limb, the nearest last."""


def read(
    document: Document, *, engagement: str | None = None, nation: str | None = None, author: str | None = None
) -> Contract:
    """Understand a document; what is given is not guessed."""
    clauses, passages = outline(document)
    text = document.text
    tokens = tokenise(text)
    context = Context(tokens.words)
    engagement = engagement or context.engagement()
    author = author or context.author()
    parties = identify(text, context, engagement=engagement, author=author)
    kind = context.kind()
    return Contract(
        document=document,
        clauses=clauses,
        limbs=_Limbs(tokens, parties).read(passages),
        engagement=engagement,
        nation=nation or context.nation(),
        author=author,
        locum_names=parties.locum_names,
        other_names=parties.other_names,
        kind=kind,
        notices=_notices(kind),
    )


def read_example(text: str, by: str = "", under: str = "", *, engagement: str | None = None) -> Contract:
    """A rule's example as a contract of its own.

    `by` is `locum`, `other` or empty (then judged from the words); `under` a heading it stands under;
    `engagement` the kind of contract it is tried in, guessed where None.
    """
    whole = f"{under}\n\n{text}" if under else text
    blocks = [Block(0, len(under), BlockKind.heading)] if under else []
    blocks.append(Block(len(whole) - len(text), len(whole), BlockKind.paragraph))
    coverage = Coverage((CoveragePart("text", True, "", len(text.split())),))
    digest = hashlib.sha256(whole.encode()).hexdigest()
    document = Document("-", "text", digest, whole, tuple(blocks), coverage)
    return read(document, engagement=engagement, author=by or None)


def _notices(kind: str) -> tuple[Notice, ...]:
    if kind == "foreign-language":
        return (Notice("language", "This is not written in English; it was not graded."),)
    if kind == "salaried":
        return (
            Notice(
                "not-a-locum-contract",
                "This reads like a salaried contract of employment, not a locum's; it was not graded.",
            ),
        )
    if kind == "not-a-contract":
        return (Notice("not-a-locum-contract", "This does not read like a locum GP's contract; it was not graded."),)
    return ()


_LABEL = re.compile(r"\s*(?:\(?(?:[a-zA-Z]|[ivxIVX]{2,5}|\d{1,2})\)|(?:[a-zB-HJ-Z]|\d{1,2})\.)\s+(?=\S)")
"""A clause number at the head of a passage: it says nothing."""


_Piece = tuple[Mentions, tuple[Quantity, ...]]


class _Limbs:
    """Passages to limbs, pieces shared by several (headings, lead-ins) read once."""

    def __init__(self, tokens: Tokens, parties: Parties) -> None:
        self.tokens = tokens
        self.parties = parties
        self.shared: dict[Span, _Piece] = {}

    def read(self, passages: tuple[Passage, ...]) -> tuple[Limb, ...]:
        """One limb a passage, in text order."""
        limbs: list[Limb] = []
        clause, focus, subject = -1, NOBODY, ""
        for passage in passages:
            if passage.clause != clause:
                focus, subject = NOBODY, ""
            limb, focus, subject = self.limb(len(limbs), passage, focus, subject)
            clause = passage.clause
            limbs.append(limb)
        return tuple(limbs)

    def piece(self, span: Span) -> _Piece:
        """A heading or lead-in, from the cache when seen before."""
        known = self.shared.get(span)
        if known is None:
            known = self.shared[span] = self.words_of(span, NOBODY)
        return known

    def words_of(self, span: Span, focus: Focus) -> _Piece:
        """Words and quantities of one span of text."""
        first, last = self.tokens.between(*span)
        text = self.tokens.text
        asked = self.parties.asks and text[span[0] : span[1]].rstrip().endswith("?")
        mentions = read_mentions(self.tokens, self.parties, first, last, focus=focus, question=asked)
        return mentions, quantities(mentions.words, mentions.spans, text)

    def own_words(self, passage: Passage, focus: Focus, subject: str) -> _Piece:
        """A passage's own words, without its number, with the subject it takes over from the sentence before."""
        label = _LABEL.match(self.tokens.text, passage.start, passage.end)
        mentions, values = self.words_of((label.end() if label else passage.start, passage.end), focus)
        if not subject or not takes_over(mentions.words, 0):
            return mentions, values
        place = mentions.spans[1][0]
        words = (mentions.words[0], subject, *mentions.words[1:])
        spans = (mentions.spans[0], (place, place), *mentions.spans[1:])
        return Mentions(words, spans, mentions.focus), _moved(values, 1)

    def limb(self, index: int, passage: Passage, focus: Focus, subject: str) -> tuple[Limb, Focus, str]:
        """The limb of a passage, whom it mentions last and the party that is its subject."""
        words: list[str] = []
        spans: list[Span] = []
        found: list[Quantity] = []
        lead = 0
        headings = passage.headings[-_HEADINGS:]
        after_headings = 0
        for nth, span in enumerate(headings + passage.leads):
            lead = len(words)
            if nth <= len(headings):
                after_headings = lead
            mentions, values = self.piece(span)
            if not mentions.words:
                continue
            found.extend(_moved(values, lead))
            words.extend(mentions.words)
            spans.extend(mentions.spans)
            words.append(BREAK)
            spans.append(_NOWHERE)
            if span in passage.leads and mentions.focus.latest:
                focus = mentions.focus
        own = len(words)
        if not passage.leads:
            after_headings = own
        mentions, values = self.own_words(passage, focus, subject)
        found.extend(_moved(values, own))
        words.extend(mentions.words)
        spans.extend(mentions.spans)
        leading = lead if passage.leads and passage.kind is not PassageKind.answer else own
        reading = read_force(words, spans, self.tokens.text, own=own, lead=leading, author=self.parties.author)
        limb = Limb(
            index=index,
            start=passage.start,
            end=passage.end,
            clause=passage.clause,
            kind=passage.kind,
            words=tuple(words),
            spans=tuple(spans),
            own=own,
            lead=after_headings,
            bearer=reading.bearer,
            force=reading.force,
            quantities=tuple(found),
            speaks=passage.speaks,
            silenced=passage.silenced,
            defines=passage.defines,
        )
        return limb, mentions.focus, reading.subject


def _moved(values: tuple[Quantity, ...], by: int) -> tuple[Quantity, ...]:
    """Quantities with their word positions shifted."""
    if not by:
        return values
    return tuple(Quantity(q.kind, q.value, q.low, q.unit, q.first + by, q.last + by, q.start, q.end) for q in values)
