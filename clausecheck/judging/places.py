"""How a place of the contract is named to people, and how its words are shown and known again."""

import hashlib
import unicodedata

from clausecheck.document import Span
from clausecheck.patterns import pattern
from clausecheck.reading.contract import Contract

__all__ = [
    "clause_label",
    "fingerprint",
    "known_words",
    "lasting_words",
    "number_text",
    "place",
    "quote_text",
    "snippet",
    "whole_clause",
]

_HYPHENS = pattern(r"[-\u00ad\u2010\u2011](?:\s*\n\s*)?")
# Word and PDF break words differently: hyphens go, with the line break behind them.
_WORDS = pattern(r"[^\W_]+(?:[.,]\d+)*|[£%]")
_IN_NUMBER = pattern(r"[.,]\d")
_PLAIN = {code: " " for code in range(128) if not chr(code).isalnum()} | {ord("%"): " % "}
# What `_WORDS` finds in ASCII text without a point inside a number, some ten times as quickly.

_LABEL = pattern(
    r"\s*(?:\(?(?:[A-Za-z]{1,2}|[ivxlIVXL]{1,6}|\d{1,3}(?:\.\d{1,3})*)(?:\)|\.(?=\s))"
    r"|\d{1,3}(?:\.\d{1,3}){2,}(?=\s)|\d{1,3}\.\d{1,3}(?=\s+[A-Z]))\s*"
)
# `(a)`, `iv.`, `12)`, `3.2.1`: the number of a list item stands in its limb; 1.5 hours are no such number.
_ONE = r"\d++(?:\.\d++)*+(?: [a-z](?= |$))?"
_DOTTED = r"\d++(?:\.\d++)++(?: [a-z](?= |$))?"
# After a comma only this is surely one more clause, and not a number of days.
_REFERENCE = pattern(
    rf"\b(clause|paragraph|para|section|schedule|appendix|annex) {_ONE}(?! of the)"
    rf"|\b(clauses|paragraphs|paras|sections|schedules) {_ONE}(?: (?:and|or|to) {_ONE}| {_DOTTED})*"
)
# A section of an Act keeps its number: it is not the contract's own.


def clause_label(contract: Contract, limb: int) -> str:
    """Clause path as printed, `3.2(b)`, else the nearest heading; empty if there is neither."""
    index = contract.limbs[limb].clause
    while 0 <= index < len(contract.clauses):
        clause = contract.clauses[index]
        if clause.number:
            return clause.number
        if clause.heading:
            return clause.heading
        index = clause.parent
    return ""


def whole_clause(contract: Contract, limb: int) -> int:
    """Index of the clause a limb stands in, list items taken with the clause that they complete."""
    index = contract.limbs[limb].clause
    while 0 <= index < len(contract.clauses):
        clause = contract.clauses[index]
        if clause.parent < 0 or not clause.number.endswith(")"):
            break
        index = clause.parent
    return index


def place(contract: Contract, limb: int) -> str:
    """`clause 3.2(b)`, `“Overruns”` or `the text` for use inside a sentence."""
    label = clause_label(contract, limb)
    if not label:
        return "the text"
    return f"clause {label}" if label[0].isdigit() else f"“{label}”"


def quote_text(contract: Contract, span: Span) -> str:
    """The words of a span on one line."""
    return " ".join(contract.document.text[span[0] : span[1]].split())


def snippet(contract: Contract, span: Span, most: int = 12) -> str:
    """The first words of a span on one line."""
    words = contract.document.text[span[0] : span[1]].split()
    return " ".join(words) if len(words) <= most else " ".join(words[:most]) + " …"


def number_text(value: float) -> str:
    """`85`, `14.38`, `10,000,000`: as people write it."""
    if value == int(value):
        return f"{int(value):,}" if abs(value) >= 10_000 else str(int(value))
    return f"{value:.2f}".rstrip("0").rstrip(".")


def known_words(text: str) -> str:
    """What of a limb's text is the same in Word, PDF and plain text: its words and numbers, small, one space apart."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    plain = _HYPHENS.sub("", text).casefold()
    if plain.isascii() and _IN_NUMBER.search(plain) is None:
        return " ".join(plain.translate(_PLAIN).split())
    return " ".join(_WORDS.findall(plain))


def lasting_words(text: str) -> str:
    """The `known_words` of a limb that stay when clauses are moved and numbered anew.

    The limb's own list number goes, and the numbers in references to other clauses.
    """
    label = _LABEL.match(text)
    words = known_words(text[label.end() :] if label else text)
    return _REFERENCE.sub(lambda found: found[1] or found[2], words)


def fingerprint(rule: str, words: str, ordinal: int) -> str:
    """16 hex digits that know a finding again in Word, PDF and text, moved or with other clause numbers.

    `words` are the limb's `lasting_words`; `ordinal` counts from 0 among the findings of the same rule and words.
    """
    return hashlib.sha256(f"{rule}\n{words}\n{ordinal}".encode("utf-8", "replace")).hexdigest()[:16]
