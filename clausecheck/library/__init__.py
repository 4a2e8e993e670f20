"""For programs: `check` judges one contract, `batch` many side by side, `to_dict` gives plain dicts and lists.

Everything here is reached as `clausecheck.NAME`. Nothing is printed, nothing is written but the cache of the rules, and
the configuration file of the command line is not looked at: only what is passed counts. Errors are those of
`clausecheck.errors`, all children of `ClausecheckError`; where a message names an option of the command line
(`--password`, `--limit pages=…`), it is the argument of that name here (`password`, `limits=Limits(pages=…)`).
"""

from clausecheck.beside import (
    MissingTerm,
    PackReport,
    PositionMet,
    Standing,
)
from clausecheck.bulk.result import (
    Failure,
    Outcome,
    Result,
)
from clausecheck.document import (
    Coverage,
    CoveragePart,
    Notice,
)
from clausecheck.errors import (
    ClausecheckError,
    PasswordNeeded,
    ReadingFault,
    RuleError,
    RuleProblem,
    UnreadableInput,
    UsageProblem,
)
from clausecheck.extract.limits import (
    Limits,
)
from clausecheck.library.arguments import (
    Engagement,
    Engine,
    Nation,
    Ocr,
    Tracked,
)
from clausecheck.library.batching import (
    batch,
)
from clausecheck.library.checking import (
    check,
    to_dict,
)
from clausecheck.report import (
    AxisGrade,
    Confidence,
    Cost,
    Duties,
    Finding,
    Grade,
    Ladder,
    LadderStep,
    Measures,
    Mismatch,
    MismatchKind,
    MissingDocument,
    ModelText,
    Protection,
    QuantityFound,
    Report,
    SourceNote,
    StakhanovRatio,
    State,
    Term,
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
    "batch",
    "check",
    "to_dict",
]
