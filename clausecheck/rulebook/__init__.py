"""YAML rules into a `Rulebook`, and the matcher that finds their signals in a contract."""

from clausecheck.rulebook.loader import load, load_lean
from clausecheck.rulebook.model import Rulebook

__all__ = ["Rulebook", "load", "load_lean"]
