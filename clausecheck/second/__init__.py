"""A second reader beside the rules, trained on labelled clauses."""

from clausecheck.second.reader import MENTION, SecondReader

__all__ = ["MENTION", "SecondReader"]
