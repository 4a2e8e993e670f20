"""Edits of the sense of a clause and of whom it binds."""

from tests.mutations.mutations import Case, replaced, said

__all__ = ["WORDS"]

NEGATED = [
    Case(
        "free-to-work-in-plain-words",
        "noncompete-formal",
        said("The Locum is free to work at any other practice after this agreement ends."),
        "protects",
    ),
    Case("agency-may-not-change", "variation-agency", replaced("may change", "may not change"), "gone"),
    Case(
        "free-to-speak",
        "gagging-formal",
        said("Nothing in this contract prevents the Locum from speaking to a regulator or raising a concern."),
        "protects",
    ),
    Case(
        "admin-not-in-own-time",
        "admin-plain",
        said("The doctor has 20 paid minutes at the end of each session for letters and referrals."),
        "protects",
    ),
    Case(
        "overrun-is-paid",
        "overrun-formal",
        replaced("is not paid for time", "is paid £95 an hour for time"),
        "protects",
    ),
    Case(
        "overrun-letter-we-do-pay",
        "overrun-letter",
        said("If surgery runs over, we pay you £95 an hour for the additional time."),
        "protects",
    ),
    Case(
        "extras-need-not-be-seen",
        "extras-email",
        replaced("You must also see any", "You do not have to see any"),
        "gone",
    ),
    Case(
        "indemnity-not-given",
        "indemnity-formal",
        replaced("Locum shall indemnify", "Locum shall not be required to indemnify"),
        "protects",
    ),
    Case(
        "practice-may-not-cancel",
        "cancel-agency",
        said("The Client may not cancel a booked session without paying the full fee for it."),
        "gone",
    ),
    Case(
        "free-to-work-nearby",
        "noncompete-formal",
        replaced("shall not work at", "may work at"),
        "gone",
    ),
    Case("visits-not-carried-out", "visits-list", said("not be asked to carry out home visits"), "gone"),
    Case("results-not-cleared", "results-you", replaced("You will clear", "You will not be asked to clear"), "gone"),
    Case("no-deduction", "deductions-formal", replaced("may deduct", "may not deduct"), "protects"),
    Case(
        "no-replacement-cost",
        "locum-cancels",
        replaced("shall pay the Practice", "shall not be liable to pay the Practice"),
        "gone",
        also=("substitution",),
    ),
]

BEARER = [
    Case(
        "contractor-changes-terms",
        "variation-agency",
        said("The Contractor may change the hourly rate at any time by writing to the Agency."),
        "gone",
    ),
    Case(
        "practice-keeps-quiet",
        "gagging-formal",
        said("The Practice shall not speak to the press or anyone else about the Locum without the Locum's consent."),
        "gone",
    ),
    Case(
        "secretaries-do-admin",
        "admin-plain",
        said("The practice's secretaries complete letters and referrals after surgery."),
        "gone",
    ),
    Case(
        "locum-given-full-fee",
        "locum-cancels",
        said("If the Practice cancels a session, the Practice shall pay the Locum the full fee for it."),
        "gone",
        also=("cancellation-by-practice",),
    ),
    Case(
        "practice-indemnifies-locum",
        "indemnity-formal",
        said("The Practice shall indemnify the Locum against all claims, losses and costs arising from the Services."),
        "protects",
    ),
    Case("practice-clears-results", "results-you", replaced("You will clear", "Our own doctors will clear"), "gone"),
    Case(
        "contractor-cancels",
        "cancel-agency",
        replaced("The Client may cancel", "The Contractor may cancel"),
        "gone",
        also=("cancellation-by-locum",),
    ),
    Case(
        "practice-bound-not-locum",
        "noncompete-formal",
        said("The Practice shall not open another surgery within five miles for six months after this agreement."),
        "gone",
    ),
    Case(
        "practice-pays-replacement",
        "locum-cancels",
        said("If the Locum cancels a session, the Practice shall pay the full cost of a replacement doctor."),
        "gone",
    ),
    Case(
        "partners-visit",
        "visits-list",
        said("refer requests for home visits to the partners, who carry them out"),
        "gone",
    ),
    Case(
        "partners-see-extras",
        "extras-email",
        said("The duty doctor will see any urgent extras that reception takes on the day."),
        "gone",
    ),
    Case(
        "locum-deducts",
        "deductions-formal",
        said("The Locum may deduct from any sum due to the Practice whatever the Practice owes the Locum."),
        "gone",
    ),
    Case(
        "locum-pays-invoices",
        "payment-formal",
        replaced("The Practice shall pay each invoice", "The Locum shall pay each invoice of the Practice"),
        "lost",
    ),
    Case(
        "practice-capped-not-locum",
        "cap-formal",
        replaced("The Locum shall see", "A partner shall see"),
        "lost",
    ),
]

WORDS = [*NEGATED, *BEARER]
