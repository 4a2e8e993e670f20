"""For programs: `clausecheck.check` and `clausecheck.batch`."""
