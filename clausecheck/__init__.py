"""clausecheck reads a UK locum GP's contract and says what in it hurts, where, and what to ask for.

From Python: `clausecheck.check(path)` gives a `Report`, `clausecheck.batch(folder)` the results on all that is in it,
`clausecheck.to_dict(report)` what the JSON form holds. All names below come from
`clausecheck.library`, which is loaded when the first of them is used.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clausecheck.library import (
        AxisGrade,
        ClausecheckError,
        Confidence,
        Cost,
        Coverage,
        CoveragePart,
        Duties,
        Engagement,
        Engine,
        Failure,
        Finding,
        Grade,
        Ladder,
        LadderStep,
        Limits,
        Measures,
        Mismatch,
        MismatchKind,
        MissingDocument,
        MissingTerm,
        ModelText,
        Nation,
        Notice,
        Ocr,
        Outcome,
        PackReport,
        PasswordNeeded,
        PositionMet,
        Protection,
        QuantityFound,
        ReadingFault,
        Report,
        Result,
        RuleError,
        RuleProblem,
        SourceNote,
        StakhanovRatio,
        Standing,
        State,
        Term,
        Tracked,
        UnreadableInput,
        UsageProblem,
        batch,
        check,
        to_dict,
    )

__all__ = [
    "AxisGrade",
    "ClausecheckError",
    "Confidence",
    "Cost",
    "Coverage",
    "CoveragePart",
    "Duties",
    "Engagement",
    "Engine",
    "Failure",
    "Finding",
    "Grade",
    "Ladder",
    "LadderStep",
    "Limits",
    "Measures",
    "Mismatch",
    "MismatchKind",
    "MissingDocument",
    "MissingTerm",
    "ModelText",
    "Nation",
    "Notice",
    "Ocr",
    "Outcome",
    "PackReport",
    "PasswordNeeded",
    "PositionMet",
    "Protection",
    "QuantityFound",
    "ReadingFault",
    "Report",
    "Result",
    "RuleError",
    "RuleProblem",
    "SourceNote",
    "StakhanovRatio",
    "Standing",
    "State",
    "Term",
    "Tracked",
    "UnreadableInput",
    "UsageProblem",
    "__version__",
    "batch",
    "check",
    "to_dict",
]

__version__ = "0.1.0"

if not TYPE_CHECKING:  # a type checker would take it for leave to use any name

    def __getattr__(name: str) -> object:
        """A name of the library, loaded now: whoever runs a command has no use for it and does not wait for it."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        found = globals()[name] = getattr(import_module("clausecheck.library"), name)
        return found

    def __dir__() -> list[str]:
        """All that there is, loaded or not."""
        return sorted({*globals(), *__all__})
