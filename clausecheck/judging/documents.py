"""Policies, handbooks and schedules that bind but were not shown."""

from clausecheck.judging.places import quote_text, snippet
from clausecheck.judging.weigh import Weighed
from clausecheck.reading.contract import Contract
from clausecheck.report import MissingDocument

__all__ = ["missing_documents"]


def missing_documents(contract: Contract, weighed: Weighed) -> tuple[MissingDocument, ...]:
    """One a name, in text order; the name is the evidence as written."""
    found: dict[str, MissingDocument] = {}
    for signal in weighed.live:
        if signal.rule.names_document:
            name = snippet(contract, (signal.start, signal.end)).strip(" ,;:.")
            found.setdefault(name.casefold(), MissingDocument(name, quote_text(contract, signal.quote)))
    return tuple(found.values())
