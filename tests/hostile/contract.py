"""The contract that stands in every hostile file which holds any text: graded only when all of it was read."""

__all__ = ["CLAUSES", "TEXT"]

CLAUSES = (
    "LOCUM AGREEMENT",
    'This agreement is made between Elm Tree Surgery ("the Practice")',
    'and Dr Ada Mbeki ("the Locum").',
    "1. Sessions",
    "1.1 The Locum shall provide general medical services to patients of the Practice.",
    "1.2 The Locum shall remain on the premises until all patients have been seen.",
    "2. Fees",
    "2.1 The session fee is 480 pounds and is paid within 60 days of the invoice.",
    "2.2 No payment is made for time worked after the finish time.",
    "3. Ending",
    "3.1 The Practice may end this agreement at any time without notice or reason.",
    "3.2 The Locum indemnifies the Practice against all losses without limit.",
)

TEXT = "\n".join(CLAUSES) + "\n"
