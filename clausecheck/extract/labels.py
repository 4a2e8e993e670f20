"""Clause numbers and bullets as they stand alone, left of their text."""

import re

from clausecheck.patterns import pattern

__all__ = ["CLAUSE_LABEL", "HANGING"]

CLAUSE_LABEL = pattern(r"\(?[a-z]{1,4}\)|\(\d+\)|\d+\.(?:\d+\.?)*", re.IGNORECASE)
"""A clause number: a word alone that can hardly be an amount."""
HANGING = pattern(r"\(?[a-z]{1,4}\)|\(?\d+(?:\.\d+)*[.)]?|[•·▪◦‣○-]", re.IGNORECASE)
"""Whatever may hang left of a paragraph: a number, also a bare one, or a bullet."""
