"""Document to Contract: the parties named, every passage made a limb."""

import hashlib
from typing import NamedTuple

from clausecheck.document import Block, BlockKind, Coverage, CoveragePart, Document, Notice, Span
from clausecheck.patterns import pattern
from clausecheck.reading.answers import statement
from clausecheck.reading.context import Context
from clausecheck.reading.contract import BREAK, Contract, Limb, Passage, PassageKind, Quantity
from clausecheck.reading.focus import NOBODY, Focus
from clausecheck.reading.force import read_force, takes_over
from clausecheck.reading.mentions import Mentions, read_mentions
from clausecheck.reading.misreads import Vocabulary, mend
from clausecheck.reading.parties import Parties, identify
from clausecheck.reading.quantities import quantities
from clausecheck.reading.structure import outline
from clausecheck.reading.tokens import Tokens, tokenise

__all__ = ["read", "read_example"]

_NOWHERE: Span = (-1, -1)
_HEADINGS = 2
"""Headings kept above a limb, the nearest last."""


def read(
    document: Document,
    *,
    engagement: str | None = None,
    nation: str | None = None,
    author: str | None = None,
    vocabulary: Vocabulary | None = None,
) -> Contract:
    """Understand a document; what is given is not guessed. With a `vocabulary`, words that OCR misread are mended."""
    clauses, passages = outline(document)
    text = document.text
    tokens = tokenise(text, paged=bool(document.pages))
    if vocabulary is not None and document.doubtful:
        tokens = mend(tokens, document.doubtful, vocabulary)
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


_LABEL = pattern(r"\s*(?:\(?(?:[a-zA-Z]|[ivxIVX]{2,5}|\d{1,2})\)|(?:[a-zB-HJ-Z]|\d{1,2})\.)\s+(?=\S)")
"""A clause number at the head of a passage: it says nothing."""


class _Preface(NamedTuple):
    """The words that a passage is read with: headings and lead-ins, each followed by a break."""

    words: list[str]
    spans: list[Span]
    quantities: tuple[Quantity, ...]
    lead: int
    """Position of the first word after the headings."""
    nearest: int
    """Position of the first word of the last piece."""
    focus: Focus
    """Whom the lead-ins mention last."""


_NO_PREFACE = _Preface([], [], (), 0, 0, NOBODY)


class _Limbs:
    """Passages to limbs, pieces shared by several (headings, lead-ins) read once."""

    def __init__(self, tokens: Tokens, parties: Parties) -> None:
        self.tokens = tokens
        self.parties = parties
        self.shared: dict[Span, Mentions] = {}
        self.prefaces: dict[tuple[tuple[Span, ...], tuple[Span, ...]], _Preface] = {}

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

    def mentions(self, span: Span, focus: Focus) -> Mentions:
        """Words of one span of text, parties named."""
        first, last = self.tokens.between(*span)
        asked = self.parties.asks and self.tokens.text[span[0] : span[1]].rstrip().endswith("?")
        return read_mentions(self.tokens, self.parties, first, last, focus=focus, question=asked)

    def own(self, passage: Passage, focus: Focus, subject: str) -> Mentions:
        """A passage's own words, without its number, with the subject it takes over from the sentence before."""
        text, start = self.tokens.text, passage.start
        if text[start] == "(" or not text[start + 1 : start + 7].isalpha():
            label = _LABEL.match(text, start, passage.end)
            start = label.end() if label else start
        mentions = self.mentions((start, passage.end), focus)
        if not subject or not takes_over(mentions.words, 0):
            return mentions
        place = mentions.spans[1][0]
        words = [mentions.words[0], subject, *mentions.words[1:]]
        spans = [mentions.spans[0], (place, place), *mentions.spans[1:]]
        return Mentions(words, spans, mentions.focus)

    def preface(self, headings: tuple[Span, ...], leads: tuple[Span, ...]) -> _Preface:
        """What is read with a passage, from the cache when it was read with another."""
        if not headings and not leads:
            return _NO_PREFACE
        known = self.prefaces.get((headings, leads))
        if known is not None:
            return known
        words: list[str] = []
        spans: list[Span] = []
        values: list[Quantity] = []
        lead = nearest = 0
        focus = NOBODY
        for nth, span in enumerate(headings + leads):
            nearest = len(words)
            if nth <= len(headings):
                lead = nearest
            mentions = self.shared.get(span)
            if mentions is None:
                mentions = self.shared[span] = self.mentions(span, NOBODY)
            if not mentions.words:
                continue
            values += quantities(mentions.words, mentions.spans, self.tokens.text, nearest)
            words += [*mentions.words, BREAK]
            spans += [*mentions.spans, _NOWHERE]
            if nth >= len(headings) and mentions.focus.latest:
                focus = mentions.focus
        if not leads:
            lead = len(words)
        found = self.prefaces[headings, leads] = _Preface(words, spans, tuple(values), lead, nearest, focus)
        return found

    def answered(self, question: Span, answer: Mentions) -> Mentions | None:
        """The statement that a question and its yes or no make; None where the answer says more, or something else."""
        asked = self.shared.get(question)
        made = statement(asked.words, asked.spans, answer.words, answer.spans) if asked else None
        return Mentions(*made, answer.focus) if made else None

    def limb(self, index: int, passage: Passage, focus: Focus, subject: str) -> tuple[Limb, Focus, str]:
        """The limb of a passage, whom it mentions last and the party that is its subject."""
        leads = passage.leads
        preface = self.preface(passage.headings[-_HEADINGS:], leads)
        mentions = self.own(passage, preface.focus if preface.focus.latest else focus, subject)
        start = passage.start
        if passage.kind is PassageKind.answer and leads and (made := self.answered(leads[-1], mentions)):
            mentions, start, leads = made, leads[-1][0], leads[:-1]
            preface = self.preface(passage.headings[-_HEADINGS:], leads)
        own = len(preface.words)
        words, spans = (*preface.words, *mentions.words), (*preface.spans, *mentions.spans)
        leading = preface.nearest if leads and passage.kind is not PassageKind.answer else own
        text = self.tokens.text
        bearer, force, subject = read_force(words, spans, text, own=own, lead=leading, author=self.parties.author)
        limb = Limb(
            index,
            start,
            passage.end,
            passage.clause,
            passage.kind,
            words,
            spans,
            own,
            bearer,
            force,
            preface.quantities + quantities(mentions.words, mentions.spans, text, own),
            passage.speaks,
            passage.silenced,
            passage.defines,
            preface.lead,
        )
        return limb, mentions.focus, subject
