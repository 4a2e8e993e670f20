"""A document understood: clauses, parties, limbs, quantities."""

from clausecheck.reading.reader import read, read_example

__all__ = ["read", "read_example"]
