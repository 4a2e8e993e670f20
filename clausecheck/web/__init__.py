"""The local page: `clausecheck serve`."""
