"""clausecheck reads a UK locum GP's contract and says what in it hurts, where, and what to ask for."""

__all__ = ["__version__"]

__version__ = "0.1.0"
