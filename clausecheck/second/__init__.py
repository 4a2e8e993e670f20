"""A second reader beside the rules, trained on labelled clauses."""

from clausecheck.second.reader import SecondReader

__all__ = ["SecondReader"]
